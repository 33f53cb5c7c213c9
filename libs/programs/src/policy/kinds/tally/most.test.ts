import { describe, expect, test } from '@jest/globals';
import { mostWithin } from './most.js';

/** The most that amounts come to within limits. */

const sum = (...unknowns: readonly number[]) => new Map(unknowns.map((one) => [one, 1]));
const limit = (atMost: number, ...unknowns: readonly number[]) => ({
  of: sum(...unknowns),
  atMost,
});

describe('the most within limits', () => {
  test('is what the tightest of them leaves', () => {
    const most = mostWithin([limit(5, 0), limit(3, 0, 1), limit(4, 1)]);
    expect(most(sum(0))).toEqual([3]);
    expect(most(sum(1))).toEqual([3]);
    expect(most(sum(0, 1))).toEqual([3]);
  });

  test('may be half of what limits allow that overlap in a ring', () => {
    expect(mostWithin([limit(1, 0, 1), limit(1, 1, 2), limit(1, 0, 2)])(sum(0, 1, 2))).toEqual([
      1.5,
    ]);
  });

  test('of several sums is that of the first, and of the others what it leaves them', () => {
    const most = mostWithin([limit(2, 0, 1), limit(2, 0, 2), limit(5, 1), limit(5, 2)]);
    expect(most(sum(0), sum(1, 2))).toEqual([2, 0]);
    expect(most(sum(1, 2), sum(0))).toEqual([4, 0]);
    expect(most(sum(1), sum(0, 2))).toEqual([2, 2]);
  });

  test('counts an amount as often as the sum and the limit have it', () => {
    const times = (...each: readonly (readonly [number, number])[]) => new Map(each);
    expect(mostWithin([{ of: times([0, 2]), atMost: 3 }])(times([0, 4]))).toEqual([6]);
    const most = mostWithin([
      { of: times([0, 2], [1, 3]), atMost: 12 },
      { of: times([0, 4], [1, 1]), atMost: 14 },
    ]);
    expect(most(times([0, 1], [1, 1]))).toEqual([5]);
    expect(most(times([0, 1], [1, 3]))).toEqual([12]);
    expect(most(times([0, 5], [1, 1]))).toEqual([17.5]);
  });

  test('raises what makes the first sum neither more nor less where that makes the next one more', () => {
    const most = mostWithin([limit(2, 0, 1)]);
    expect(most(sum(0, 1), sum(1))).toEqual([2, 2]);
    expect(most(sum(0, 1), sum(0))).toEqual([2, 2]);
  });

  test('where one amount must be as much as two others is found the same', () => {
    const even = new Map([
      [0, 1],
      [1, -1],
      [2, -1],
    ]);
    const uneven = new Map([...even].map(([one, times]) => [one, -times]));
    const most = mostWithin([
      limit(9, 0),
      { of: even, atMost: 0 },
      { of: uneven, atMost: 0 },
      limit(2, 1),
      limit(3, 2),
    ]);
    expect(most(sum(0))).toEqual([5]);
    expect(most(sum(1))).toEqual([2]);
    expect(most(sum(2), sum(1))).toEqual([3, 2]);
  });

  test('comes to what it comes to on paper', () => {
    expect(mostWithin([limit(0.1, 0), limit(0.2, 1)])(sum(0, 1))).toEqual([0.3]);
    expect(mostWithin([limit(1, 0)])(sum())).toEqual([0]);
    expect(mostWithin([])()).toEqual([]);
  });
});
