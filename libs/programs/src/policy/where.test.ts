import { describe, expect, test } from '@jest/globals';
import type { Scalar } from './evidence.js';
import { chosen, fits, isTable, matches, type Match, type Table } from './where.js';

/** Which values fit, and what is chosen by them. */

describe('a value fits', () => {
  test.each<[string, Match, readonly Scalar[], readonly Scalar[]]>([
    ['one of a list', ['a', 2, true], ['a', 2, true], ['b', 3, false, '2', 'true']],
    ['anything but a list', { not: ['a', 2] }, ['b', 3, '2', true], ['a', 2]],
    ['at least so much', { atLeast: 5 }, [5, 6], [4.9, '6', true]],
    ['more than so much', { moreThan: 5 }, [5.1, 6], [5, 4, '6']],
    ['at most so much', { atMost: 5 }, [5, 4], [5.1, '4']],
    ['less than so much', { lessThan: 5 }, [4.9, 0], [5, 6, '4', false]],
    ['between two bounds', { atLeast: 2, lessThan: 4 }, [2, 3.9], [1.9, 4]],
    ['between two other bounds', { moreThan: 2, atMost: 4 }, [2.1, 4], [2, 4.1]],
  ])('%s', (_, match, inside, outside) => {
    for (const value of inside) expect([value, matches(match, value)]).toEqual([value, true]);
    for (const value of outside) expect([value, matches(match, value)]).toEqual([value, false]);
  });

  test.each<[Match]>([[['a']], [{ not: ['a'] }], [{ atLeast: 1 }], [{ lessThan: 1 }]])(
    '%j never, where it is not known',
    (match) => {
      expect(matches(match, undefined)).toBe(false);
    },
  );

  test('as a list, if one of it does', () => {
    expect(matches(['a', 'b'], ['x', 'b'])).toBe(true);
    expect(matches(['a', 'b'], ['x', 'y'])).toBe(false);
    expect(matches({ atLeast: 5 }, [1, 5])).toBe(true);
    expect(matches({ atLeast: 5 }, [1, 4])).toBe(false);
    expect(matches({ atMost: 5 }, [6, 5])).toBe(true);
  });

  test('as a list that must hold none of some, if nothing of it is one', () => {
    expect(matches({ not: ['a', 'b'] }, ['x', 'y'])).toBe(true);
    expect(matches({ not: ['a', 'b'] }, ['x', 'b'])).toBe(false);
  });

  test('together with all others', () => {
    const where = { level: ['a'], years: { atLeast: 2 } };
    const known = (values: Readonly<Record<string, Scalar>>) => fits(where, (name) => values[name]);
    expect(known({ level: 'a', years: 2 })).toBe(true);
    expect(known({ level: 'b', years: 2 })).toBe(false);
    expect(known({ level: 'a', years: 1 })).toBe(false);
    expect(known({ level: 'a' })).toBe(false);
    expect(fits({}, () => undefined)).toBe(true);
  });
});

describe('a value that differs with circumstances', () => {
  const value: Table<number> = {
    table: [
      { where: { level: ['a'] }, value: 1 },
      { where: { years: { atLeast: 5 } }, value: 2 },
    ],
    otherwise: 'not stated',
  };
  const of = (known: Readonly<Record<string, Scalar>>) =>
    chosen<number>(value)({ circumstance: (name) => known[name] });

  test('is that of the first row that fits, else what holds otherwise', () => {
    expect(of({ level: 'a', years: 9 })).toBe(1);
    expect(of({ level: 'b', years: 9 })).toBe(2);
    expect(of({})).toBe('not stated');
    expect(chosen<number>(7)({ circumstance: () => 'a' })).toBe(7);
  });

  test('is told from one that does not', () => {
    expect([value, 7, null, { amount: 1 }].map((one) => isTable<unknown>(one))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
