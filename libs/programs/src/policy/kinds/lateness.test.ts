import { describe, expect, test } from '@jest/globals';
import { judged, question, type Given } from './judged.fixture.js';

/** What being late or leaving early is taken for, beside a budget in time and limits in modules. */

let recorded = 0;
const late = (minutesLate: number | undefined, more: object = {}): Given => {
  recorded += 1;
  return {
    kind: 'attendance',
    session: `day-${recorded}`,
    sessionKind: 'class',
    module: '1',
    outcome: 'late',
    minutes: 60,
    on: '2026-02-02',
    ...(minutesLate !== undefined && { minutesLate }),
    ...more,
  };
};
const times = (count: number, more: object = {}) =>
  Array.from({ length: count }, () => late(5, more));

const time = (rule: object) => ({
  kind: 'missed-time',
  sessions: ['class'],
  atMost: 'PT2H',
  late: 'does-not-count',
  early: 'does-not-count',
  away: 'does-not-count',
  excused: 'counts',
  approval: 'not-needed',
  ...rule,
});
const modules = (rule: object) => ({
  kind: 'attendance',
  limits: [{ count: ['missed'], atMost: 2 }],
  excused: 'counts',
  sessions: { class: 'counts' },
  lateFrom: 'not stated',
  ...rule,
});
const minutesOf = (rule: object, items: readonly Given[], more: object = {}) =>
  judged(time(rule), items, { more }).tally['minutes'];
/** How many modules are missed by it. */
const missedOf = (rule: object, items: readonly Given[]) => {
  const none = { ...rule, limits: [{ count: ['missed'], atMost: 0 }] };
  const { outcome } = judged(modules(none), items);
  return outcome.status === 'unmet' ? outcome.have : 0;
};

describe('so many minutes late', () => {
  const steps = {
    missedFromLate: [
      { from: 'PT10M', is: 'quarter' },
      { moreThan: 'PT20M', is: 'half' },
      { from: 'PT30M', is: 'whole' },
    ],
  };

  test.each([
    [9, 0],
    [10, 0.25],
    [20, 0.25],
    [21, 0.5],
    [29, 0.5],
    [30, 1],
  ])('%i of them are missing a part of the module: %d', (minutes, part) => {
    expect(minutesOf(steps, [late(minutes)])).toBe(part * 60);
    expect(missedOf(steps, [late(minutes)])).toBe(part);
    const early = { missedFromEarly: steps.missedFromLate };
    const left = late(undefined, { outcome: 'attended', minutesEarly: minutes });
    expect(minutesOf(early, [left])).toBe(part * 60);
    expect(missedOf(early, [left])).toBe(part);
  });

  test('in whatever order the steps are written', () => {
    const reversed = { missedFromLate: steps.missedFromLate.toReversed() };
    expect([10, 21, 30].map((minutes) => minutesOf(reversed, [late(minutes)]))).toEqual([
      15, 30, 60,
    ]);
  });

  test('the part takes the place of the minutes, be they fewer or more', () => {
    const rule = { ...steps, late: 'counts', early: 'counts', away: 'counts' };
    expect(minutesOf(rule, [late(9)])).toBe(9);
    expect(minutesOf(rule, [late(10)])).toBe(15);
    expect(minutesOf(rule, [late(29)])).toBe(30);
    expect(minutesOf(rule, [late(10, { minutesEarly: 10, minutesAway: 2 })])).toBe(27);
    expect(minutesOf(rule, [late(29, { minutesEarly: 31 })])).toBe(60);
  });

  test('late and early are added up, to no more than the module', () => {
    const both = { ...steps, missedFromEarly: steps.missedFromLate };
    const twice = (minutes: number) => late(minutes, { minutesEarly: minutes });
    expect([10, 21, 30].map((minutes) => missedOf(both, [twice(minutes)]))).toEqual([0.5, 1, 1]);
    expect([10, 21, 30].map((minutes) => minutesOf(both, [twice(minutes)]))).toEqual([30, 60, 60]);
  });

  test('whoever is missing a part of it is not late beside', () => {
    const limits = [{ count: ['late'], atMost: 0 }];
    expect(judged(modules({ ...steps, limits }), [late(10)]).outcome.status).toBe('met');
    expect(judged(modules({ ...steps, limits }), [late(9)]).outcome.status).toBe('unmet');
    const every = { ...steps, lateMakeMissed: 2 };
    expect(minutesOf(every, [late(10), late(9)])).toBe(15);
    expect(minutesOf(every, [late(9), late(9)])).toBe(60);
  });

  test('may hang on a question, and then the next lower step holds', () => {
    const open = {
      missedFromLate: [
        { from: 'PT10M', is: 'half' },
        { from: 'PT30M', is: 'whole', counts: { question: 'so-late' } },
      ],
      atMost: 'PT30M',
    };
    const more = { questions: [question('so-late', 'counts', 'does-not-count')] };
    expect(judged(time(open), [late(30)], { more }).outcome).toMatchObject({
      status: 'depends-on-reading',
      readings: [
        { reading: 'counts', outcome: { status: 'unmet', have: 60 } },
        { reading: 'does-not-count', outcome: { status: 'met' } },
      ],
    });
    expect(judged(time(open), [late(29)], { more }).outcome.status).toBe('met');
    const answer = (reading: string): Given => ({
      kind: 'answer',
      question: 'so-late',
      reading,
      on: '2026-02-02',
    });
    expect(minutesOf(open, [late(30), answer('does-not-count')], more)).toBe(30);
    expect(minutesOf(open, [late(30), answer('counts')], more)).toBe(60);
  });
});

describe('so many late', () => {
  const down = { lateMakeMissed: { every: 3, rounding: 'down' } };
  const shared = { lateMakeMissed: { every: 3, rounding: 'none' } };

  test('make one missed, and fewer make none where it is rounded down', () => {
    expect([2, 3, 5, 6].map((count) => missedOf(down, times(count)))).toEqual([0, 1, 1, 2]);
    expect([2, 3, 5, 6].map((count) => minutesOf(down, times(count)))).toEqual([0, 60, 60, 120]);
    // A number alone is the same.
    expect([2, 3].map((count) => missedOf({ lateMakeMissed: 3 }, times(count)))).toEqual([0, 1]);
  });

  test('make one missed, and fewer their share of it where nothing is rounded', () => {
    expect([1, 2, 3, 5].map((count) => missedOf(shared, times(count)))).toEqual([
      0.33, 0.67, 1, 1.67,
    ]);
    expect([1, 2, 3, 5].map((count) => minutesOf(shared, times(count)))).toEqual([20, 40, 60, 100]);
    // Of modules that differ in length each makes a share of its own.
    const lengths = [30, 60, 90].map((minutes) => late(5, { minutes }));
    expect(minutesOf(shared, lengths)).toBe(60);
    expect(judged(time(shared), lengths).findings).toEqual([]);
  });

  test('are exactly as many as there may be', () => {
    const six = { ...shared, limits: [{ count: ['missed'], fewerThan: 2 }] };
    const status = (count: number) => judged(modules(six), times(count)).outcome.status;
    expect([5, 6].map(status)).toEqual(['met', 'unmet']);
    expect(judged(time({ ...shared, atMost: 'PT100M' }), times(5)).outcome.status).toBe('met');
    expect(judged(time({ ...shared, atMost: 'PT99M' }), times(5)).outcome.status).toBe('unmet');
  });

  test('add to the minutes late where these count', () => {
    expect(minutesOf({ ...down, late: 'counts' }, times(3))).toBe(75);
  });

  test('are those that are late by the rule, or by whoever takes the roll', () => {
    const from = { ...down, lateFrom: 'PT10M' };
    const by = (minutes: number | undefined, outcome: string) =>
      Array.from({ length: 3 }, () => late(minutes, { outcome }));
    expect(minutesOf(from, by(9, 'late'))).toBe(0);
    expect(minutesOf(from, by(10, 'late'))).toBe(60);
    expect(minutesOf(from, by(10, 'attended'))).toBe(60);
    expect(minutesOf(from, by(undefined, 'late'))).toBe(60);
    expect(minutesOf(down, by(10, 'attended'))).toBe(0);
    expect(missedOf(from, by(10, 'attended'))).toBe(1);
    expect(missedOf(from, by(9, 'attended'))).toBe(0);
  });

  test('of which the lengths are not known, or differ, are for a person to judge where it matters', () => {
    const unknown = [late(5), late(5), late(5, { minutes: undefined })];
    const result = judged(time(down), unknown);
    expect(result.outcome.status).toBe('needs-decision');
    expect(result.findings.map(({ code }) => code)).toEqual(['length-unknown']);
    const differing = [30, 60, 90].map((minutes) => late(5, { minutes }));
    const within = (atMost: string) => judged(time({ ...down, atMost }), differing);
    expect(within('PT90M').outcome.status).toBe('met');
    expect(within('PT89M')).toMatchObject({
      outcome: { status: 'needs-decision' },
      findings: [{ code: 'length-differs' }],
    });
    expect(within('PT30M').outcome.status).toBe('needs-decision');
    expect(within('PT29M').outcome).toMatchObject({ status: 'unmet', have: 30 });
    // Two of six: the two shortest at the least, the two longest at most.
    const six = [...differing, ...[30, 60, 90].map((minutes) => late(5, { minutes }))];
    const of = (atMost: string) => judged(time({ ...down, atMost }), six).outcome.status;
    expect(['PT59M', 'PT60M', 'PT179M', 'PT180M'].map(of)).toEqual([
      'unmet',
      'needs-decision',
      'needs-decision',
      'met',
    ]);
  });

  test('may hang on a question', () => {
    const open = { lateMakeMissed: { every: 3, rounding: 'down', counts: { question: 'three' } } };
    const more = { questions: [question('three', 'counts', 'does-not-count')] };
    const hours = time({ ...open, atMost: 'PT0M' });
    expect(judged(hours, times(3), { more }).outcome).toMatchObject({
      readings: [{ outcome: { status: 'unmet' } }, { outcome: { status: 'met' } }],
    });
    expect(judged(hours, times(2), { more }).outcome.status).toBe('met');
    const never = modules({ ...open, limits: [{ count: ['missed'], atMost: 0 }] });
    const status = (count: number) => judged(never, times(count), { more }).outcome.status;
    expect([2, 3].map(status)).toEqual(['met', 'depends-on-reading']);
  });
});

test('what breaks the time that may be missed is what is missed by being late, too', () => {
  const rule = time({ lateMakeMissed: 3, early: 'counts', atMost: 'PT30M' });
  const lates = times(3);
  const left = late(undefined, { outcome: 'attended', minutesEarly: 1 });
  const away = late(undefined, { outcome: 'attended', minutesAway: 1 });
  expect(judged(rule, [...lates, left, away]).breaking).toEqual([
    'fact-1',
    'fact-2',
    'fact-3',
    'fact-4',
  ]);
  const two = time({ lateMakeMissed: 3, early: 'counts', atMost: 'PT0M' });
  expect(judged(two, [...times(2), left]).breaking).toEqual(['fact-3']);
});
