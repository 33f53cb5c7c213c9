import { describe, expect, test } from '@jest/globals';
import { inCircles } from './circles.js';

/** A line for each name, with the names that it leads to. */
function circular(...lines: readonly string[]): readonly string[] {
  const leadsTo = new Map(
    lines.map((line) => {
      const [name = '', ...targets] = line.split(' ');
      return [name, targets] as const;
    }),
  );
  return [...inCircles(leadsTo.keys(), (name) => leadsTo.get(name) ?? [])].sort();
}

describe('names that lead back to themselves', () => {
  test.each([
    ['none', ['a b', 'b c', 'c'], []],
    ['at once', ['a b', 'b b'], ['b']],
    ['by way of others', ['a b', 'b c', 'c a'], ['a', 'b', 'c']],
    ['not those that only lead to them', ['a b', 'b c', 'c b', 'd a'], ['b', 'c']],
    ['not those that they lead to', ['a b', 'b a c', 'c d', 'd'], ['a', 'b']],
    ['not those between two circles', ['a b', 'b a m', 'm x', 'x y', 'y x'], ['a', 'b', 'x', 'y']],
    ['circles that share a name', ['a b c', 'b a', 'c d', 'd a'], ['a', 'b', 'c', 'd']],
    ['not by a way that was followed before', ['a b c', 'b d', 'c d', 'd'], []],
    ['not by way of a circle that is closed', ['a b', 'b b', 'c b'], ['b']],
    ['by a second way', ['a b', 'b c', 'c d b', 'd a'], ['a', 'b', 'c', 'd']],
    ['names that nothing is said of', ['a x', 'b a'], []],
  ])('%s', (_, lines, found) => {
    expect(circular(...lines)).toEqual(found);
    expect(circular(...lines.toReversed())).toEqual(found);
  });

  test('a chain of any length is followed once', () => {
    const length = 20_000;
    let asked = 0;
    const chain = (last: readonly string[]) => {
      asked = 0;
      return inCircles(
        Array.from({ length }, (_, at) => String(at)),
        (name) => {
          asked += 1;
          return Number(name) + 1 < length ? [String(Number(name) + 1)] : last;
        },
      );
    };
    expect(chain([]).size).toBe(0);
    expect(asked).toBe(length);
    expect(chain(['0']).size).toBe(length);
    expect(asked).toBe(length);
  });
});
