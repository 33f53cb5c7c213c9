import { describe, expect, test } from '@jest/globals';
import { told } from '../../flaws/told.fixture.js';
import { judged, question, type Given } from '../judged.fixture.js';
import { asked, of, part, work, year } from './told.fixture.js';

/** What is told of floors for each period, of parts, and of overlaps that are open. */

describe('a floor for each period', () => {
  const floor = (more: object, atLeast = 2) =>
    asked({ window: year, periods: [{ every: 'calendar-month', atLeast, ...more }] });
  const title = 'At least 2 hours in each';

  test('is a part of its own, and is lost with the first period that is short', () => {
    const result = judged(floor({}), [work(2, '2026-01-31'), work(1.5, '2026-02-01')], {
      asOf: '2026-03-01',
    });
    const outcome = {
      status: 'unmet',
      have: 1.5,
      need: '2 from 2026-02-01 to 2026-02-28',
      unit: 'hours',
      by: '2026-02-28',
      reachable: false,
    };
    expect(result.outcome).toStrictEqual(outcome);
    expect(result.children).toStrictEqual([{ ...part('period-1', title), outcome, tally: {} }]);
    expect(result.findings).toStrictEqual([
      { code: 'period-short', text: 'From 2026-02-01 to 2026-02-28: 1.5 of 2 hours.' },
    ]);
  });

  test('in so many of them is met for good, and told by how many there are', () => {
    const months = (within: object, ...of: string[]) =>
      judged(
        floor({ in: within }),
        of.map((month) => work(2, `2026-${month}-05`)),
      ).outcome;
    for (const within of [{ any: 2 }, { consecutive: 2 }]) {
      expect(months(within, '01', '02')).toStrictEqual({ status: 'met', final: true });
    }
    const unmet = { status: 'unmet', unit: 'periods', by: '2026-12-31', reachable: true };
    expect(months({ any: 3 }, '01', '03')).toStrictEqual({
      ...unmet,
      have: 2,
      need: '3 periods with 2 hours',
    });
    expect(months({ consecutive: 3 }, '01', '03', '04')).toStrictEqual({
      ...unmet,
      have: 2,
      by: '2026-10-31',
      need: '3 periods in a row with 2 hours',
    });
  });

  test('in so many of them is due on the last day on which enough of them can still be had', () => {
    const due = (within: object, window: object, ...days: string[]) => {
      const rule = asked({
        window,
        periods: [{ every: 'calendar-month', atLeast: 1, in: within }],
      });
      const { outcome } = judged(
        rule,
        days.map((day) => work(1, day)),
        { asOf: '2026-06-30' },
      );
      return outcome.status === 'unmet' ? [outcome.reachable, outcome.by] : outcome.status;
    };
    expect(due({ any: 2 }, year, '2026-01-05')).toStrictEqual([true, '2026-12-31']);
    expect(due({ any: 4 }, year, '2026-01-05')).toStrictEqual([true, '2026-10-31']);
    expect(due({ any: 8 }, year, '2026-01-05')).toStrictEqual([true, '2026-06-30']);
    expect(due({ any: 9 }, year, '2026-01-05')).toStrictEqual([false, undefined]);
    expect(due({ any: 8 }, year, '2026-01-05', '2026-06-05')).toStrictEqual([true, '2026-07-31']);
    expect(due({ consecutive: 3 }, year)).toStrictEqual([true, '2026-10-31']);
    const spring = { from: '2026-01-01', to: '2026-08-15' };
    expect(due({ consecutive: 2 }, spring)).toStrictEqual([true, '2026-06-30']);
    expect(due({ consecutive: 2 }, spring, '2026-06-05')).toStrictEqual([true, '2026-07-31']);
    expect(due({ consecutive: 3 }, spring, '2026-05-05')).toStrictEqual([true, '2026-06-30']);
    expect(due({ consecutive: 3 }, spring, '2026-04-05')).toStrictEqual([false, undefined]);
    expect(due({ any: 2 }, { from: '2026-01-01' })).toStrictEqual([true, undefined]);
  });

  test('may be had of a period that the window only touches until the window ends', () => {
    const touched = asked({
      window: { from: '2026-01-01', to: '2026-02-15' },
      periods: [{ every: 'calendar-month', atLeast: 1, partial: 'judged' }],
    });
    const on = (asOf: string) => judged(touched, [work(1, '2026-01-05')], { asOf }).outcome;
    expect(on('2026-02-15')).toMatchObject({ by: '2026-02-15', reachable: true });
    expect(on('2026-02-16')).toMatchObject({ by: '2026-02-15', reachable: false });
  });

  test('is short of what it asks of its parts, and of parts of these, and says of which', () => {
    const quota = (id: string, more: object) => ({
      id,
      title: `The ${id}`,
      where: { topic: [id] },
      ...more,
    });
    const short = (more: object, ...facts: Given[]) => {
      const { outcome, findings } = judged(floor(more), facts, { asOf: '2026-02-01' });
      return [(outcome as { have?: unknown }).have, findings[0]?.text];
    };
    const january = 'From 2026-01-01 to 2026-01-31: ';
    const on = (amount: number, ...topic: string[]) => of({ topic }, amount, '2026-01-05');
    const inside = {
      quotas: [quota('a', { quotas: [quota('b', { atLeast: 1 })] }), quota('c', { atLeast: 1 })],
      overlap: 'shared',
    };
    expect(short(inside, on(3, 'a', 'c'))).toStrictEqual([
      '0 of 1 hours: The b',
      `${january}0 of 1 hours: The b.`,
    ]);
    expect(short(inside, on(3, 'a', 'b'))).toStrictEqual([
      '0 of 1 hours: The c',
      `${january}0 of 1 hours: The c.`,
    ]);
    expect(short(inside, on(3, 'a', 'b', 'c'))).toStrictEqual([0, undefined]);
    const separate = {
      quotas: [quota('a', { atLeast: 2 }), quota('b', { atLeast: 2 })],
      overlap: 'separate',
    };
    expect(short(separate, on(3, 'a', 'b'))).toStrictEqual([
      '3 of 4 hours',
      `${january}3 of 4 hours.`,
    ]);
  });

  test('beside others is due as the earliest of those that are not yet there', () => {
    const several = asked({
      atLeast: 9,
      window: year,
      periods: [
        { every: 'calendar-year', atLeast: 2 },
        { every: 'calendar-month', atLeast: 1 },
        { every: 'calendar-year', atLeast: 1, in: { any: 1 } },
      ],
    });
    const result = judged(several, [], { asOf: '2026-01-15' });
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 0,
      need: 9,
      unit: 'hours',
      by: '2026-01-31',
      reachable: true,
    });
    const anyOf = asked({
      window: year,
      periods: ['calendar-year', 'calendar-month'].map((every) => ({
        every,
        atLeast: 1,
        in: { any: 1 },
      })),
    });
    expect(judged(anyOf, []).outcome).toStrictEqual({
      status: 'unmet',
      have: 0,
      need: '1 periods with 1 hours',
      unit: 'periods',
      by: '2026-12-31',
      reachable: true,
    });
    const limited = asked({
      atMost: 9,
      window: year,
      periods: [{ every: 'calendar-year', atLeast: 2 }],
    });
    const all = Array.from({ length: 12 }, (_, month) =>
      work(0.75, `2026-${String(month + 1).padStart(2, '0')}-28`),
    );
    const kept = (asOf: string) => judged(limited, all, { asOf }).outcome;
    expect(kept('2027-01-01')).toStrictEqual({ status: 'met', final: true });
    expect(kept('2026-12-31')).toStrictEqual({ status: 'met', final: false });
  });
});

describe('a floor for each period of a window that moves on', () => {
  const judgedIn = (window: object, floor: object, days: readonly string[], asOf = '2026-06-30') =>
    judged(
      asked({ window, periods: [{ every: 'calendar-month', atLeast: 1, ...floor }] }),
      days.map((day) => work(1, day)),
      { asOf },
    ).outcome;
  const lastMonth = { to: 'as-of', length: 'P1M', inclusive: 'end' };
  const fortnights = { every: 'P2W' };

  test('is met for a time only, and missed for a time only', () => {
    const both = ['2026-06-05', '2026-06-20'];
    expect(judgedIn(lastMonth, fortnights, both)).toStrictEqual({ status: 'met', final: false });
    const missed = judgedIn(lastMonth, fortnights, ['2026-06-20']);
    expect(missed).toMatchObject({ status: 'unmet', have: 0, reachable: true });
    expect(missed).not.toHaveProperty('by');
    for (const within of [{ any: 2 }, { consecutive: 2 }]) {
      const some = { ...fortnights, in: within };
      expect(judgedIn(lastMonth, some, both)).toStrictEqual({ status: 'met', final: false });
      expect(judgedIn(lastMonth, some, ['2026-06-20'])).toMatchObject({ reachable: true });
      expect(judgedIn({ to: 'as-of', length: 'P1M' }, { in: within }, both)).toMatchObject({
        status: 'unmet',
        reachable: true,
      });
    }
  });

  test('in each round of days is missed for that round, and met for no other', () => {
    const round = { to: { from: '2025-12-31', every: 'P1Y' }, length: 'P1Y', inclusive: 'end' };
    const months = Array.from(
      { length: 12 },
      (_, month) => `2026-${String(month + 1).padStart(2, '0')}-05`,
    );
    expect(judgedIn(round, {}, months, '2026-12-31')).toStrictEqual({
      status: 'met',
      final: false,
    });
    expect(judgedIn(round, {}, [], '2026-01-31')).toMatchObject({
      by: '2026-01-31',
      reachable: true,
    });
    expect(judgedIn(round, {}, [], '2026-02-01')).toMatchObject({
      by: '2026-01-31',
      reachable: false,
    });
    const some = { in: { any: 11 } };
    expect(judgedIn(round, some, months, '2026-12-31')).toMatchObject({ final: false });
    expect(judgedIn(round, some, [], '2026-02-01')).toMatchObject({ by: '2026-02-28' });
    expect(judgedIn(round, some, [], '2026-03-01')).toMatchObject({ reachable: false });
  });

  test('where only its end moves, is met until there is another, and missed for good', () => {
    const since = { from: '2026-01-01', to: 'as-of' };
    const days = ['2026-01-05', '2026-02-05'];
    expect(judgedIn(since, {}, days, '2026-02-28')).toStrictEqual({ status: 'met', final: false });
    expect(judgedIn(since, {}, ['2026-02-05'], '2026-02-28')).toMatchObject({ reachable: false });
    const some = { in: { any: 2 } };
    expect(judgedIn(since, some, days)).toStrictEqual({ status: 'met', final: true });
    expect(judgedIn(since, some, ['2026-01-05'], '2026-02-28')).toMatchObject({ reachable: true });
    const open = judgedIn(since, some, ['2026-01-05'], '2026-02-28');
    expect(open).not.toHaveProperty('by');
  });

  test('where only its first day moves, is met or missed for a time only, since periods are cut anew', () => {
    const rest = { from: { from: 'as-of', minus: 'P1M' }, to: '2026-07-04' };
    const some = { ...fortnights, in: { any: 2 } };
    const days = ['2026-06-13', '2026-06-20'];
    const missed = judgedIn(rest, some, days, '2026-06-30');
    expect(missed).toMatchObject({ status: 'unmet', have: 1, reachable: true });
    expect(missed).not.toHaveProperty('by');
    expect(judgedIn(rest, some, days, '2026-07-01')).toStrictEqual({ status: 'met', final: false });
    expect(judgedIn(rest, fortnights, days, '2026-07-01')).toStrictEqual({
      status: 'met',
      final: false,
    });
  });

  test('where one of its days goes from round to round, and the other does not, is open', () => {
    const end = { from: '2025-12-31', every: 'P1Y' };
    for (const window of [
      { from: '2026-01-01', to: end },
      { from: { ...end, minus: 'P1Y' }, to: 'as-of' },
    ]) {
      const open = judgedIn(window, { in: { any: 11 } }, []);
      expect(open).toMatchObject({ status: 'unmet', reachable: true });
      expect(open).not.toHaveProperty('by');
    }
  });

  test('counted from its first day, may lose the last day to the next period', () => {
    const since = { from: '2026-01-15', to: 'as-of' };
    const some = { every: 'P1M', in: { any: 1 } };
    expect(judgedIn(since, some, ['2026-02-15'], '2026-02-15')).toStrictEqual({
      status: 'met',
      final: false,
    });
  });

  test('is not missed while days of the period are still to come into the window', () => {
    const upTo = { from: '2026-01-01', to: { from: 'as-of', minus: 'P1M' } };
    const touched = { partial: 'judged' };
    expect(judgedIn(upTo, touched, ['2026-01-20'], '2026-02-15')).toMatchObject({
      status: 'unmet',
      reachable: true,
    });
    expect(judgedIn(upTo, touched, [], '2026-03-02')).toMatchObject({
      status: 'unmet',
      reachable: false,
    });
  });
});

describe('parts of a sum', () => {
  const quota = (id: string, more: object = {}) => ({
    id,
    title: `The ${id}`,
    where: { topic: [id] },
    ...more,
  });
  const on = (amount: number, ...topic: string[]) => of({ topic }, amount);

  test('that do not ask for anything are told, and do not apply', () => {
    const result = judged(asked({ atLeast: 3, quotas: [quota('a')] }), [on(3, 'a')]);
    expect(result.outcome).toStrictEqual({ status: 'met', final: true });
    expect(result.children).toStrictEqual([
      { ...part('a', 'The a'), outcome: { status: 'not-applicable' }, tally: { have: 3 } },
    ]);
    const silent = judged(asked({ atLeast: 'not stated', quotas: [quota('a')] }), [on(3, 'a')]);
    expect(silent.outcome).toStrictEqual({ status: 'not-stated', have: 3, unit: 'hours' });
    for (const nothing of [{}, { quotas: [quota('a')] }])
      expect(judged(asked(nothing), [on(3, 'a')]).outcome).toStrictEqual({
        status: 'not-applicable',
      });
    const some = [quota('a', { atLeast: 1 }), quota('b')];
    expect(told(asked({ quotas: some, overlap: 'shared' }))).toStrictEqual([]);
  });

  test('that take no more than so much count no more of it in the parts around them', () => {
    const within = quota('a', { quotas: [quota('b', { countsUpTo: 2 })] });
    const result = judged(asked({ atLeast: 5, quotas: [within] }), [on(4, 'a', 'b'), on(1, 'c')]);
    expect(result.outcome).toMatchObject({ have: 3, need: 5 });
    expect(result.children.map(({ subject, tally }) => [subject, tally])).toStrictEqual([
      ['a', { have: 2, recorded: 4 }],
      ['b', { have: 2, recorded: 4 }],
    ]);
    expect(result.findings).toStrictEqual([
      { code: 'above-cap', text: 'The b: 4 hours, of which 2 count.' },
    ]);
  });

  test('that one hour cannot fill together are told with what they need together', () => {
    const pair = [quota('a', { atLeast: 2 }), quota('b', { atLeast: 2 })];
    const both = asked({ atLeast: 3, overlap: 'separate', quotas: pair });
    const result = judged(both, [on(3, 'a', 'b')]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 3,
      need: 4,
      unit: 'hours',
      reachable: true,
    });
    expect(result.findings).toStrictEqual([
      {
        code: 'too-few-together',
        text: 'Together they need 4 hours, and 3 can count, each in one of them: The a, The b.',
      },
    ]);
    const nested = asked({
      atLeast: 3,
      overlap: 'shared',
      quotas: [quota('c'), quota('d', { overlap: 'separate', quotas: pair })],
    });
    expect(judged(nested, [on(3, 'd', 'a', 'b')]).findings).toStrictEqual(result.findings);
  });
});

describe('open questions of overlap', () => {
  const quota = (id: string, more: object = {}) => ({
    id,
    title: id,
    where: { topic: [id] },
    atLeast: 2,
    ...more,
  });
  const on = (amount: number, ...topic: string[]) => of({ topic }, amount);
  const tally = asked({
    atLeast: 3,
    overlap: { question: 'outer' },
    quotas: [
      quota('a'),
      quota('b', { overlap: { question: 'inner' }, quotas: [quota('c'), quota('d')] }),
    ],
  });
  const questions = [
    question('inner', 'separate', 'shared'),
    question('outer', 'separate', 'shared'),
  ];
  const facts = [on(3, 'a', 'b', 'c', 'd')];
  const answer = (question: string, reading: string): Given => ({
    kind: 'answer',
    question,
    reading,
    on: '2026-04-01',
  });

  test('are asked in the order of the policy; what is told is under the first reading', () => {
    const result = judged(tally, facts, { more: { questions } });
    expect(result.outcome).toMatchObject({
      status: 'depends-on-reading',
      question: 'inner',
      readings: [
        { reading: 'separate', outcome: { status: 'unmet', have: 3, need: 6 } },
        {
          reading: 'shared',
          outcome: {
            status: 'depends-on-reading',
            question: 'outer',
            readings: [
              { reading: 'separate', outcome: { status: 'unmet', have: 3, need: 6 } },
              { reading: 'shared', outcome: { status: 'met', final: true } },
            ],
          },
        },
      ],
    });
    expect(result.findings).toMatchObject([
      { code: 'too-few-together', text: expect.stringContaining(': a, c, d.') },
    ]);
  });

  test('leave those as they are that are written', () => {
    const written = asked({
      overlap: { question: 'outer' },
      quotas: [quota('a'), quota('b', { overlap: 'separate', quotas: [quota('c'), quota('d')] })],
    });
    expect(judged(written, [on(3, 'b', 'c', 'd')], { more: { questions } })).toMatchObject({
      findings: [{ code: 'too-few-together', text: expect.stringContaining(': c, d.') }],
    });
  });

  test('that the policy does not have are as if each hour counted in all of them', () => {
    const result = judged(tally, facts);
    expect(result.tally).toStrictEqual({ have: 3, need: 3 });
    expect(result.findings).toStrictEqual([]);
  });

  test('that are answered rest on the answer', () => {
    const result = judged(tally, [...facts, answer('inner', 'shared'), answer('outer', 'shared')], {
      more: { questions },
    });
    expect(result.outcome).toStrictEqual({ status: 'met', final: true });
    expect(result.evidence).toStrictEqual(['fact-1', 'fact-3', 'fact-2']);
    expect(result.findings).toStrictEqual([]);
    const settled = questions.map((one) => ({
      ...one,
      settled: { reading: 'shared', by: 'Nobody', on: '2026-01-01' },
    }));
    expect(judged(tally, facts, { more: { questions: settled } }).evidence).toStrictEqual([
      'fact-1',
    ]);
  });
});
