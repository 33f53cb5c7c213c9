import { expect, test } from '@jest/globals';
import { streamName } from '../facts.js';
import type { FactId } from '../facts.js';
import { KnownStreams } from './known-streams.js';

const [spring, autumn] = [streamName('cohort', 'spring'), streamName('cohort', 'autumn')];
const ids = (...names: string[]) => names as FactId[];

test('what is read or written in parts is put together, overlapping or not', () => {
  const streams = new KnownStreams();
  expect(streams.get(spring)).toBeUndefined();
  streams.learn(spring, 0, []);
  expect(streams.get(spring)).toEqual([]);
  streams.learn(spring, 0, ids('a', 'b'));
  streams.learn(spring, 2, ids('c'));
  streams.learn(spring, 1, ids('b', 'c', 'd'));
  streams.learn(spring, 0, ids('a'));
  expect(streams.get(spring)).toEqual(ids('a', 'b', 'c', 'd'));
});

test('what would leave a gap is not learnt', () => {
  const streams = new KnownStreams();
  streams.learn(spring, 1, ids('b'));
  expect(streams.get(spring)).toBeUndefined();
  streams.learn(spring, 0, ids('a'));
  streams.learn(spring, 2, ids('c'));
  expect(streams.get(spring)).toEqual(ids('a'));
});

test('the streams used longest ago are forgotten first, and the one in use never', () => {
  const streams = new KnownStreams(10);
  const many = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${prefix}${n}`) as FactId[];
  streams.learn(spring, 0, many('s', 4));
  streams.learn(autumn, 0, many('a', 4));
  streams.learn(spring, 4, many('t', 1));
  streams.learn(streamName('cohort', 'winter'), 0, many('w', 4));
  expect(streams.get(autumn)).toBeUndefined();
  expect(streams.get(spring)).toHaveLength(5);
  streams.learn(spring, 5, many('u', 20));
  expect(streams.get(spring)).toHaveLength(25);
  expect(streams.get(streamName('cohort', 'winter'))).toBeUndefined();
});
