import type { EvidenceOf, IsoDate, Scalar } from '../../evidence.js';
import { fits } from '../../where.js';
import { periodAt, type Span } from '../../window.js';
import { attributesOf, type Item } from './counted.js';
import { everyQuota } from './quotas.js';
import type { Tally } from './schema.js';

type Activity = EvidenceOf<'activity'>;

/** Of these one is chosen as what counts. First the one with the largest of each value. */
export type Choices = readonly (readonly Item[])[];

/** For each other way in which values that are not recorded may be alike. */
export interface Otherwise {
  readonly possible: readonly Choices[];
  /** Of what no two may be the same, in words. */
  readonly by: string;
}

export interface Distinguished {
  /** Where as few are the same as can be. */
  readonly most: Choices;
  /** Where it is not known which count. */
  readonly otherwise?: Otherwise;
  /** What it may hang on that their value is not recorded. */
  readonly unrecorded: readonly Activity[];
}

/** Of several with the same value one counts, whichever is best. */
export type Distinguish = (
  items: readonly Item[],
  span: Span,
  earlier: readonly Activity[],
) => Distinguished;

const none: readonly never[] = [];

/** Where there are more ways than these, only the least and the most that may count are tried. */
const mostTried = 60;

/** What lies in the same period: by value, and that of which none is recorded. */
interface Lot {
  readonly alike: Map<string, Item[]>;
  readonly unrecorded: Item[];
}

/** What came before, of which nothing may be the same. */
interface Before {
  readonly values: ReadonlySet<string | undefined>;
  readonly unrecorded: readonly Activity[];
  readonly any: boolean;
}

export function distinguishing(tally: Tally): Distinguish {
  const { distinct } = tally;
  if (distinct === undefined) return (items) => ({ most: [items], unrecorded: none });
  const { by, within } = distinct;
  const useOf = using(tally);
  const words = by.replaceAll('-', ' ');
  const valueOf = (activity: Activity) => nameOf(attributesOf(activity)(by));
  const periodOf = (day: IsoDate, span: Span) =>
    within === 'window' || within === 'ever' ? span.start : periodAt(within, span, day);
  return (items, span, earlier) => {
    const before = {
      values: new Set(earlier.map(valueOf)),
      unrecorded: earlier.filter((activity) => valueOf(activity) === undefined),
      any: earlier.length > 0,
    };
    const byPeriod = new Map<IsoDate, Lot>();
    for (const item of items) {
      const value = valueOf(item.activity);
      const period = periodOf(item.day, span);
      const lot: Lot = byPeriod.get(period) ?? { alike: new Map(), unrecorded: [] };
      byPeriod.set(period, lot);
      if (value === undefined) lot.unrecorded.push(item);
      else if (!before.values.has(value))
        lot.alike.set(value, [...(lot.alike.get(value) ?? []), item]);
    }
    const lots = [...byPeriod.values()];
    const inOrder = (some: readonly Item[]) => items.filter((item) => some.includes(item));
    const best = (one: readonly Item[]) => bestOf(one, (item) => useOf(item, span));
    const choose = (classes: readonly (readonly Item[])[]) =>
      every(classes.map(best))?.map(inOrder);
    const unlike = lots.flatMap(asUnlike);
    const most = choose(unlike);
    const unrecorded =
      unlike.length === 0
        ? none
        : [...before.unrecorded, ...lots.flatMap((lot) => hangingIn(lot, before))];
    if (most !== undefined && unrecorded.length === 0) return { most, unrecorded };
    const alike: readonly (Choices | undefined)[] | undefined = every(
      lots.map((lot) => asAlike(lot, before)),
    )?.map((lot) => choose(lot.flat()));
    if (most !== undefined && alike !== undefined && alike.every(isKnown))
      return { most, otherwise: { possible: alike, by: words }, unrecorded };
    const least = lots
      .flatMap((lot) => leastOf(lot, before))
      .flatMap((one) => best(one).slice(0, 1));
    return {
      most: most ?? [inOrder(unlike.flat())],
      otherwise: { possible: [[inOrder(least)]], by: words },
      unrecorded,
    };
  };
}

/** The word 1 is not the number, and in which order several are recorded makes no difference. */
function nameOf(value: Scalar | readonly Scalar[] | undefined): string | undefined {
  if (typeof value === 'object') return value.map(nameOf).sort().join();
  return typeof value === 'string' ? `"${value}"` : value?.toString();
}

/** What an item counts towards: of two with the same use the larger is as good or better. */
function using(tally: Tally): (item: Item, span: Span) => string {
  const { periods, sharing } = tally;
  const parts = [tally, ...periods].flatMap(everyQuota);
  return ({ activity, day }, span) =>
    [
      ...parts.map(({ where }) => fits(where, attributesOf(activity))),
      ...periods.map(({ every: length }) => periodAt(length, span, day)),
      sharing?.map(({ with: credential }) => activity.claimedFor?.includes(credential)),
    ].join();
}

/** The largest for each use, the largest of all first; of equal ones what was recorded first. */
function bestOf(alike: readonly Item[], useOf: (item: Item) => string): readonly Item[] {
  const best = new Map<string, Item>();
  for (const item of alike) {
    const use = useOf(item);
    const other = best.get(use);
    if (other === undefined || item.amount > other.amount) best.set(use, item);
  }
  return [...best.values()].sort((one, other) => other.amount - one.amount);
}

/** What may be the same as another, for all that is recorded. */
function hangingIn({ alike, unrecorded }: Lot, before: Before): readonly Activity[] {
  if (!before.any && alike.size + unrecorded.length === 1) return none;
  return unrecorded.map(({ activity }) => activity);
}

/** Where nothing is the same that is not recorded to be. */
function asUnlike({ alike, unrecorded }: Lot): readonly (readonly Item[])[] {
  return [...alike.values(), ...unrecorded.map((item) => [item])];
}

/** Where as much is the same as may be: each way in which it is. Undefined where there are too many. */
function asAlike(
  { alike, unrecorded }: Lot,
  before: Before,
): readonly (readonly (readonly Item[])[])[] | undefined {
  const known = [...alike.values()];
  if (before.unrecorded.length > 0 && known.length > 0)
    return every(before.unrecorded.map(() => known))?.map((gone) =>
      known.filter((one) => !gone.includes(one)),
    );
  if (before.any) return [known];
  if (known.length === 0) return [[unrecorded]];
  return every(unrecorded.map(() => known))?.map((same) =>
    known.map((one) => [...one, ...unrecorded.filter((_, place) => same[place] === one)]),
  );
}

/** Of which one each counts however it turns out. */
function leastOf({ alike, unrecorded }: Lot, before: Before): readonly (readonly Item[])[] {
  if (before.unrecorded.length > 0) return none;
  const known = [...alike.values()];
  return before.any || known.length > 0 ? known : [unrecorded];
}

function isKnown(choices: Choices | undefined): choices is Choices {
  return choices !== undefined;
}

/** One of each list, in every way; undefined where there are too many. */
function every<One>(
  lists: readonly (readonly One[] | undefined)[],
): readonly (readonly One[])[] | undefined {
  let ways: readonly (readonly One[])[] = [none];
  for (const list of lists) {
    if (list === undefined || ways.length * list.length > mostTried) return undefined;
    ways = ways.flatMap((way) => list.map((one) => [...way, one]));
  }
  return ways;
}
