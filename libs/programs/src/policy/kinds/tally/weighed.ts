import { fits } from '../../where.js';
import { attributesOf, tidied, type Item } from './counted.js';
import { mostWithin, type Limit, type Sum } from './most.js';
import type { Filled, IsSeparate, Measured, TooFew, Whole } from './quotas.js';
import type { Quota } from './schema.js';

/*
 * Where what fits several quotas meets a cap, or counts in one of them only, filling one quota after
 * another would depend on the order. So all of it is weighed at once: of what fits the same quotas, how much
 * counts, and in which of them, are unknown amounts within limits. Told is the most that these allow.
 */

/** A quota, with the unknown amounts that it is made of. */
interface Part {
  readonly quota: Quota;
  readonly inside: readonly Part[];
  /** What counts in it. */
  readonly own: Map<number, number>;
  /** What of its kind counts in the whole around it, in whichever of the quotas there. */
  readonly kind: Map<number, number>;
  recorded: number;
}

/** What fits the same quotas, and is alike in what holds beside them. */
interface Group {
  readonly key: string;
  readonly fitting: readonly Part[];
  readonly held: readonly Beside[];
  readonly items: Item[];
  amount: number;
}

/** What holds beside the quotas: of a kind no more counts than so much, or so much is needed. */
export interface Beside {
  readonly has: (item: Item) => boolean;
  readonly atMost?: number;
  readonly atLeast?: number;
}

const none: readonly never[] = [];

/** The unknown amount that there is of what is needed. */
interface Reached {
  readonly reached: number;
}

/** A quota of which some is needed. */
interface Floor extends Reached {
  readonly part: Part;
  readonly need: number;
}

export function weighed(items: readonly Item[], whole: Whole, isSeparate: IsSeparate): Measured {
  const { parts, all, floors, counting, once, most } = weighing(items, whole, isSeparate, none);
  const [, total = 0] = most(reachedOf(floors), counting);
  const have = new Map(all.map((part) => [part, most(part.own)[0] ?? 0]));
  const tooFew = tooFewOf(floors, have, (some) => most(reachedOf(some))[0] ?? 0);
  return {
    total,
    filled: filledOf(parts, have),
    tooFew: tooFew === undefined ? undefined : { ...tooFew, once },
  };
}

/** How much of each item counts where not all may, in whichever order they are recorded. */
export function apportioned(
  items: readonly Item[],
  whole: Whole,
  isSeparate: IsSeparate,
  beside: readonly Beside[],
): readonly Item[] {
  const { groups, floors, needed, counting, most } = weighing(items, whole, isSeparate, beside);
  const reached = new Map([...reachedOf(floors), ...reachedOf(needed)]);
  const each = [...groups.keys()].map((amount): Sum => new Map([[amount, 1]]));
  const [, , ...amounts] = most(reached, counting, ...each);
  const left = new Map<Item, number>();
  for (const [place, group] of [...groups.values()].entries()) {
    let rest = amounts[place] ?? 0;
    for (const item of group.items) {
      const amount = Math.min(item.amount, rest);
      left.set(item, amount);
      rest = tidied(rest - amount);
    }
  }
  return items.map((item) => ({ ...item, amount: left.get(item) ?? 0 }));
}

function weighing(
  items: readonly Item[],
  whole: Whole,
  isSeparate: IsSeparate,
  beside: readonly Beside[],
) {
  const parts = partsOf(whole);
  const all = withAllInside(parts);
  const limits: Limit[] = [];
  const counting = new Map<number, number>();
  const groups = new Map<number, Group>();
  let unknowns = 0;
  let once = false;
  const unknown = () => unknowns++;

  /** Of an amount that counts in a whole, how much counts in which of the quotas in it. */
  const share = (amount: number, group: Group, around: Whole, inside: readonly Part[]) => {
    const fitting = inside.filter((part) => group.fitting.includes(part));
    const apart = fitting.length > 1 && isSeparate(around);
    const shares = fitting.map((part) => ({ part, of: apart ? unknown() : amount }));
    if (apart) limits.push(...asMuch(amount, shares));
    once ||= apart;
    for (const { part, of } of shares) {
      part.recorded += group.amount;
      part.kind.set(amount, 1);
      part.own.set(of, 1);
      share(of, group, part.quota, part.inside);
    }
  };
  for (const group of grouped(items, parts, beside)) {
    const amount = unknown();
    groups.set(amount, group);
    counting.set(amount, 1);
    limits.push({ of: new Map([[amount, 1]]), atMost: group.amount });
    share(amount, group, whole, parts);
  }
  for (const { quota, kind } of all)
    if (quota.countsUpTo !== undefined) limits.push({ of: kind, atMost: quota.countsUpTo });
  const reaching = (need: number, own: Sum) => {
    const reached = unknown();
    limits.push({ of: new Map([[reached, 1]]), atMost: need });
    limits.push({ of: new Map([[reached, 1], ...negated(own)]), atMost: 0 });
    return reached;
  };
  const floors = all.map((part): Floor => {
    const { atLeast: need = 0 } = part.quota;
    return { part, need, reached: reaching(need, part.own) };
  });
  const needed = beside.map((one): Reached => {
    const { atMost, atLeast = 0 } = one;
    const own = new Map<number, number>();
    for (const [amount, { held }] of groups) if (held.includes(one)) own.set(amount, 1);
    if (atMost !== undefined) limits.push({ of: own, atMost });
    return { reached: reaching(atLeast, own) };
  });
  return { parts, all, groups, floors, needed, counting, once, most: mostWithin(limits) };
}

function partsOf({ quotas = [] }: Whole): readonly Part[] {
  return quotas.map((quota) => ({
    quota,
    inside: partsOf(quota),
    own: new Map(),
    kind: new Map(),
    recorded: 0,
  }));
}

function withAllInside(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) => [part, ...withAllInside(part.inside)]);
}

function grouped(
  items: readonly Item[],
  parts: readonly Part[],
  beside: readonly Beside[],
): readonly Group[] {
  const all = withAllInside(parts);
  const groups = new Map<string, Group>();
  for (const item of items) {
    const valueOf = attributesOf(item.activity);
    const fittingIn = (some: readonly Part[]): readonly Part[] =>
      some.flatMap((part) =>
        fits(part.quota.where, valueOf) ? [part, ...fittingIn(part.inside)] : [],
      );
    const fitting = fittingIn(parts);
    const held = beside.filter(({ has }) => has(item));
    const key = [
      ...fitting.map((part) => all.indexOf(part)),
      ...beside.map((one) => held.includes(one)),
    ].join();
    const group = groups.get(key) ?? { key, fitting, held, items: [], amount: 0 };
    group.items.push(item);
    group.amount += item.amount;
    groups.set(key, group);
  }
  // Of several ways that are as good, one is taken whatever was recorded first.
  return [...groups.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** What counts in a whole counts in one of the quotas in it that it fits, all of it. */
function asMuch(amount: number, shares: readonly { readonly of: number }[]): readonly Limit[] {
  const apart = new Map([[amount, -1], ...shares.map(({ of }) => [of, 1] as const)]);
  return [
    { of: apart, atMost: 0 },
    { of: new Map(negated(apart)), atMost: 0 },
  ];
}

function negated(sum: Sum): readonly (readonly [number, number])[] {
  return [...sum].map(([amount, times]) => [amount, -times]);
}

function reachedOf(floors: readonly Reached[]): Sum {
  return new Map(floors.map(({ reached }) => [reached, 1]));
}

function filledOf(parts: readonly Part[], have: ReadonlyMap<Part, number>): readonly Filled[] {
  return parts.map((part) => ({
    quota: part.quota,
    have: have.get(part) ?? 0,
    recorded: tidied(part.recorded),
    parts: filledOf(part.inside, have),
  }));
}

/** The fewest floors that fall as short together as all of them do. */
function tooFewOf(
  floors: readonly Floor[],
  have: ReadonlyMap<Part, number>,
  reachedBy: (some: readonly Floor[]) => number,
): Omit<TooFew, 'once'> | undefined {
  const lacking = (some: readonly Floor[]) => {
    let alone = 0;
    for (const { part, need } of some) alone += Math.min(need, have.get(part) ?? 0);
    return tidied(alone - reachedBy(some));
  };
  const lack = lacking(floors);
  if (lack === 0) return undefined;
  let fewest = floors;
  for (const floor of floors.toReversed()) {
    const others = fewest.filter((one) => one !== floor);
    if (lacking(others) === lack) fewest = others;
  }
  let need = 0;
  for (const one of fewest) need += one.need;
  return {
    quotas: fewest.map(({ part }) => part.quota),
    have: reachedBy(fewest),
    need: tidied(need),
  };
}
