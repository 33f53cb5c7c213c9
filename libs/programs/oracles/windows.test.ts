import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as calendar from '../src/policy/calendar.js';
import { judged, type Given } from '../src/policy/kinds/judged.fixture.js';
import {
  dateOf,
  dayOf,
  daysInMonth,
  firstOf,
  lastOf,
  monthOf,
  plus,
  plusDays,
  plusMonths,
  runs,
  weekday,
  yearOf,
  type Day,
} from './testing/naive.js';

/** Days, windows and anchors, held to a calendar that goes day by day. */

const anyDay: fc.Arbitrary<Day> = fc.oneof(
  fc.integer({ min: 0, max: 3000 }).map((n) => plusDays('2019-06-15', n)),
  fc
    .tuple(fc.integer({ min: 2019, max: 2032 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => dayOf(year, month, daysInMonth(year, month))),
  fc.constantFrom('2020-02-29', '2024-02-29', '2028-02-29', '2100-02-28', '2000-02-29'),
);
const period = fc.constantFrom(
  'P1M',
  'P2M',
  'P3M',
  'P6M',
  'P1Y',
  'P2Y',
  'P18M',
  'P1W',
  'P2W',
  'P30D',
  'P45D',
  'P1D',
  'P1M1D',
  'P1Y2M10D',
  'P0D',
);
const unit = fc.constantFrom('month' as const, 'quarter' as const, 'year' as const);

describe('the calendar', () => {
  test('adds, goes to the ends of months, quarters and years, and knows weekdays', () => {
    fc.assert(
      fc.property(anyDay, period, unit, fc.integer({ min: -800, max: 800 }), (day, long, of, n) => {
        const parsed = calendar.parsePeriod(long);
        expect(calendar.addPeriod(day, parsed)).toBe(plus(day, long));
        expect(calendar.subtractPeriod(day, parsed)).toBe(plus(day, long, -1));
        expect(calendar.addDays(day, n)).toBe(plusDays(day, n));
        expect(calendar.startOf(day, of)).toBe(firstOf(day, of));
        expect(calendar.endOf(day, of)).toBe(lastOf(day, of));
        expect((calendar.weekdayOf(day) + 1) % 7).toBe(weekday(day));
      }),
      runs(4000),
    );
  });

  test('counts whole months as months that have gone by', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        let whole = 0;
        while (plusMonths(from, whole + 1) <= to) whole += 1;
        expect(calendar.wholeMonths(from, to)).toBe(whole);
      }),
      runs(4000),
    );
  });
});

/** A window, and which days lie in it by its description. */
interface AWindow {
  readonly from?: unknown;
  readonly to?: unknown;
  readonly length?: string;
  readonly inclusive?: 'both' | 'start' | 'end' | 'neither';
}
const inclusive = fc.option(
  fc.constantFrom('both' as const, 'start' as const, 'end' as const, 'neither' as const),
  { nil: undefined },
);
const without = (one: object) =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as AWindow;

const aWindow = fc
  .oneof(
    fc.record({ from: anyDay, length: period, inclusive }),
    fc.record({ to: anyDay, length: period, inclusive }),
    fc.record({ to: fc.constant('as-of'), length: period, inclusive }),
    fc.record({ from: anyDay, to: anyDay, inclusive }),
    fc.record({ from: anyDay, inclusive }),
    fc.record({ to: anyDay, inclusive }),
    fc.record({ from: fc.constant('not-known'), length: period, inclusive }),
    fc.record({ from: anyDay, to: fc.constant('not-known'), inclusive }),
  )
  .map(without);

/** First and last day that lie in it: undefined where nothing does, open where it has no such end. */
function daysIn(window: AWindow, asOf: Day): { first: Day; last: Day } | undefined {
  const known = (end: unknown) => (end === 'as-of' ? asOf : (end as Day | undefined));
  if (window.from === 'not-known' || window.to === 'not-known') return undefined;
  let [first, last] = [known(window.from), known(window.to)];
  if (window.length !== undefined) {
    if (first !== undefined) last = plus(first, window.length);
    else if (last !== undefined) first = plus(last, window.length, -1);
  }
  const ends = window.inclusive ?? 'both';
  const from = first ?? '0001-01-01';
  const to = last ?? '9990-12-31';
  return {
    first: first === undefined || ends === 'both' || ends === 'start' ? from : plusDays(from, 1),
    last: last === undefined || ends === 'both' || ends === 'end' ? to : plusDays(to, -1),
  };
}

describe('a window', () => {
  const paper = (on: Day): Given => ({ kind: 'document', document: 'paper', on });
  const asked = (window: AWindow) => ({ kind: 'document', document: 'paper', window });

  test('holds the days between its ends and no others, for papers, sums and letters alike', () => {
    fc.assert(
      fc.property(
        aWindow,
        anyDay,
        fc.integer({ min: -2, max: 2 }),
        fc.constantFrom('first', 'last', 'other'),
        fc.integer({ min: 0, max: 400 }),
        (window, other, off, where, later) => {
          const base =
            where === 'other'
              ? other
              : (daysIn(window, other)?.[where === 'first' ? 'first' : 'last'] ?? other);
          const day = base.startsWith('0') || base.startsWith('9') ? other : plusDays(base, off);
          const asOf = window.to === 'as-of' ? (other < day ? day : other) : plusDays(day, later);
          const days = daysIn(window, asOf);
          const lies = days !== undefined && days.first <= day && day <= days.last;
          const work: Given = {
            kind: 'activity',
            tally: 'work',
            amount: 1,
            unit: 'hours',
            on: day,
          };
          const letter: Given = {
            kind: 'reference',
            referee: 'x',
            relation: 'y',
            roles: [],
            knownSince: '2001-01-01',
            on: day,
          };
          const letters = {
            kind: 'references',
            count: 1,
            knownFor: 'none',
            from: 'none',
            excluded: 'none',
            distinct: true,
            channels: 'none',
          };
          const tally = { kind: 'tally', tally: 'work', unit: 'hours', atLeast: 1 };
          const more = { anchors: { 'not-known': 'A day.' } };
          for (const [requirement, fact] of [
            [asked(window), paper(day)],
            [{ ...tally, window }, work],
            [{ ...letters, window }, letter],
          ] as const) {
            const { outcome } = judged(requirement, [fact], { asOf, more });
            expect([requirement.kind, outcome.status]).toEqual([
              requirement.kind,
              lies ? 'met' : 'unmet',
            ]);
          }
          const { outcome } = judged({ kind: 'absence', of: 'work', window }, [work], {
            asOf,
            more,
          });
          expect(outcome.status).toBe(days === undefined || lies ? 'unmet' : 'met');
        },
      ),
      runs(4000),
    );
  });

  test('says by when, and that day works and the next does not', () => {
    fc.assert(
      fc.property(aWindow, anyDay, (window, asOf) => {
        fc.pre(window.to !== 'as-of');
        const more = { anchors: { 'not-known': 'A day.' } };
        const { outcome } = judged(asked(window), [], { asOf, more });
        if (outcome.status !== 'unmet') throw new Error(outcome.status);
        const days = daysIn(window, asOf);
        if (days === undefined || days.last.startsWith('999')) {
          expect([outcome.by, outcome.reachable]).toEqual([undefined, true]);
          return;
        }
        expect([outcome.by, outcome.reachable]).toEqual([days.last, asOf <= days.last]);
        const on = (day: Day) => judged(asked(window), [paper(day)], { asOf: day, more }).outcome;
        if (days.first <= days.last) expect(on(days.last).status).toBe('met');
        expect(on(plusDays(days.last, 1))).toMatchObject({ status: 'unmet', reachable: false });
      }),
      runs(3000),
    );
  });
});

/* Days reckoned from others, in the order in which the schema lists the fields. */

interface AReckoning {
  readonly startOf?: 'month' | 'quarter' | 'year';
  readonly every?: string;
  readonly plus?: string;
  readonly minus?: string;
  readonly workingDays?: number;
  readonly next?: {
    date: string | { anniversaryOf: string };
    years?: { every: number; counting: number };
  };
  readonly endOf?: 'month' | 'quarter' | 'year';
  readonly roll?: 'back' | 'forward';
}
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 });
const monthDay = fc.constantFrom('01-01', '02-29', '02-28', '09-30', '12-31', '07-04', '06-30');
const aReckoning: fc.Arbitrary<AReckoning> = fc
  .record({
    startOf: optional(unit),
    every: optional(fc.constantFrom('P1M', 'P1Y', 'P2Y', 'P3M', 'P45D', 'P2W')),
    plus: optional(period),
    minus: optional(period),
    workingDays: optional(fc.integer({ min: -15, max: 15 })),
    next: optional(
      fc
        .record({
          date: fc.oneof(monthDay, fc.constant({ anniversaryOf: 'birth' })),
          years: fc.option(
            fc.record({
              every: fc.integer({ min: 2, max: 5 }),
              counting: fc.integer({ min: 1990, max: 2035 }),
            }),
            { nil: undefined },
          ),
        })
        .map(({ date, years }) => (years === undefined ? { date } : { date, years })),
    ),
    endOf: optional(unit),
    roll: optional(fc.constantFrom('back' as const, 'forward' as const)),
  })
  .map((one) => without(one) as AReckoning);

const weekdayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
interface Calendar {
  readonly off: readonly string[];
  readonly holidays: readonly (string | { nth: number; weekday: string; month: number })[];
}
const aCalendar: fc.Arbitrary<Calendar | undefined> = fc.option(
  fc.record({
    off: fc.subarray(weekdayNames, { maxLength: 4 }),
    holidays: fc.array(
      fc.oneof(
        anyDay,
        monthDay,
        fc.record({
          nth: fc.constantFrom(-1, 1, 2, 3, 4, 5),
          weekday: fc.constantFrom(...weekdayNames),
          month: fc.integer({ min: 1, max: 12 }),
        }),
      ),
      { maxLength: 6 },
    ),
  }),
  { nil: undefined },
);

function isWorking(day: Day, one: Calendar | undefined): boolean {
  const name = weekdayNames[weekday(day)] ?? '';
  if (one === undefined) return name !== 'saturday' && name !== 'sunday';
  if (one.off.includes(name)) return false;
  return !one.holidays.some((holiday) => {
    if (typeof holiday === 'string') return holiday === day || holiday === day.slice(5);
    if (monthOf(day) !== holiday.month || name !== holiday.weekday) return false;
    const all: Day[] = [];
    for (let date = 1; date <= daysInMonth(yearOf(day), monthOf(day)); date++) {
      const other = dayOf(yearOf(day), monthOf(day), date);
      if (weekday(other) === weekday(day)) all.push(other);
    }
    return (holiday.nth === -1 ? all.at(-1) : all[holiday.nth - 1]) === day;
  });
}

function reckon(
  start: Day,
  one: AReckoning,
  asOf: Day,
  birth: Day,
  working: Calendar | undefined,
): Day {
  let day = start;
  if (one.startOf !== undefined) day = firstOf(day, one.startOf);
  if (one.every !== undefined) {
    let nth = 1;
    while (plus(day, one.every, nth) < asOf) nth += 1;
    day = plus(day, one.every, nth);
  }
  if (one.plus !== undefined) day = plus(day, one.plus);
  if (one.minus !== undefined) day = plus(day, one.minus, -1);
  const step = one.workingDays === undefined || one.workingDays >= 0 ? 1 : -1;
  for (let left = Math.abs(one.workingDays ?? 0); left > 0;) {
    day = plusDays(day, step);
    if (isWorking(day, working)) left -= 1;
  }
  if (one.next !== undefined) {
    const { date, years } = one.next;
    const [month = 1, wanted = 1] = (typeof date === 'string' ? date : birth.slice(5))
      .split('-')
      .map(Number);
    for (let year = yearOf(day); ; year++) {
      if (years !== undefined && Math.abs(year - years.counting) % years.every !== 0) continue;
      const found = dayOf(year, month, Math.min(wanted, daysInMonth(year, month)));
      if (found <= day) continue;
      day = found;
      break;
    }
  }
  if (one.endOf !== undefined) day = lastOf(day, one.endOf);
  if (one.roll !== undefined)
    while (!isWorking(day, working)) day = plusDays(day, one.roll === 'back' ? -1 : 1);
  return day;
}

describe('a day reckoned from another', () => {
  test('is the day that counting on the fingers comes to', () => {
    fc.assert(
      fc.property(
        anyDay,
        aReckoning,
        anyDay,
        anyDay,
        aCalendar,
        (start, how, asOf, birth, working) => {
          const bands = {
            kind: 'bands',
            step: 'renewed',
            bands: [
              {
                id: 'in-time',
                title: 'In time',
                notAfter: { from: 'start', ...how },
                standing: 'active',
                require: 'none',
              },
            ],
            beyond: { standing: 'late', action: 'none' },
          };
          const more = {
            anchors: { start: 'A day.', birth: 'A day.' },
            ...(working !== undefined && { workingDays: working }),
          };
          // Done long ago, so that it is always in the first band, whose last day is told.
          const facts: Given[] = [{ kind: 'step', step: 'renewed', on: '1950-01-01' }];
          const context = { anchors: { start, birth } };
          expect(judged(bands, facts, { asOf, more, context }).until).toBe(
            reckon(start, how, asOf, birth, working),
          );
        },
      ),
      runs(5000),
    );
  });

  test('or the earliest or latest of those that are known', () => {
    const names = ['one', 'two', 'three'];
    fc.assert(
      fc.property(
        fc.array(fc.option(anyDay, { nil: undefined }), { minLength: 3, maxLength: 3 }),
        fc.constantFrom('earliest', 'latest'),
        (days, which) => {
          const anchors = Object.fromEntries(
            names.flatMap((name, place) =>
              days[place] === undefined ? [] : [[name, days[place]]],
            ),
          );
          const stage = {
            kind: 'stage',
            stage: 'full',
            notAfter: { [which]: names },
            extension: 'none',
            of: { id: 'a', title: 'A', kind: 'attestation', statement: 'a', text: 'A.' },
          };
          const more = { anchors: { one: '1', two: '2', three: '3' } };
          const known = Object.values(anchors).sort();
          expect(judged(stage, [], { asOf: '2018-01-01', more, context: { anchors } }).until).toBe(
            which === 'earliest' ? known[0] : known.at(-1),
          );
        },
      ),
      runs(1000),
    );
  });

  test('a birth month, an even year and the end of a month, as renewals use them', () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.constantFrom(0, 1), (issued, birth, odd) => {
        // The end of the birth month in the next odd or even year after the issue.
        const is = {
          from: 'start',
          next: { date: { anniversaryOf: 'birth' }, years: { every: 2, counting: 2000 + odd } },
          endOf: 'month',
        };
        const stage = {
          kind: 'stage',
          stage: 'full',
          notAfter: 'expiry',
          extension: 'none',
          of: { id: 'a', title: 'A', kind: 'attestation', statement: 'a', text: 'A.' },
        };
        const more = {
          anchors: { start: 'A day.', birth: 'A day.' },
          dates: [{ id: 'expiry', title: 'E', is }],
        };
        const { until = '' } = judged(stage, [], {
          asOf: '2018-01-01',
          more,
          context: { anchors: { start: issued, birth } },
        });
        expect([monthOf(until), yearOf(until) % 2, dateOf(plusDays(until, 1))]).toEqual([
          monthOf(birth),
          odd,
          1,
        ]);
        expect(until > issued).toBe(true);
        expect(plusMonths(until, -25) < issued).toBe(true);
      }),
      runs(2000),
    );
  });
});

/* Periods that a window is cut into. */

const every = fc.constantFrom(
  'calendar-month',
  'calendar-quarter',
  'calendar-year',
  'P1M',
  'P3M',
  'P1Y',
  'P30D',
  'P2W',
  'P13M',
);

function periodsOf(how: string, first: Day, last: Day): { start: Day; end: Day; whole: boolean }[] {
  const found: { start: Day; end: Day; whole: boolean }[] = [];
  if (how.startsWith('calendar')) {
    const of = how.slice('calendar-'.length) as 'month' | 'quarter' | 'year';
    let at = firstOf(first, of);
    while (at <= last) {
      const end = lastOf(at, of);
      found.push({ start: at, end, whole: at >= first && end <= last });
      at = plusDays(end, 1);
    }
    return found;
  }
  // "A quarter counted from an anchor lasts to the day before the next one begins; the last quarter
  // of a year takes in the anniversary if the window does."
  for (let nth = 0; plus(first, how, nth) <= last; nth++) {
    const start = plus(first, how, nth);
    const end = plusDays(plus(first, how, nth + 1), -1);
    const before = found.at(-1);
    if (start === last && before !== undefined) before.end = start;
    else found.push({ start, end, whole: end <= last });
  }
  return found;
}

describe('a floor for each period', () => {
  test('is short where a whole period is short, and lost once such a period is over', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }).map((n) => plusDays('2023-11-20', n)),
        fc.integer({ min: 0, max: 900 }),
        every,
        fc.constantFrom('judged', 'left-out'),
        fc.constantFrom<['each' | 'any' | 'consecutive', number]>(
          ['each', 0],
          ['any', 2],
          ['any', 3],
          ['consecutive', 2],
          ['consecutive', 3],
        ),
        fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 12 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 1300 }),
        fc.integer({ min: 1, max: 2 }),
        (first, long, how, partial, [within, count], offsets, dense, after, atLeast) => {
          const last = plusDays(first, long);
          const asOf = plusDays(first, after);
          const all = periodsOf(how, first, last).filter(
            ({ whole }) => whole || partial === 'judged',
          );
          const days = dense
            ? all.flatMap(({ start, end }, place) =>
                offsets.includes(place)
                  ? []
                  : [start < first ? first : start, end > last ? last : end],
              )
            : offsets.map((offset) => plusDays(first, offset));
          const past = days.filter((day) => day <= asOf);
          const facts = past.map((on): Given => ({
            kind: 'activity',
            tally: 'work',
            amount: 1,
            unit: 'times',
            on,
          }));
          const requirement = {
            kind: 'tally',
            tally: 'work',
            unit: 'times',
            atLeast: 'none',
            window: { from: first, to: last },
            periods: [
              {
                every: how,
                atLeast,
                partial,
                in: within === 'each' ? 'each' : { [within]: count },
              },
            ],
          };
          const inWindow = past.filter((day) => first <= day && day <= last);
          const full = all.map(
            ({ start, end }) =>
              inWindow.filter((day) => start <= day && day <= end).length >= atLeast,
          );
          const canBe = all.map(({ end }, place) => full[place] === true || end >= asOf);
          const run = (flags: readonly boolean[]) =>
            Math.max(
              0,
              ...flags.map((_, at) => {
                let n = 0;
                while (flags[at + n] === true) n += 1;
                return n;
              }),
            );
          const good = (flags: readonly boolean[]) =>
            within === 'each'
              ? flags.every(Boolean)
              : within === 'any'
                ? flags.filter(Boolean).length >= count
                : run(flags) >= count;
          const { outcome } = judged(requirement, facts, { asOf });
          const expected = good(full) ? 'met' : good(canBe) ? 'unmet' : 'unmet for good';
          expect(
            outcome.status === 'unmet' && !outcome.reachable ? 'unmet for good' : outcome.status,
          ).toBe(expected);
          if (within === 'each' && outcome.status === 'unmet' && outcome.reachable)
            expect(outcome.by).toBe(
              [all.find((_, place) => full[place] !== true)?.end ?? last, last].sort()[0],
            );
        },
      ),
      runs(4000),
    );
  });
});
