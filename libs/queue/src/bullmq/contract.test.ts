import { afterAll, beforeAll } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import {
  redisForTests,
  type RedisForTests,
} from '../../../../test/support/redis/redis-for-tests.js';
import type { Queue } from '../port.js';
import { describeQueueContract } from '../testing/contract.js';
import { ms, until } from '../testing/queue-under-test.js';
import { openBullmqQueue } from './open.js';

let redis: RedisForTests;
beforeAll(async () => {
  redis = await redisForTests();
});
afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

describeQueueContract('the queue on Redis', () => {
  const prefix = redis.prefix();
  const opened: Queue[] = [];
  const now = () => Temporal.Now.instant();
  return Promise.resolve({
    open: async (options = {}) => {
      const queue = await openBullmqQueue({ url: redis.url, prefix, draw: () => 0.5, ...options });
      opened.push(queue);
      return queue;
    },
    now,
    reach: (instant) => until(() => Temporal.Instant.compare(now(), instant) >= 0),
    until: (holds) => until(holds),
    end: async () => {
      await Promise.all(opened.map((queue) => queue.close(ms(500))));
    },
  });
});
