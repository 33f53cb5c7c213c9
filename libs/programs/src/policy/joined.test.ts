import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { joining } from './joined.js';

/** Parts that rest on these. */
const resting = (...lists: readonly (readonly string[])[]) =>
  lists.map((evidence) => ({ evidence }));

describe('lists of refs are joined', () => {
  test('each ref once, in the order in which they are first named', () => {
    const joined = joining();
    expect(joined(resting(['a', 'b'], ['b', 'c'], [], ['a', 'd', 'd']))).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
    expect(joined(resting(['b', 'a', 'b', 'c', 'a']))).toEqual(['b', 'a', 'c']);
    expect(joined(resting(['a', 'a'], ['b']))).toEqual(['a', 'b']);
    expect(joined(resting([], ['a']))).toEqual(['a']);
    expect(joined([])).toEqual([]);
  });

  test('as a set would join them, however often before', () => {
    const refs = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.array(refs, { maxLength: 4 }), { maxLength: 5 }), (joins) => {
        const joined = joining();
        for (const lists of joins)
          expect(joined(resting(...lists))).toEqual([...new Set(lists.flat())]);
      }),
    );
  });

  test('and those handed in stay as they were', () => {
    const list = ['a', 'b'];
    expect(joining()(resting(list, ['c']))).toEqual(['a', 'b', 'c']);
    expect(list).toEqual(['a', 'b']);
  });
});
