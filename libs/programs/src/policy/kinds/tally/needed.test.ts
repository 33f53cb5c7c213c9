import { describe, expect, test } from '@jest/globals';
import type { Context } from '../../evidence.js';
import { told } from '../../flaws/told.fixture.js';
import { judged, type Given } from '../judged.fixture.js';
import { asked, is, work, year } from './told.fixture.js';

/** What is told of limits, and of how much is needed. */

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
    expect(judged(some, [is('level', 'b'), work(3)]).outcome).toStrictEqual({
      status: 'not-stated',
      have: 3,
      unit: 'hours',
    });
    expect(judged({ ...some, atLeast: 3 }, [is('level', 'b'), work(3)]).outcome).toStrictEqual({
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

  test('who needs nothing is short of nothing, unless a part needs some', () => {
    const none = { table: [{ where: { level: ['a'] }, value: 0 }], otherwise: 3 };
    const of = (level: string, more: object = {}) =>
      judged(asked({ window, atLeast: none, ...more }), [is('level', level)]).outcome;
    expect(of('a')).toStrictEqual({ status: 'met', final: false });
    expect(of('b')).toStrictEqual({ ...unmet, need: 3 });
    const quotas = [{ id: 'a', title: 'A', where: { topic: ['a'] }, atLeast: 1 }];
    expect(of('a', { quotas })).toStrictEqual({ ...unmet, need: 'not known yet' });
  });

  test('a floor is not reached, and told as far as it is known', () => {
    expect(outcome({ atLeast: 3 })).toStrictEqual({ ...unmet, need: 3 });
    expect(outcome({ atLeast: 3, atMost: 9 })).toStrictEqual({ ...unmet, need: 3 });
    const of = (level: string) =>
      judged(asked({ window, atLeast: table }), [work(5), is('level', level)]).outcome;
    expect([of('a'), of('b')]).toStrictEqual([
      { ...unmet, need: 2 },
      { ...unmet, need: 3 },
    ]);
    expect(outcome({ atLeast: table })).toStrictEqual({ ...unmet, need: '3 or 2' });
    const open = { ...unmet, need: 'not known yet' };
    const periods = [{ every: 'calendar-year', atLeast: 1 }];
    expect(outcome({ periods })).toStrictEqual(open);
    expect(outcome({ atLeast: 3, prorated: { full: 'P1Y', rounding: 'up' } })).toStrictEqual(open);
    const forEvery = { amount: 10, tally: 'service', unit: 'hours', rounding: 'up' };
    expect(outcome({ atLeast: 3, forEvery })).toStrictEqual(open);
  });

  test('what each part or each period must have is not reached either, whatever the whole is', () => {
    const quota = (more: object) => ({ id: 'a', title: 'A', where: { topic: ['a'] }, ...more });
    const parts = { quotas: [quota({ quotas: [quota({ id: 'b', atLeast: 1 })] })] };
    const periods = [{ every: 'calendar-year', atLeast: 1 }];
    for (const asks of [parts, { periods }]) {
      for (const atLeast of ['none', 'not stated'])
        expect(outcome({ ...asks, atLeast, atMost: 9 })).toMatchObject({
          status: 'unmet',
          need: 'not known yet',
        });
    }
  });

  test('nothing is judged of which no amount is stated, and nothing is held to be short of it', () => {
    const silent = { status: 'not-stated', unit: 'hours' };
    expect(outcome({ atLeast: 'not stated' })).toStrictEqual(silent);
    const some = { table: [{ where: { level: ['a'] }, value: 2 }], otherwise: 'not stated' };
    const of = (more: object) =>
      judged(asked({ window, ...more }), [work(5), is('level', 'b')]).outcome;
    expect(of({ atLeast: some })).toStrictEqual(silent);
    expect(of({ atMost: some })).toStrictEqual(silent);
    expect(of({ atLeast: 'not stated', atMost: 9 })).toStrictEqual({ status: 'met', final: false });
    expect(of({ quotas: [{ id: 'a', title: 'A', where: { topic: ['a'] } }] }).status).toBe(
      'not-applicable',
    );
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

  test('is not known while one of the days is not: silence meets nothing', () => {
    const every = { period: 'P1M', since: 'interview', rounding: 'up' };
    const of = (forEvery: object, facts: readonly Given[] = [], more: object = {}) =>
      judged(asked({ atLeast: 2, window: year, forEvery, ...more }), facts);
    const unmet = {
      status: 'unmet',
      have: 5,
      need: 'not known yet',
      unit: 'hours',
      reachable: true,
    };
    for (const forEvery of [every, { ...every, since: '2026-01-01', until: 'interview' }]) {
      expect(of(forEvery, [work(5)])).toMatchObject({
        outcome: unmet,
        tally: { have: 5 },
        findings: [
          {
            code: 'anchor-missing',
            text: 'A day by which it is reckoned how much is needed is not known yet.',
          },
        ],
      });
      expect(of(forEvery, [work(5)], { window: { to: '2026-03-02' } }).outcome).toStrictEqual(
        unmet,
      );
    }
    expect(needed({ ...every, since: '2026-06-01' })).toBe(2);
    const context = { anchors: { interview: '2026-06-01' } };
    expect(needed(every, [], context)).toBe(2);
  });

  test('is met by as much as can ever be needed, on whatever day it began', () => {
    const every = { period: 'P1M', since: 'interview', rounding: 'up', needAtMost: 6 };
    const of = (hours: number, atLeast: unknown = 2) =>
      judged(asked({ atLeast, window: year, forEvery: every }), [work(hours)]).outcome;
    expect(of(6)).toStrictEqual({ status: 'met', final: false });
    expect(of(5)).toMatchObject({ status: 'unmet', need: 'not known yet' });
    expect(of(0, 0)).toMatchObject({ status: 'met' });
  });

  test('asks for all of it in a window as long as the usual one, whatever part of an hour that is', () => {
    const prorated = { full: 'P1Y', rounding: 'up' };
    const need = (window: object) =>
      judged(asked({ atLeast: 10.5, prorated, window })).tally['need'];
    expect(need(year)).toBe(10.5);
    expect(need({ from: '2026-01-01', to: '2026-12-30' })).toBe(10);
  });
});
