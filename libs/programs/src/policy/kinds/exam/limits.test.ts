import { describe, expect, test } from '@jest/globals';
import { examIn, told } from '../../flaws/told.fixture.js';
import { judged, type Given } from '../judged.fixture.js';

/** How many attempts there are, in which time, and when the next one may be made. */

const exam = (attempts: object) => ({
  kind: 'exam',
  parts: [{ id: 'all', title: 'All', items: 'none', timeLimit: 'none' }],
  passMark: { percent: 70 },
  attempts: {
    atMost: 2,
    form: 'none',
    waiting: 'none',
    window: 'none',
    afterLast: 'none',
    ...attempts,
  },
});
const tried = (on: string, score = 10): Given[] => [
  { kind: 'exam-attempt', attempt: on, exam: 'asked', on },
  { kind: 'exam-mark', attempt: on, on, result: 'failed', score },
];
const failed = (...days: string[]) => days.flatMap((day) => tried(day));
const tallied = (attempts: object, facts: readonly Given[], asOf?: string) => {
  const { outcome, findings, tally } = judged(
    exam(attempts),
    facts,
    asOf === undefined ? {} : { asOf },
  );
  return {
    status: outcome.status === 'unmet' && !outcome.reachable ? 'unmet for good' : outcome.status,
    findings: findings.map(({ code, text }) => `${code}: ${text}`),
    left: tally['left'],
  };
};

describe('two attempts in any year', () => {
  const rolling = { per: { within: 'P1Y' } };
  const twice = failed('2025-03-02', '2025-06-01');

  test('leave no third until a year after the first of them', () => {
    expect(tallied(rolling, [...twice, ...tried('2026-03-01', 90)])).toStrictEqual({
      status: 'unmet',
      findings: [
        'beyond-attempts: Only 2 attempts are allowed within P1Y; the next is not before 2026-03-02.',
      ],
      left: 2,
    });
    expect(tallied(rolling, [...twice, ...tried('2026-03-02', 90)])).toStrictEqual({
      status: 'met',
      findings: [],
      left: 1,
    });
  });

  test('are counted anew with each attempt, and one that does not count uses none up', () => {
    const four = [...twice, ...tried('2026-03-02')];
    expect(tallied(rolling, [...four, ...tried('2026-05-31', 90)]).status).toBe('unmet');
    expect(tallied(rolling, [...four, ...tried('2026-06-01', 90)]).status).toBe('met');
    const refused = [...twice, ...tried('2026-03-01'), ...tried('2026-03-02', 90)];
    expect(tallied(rolling, refused).status).toBe('met');
  });

  test('leave the exam within reach, and the day of the next one is told', () => {
    expect(tallied(rolling, failed('2025-03-02'), '2025-06-01')).toStrictEqual({
      status: 'unmet',
      findings: [],
      left: 1,
    });
    expect(tallied(rolling, twice, '2026-03-01')).toStrictEqual({
      status: 'unmet',
      findings: ['waiting: The next attempt is not before 2026-03-02.'],
      left: 0,
    });
    expect(tallied(rolling, twice, '2026-03-02')).toStrictEqual({
      status: 'unmet',
      findings: [],
      left: 1,
    });
    expect(tallied(rolling, twice, '2026-06-01').left).toBe(2);
  });

  test('end a year after the last day of February where the next has no such day', () => {
    const leap = failed('2024-02-29', '2024-03-01');
    expect(tallied(rolling, leap, '2025-02-27').left).toBe(0);
    expect(tallied(rolling, leap, '2025-02-28').left).toBe(1);
  });

  test('wait longer where the wait between attempts is longer', () => {
    const waiting = { ...rolling, waiting: 'P11M' };
    const apart = failed('2025-03-02', '2026-02-02');
    expect(tallied(waiting, apart, '2026-03-02').findings).toStrictEqual([
      'waiting: The next attempt is not before 2027-01-02.',
    ]);
    expect(tallied({ ...rolling, waiting: 'P1M' }, twice, '2025-06-15').findings).toStrictEqual([
      'waiting: The next attempt is not before 2026-03-02.',
    ]);
  });

  test('are not waited for by who has passed, or has none left in all blocks', () => {
    expect(
      tallied(rolling, [...failed('2025-03-02'), ...tried('2025-06-01', 90)], '2025-07-01'),
    ).toStrictEqual({ status: 'met', findings: [], left: 0 });
    expect(tallied({ ...rolling, blocks: [{ attempts: 2 }] }, twice, '2025-07-01')).toStrictEqual({
      status: 'unmet for good',
      findings: [],
      left: 0,
    });
    expect(tallied({ ...rolling, blocks: [{ attempts: 3 }] }, twice, '2025-07-01').status).toBe(
      'unmet',
    );
  });

  test('are no limit where their number is not stated', () => {
    const many = failed('2025-03-02', '2025-03-03', '2025-03-04');
    expect(tallied({ ...rolling, atMost: 'not stated' }, many, '2025-03-05')).toStrictEqual({
      status: 'unmet',
      findings: [],
      left: undefined,
    });
  });

  test('in no time at all would be no limit, and are an error', () => {
    const { attempts, ...rest } = examIn('none');
    const per = (within: string) => told({ ...rest, attempts: { ...attempts, per: { within } } });
    expect(per('P0D')).toEqual([
      'apply.require.attempts.per.within: the attempts are counted within no time at all. Give a period such as P1Y.',
    ]);
    expect(per('P1D')).toEqual([]);
  });
});

describe('two attempts in a calendar year', () => {
  const yearly = { per: 'calendar-year' };
  const twice = failed('2025-03-02', '2025-06-01');

  test('leave no third before the next', () => {
    expect(tallied(yearly, [...twice, ...tried('2025-12-31', 90)])).toStrictEqual({
      status: 'unmet',
      findings: [
        'beyond-attempts: Only 2 attempts are allowed in a calendar year; the next is not before 2026-01-01.',
      ],
      left: 2,
    });
    expect(tallied(yearly, [...twice, ...tried('2026-01-01', 90)]).status).toBe('met');
    expect(tallied(yearly, twice, '2025-12-31')).toStrictEqual({
      status: 'unmet',
      findings: ['waiting: The next attempt is not before 2026-01-01.'],
      left: 0,
    });
    expect(tallied(yearly, twice, '2026-01-01')).toStrictEqual({
      status: 'unmet',
      findings: [],
      left: 2,
    });
  });
});

test('a second attempt where one is allowed does not count', () => {
  const once = { atMost: 1 };
  expect(tallied(once, failed('2025-03-02', '2025-03-03')).findings).toStrictEqual([
    'beyond-attempts: Only 1 attempt is allowed; this one does not count.',
  ]);
});

describe('the next attempt', () => {
  const until = (to: string) => ({ window: { from: '2025-01-01', to } });
  const twice = failed('2025-03-02', '2025-06-01');

  test.each<[string, object, string, string]>([
    ['the wait', { waiting: 'P30D', atMost: 3 }, '2025-07-01', '2025-06-30'],
    ['a year', { per: { within: 'P1Y' } }, '2026-03-02', '2026-03-01'],
    ['the calendar year', { per: 'calendar-year' }, '2026-01-01', '2025-12-31'],
  ])(
    'comes too late where %s outlasts the days on which it may be made',
    (_, more, day, before) => {
      expect(tallied({ ...more, ...until(day) }, twice, '2025-06-15').status).toBe('unmet');
      expect(tallied({ ...more, ...until(before) }, twice, '2025-06-15')).toMatchObject({
        status: 'unmet for good',
        findings: [`waiting: The next attempt is not before ${day}.`],
      });
    },
  );

  test('does not come too late while these days move on, or another is not marked yet', () => {
    const moving = { window: { to: 'as-of', length: 'P2Y' }, per: { within: 'P1Y' } };
    expect(tallied(moving, twice, '2025-06-15').status).toBe('unmet');
    const perhaps = { window: { from: '2025-01-01', to: { latest: ['2025-07-01', 'as-of'] } } };
    expect(tallied({ ...perhaps, per: { within: 'P1Y' } }, twice, '2025-06-15').status).toBe(
      'unmet',
    );
    const unmarked: Given[] = [
      { kind: 'exam-attempt', attempt: 'one', exam: 'asked', on: '2025-03-02' },
    ];
    const over = { ...until('2025-03-31'), waiting: 'P30D' };
    expect(tallied(over, unmarked, '2025-03-15').status).toBe('unmet');
    expect(tallied(over, failed('2025-03-02'), '2025-03-15').status).toBe('unmet for good');
  });

  test('is not before the wait is over, nor before there is one again', () => {
    const after = (waiting: string) =>
      tallied({ waiting, atMost: 1, per: 'calendar-year' }, failed('2025-12-15'), '2025-12-20');
    const notBefore = (day: string) => [`waiting: The next attempt is not before ${day}.`];
    expect(after('P10D').findings).toStrictEqual(notBefore('2026-01-01'));
    expect(after('P60D').findings).toStrictEqual(notBefore('2026-02-13'));
  });

  test('is not waited for where there is none', () => {
    const waiting = { waiting: 'P30D' };
    expect(tallied(waiting, twice, '2025-06-02')).toMatchObject({
      status: 'unmet for good',
      findings: [],
    });
  });
});

describe('in days that move on', () => {
  const lastYear = { to: 'as-of', length: 'P1Y' };
  const on = (window: object, facts: readonly Given[], asOf: string, more: object = {}) =>
    judged(exam({ window, ...more }), facts, { asOf }).outcome;

  test('an attempt that does not lie in them yet will, so the exam is within reach', () => {
    const monthBack = { to: { from: 'as-of', minus: 'P1M' } };
    const passed = tried('2026-06-30', 90);
    expect(on(monthBack, passed, '2026-07-29')).toStrictEqual({
      status: 'unmet',
      have: '0 failed',
      need: 'a passed attempt',
      reachable: true,
    });
    expect(on(monthBack, passed, '2026-07-30').status).toBe('met');
    const weekBack = { from: { from: 'as-of', minus: 'P1M' }, length: 'P1W' };
    expect(on(weekBack, passed, '2026-06-30')).toMatchObject({ reachable: true });
    expect(on(weekBack, passed, '2026-06-30')).not.toHaveProperty('by');
  });

  test('attempts that are used up fall out of them, and others can be made', () => {
    const twice = failed('2025-03-02', '2025-06-01');
    expect(on(lastYear, twice, '2026-03-02')).toMatchObject({ reachable: true });
    expect(on(lastYear, twice, '2026-03-02')).not.toHaveProperty('by');
    const three = [...twice, ...tried('2026-03-02', 90)];
    expect(on(lastYear, three, '2026-03-02').status).toBe('unmet');
    expect(on(lastYear, three, '2026-03-03').status).toBe('met');
    const fixed = { from: '2025-01-01', to: '2026-12-31' };
    expect(on(fixed, twice, '2026-03-02')).toMatchObject({ reachable: false });
  });

  test('but that do not go on, the last day is the last', () => {
    const until = { from: { from: 'as-of', minus: 'P1Y' }, to: '2026-06-30' };
    expect(on(until, [], '2026-06-30')).toMatchObject({ by: '2026-06-30', reachable: true });
    expect(on(until, [], '2026-07-01')).toMatchObject({ by: '2026-06-30', reachable: false });
  });

  test('that come round, what is used up is so in that round, and the last day is that of the round', () => {
    const yearly = { to: { from: '2024-03-01', every: 'P1Y' }, length: 'P1Y', inclusive: 'start' };
    expect(on(yearly, [], '2026-02-28')).toMatchObject({ by: '2026-02-28', reachable: true });
    // The day between two rounds lies in neither.
    expect(on(yearly, [], '2026-03-01')).toMatchObject({ reachable: true });
    expect(on(yearly, [], '2026-03-01')).not.toHaveProperty('by');
    expect(on(yearly, failed('2025-03-02', '2025-06-01'), '2025-07-01')).toMatchObject({
      by: '2026-02-28',
      reachable: false,
    });
  });
});
