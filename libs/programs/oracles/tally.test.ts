import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judged, type Given } from '../src/policy/kinds/judged.fixture.js';
import { knownFaults, plus, plusDays, plusMonths, runs, type Day } from './testing/naive.js';
import { clean, told } from './testing/told.js';

/** Sums of all sorts, held to trying every way there is over a handful of hours. */

const work = (amount: number, on: Day, attributes: object = {}, more: object = {}): Given =>
  ({ kind: 'activity', tally: 'work', amount, unit: 'hours', on, attributes, ...more }) as Given;
const asked = (more: object) => ({
  kind: 'tally',
  tally: 'work',
  unit: 'hours',
  window: 'none',
  ...more,
});

/* Quotas. */

interface AQuota {
  readonly id: string;
  readonly title: string;
  readonly where: { readonly topic: readonly string[] };
  readonly atLeast?: number;
  readonly countsUpTo?: number;
  readonly overlap?: 'shared' | 'separate';
  readonly quotas?: readonly AQuota[];
}
type Hour = readonly string[];
interface Whole {
  readonly overlap: 'shared' | 'separate';
  readonly quotas: readonly AQuota[];
}

const topics = ['a', 'b', 'c', 'x', 'y'];
const fits = ({ where }: AQuota, hour: Hour) => where.topic.some((one) => hour.includes(one));

/**
 * How much of what the quotas need is there if exactly these hours count; undefined where a cap leaves
 * one of them out, in whichever quotas they count.
 */
function reached(
  hours: readonly Hour[],
  { quotas = [], overlap }: Partial<Whole>,
): number | undefined {
  const fitting = (quota: AQuota) => hours.filter((hour) => fits(quota, hour));
  if (quotas.some((quota) => fitting(quota).length > (quota.countsUpTo ?? Infinity)))
    return undefined;
  const inAll = (own: (quota: AQuota, place: number) => readonly Hour[]) => {
    let sum = 0;
    for (const [place, quota] of quotas.entries()) {
      const counted = own(quota, place);
      const inside = reached(counted, quota);
      if (inside === undefined) return undefined;
      sum += Math.min(quota.atLeast ?? 0, counted.length) + inside;
    }
    return sum;
  };
  if (overlap !== 'separate') return inAll(fitting);
  let most: number | undefined;
  const place = (at: number, given: readonly (readonly Hour[])[]): void => {
    const hour = hours[at];
    if (hour === undefined) {
      const sum = inAll((_, nth) => given[nth] ?? []);
      if (sum !== undefined) most = Math.max(most ?? 0, sum);
      return;
    }
    const places = quotas.flatMap((quota, nth) => (fits(quota, hour) ? [nth] : []));
    if (places.length === 0) place(at + 1, given);
    for (const nth of places)
      place(
        at + 1,
        given.map((own, other) => (other === nth ? [...own, hour] : own)),
      );
  };
  place(
    0,
    quotas.map(() => []),
  );
  return most;
}

/** Of all ways to count these hours, those in which the quotas are fullest; of these the one in which most counts. */
function best(
  hours: readonly Hour[],
  whole: Whole,
): { readonly total: number; readonly full: boolean } {
  let [fullest, total] = [0, 0];
  for (let some = 0; some < 1 << hours.length; some++) {
    const counted = hours.filter((_, at) => (some & (1 << at)) !== 0);
    const sum = reached(counted, whole);
    if (sum === undefined || sum < fullest) continue;
    total = sum > fullest ? counted.length : Math.max(total, counted.length);
    fullest = sum;
  }
  const needed = ({ quotas = [] }: Partial<Whole>): number =>
    quotas.reduce((sum, quota) => sum + (quota.atLeast ?? 0) + needed(quota), 0);
  return { total, full: fullest === needed(whole) };
}

const number = (max: number) => fc.option(fc.nat(max), { nil: undefined });
const overlap = fc.constantFrom('shared' as const, 'separate' as const);
const leafQuota = (id: string, topic: fc.Arbitrary<string[]>) =>
  fc
    .record({ topic, atLeast: number(3), countsUpTo: number(4) })
    .map(
      ({ topic: of, ...rest }) => clean({ id, title: id, where: { topic: of }, ...rest }) as AQuota,
    );
const some = fc.subarray(['a', 'b', 'c'], { minLength: 1, maxLength: 2 });
const quotaTree = (id: string) =>
  fc
    .tuple(
      leafQuota(id, some),
      fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
      overlap,
      number(3),
      number(3),
      number(3),
      number(3),
    )
    .map(([outer, inner, how, f1, c1, f2, c2]): AQuota => {
      if (inner.length === 0) return outer;
      const bounds = [
        [f1, c1],
        [f2, c2],
      ] as const;
      return {
        ...outer,
        overlap: how,
        quotas: inner.map((topic, place) => {
          const [atLeast, countsUpTo] = bounds[place] ?? [];
          return clean({
            id: `${id}-${place}`,
            title: topic,
            where: { topic: [topic] },
            atLeast,
            countsUpTo,
          }) as AQuota;
        }),
      };
    });
const aWhole: fc.Arbitrary<Whole> = fc.record({
  overlap,
  quotas: fc
    .integer({ min: 1, max: 3 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, nth) => quotaTree(`q${nth}`)))),
});
const hours = fc.array(fc.subarray(topics, { maxLength: 4 }), { maxLength: 6 });

describe('quotas', () => {
  test('come to the most that trying every way comes to, and are filled if some way fills them', () => {
    fc.assert(
      fc.property(aWhole, hours, fc.nat(6), (whole, all, atLeast) => {
        // A quota that asks for more than counts in it is a flaw that a check of the file finds.
        const impossible = ({
          atLeast: floor = 0,
          countsUpTo = Infinity,
          quotas = [],
        }: AQuota): boolean => floor > countsUpTo || quotas.some(impossible);
        fc.pre(!whole.quotas.some(impossible));
        const facts = all.map((topic) => work(1, '2026-02-01', { topic }));
        const { outcome, tally } = judged(asked({ atLeast, ...whole }), facts);
        const { total, full } = best(all, whole);
        expect(tally['have']).toBe(total);
        expect(outcome.status).toBe(full && total >= atLeast ? 'met' : 'unmet');
      }),
      { ...runs(4000), maxSkipsPerRun: 5000 },
    );
  });
});

/* Units, rounding, ratios: exact, in whole numbers of thousandths. */

function roundedBy(
  rounding: string,
  numerator: bigint,
  denominator: bigint,
): { whole: bigint; of: bigint } {
  const down = numerator / denominator;
  const rest = numerator % denominator;
  if (rounding === 'none') return { whole: numerator, of: denominator };
  if (rounding === 'down' || rest === 0n) return { whole: down, of: 1n };
  if (rounding === 'up') return { whole: down + 1n, of: 1n };
  return { whole: 2n * rest >= denominator ? down + 1n : down, of: 1n };
}
const thousandths = (n: number) => BigInt(Math.round(n * 1000));
const decimal = (max: number) => fc.integer({ min: 0, max: max * 100 }).map((n) => n / 100);

describe('amounts', () => {
  test('convert, each on its own, and add up as on paper', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(decimal(20), fc.constantFrom('hours', 'credits', 'pages')), {
          maxLength: 6,
        }),
        fc.constantFrom('up', 'down', 'nearest', 'none'),
        fc.constantFrom(0.5, 0.1, 7.5, 10, 1.25, 0.3, 15),
        decimal(100),
        (amounts, rounding, factor, atLeast) => {
          const facts = amounts.map(([amount, unit]) => work(amount, '2026-02-01', {}, { unit }));
          let sum = 0n;
          for (const [amount, unit] of amounts) {
            if (unit === 'hours') sum += thousandths(amount) * 1000n;
            if (unit !== 'credits') continue;
            const { whole, of } = roundedBy(
              rounding,
              thousandths(amount) * thousandths(factor),
              1_000_000n,
            );
            sum += (whole * 1_000_000n) / of;
          }
          const { outcome } = judged(
            asked({ atLeast, convert: [{ from: 'credits', factor, rounding }] }),
            facts,
          );
          expect(outcome.status).toBe(sum >= thousandths(atLeast) * 1000n ? 'met' : 'unmet');
          if (outcome.status === 'unmet')
            expect(Math.round(Number(outcome.have) * 1e6)).toBe(Number(sum));
        },
      ),
      runs(4000),
    );
  });

  test('are needed for every so much of another', () => {
    fc.assert(
      fc.property(
        decimal(200),
        fc.constantFrom(1, 10, 17.5, 40, 0.7),
        fc.constantFrom('up', 'down', 'none'),
        fc.constantFrom(1, 2, 0.5),
        decimal(40),
        (service, amount, rounding, each, have) => {
          const facts = [
            work(have, '2026-02-01'),
            work(service, '2026-02-01', {}, { tally: 'service' }),
          ];
          const { whole, of } = roundedBy(rounding, thousandths(service), thousandths(amount));
          const enough = thousandths(have) * of >= whole * thousandths(each);
          const { outcome } = judged(
            asked({
              atLeast: each,
              forEvery: { amount, tally: 'service', unit: 'hours', rounding },
            }),
            facts,
          );
          // Closer than a millionth is the same: a ratio that does not come out even is rounded there.
          const apart =
            Number(thousandths(have) * of - whole * thousandths(each)) / 1000 / Number(of);
          if (Math.abs(apart) > 1e-6) expect(outcome.status).toBe(enough ? 'met' : 'unmet');
        },
      ),
      runs(4000),
    );
  });

  const day = fc.integer({ min: 0, max: 1500 }).map((n) => plusDays('2023-01-31', n));

  test('are needed for every period passed, up to the most that can be needed', () => {
    fc.assert(
      fc.property(
        day,
        day,
        fc.constantFrom('P1Y', 'P1M', 'P6M', 'P2W'),
        fc.constantFrom('up', 'down'),
        fc.option(fc.nat(60), { nil: undefined }),
        fc.nat(60),
        fc.constantFrom(0, 1, 5),
        (since, until, period, rounding, needAtMost, have, each) => {
          let passed = 0;
          while (plus(since, period, passed + 1) <= until) passed += 1;
          if (rounding === 'up' && plus(since, period, passed) < until) passed += 1;
          const need = Math.min(each * passed, needAtMost ?? Infinity);
          const forEvery = {
            period,
            since: 'lapsed',
            until: 'back',
            rounding,
            ...(needAtMost !== undefined && { needAtMost }),
          };
          const around = {
            more: { anchors: { lapsed: 'A day.', back: 'A day.' } },
            context: { anchors: { lapsed: since, back: until } },
          };
          const one = judged(asked({ atLeast: each, forEvery }), [work(have, '2023-01-01')], {
            asOf: '2030-01-01',
            ...around,
          });
          expect([one.tally['need'], one.outcome.status]).toEqual([
            need,
            have >= need ? 'met' : 'unmet',
          ]);
          // "While a day from which periods are counted is not known … nothing is enough but the most that can be needed."
          const unknown = judged(asked({ atLeast: each, forEvery }), [work(have, '2023-01-01')], {
            asOf: '2030-01-01',
            more: around.more,
          });
          expect(unknown.outcome.status).toBe(
            each === 0 || have >= (needAtMost ?? Infinity) ? 'met' : 'unmet',
          );
        },
      ),
      runs(3000),
    );
  });

  test('are prorated by the whole months of a window that is shorter', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 800 }),
        fc.constantFrom<['P1Y' | 'P2Y' | 'P6M', number]>(['P1Y', 12], ['P2Y', 24], ['P6M', 6]),
        fc.constantFrom('up', 'down', 'none'),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(40),
        (first, long, [full, all], rounding, atLeast, have) => {
          const last = plusDays(first, long - 1);
          let months = 0;
          while (plusMonths(first, months + 1) <= plusDays(last, 1)) months += 1;
          const { whole, of } =
            months < all
              ? roundedBy(rounding, BigInt(atLeast * months), BigInt(all))
              : { whole: BigInt(atLeast), of: 1n };
          const { outcome } = judged(
            asked({ atLeast, prorated: { full, rounding }, window: { from: first, to: last } }),
            [work(have, first)],
            { asOf: '2030-01-01' },
          );
          expect(outcome.status).toBe(BigInt(have) * of >= whole ? 'met' : 'unmet');
        },
      ),
      runs(3000),
    );
  });
});

/* What must be distinct. */

describe('what must be distinct', () => {
  type Topic = string | number | boolean | undefined;
  interface AnItem {
    readonly at: number;
    readonly amount: number;
    readonly topic: Topic;
  }
  const [first, last] = ['2025-02-15', '2026-03-20'];
  const item: fc.Arbitrary<AnItem> = fc.record({
    at: fc.integer({ min: -300, max: 500 }),
    amount: fc.integer({ min: 1, max: 4 }),
    topic: fc.constantFrom<Topic>('a', 'b', 1, '1', true, undefined),
  });
  const isUnrecorded = ({ topic }: AnItem) => topic === undefined;
  const items = fc
    .array(item, { maxLength: 8 })
    .filter((all) => all.filter(isUnrecorded).length < 3);

  /** Everything that may be so of what is not recorded: it is one of those that are, or one of its own. */
  const completed = (all: readonly AnItem[]) =>
    all.reduce<readonly (readonly AnItem[])[]>(
      (sofar, one, at) =>
        sofar.flatMap((some) =>
          (isUnrecorded(one) ? ['a', 'b', 1, '1', true, 'own', `own ${at}`] : [one.topic]).map(
            (topic) => [...some, { ...one, topic }],
          ),
        ),
      [[]],
    );

  function sum(all: readonly AnItem[], within: string, ends: string): number {
    const periodOf = (day: Day) => {
      if (within === 'window' || within === 'ever') return '';
      if (within === 'calendar-year') return day.slice(0, 4);
      if (within === 'calendar-month') return day.slice(0, 7);
      if (within === 'calendar-quarter')
        return `${day.slice(0, 4)} ${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
      let nth = 0;
      while (plus(first, within, nth + 1) <= day) nth += 1;
      return String(nth);
    };
    const largest = new Map<string, number>();
    for (const { at, amount, topic } of all) {
      const day = plusDays(first, at);
      if ((ends === 'both ends' && at < 0) || (ends !== 'none' && day > last)) continue;
      const before =
        within === 'ever' &&
        ends === 'both ends' &&
        all.some((other) => other.topic === topic && other.at < 0);
      if (before) continue;
      const key = `${typeof topic} ${topic} ${periodOf(day)}`;
      largest.set(key, Math.max(largest.get(key) ?? 0, amount));
    }
    return [...largest.values()].reduce((total, one) => total + one, 0);
  }

  test('counts once in its window, in each period, or ever, the largest of it; what is not recorded waits if it matters', () => {
    fc.assert(
      fc.property(
        items,
        fc.nat(12),
        fc.constantFrom(
          'window',
          'ever',
          'calendar-year',
          'calendar-quarter',
          'calendar-month',
          'P6M',
          'P1Y',
        ),
        fc.constantFrom('both ends', 'to', 'none'),
        (all, atLeast, within, ends) => {
          const window =
            ends === 'none' ? 'none' : ends === 'to' ? { to: last } : { from: first, to: last };
          // Periods counted from the start of a window need one.
          fc.pre(ends === 'both ends' || !within.startsWith('P'));
          const facts = all.map(({ at, amount, topic }) =>
            work(amount, plusDays(first, at), topic === undefined ? {} : { topic }),
          );
          const possible = new Set(completed(all).map((some) => sum(some, within, ends)));
          const { outcome, tally } = judged(
            asked({ atLeast, window, distinct: { by: 'topic', within } }),
            facts,
            { asOf: '2027-01-01' },
          );
          const enough = new Set([...possible].map((have) => have >= atLeast));
          expect(outcome.status).toBe(
            enough.size > 1 ? 'needs-decision' : enough.has(true) ? 'met' : 'unmet',
          );
          if (possible.size === 1) expect([tally['have']]).toEqual([...possible]);
        },
      ),
      { ...runs(4000), maxSkipsPerRun: 1000 },
    );
  });
});

/* What a person may say counts: the answer is sought under each thing that they may say. */

describe('sources that are open, and what was counted elsewhere', () => {
  test('are asked about if and only if what a person may say makes a difference', () => {
    const item = fc.record({
      amount: fc.integer({ min: 1, max: 3 }),
      source: fc.constantFrom('paid', 'other', 'third', 'never', undefined),
      topic: fc.constantFrom('a', 'b', undefined),
    });
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 6 }),
        fc.nat(7),
        fc.option(fc.nat(6), { nil: undefined }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (items, atLeast, atMost, distinct, over, quotas) => {
          // With a floor and a limit at once only all or nothing is tried.
          fc.pre(knownFaults || atMost === undefined || atLeast === 0);
          // Of what must be distinct, the smaller one is taken to keep within a limit where there is a quota.
          fc.pre(knownFaults || atMost === undefined || !distinct || !quotas);
          fc.pre(atMost === undefined || atMost >= atLeast);
          const facts = items.map(({ amount, source, topic }) =>
            work(amount, '2026-02-01', clean({ source, topic })),
          );
          const requirement = (
            count: readonly string[],
            doNotCount: readonly string[],
            open: boolean,
          ) =>
            asked({
              atLeast,
              ...(atMost !== undefined && { atMost }),
              window: { from: '2026-01-01', to: '2026-03-01' },
              sources: { attribute: 'source', count, doNotCount, open },
              ...(distinct && { distinct: { by: 'topic', within: 'window' } }),
              ...(quotas && {
                quotas: [
                  { id: 'q', title: 'Q', where: { topic: ['a'] }, atLeast: Math.min(atLeast, 2) },
                ],
              }),
            });
          const asOf = over ? '2026-03-02' : '2026-02-15';
          const unsaid = ['other', 'third'].filter((one) =>
            items.some(({ source }) => source === one),
          );
          const said = new Set<string>();
          for (let yes = 0; yes < 1 << unsaid.length; yes++) {
            const counts = unsaid.filter((_, place) => (yes & (1 << place)) !== 0);
            const not = unsaid.filter((one) => !counts.includes(one));
            said.add(
              told(
                judged(requirement(['paid', ...counts], ['never', ...not], true), facts, { asOf })
                  .outcome,
              ),
            );
          }
          const [only, ...others] = said;
          const got = told(judged(requirement(['paid'], ['never'], true), facts, { asOf }).outcome);
          expect(got).toBe(others.length === 0 ? only : 'needs-decision');
        },
      ),
      { ...runs(5000), maxSkipsPerRun: 1000 },
    );
  });

  test('count again up to what the pair allows, chosen for the best', () => {
    const item = fc.record({
      amount: fc.integer({ min: 1, max: 3 }),
      topic: fc.constantFrom('a', 'b'),
      claimed: fc.subarray(['one', 'two']),
    });
    const cap = fc.oneof(fc.constantFrom('all' as const, 'none' as const), fc.nat(4));
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 3 }),
        cap,
        cap,
        fc.nat(3),
        (items, one, two, floor) => {
          const facts = items.map(({ amount, topic, claimed }) =>
            work(amount, '2026-02-01', { topic }, { claimedFor: claimed }),
          );
          const pairs = [
            ['one', one],
            ['two', two],
          ] as const;
          const hours = items.flatMap(({ amount, topic, claimed }) =>
            Array.from({ length: amount }, () => ({ topic, claimed })),
          );
          let total = 0;
          let most = 0;
          for (let someOf = 0; someOf < 1 << hours.length; someOf++) {
            const counted = hours.filter((_, at) => (someOf & (1 << at)) !== 0);
            const fine = pairs.every(([name, upTo]) => {
              const own = counted.filter(({ claimed }) => claimed.includes(name)).length;
              return upTo === 'all' || own <= (upTo === 'none' ? 0 : upTo);
            });
            if (!fine) continue;
            total = Math.max(total, counted.length);
            if (counted.filter(({ topic }) => topic === 'a').length >= floor)
              most = Math.max(most, counted.length + 1);
          }
          const quotas =
            floor === 0
              ? {}
              : { quotas: [{ id: 'q', title: 'Q', where: { topic: ['a'] }, atLeast: floor }] };
          const sharing = pairs.map(([name, countsUpTo]) => ({ with: name, countsUpTo }));
          const result = judged(asked({ atLeast: floor, sharing, ...quotas }), facts);
          expect([result.tally['have'], result.outcome.status]).toEqual([
            total,
            most > floor ? 'met' : 'unmet',
          ]);
        },
      ),
      { ...runs(2000), maxSkipsPerRun: 1000 },
    );
  });
});
