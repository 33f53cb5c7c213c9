import type { EvidenceOf, IsoDate } from '../../evidence.js';
import type { Ledger } from '../../ledger.js';
import type { Finding } from '../../outcome.js';
import { isValue } from '../../stated.js';
import { fits, matches, type Where } from '../../where.js';
import { lies, windowing, type Span } from '../../window.js';
import type { Tally } from './schema.js';

type Activity = EvidenceOf<'activity'>;

/** An activity that counts, and how much of it. */
export interface Item {
  readonly activity: Activity;
  readonly day: IsoDate;
  readonly amount: number;
}

export interface Counted {
  /** The days in which it counts. */
  readonly span: Span;
  /** What counts for certain. */
  readonly items: readonly Item[];
  /** What counts as well if a person says so, and what is asked about it. */
  readonly pending: readonly (Item & { readonly ask: string })[];
  /** What came before, where nothing may ever be the same. */
  readonly earlier: readonly Activity[];
  readonly findings: readonly Finding[];
}

/** What lasted longer than a day counts on its last one. */
export function lastDay({ on, until, ongoing }: Activity, asOf: IsoDate): IsoDate {
  if (ongoing === true) return asOf;
  return until === undefined ? on : until < asOf ? until : asOf;
}

export function attributesOf({ attributes }: Activity) {
  return (name: string) => attributes?.[name];
}

/** Undefined while the days in which to count are not known. */
export type Count = (ledger: Ledger) => Counted | undefined;

// Readings of one rule often ask something else of the very same activities.
const known = new Map<string, Count>();

/** Prepares which activities a tally counts. */
export function counting(tally: Tally): Count {
  const { unit, where, distinct, convert, sources, sharing, window } = tally;
  const key = JSON.stringify([
    tally.tally,
    unit,
    where,
    distinct,
    convert,
    sources,
    sharing,
    window,
  ]);
  const count = known.get(key) ?? counter(tally);
  known.set(key, count);
  return ({ once }) => once(count);
}

function counter(tally: Tally): Count {
  const windowOf = windowing(tally.window);
  const named = naming([tally.tally].flat());
  const { unit, where, distinct } = tally;
  const measure = measuring(unit, tally.convert);
  const sourceOf = sourcing(tally);
  const share = sharing(tally);
  return (ledger) => {
    const span = windowOf(ledger);
    if (span === undefined) return undefined;
    const findings: Finding[] = [];
    const items: Item[] = [];
    const pending: (Item & { ask: string })[] = [];
    const earlier: Activity[] = [];
    for (const activity of named(ledger)) {
      if (where !== undefined && !fits(where, attributesOf(activity))) continue;
      const day = lastDay(activity, ledger.asOf);
      if (!lies(day, span)) {
        if (distinct?.within === 'ever' && day < span.start) earlier.push(activity);
        continue;
      }
      const amount = measure(activity);
      if (amount === undefined) {
        const text = `${activity.unit} are not counted as ${unit}.`;
        findings.push({ code: 'unit-not-counted', text, ref: activity.ref });
        continue;
      }
      const item = { activity, day, amount };
      const source = sourceOf(activity);
      const shared = share(activity);
      const { ref } = activity;
      if (source.counts === 'no')
        findings.push({ code: 'source-not-counted', text: source.text, ref });
      else if (shared === 'no') {
        const text = 'Counted for another credential already.';
        findings.push({ code: 'counted-elsewhere', text, ref });
      } else if (source.counts === 'ask') pending.push({ ...item, ask: source.text });
      else if (shared === 'ask')
        pending.push({ ...item, ask: 'May what was counted for another credential count here?' });
      else items.push(item);
    }
    return { span, items, pending, earlier, findings };
  };
}

/** The activities of these names, in the order of recording. */
function naming(names: readonly string[]): (ledger: Ledger) => readonly Activity[] {
  const [sole = '', ...others] = names;
  if (others.length > 0)
    return ({ of }) => of('activity').filter(({ tally }) => names.includes(tally));
  return ({ activitiesOf }) => activitiesOf(sole);
}

/** How much of the sum's unit an activity is; undefined where its unit does not convert. */
function measuring(unit: string, convert: Tally['convert']) {
  const factors = new Map(convert.map((one) => [one.from, one]));
  return (activity: Activity): number | undefined => {
    if (unit === 'times') return 1;
    if (activity.unit === unit) return activity.amount;
    const conversion = factors.get(activity.unit);
    if (conversion === undefined) return undefined;
    return rounded(activity.amount * conversion.factor, conversion.rounding);
  };
}

export function rounded(amount: number, rounding: 'up' | 'down' | 'nearest' | 'none'): number {
  const tidy = tidied(amount);
  switch (rounding) {
    case 'up':
      return Math.ceil(tidy);
    case 'down':
      return Math.floor(tidy);
    case 'nearest':
      return Math.round(tidy);
    case 'none':
      return tidy;
  }
}

/** Sums of tenths must come to what they come to on paper. */
export function tidied(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

function sourcing({ sources }: Tally) {
  const counts = { counts: 'yes', text: '' } as const;
  if (!isValue(sources)) return () => counts;
  const { attribute, count, doNotCount, open } = sources;
  return (activity: Activity) => {
    const source = attributesOf(activity)(attribute);
    if (matches(count, source) && !matches(doNotCount, source)) return counts;
    const name = source === undefined ? `no ${attribute}` : String(source);
    if (matches(doNotCount, source))
      return { counts: 'no', text: `${name} does not count.` } as const;
    if (open && source !== undefined)
      return { counts: 'ask', text: `Does this source count: ${name}?` } as const;
    if (count.length === 0 && source !== undefined) return counts;
    return { counts: 'no', text: `${name} is not among what counts.` } as const;
  };
}

function sharing({ sharing: pairs }: Tally) {
  if (pairs === undefined) return () => undefined;
  const allowed = new Map(pairs.map((pair) => [pair.with, pair.countsUpTo]));
  return ({ claimedFor = [] }: Activity): 'no' | 'ask' | undefined => {
    if (claimedFor.some((credential) => allowed.get(credential) === 'none')) return 'no';
    return claimedFor.every((credential) => allowed.has(credential)) ? undefined : 'ask';
  };
}

/** Sum of another tally in the same days, for a ratio. */
export function sumOf(
  ledger: Ledger,
  { tally, unit, where = {} }: { tally: string; unit: string; where?: Where | undefined },
  span: Span,
): number {
  let sum = 0;
  for (const activity of ledger.of('activity')) {
    if (activity.tally !== tally || (unit !== 'times' && activity.unit !== unit)) continue;
    if (!lies(lastDay(activity, ledger.asOf), span) || !fits(where, attributesOf(activity)))
      continue;
    sum += unit === 'times' ? 1 : activity.amount;
  }
  return tidied(sum);
}
