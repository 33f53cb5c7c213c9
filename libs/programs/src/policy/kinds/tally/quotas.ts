import { fits } from '../../where.js';
import { attributesOf, tidied, type Item } from './counted.js';
import type { Quota } from './schema.js';

/** How much of a quota there is, and of the quotas in it. */
export interface Filled {
  readonly quota: Quota;
  /** After its own cap and those in it. */
  readonly have: number;
  readonly parts: readonly Filled[];
}

export interface Measured {
  /** What counts of all items, once each, after all caps. */
  readonly total: number;
  readonly filled: readonly Filled[];
  /** Quotas that could each be filled but not all together, where nothing counts in two. */
  readonly tooLittle:
    | {
        readonly quotas: readonly Quota[];
        readonly have: number;
        readonly need: number;
      }
    | undefined;
}

/** Whether what fits several of the quotas in it counts in one of them only. */
export type IsSeparate = (whole: { readonly overlap?: Quota['overlap'] }) => boolean;

const none: readonly never[] = [];

interface Bin {
  readonly filled: Filled;
  readonly cap: number;
}

/** Measures items against quotas; which of two overlapping quotas they count in is chosen for the best. */
export function measure(
  items: readonly Item[],
  within: { readonly quotas?: readonly Quota[]; readonly overlap?: Quota['overlap'] },
  isSeparate: IsSeparate,
): Measured {
  const { quotas } = within;
  // Most tallies have none, and then there is nothing to choose.
  if (quotas === undefined) return { total: totalOf(items), filled: none, tooLittle: undefined };
  const groups = groupsOf(items, quotas);
  const bins = quotas.map((quota): Bin & { tooLittle: Measured['tooLittle'] } => {
    const own = items.filter(({ activity }) => fits(quota.where, attributesOf(activity)));
    const inside = measure(own, quota, isSeparate);
    const cap = Math.min(quota.countsUpTo ?? Infinity, inside.total);
    return {
      filled: { quota, have: cap, parts: inside.filled },
      cap: quota.countsUpTo === undefined && quota.quotas === undefined ? Infinity : cap,
      tooLittle: inside.tooLittle,
    };
  });
  const together = isSeparate(within) ? jointShortfall(quotas, groups) : undefined;
  const [nested] = bins.flatMap((bin) => bin.tooLittle ?? []);
  const tooLittle = together ?? nested;
  return {
    total: most(bins, groups),
    filled: bins.map(({ filled }) => filled),
    tooLittle,
  };
}

export function totalOf(items: readonly Item[]): number {
  let total = 0;
  for (const { amount } of items) total += amount;
  return tidied(total);
}

/** Amounts by the set of quotas they fit, as bits. */
type Groups = ReadonlyMap<number, number>;

function groupsOf(items: readonly Item[], quotas: readonly Quota[]): Groups {
  const groups = new Map<number, number>();
  for (const { activity, amount } of items) {
    let fitting = 0;
    for (const [place, { where }] of quotas.entries()) {
      if (fits(where, attributesOf(activity))) fitting |= 1 << place;
    }
    groups.set(fitting, (groups.get(fitting) ?? 0) + amount);
  }
  return groups;
}

/*
 * The next two are maximum flow and Hall's theorem over the few sets of quotas there are: exact,
 * where filling one quota after another would depend on the order.
 */

/** The most that counts when each amount goes to one quota that it fits, none beyond its cap. */
function most(bins: readonly Bin[], groups: Groups): number {
  let best = Infinity;
  const capped = bins.reduce(
    (bits, { cap }, place) => (cap === Infinity ? bits : bits | (1 << place)),
    0,
  );
  for (let cut = capped; ; cut = (cut - 1) & capped) {
    let through = 0;
    for (const [place, { cap }] of bins.entries()) if ((cut & (1 << place)) !== 0) through += cap;
    for (const [fitting, amount] of groups) {
      if (fitting === 0 || (fitting & ~cut) !== 0) through += amount;
    }
    best = Math.min(best, through);
    if (cut === 0) return tidied(best);
  }
}

function jointShortfall(quotas: readonly Quota[], groups: Groups): Measured['tooLittle'] {
  let worst: Measured['tooLittle'];
  for (let set = 1; set < 1 << quotas.length; set++) {
    const chosen = quotas.filter((_quota, place) => (set & (1 << place)) !== 0);
    const need = tidied(chosen.reduce((total, { atLeast = 0 }) => total + atLeast, 0));
    let supply = 0;
    for (const [fitting, amount] of groups) if ((fitting & set) !== 0) supply += amount;
    const have = tidied(supply);
    if (have < need && (worst === undefined || need - have > worst.need - worst.have)) {
      worst = { quotas: chosen, have, need };
    }
  }
  return worst;
}
