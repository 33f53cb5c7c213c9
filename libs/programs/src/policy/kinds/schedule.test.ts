import { describe, expect, test } from '@jest/globals';
import { flawsOf } from '../check.js';
import { evaluate } from '../evaluate.js';
import type { Context } from '../evidence.js';
import { policyAsking } from '../example.fixture.js';
import type { Outcome } from '../outcome.js';
import { policySchema } from '../schema.js';

/** What the plan of a class must hold, by how many days or modules of a kind there are in all. */

const planned = (kind: string, place: number, modules: number) => ({
  id: `${kind}-${place}`,
  kind,
  date: `2026-03-${String(place + 1).padStart(2, '0')}`,
  modules: Array.from({ length: modules }, (_, nth) => `module-${nth + 1}`),
});

function plan(days: number, modules = 3): Context {
  const sessions = Array.from({ length: days }, (_, place) => planned('class-day', place, modules));
  return { plan: { sessions: [...sessions, planned('retreat-day', 20, 5)], sittings: [] } };
}

const counting = (bounds: object) =>
  policyAsking({ kind: 'schedule', duty: { check: 'count', of: 'class-day', ...bounds } });

function outcome(bounds: object, context: Context): Outcome {
  return evaluate(counting(bounds), 'apply', [], '2026-06-30', context).outcome;
}

describe('the days of a class', () => {
  test.each<[string, object, number[], number[]]>([
    ['exactly so many', { exactly: 4 }, [4], [3, 5]],
    ['so many at least', { atLeast: 8 }, [8, 9], [7]],
    ['so many at most', { atMost: 10 }, [9, 10], [11]],
    ['between two numbers', { atLeast: 8, atMost: 10 }, [8, 9, 10], [7, 11]],
  ])('are %s', (_, bounds, right, wrong) => {
    const found = (days: number) => outcome(bounds, plan(days)).status;
    expect(right.map(found)).toEqual(right.map(() => 'met'));
    expect(wrong.map(found)).toEqual(wrong.map(() => 'unmet'));
  });

  test('say how many there must be', () => {
    const need = (bounds: object, days: number) => outcome(bounds, plan(days));
    const short = { status: 'unmet', unit: 'days', reachable: true };
    expect(need({ exactly: 4 }, 3)).toEqual({ ...short, have: 3, need: 4 });
    expect(need({ atLeast: 8 }, 7)).toEqual({ ...short, have: 7, need: 'at least 8' });
    expect(need({ atMost: 10 }, 11)).toEqual({ ...short, have: 11, need: 'at most 10' });
    expect(need({ atLeast: 8, atMost: 10 }, 7)).toEqual({ ...short, have: 7, need: '8 to 10' });
  });

  test('are days: two sessions on one day are one', () => {
    const twice = [planned('class-day', 1, 3), { ...planned('class-day', 1, 3), id: 'again' }];
    const context = { plan: { sessions: twice, sittings: [] } };
    expect(outcome({ exactly: 1 }, context).status).toBe('met');
    expect(outcome({ exactly: 6, what: 'modules' }, context).status).toBe('met');
  });

  test('of which there are none ask for nothing', () => {
    for (const what of ['days', 'modules']) {
      expect(outcome({ atLeast: 8, what }, plan(0)).status).toBe('not-applicable');
      expect(outcome({ atLeast: 8, what }, {}).status).toBe('not-applicable');
    }
  });
});

describe('the modules of a class in all', () => {
  test.each<[object, [number, number], string]>([
    [{ atLeast: 24 }, [8, 3], 'met'],
    [{ atLeast: 25 }, [8, 3], 'unmet'],
    [{ atMost: 24 }, [6, 4], 'met'],
    [{ atMost: 23 }, [6, 4], 'unmet'],
    [{ exactly: 24 }, [4, 6], 'met'],
  ])('%j of %j', (bounds, [days, modules], status) => {
    expect(outcome({ ...bounds, what: 'modules' }, plan(days, modules)).status).toBe(status);
  });

  test('are what is lacking', () => {
    expect(outcome({ atLeast: 24, what: 'modules' }, plan(7, 3))).toEqual({
      status: 'unmet',
      have: 21,
      need: 'at least 24',
      unit: 'modules',
      reachable: true,
    });
  });

  test('that are listed twice in a session are one', () => {
    const session = { ...planned('class-day', 1, 1), modules: ['one', 'one', 'two'] };
    const context = { plan: { sessions: [session], sittings: [] } };
    expect(outcome({ exactly: 2, what: 'modules' }, context).status).toBe('met');
  });
});

describe('a number of days', () => {
  const problems = (bounds: object) => flawsOf(counting(bounds)).map(({ problem }) => problem);

  test('must be given, in a way that can hold', () => {
    expect(problems({})).toEqual(['the duty asks for no number']);
    expect(problems({ exactly: 4, atLeast: 3 })).toEqual([
      'the number is given exactly and by a bound as well',
    ]);
    expect(problems({ exactly: 4, atMost: 5 })).toEqual([
      'the number is given exactly and by a bound as well',
    ]);
    expect(problems({ atLeast: 10, atMost: 8 })).toEqual([
      'at least 10 and at most 8 cannot both hold',
    ]);
    expect(problems({ atLeast: 8, atMost: 8 })).toEqual([]);
    expect(problems({ atLeast: 8, atMost: 10 })).toEqual([]);
    expect(problems({ exactly: 4 })).toEqual([]);
  });

  test('is a whole one', () => {
    const policy = counting({ atLeast: 8 });
    const read = (bound: unknown) =>
      policySchema.safeParse(
        JSON.parse(JSON.stringify(policy).replace('"atLeast":8', `"atLeast":${String(bound)}`)),
      ).success;
    expect([read(8), read(0), read(7.5)]).toEqual([true, false, false]);
  });
});
