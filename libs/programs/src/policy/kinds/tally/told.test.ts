import { describe, expect, test } from '@jest/globals';
import type { Context } from '../../evidence.js';
import { told } from '../../flaws/told.fixture.js';
import { judged, question, type Given } from '../judged.fixture.js';

/** What is told of sums, limits, floors and parts, word for word. */

const asked = (more: object) => ({
  kind: 'tally',
  tally: 'work',
  unit: 'hours',
  atLeast: 'none',
  window: 'none',
  ...more,
});
const work = (amount: number, on = '2026-03-02', more: object = {}): Given => ({
  kind: 'activity',
  tally: 'work',
  amount,
  unit: 'hours',
  on,
  ...more,
});
const of = (attributes: object, amount = 1, on?: string) => work(amount, on, { attributes });
const year = { from: '2026-01-01', to: '2026-12-31' };
const part = (subject: string, title: string) => ({
  requirement: 'asked',
  subject,
  title,
  kind: 'tally',
  rules: expect.anything(),
  evidence: [],
  findings: [],
  children: [],
});
const is = (name: string, value: string): Given => ({
  kind: 'circumstance',
  name,
  value,
  on: '2020-01-01',
});

describe('what counts', () => {
  const need = (more: object) => asked({ atLeast: 10, ...more });

  test('is the evidence, in the order of recording, and nothing else is', () => {
    const facts = [
      work(1),
      work(9, '2026-03-02', { tally: 'rest' }),
      work(2, '2026-03-02', { tally: 'care' }),
      work(4),
    ];
    const both = judged(need({ tally: ['care', 'work'] }), facts);
    expect(both.evidence).toStrictEqual(['fact-1', 'fact-3', 'fact-4']);
    expect(both.outcome).toMatchObject({ have: 7 });
    expect(judged(need({ tally: ['work'] }), facts).evidence).toStrictEqual(['fact-1', 'fact-4']);
    const nothing = judged(need({}));
    expect(nothing).toMatchObject({ evidence: [], findings: [], tally: { have: 0, need: 10 } });
  });

  test('is told to be left out for its unit', () => {
    expect(judged(need({}), [work(3, '2026-03-02', { unit: 'credits' })])).toMatchObject({
      outcome: { have: 0 },
      evidence: [],
      findings: [
        {
          code: 'unit-not-counted',
          text: 'credits are not counted as hours.',
          ref: 'fact-1',
        },
      ],
    });
  });

  test('by the day judged at the latest, whenever it is to end', () => {
    const spring = need({ window: { from: '2026-01-01', to: '2026-06-30' } });
    const until = (day: string, asOf: string) =>
      judged(spring, [work(1, '2026-01-01', { until: day })], { asOf }).outcome;
    expect(until('2026-12-31', '2026-06-30')).toMatchObject({ have: 1 });
    expect(until('2026-12-31', '2026-07-01')).toMatchObject({ have: 0 });
    expect(until('2026-06-30', '2026-07-01')).toMatchObject({ have: 1 });
  });

  test('once only is told of what repeats it, and what came after the window repeats nothing', () => {
    const ever = need({
      window: { from: '2026-01-01', to: '2026-03-31' },
      distinct: { by: 'topic', within: 'ever' },
    });
    const topic = (name: string, on: string) => of({ topic: name }, 1, on);
    const result = judged(ever, [
      topic('loss', '2025-12-31'),
      topic('loss', '2026-01-01'),
      topic('grief', '2026-01-01'),
      topic('grief', '2026-04-01'),
    ]);
    expect(result.outcome).toMatchObject({ have: 1 });
    expect(result.findings).toStrictEqual([
      {
        code: 'not-distinct',
        text: 'Another with the same topic counts already.',
        ref: 'fact-2',
      },
    ]);
  });

  test('goes by its source, and is told if that is not among those', () => {
    const from = (more: object) =>
      need({ sources: { attribute: 'payer', count: [], doNotCount: [], open: false, ...more } });
    const texts = (more: object, ...facts: Given[]) =>
      judged(from(more), facts).findings.map(({ code, text }) => `${code}: ${text}`);
    const by = (payer: string) => of({ payer });
    expect(texts({ count: ['state'] }, by('city'), work(1))).toStrictEqual([
      'source-not-counted: city is not among what counts.',
      'source-not-counted: no payer is not among what counts.',
    ]);
    expect(texts({ doNotCount: ['city'] }, by('city'), by('state'), work(1))).toStrictEqual([
      'source-not-counted: city does not count.',
      'source-not-counted: no payer is not among what counts.',
    ]);
    expect(judged(from({ doNotCount: ['city'] }), [by('state')]).outcome).toMatchObject({
      have: 1,
    });
    expect(texts({ count: ['state'], open: true }, work(1))).toStrictEqual([
      'source-not-counted: no payer is not among what counts.',
    ]);
    expect(judged(from({ count: ['state'], open: true }), [work(10)]).outcome.status).toBe('unmet');
  });
});

describe('what a person may say counts', () => {
  const open = { attribute: 'payer', count: ['state'], doNotCount: [], open: true };
  const by = (payer: string, amount: number, more: object = {}) =>
    work(amount, '2026-03-02', { attributes: { payer }, ...more });
  const decision = (question: string) => ({
    status: 'needs-decision',
    decisions: [{ requirement: 'asked', question, options: ['met', 'unmet'] }],
  });

  test('is asked where it makes the difference, and rests on what is asked about', () => {
    const sharing = [{ with: 'supervisor', countsUpTo: 'all' }];
    const result = judged(asked({ atLeast: 10, sources: open, sharing }), [
      by('city', 4),
      by('state', 4),
      by('state', 4, { claimedFor: ['other'] }),
    ]);
    expect(result.outcome).toStrictEqual(
      decision(
        'Does this source count: city? May what was counted for another credential count here?',
      ),
    );
    expect(result.evidence).toStrictEqual(['fact-2', 'fact-1', 'fact-3']);
  });

  test('is not asked where the sum stays short, or is there, either way', () => {
    const result = judged(asked({ atLeast: 10, sources: open }), [by('city', 4), by('state', 4)]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 4,
      need: 10,
      unit: 'hours',
      reachable: true,
    });
    expect(result.evidence).toStrictEqual(['fact-2']);
    expect(
      judged(asked({ atLeast: 4, sources: open }), [by('city', 4), by('state', 4)]).outcome,
    ).toStrictEqual({ status: 'met', final: true });
  });

  test('is asked where with it a limit is passed', () => {
    const limit = asked({ atMost: 5, sources: open });
    expect(judged(limit, [by('city', 1), by('state', 5)]).outcome).toStrictEqual(
      decision('Does this source count: city?'),
    );
    expect(judged(limit, [by('city', 1), by('state', 4)]).outcome).toStrictEqual({
      status: 'met',
      final: false,
    });
  });
});

describe('a limit', () => {
  const limit = (more: object) => asked({ atMost: 2, ...more });

  test('that is passed is told, and for good while its window stands', () => {
    expect(judged(limit({}), [work(3)]).outcome).toStrictEqual({
      status: 'unmet',
      have: 3,
      need: 'at most 2',
      unit: 'hours',
      reachable: false,
    });
  });

  test('is kept for good once its days are over, if neither of them moves', () => {
    const final = (window: object, asOf: string) => judged(limit({ window }), [], { asOf }).outcome;
    const met = (yes: boolean) => ({ status: 'met', final: yes });
    expect(final(year, '2026-12-31')).toStrictEqual(met(false));
    expect(final(year, '2027-01-01')).toStrictEqual(met(true));
    expect(final({ from: '2026-01-01', to: 'as-of', inclusive: 'start' }, '2027-01-01')).toEqual(
      met(false),
    );
    expect(final({ from: 'as-of', to: '2026-12-31' }, '2027-01-01')).toStrictEqual(met(false));
  });

  test('of times tells how many more keep it; of hours that has no meaning', () => {
    const times = limit({ unit: 'times', atMost: 2.5 });
    expect(judged(times, [work(7)]).outcome).toStrictEqual({
      status: 'met',
      final: false,
      margin: 2,
    });
    expect(judged(limit({}), [work(1)]).outcome).toStrictEqual({ status: 'met', final: false });
  });

  test('beside a floor is kept with it, and both tell what they have to', () => {
    const both = limit({ unit: 'times', atLeast: 1 });
    expect(judged(both, [work(1)])).toMatchObject({
      outcome: { status: 'met', final: false, margin: 2 },
      tally: { have: 1, need: 1 },
    });
    expect(judged(both, []).outcome).toMatchObject({ status: 'unmet', have: 0, need: 1 });
  });

  test('that is not stated for some is told and not judged', () => {
    const some = limit({
      atMost: { table: [{ where: { level: ['a'] }, value: 2 }], otherwise: 'not stated' },
    });
    expect(judged(some, [is('level', 'a'), work(3)]).outcome.status).toBe('unmet');
    expect(judged(some, [work(3)]).outcome).toStrictEqual({
      status: 'not-stated',
      have: 3,
      unit: 'hours',
    });
    expect(judged({ ...some, atLeast: 3 }, [work(3)]).outcome).toStrictEqual({
      status: 'met',
      final: true,
    });
  });
});

describe('while it is not known from which day it counts', () => {
  const window = { from: 'interview', length: 'P1Y' };
  const outcome = (more: object) => judged(asked({ window, ...more }), [work(5)]).outcome;
  const unmet = { status: 'unmet', have: 0, unit: 'hours', reachable: true };
  const table = { table: [{ where: { level: ['a'] }, value: 2 }], otherwise: 3 };

  test('a limit is kept, not for good', () => {
    const result = judged(asked({ window, atMost: 2 }), [work(5)]);
    expect(result.outcome).toStrictEqual({ status: 'met', final: false });
    expect(result.findings).toStrictEqual([
      {
        code: 'anchor-missing',
        text: 'The day from which this is counted is not known yet.',
      },
    ]);
  });

  test('a floor is not reached, and told as far as it is known', () => {
    expect(outcome({ atLeast: 3 })).toStrictEqual({ ...unmet, need: 3 });
    expect(outcome({ atLeast: 3, atMost: 9 })).toStrictEqual({ ...unmet, need: 3 });
    expect(outcome({ atLeast: table })).toStrictEqual({ ...unmet, need: 'not known yet' });
    const periods = [{ every: 'calendar-year', atLeast: 1 }];
    expect(outcome({ periods })).toStrictEqual({ ...unmet, need: 'not known yet' });
  });
});

describe('for every so much', () => {
  const service = (amount: number, unit = 'hours', more: object = {}) =>
    work(amount, '2026-03-02', { tally: 'service', unit, ...more });
  const needed = (forEvery: object, facts: readonly Given[] = [], context: Context = {}) =>
    judged(asked({ atLeast: 2, window: year, forEvery }), facts, { context }).tally['need'];

  test('of another tally, only what is of it, in its unit and as asked for, makes more needed', () => {
    const every = { amount: 10, tally: 'service', unit: 'hours', rounding: 'none' };
    const facts = [
      service(10),
      service(5, 'hours', { attributes: { place: 'here' } }),
      service(40, 'days'),
      work(80),
      service(10, 'hours', { on: '2025-12-31' }),
    ];
    expect(needed(every, facts)).toBe(3);
    expect(needed({ ...every, where: { place: ['here'] } }, facts)).toBe(1);
    expect(needed({ ...every, amount: 2, unit: 'times' }, facts)).toBe(3);
  });

  test('passed since a day, each whole one counts, and one begun where it is rounded up', () => {
    const every = (more: object = {}) => ({
      period: 'P1M',
      since: '2026-01-15',
      until: 'interview',
      rounding: 'down',
      ...more,
    });
    const until = (day: string, rounding: string) =>
      needed(every({ rounding }), [], { anchors: { interview: day } });
    const days = ['2026-01-15', '2026-02-14', '2026-02-15', '2026-02-16', '2026-03-15'];
    expect(days.map((day) => until(day, 'down'))).toStrictEqual([0, 0, 2, 2, 4]);
    expect(days.map((day) => until(day, 'up'))).toStrictEqual([0, 2, 2, 4, 4]);
  });

  test('of no days nothing is needed, and whoever writes the policy is told', () => {
    const forEvery = { period: 'P0D', since: '2026-01-01', rounding: 'up' };
    expect(needed(forEvery)).toBe(0);
    expect(told(asked({ atLeast: 2, forEvery }))).toStrictEqual([
      'apply.require.forEvery.period: a period of no days. Make it longer.',
    ]);
    expect(told(asked({ atLeast: 2, forEvery: { ...forEvery, period: 'P1D' } }))).toStrictEqual([]);
    const ratio = { amount: 2, tally: 'service', unit: 'hours', rounding: 'up' };
    expect(told(asked({ atLeast: 2, forEvery: ratio }))).toStrictEqual([]);
  });

  test('needs nothing while one of the days is not known', () => {
    const every = { period: 'P1M', since: 'interview', rounding: 'up' };
    expect(needed(every)).toBe(0);
    expect(needed({ ...every, since: '2026-01-01', until: 'interview' })).toBe(0);
    expect(needed({ ...every, since: '2026-06-01' })).toBe(2);
  });

  test('asks for all of it in a window as long as the usual one, whatever part of an hour that is', () => {
    const prorated = { full: 'P1Y', rounding: 'up' };
    const need = (window: object) =>
      judged(asked({ atLeast: 10.5, prorated, window })).tally['need'];
    expect(need(year)).toBe(10.5);
    expect(need({ from: '2026-01-01', to: '2026-12-30' })).toBe(10);
  });
});

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
    const unmet = { status: 'unmet', unit: 'periods', reachable: true };
    expect(months({ any: 3 }, '01', '03')).toStrictEqual({
      ...unmet,
      have: 2,
      need: '3 periods with 2 hours',
    });
    expect(months({ consecutive: 3 }, '01', '03', '04')).toStrictEqual({
      ...unmet,
      have: 2,
      need: '3 periods in a row with 2 hours',
    });
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
      ['a', { have: 2 }],
      ['b', { have: 2 }],
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
        code: 'counted-once',
        text: 'Together they need 4 hours, since nothing counts twice: The a, The b.',
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
        { reading: 'separate', outcome: { status: 'unmet', have: 3, need: 4 } },
        {
          reading: 'shared',
          outcome: {
            status: 'depends-on-reading',
            question: 'outer',
            readings: [
              { reading: 'separate', outcome: { status: 'unmet', have: 3, need: 4 } },
              { reading: 'shared', outcome: { status: 'met', final: true } },
            ],
          },
        },
      ],
    });
    expect(result.findings).toMatchObject([
      { code: 'counted-once', text: expect.stringContaining(': a, b.') },
    ]);
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
