import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Unanswered } from './failures.js';
import { backoff, Patience, within } from './patience.js';

test('each wait is about twice the last, up to five seconds, and half of it is chance', () => {
  expect([0, 1, 2, 3].map((tries) => backoff(tries, 0))).toEqual([25, 50, 100, 200]);
  expect([0, 1, 2, 3].map((tries) => backoff(tries, 1))).toEqual([50, 100, 200, 400]);
  fc.assert(
    fc.property(fc.nat(2_000), fc.double({ min: 0, max: 1, noNaN: true }), (tries, chance) => {
      expect(backoff(tries, chance)).toBeGreaterThanOrEqual(25);
      expect(backoff(tries, chance)).toBeLessThanOrEqual(5_000);
    }),
  );
});

test('patience ends after its time, and is whole again when something went well', async () => {
  let now = 0;
  const patience = new Patience(30, () => now);
  expect(await patience.another()).toBe(true);
  now = 29;
  expect(await patience.another()).toBe(true);
  now = 30;
  expect(await patience.another()).toBe(false);
  patience.renew();
  expect(await patience.another()).toBe(true);
});

test('nobody is patient once the signal has aborted, also in the middle of a wait', async () => {
  expect(await new Patience(60_000).another(AbortSignal.abort())).toBe(false);
  const stop = new AbortController();
  const waiting = new Patience(60_000).another(stop.signal);
  stop.abort();
  expect(await waiting).toBe(true);
});

test('an answer that does not come in time is told as such, and one that comes is passed on', async () => {
  await expect(within(1, new Promise(() => undefined))).rejects.toThrow(Unanswered);
  expect(await within(60_000, Promise.resolve('here'))).toBe('here');
});
