import { fits } from '../../where.js';
import { attributesOf, tidied, type Item } from './counted.js';
import { weighed } from './weighed.js';
import type { Quota } from './schema.js';

/** What quotas are parts of: a tally, one of its periods, another quota. */
export interface Whole {
  readonly quotas?: readonly Quota[];
  readonly overlap?: Quota['overlap'];
}

/** How much of a quota there is, and of the quotas in it. */
export interface Filled {
  readonly quota: Quota;
  /** The most of it that counts, after all caps. */
  readonly have: number;
  /** What fits it, and what caps leave out as well. */
  readonly recorded: number;
  readonly parts: readonly Filled[];
}

export interface Measured {
  /** The most that counts when its parts are as full as they can be. */
  readonly total: number;
  readonly filled: readonly Filled[];
  /** Quotas that could each be filled but not all together. */
  readonly tooFew: TooFew | undefined;
}

export interface TooFew {
  readonly quotas: readonly Quota[];
  readonly have: number;
  readonly need: number;
  /** What fits several quotas counts in one of them only. */
  readonly once: boolean;
}

/** Whether what fits several of the quotas in it counts in one of them only. */
export type IsSeparate = (whole: Whole) => boolean;

const none: readonly never[] = [];

/** Measures items against quotas. */
export function measure(items: readonly Item[], whole: Whole, isSeparate: IsSeparate): Measured {
  // Most tallies have none, and then there is nothing to choose.
  if (whole.quotas === undefined) return { total: totalOf(items), filled: none, tooFew: undefined };
  return poured(items, whole, isSeparate) ?? weighed(items, whole, isSeparate);
}

export function totalOf(items: readonly Item[]): number {
  let total = 0;
  for (const { amount } of items) total += amount;
  return tidied(total);
}

/** Each item into whatever it fits; undefined where it has to be chosen which of them count, or in what. */
function poured(
  items: readonly Item[],
  whole: Whole,
  isSeparate: IsSeparate,
): Measured | undefined {
  const { quotas = none } = whole;
  const seen = new Set<Item>();
  const filled: Filled[] = [];
  let leftOut = 0;
  let twice = false;
  for (const quota of quotas) {
    const { where, countsUpTo = Infinity } = quota;
    const own = items.filter(({ activity }) => fits(where, attributesOf(activity)));
    for (const item of own) {
      twice ||= seen.has(item);
      seen.add(item);
    }
    const recorded = totalOf(own);
    if (quota.quotas === undefined) {
      const have = Math.min(recorded, countsUpTo);
      filled.push({ quota, have, recorded, parts: none });
      leftOut += recorded - have;
    } else {
      const inside = poured(own, quota, isSeparate);
      if (inside === undefined || inside.total > countsUpTo) return undefined;
      filled.push({ quota, have: inside.total, recorded, parts: inside.filled });
      leftOut += recorded - inside.total;
    }
  }
  if (twice && (leftOut > 0 || isSeparate(whole))) return undefined;
  return { total: tidied(totalOf(items) - leftOut), filled, tooFew: undefined };
}

export function everyQuota({ quotas = none }: Whole): readonly Quota[] {
  return quotas.flatMap((quota) => [quota, ...everyQuota(quota)]);
}

/** What caps leave out, in words. */
export function leftOutOf(filled: readonly Filled[], unit: string): readonly string[] {
  return filled.flatMap(({ quota: { title, countsUpTo }, have, recorded, parts }) => [
    ...(countsUpTo === undefined || have === recorded
      ? []
      : [`${title}: ${recorded} ${unit}, of which ${have} count.`]),
    ...leftOutOf(parts, unit),
  ]);
}
