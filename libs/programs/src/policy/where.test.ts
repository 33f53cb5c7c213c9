import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Scalar } from './evidence.js';
import { chosen, firstMissing, fits, isTable, matches, valuesTold } from './where.js';
import type { Match, Table } from './where.js';

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

describe('what is missing to know whether all fit', () => {
  const where = { level: ['a'], years: { atLeast: 2 } };
  const missing = (values: Readonly<Record<string, Scalar>>) =>
    firstMissing(where, (name) => values[name]);

  test('is the first that is not known, and nothing once one does not fit', () => {
    expect([{}, { level: 'a' }, { years: 2 }].map(missing)).toEqual(['level', 'years', 'level']);
    expect([{ level: 'b' }, { years: 1 }, { level: 'a', years: 2 }].map(missing)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(firstMissing({}, () => undefined)).toBeUndefined();
  });
});

describe('the values that some matches tell apart', () => {
  test.each<[string, readonly Match[], readonly Scalar[]]>([
    [
      'of words: each, and anything else',
      [['a', 'b'], { not: ['b'] }],
      ['anything else', 'a', 'b'],
    ],
    ['of yes and no: nothing else', [[true]], [false, true]],
    ['of yes and no, both named', [[true], { not: [false] }], [true, false]],
    ['of terms: each, and anything else', [[1, 2]], ['anything else', 1, 2]],
    ['of a bound: it, less and more', [{ atLeast: 16 }], [15, 16, 17]],
    ['of two bounds: what lies between as well', [{ atLeast: 2, lessThan: 4 }], [1, 2, 3, 4, 5]],
    ['of bounds in whatever order', [{ lessThan: 4 }, { atLeast: 2 }], [1, 2, 3, 4, 5]],
    ['of no, if only that is named', [[false]], [true, false]],
    ['of bounds and a number between', [{ moreThan: 2 }, [3]], [1, 2, 2.5, 4, 3]],
    ['of bounds and words', [{ atLeast: 2 }, ['a']], [1, 2, 3, 'anything else', 'a']],
    [
      'of words that say anything else',
      [['anything else']],
      ['anything else at all', 'anything else'],
    ],
  ])('%s', (_, matchings, values) => {
    expect(valuesTold(matchings)).toEqual(values);
  });

  test('leave out none: whatever a value is, one of them fits the same', () => {
    const scalar = fc.oneof(
      fc.constantFrom('a', 'b', 'c', true, false),
      fc.integer({ min: 0, max: 6 }),
    );
    const list = fc.array(scalar, { minLength: 1, maxLength: 3 });
    const bound = fc.integer({ min: 0, max: 6 });
    const match: fc.Arbitrary<Match> = fc.oneof(
      list,
      list.map((not) => ({ not })),
      bound.map((atLeast) => ({ atLeast })),
      bound.map((lessThan) => ({ lessThan })),
      fc.tuple(bound, bound).map(([moreThan, atMost]) => ({ moreThan, atMost })),
    );
    const numbers = fc.integer({ min: -2, max: 16 }).map((half) => half / 2);
    const matchings = fc.array(match, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(matchings, fc.oneof(scalar, numbers, fc.constant('x')), (all, value) => {
        const bounded = all.some((one) => !Array.isArray(one) && !('not' in one));
        const named = all.flatMap((one) =>
          Array.isArray(one) ? one : 'not' in one ? one.not : [],
        );
        // A thing is of one sort: what only numbers, or only yes and no, tell apart is never a word.
        const sort = bounded ? 'number' : 'boolean';
        if (named.every((one) => typeof one === sort) && typeof value !== sort) return;
        const how = (one: Scalar) => all.map((each) => matches(each, one)).join();
        expect(valuesTold(all).map(how)).toContain(how(value));
      }),
    );
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
