import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { waitAfter } from './retries.js';

const retries = {
  attempts: 9,
  firstWait: Temporal.Duration.from({ seconds: 10 }),
  longestWait: Temporal.Duration.from({ seconds: 60 }),
};

describe('the wait after a failure', () => {
  test('may be twice as long each time, up to the longest', () => {
    const longest = [1, 2, 3, 4, 5, 60].map((failures) => waitAfter(failures, retries, () => 1));
    expect(longest).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
  });

  test('is drawn from all of it, so that what failed together does not come back together', () => {
    const drawn = [0, 0.25, 0.5].map((draw) => waitAfter(2, retries, () => draw));
    expect(drawn).toEqual([0, 5000, 10_000]);
  });
});
