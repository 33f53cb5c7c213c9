import { afterAll, beforeAll } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { redisForTests } from '../../../../test/support/redis/redis-for-tests.js';
import { RedisServer } from '../../../../test/support/redis/server.js';
import type { Queue } from '../port.js';
import { describeQueueContract } from '../testing/contract.js';
import { ms, until } from '../testing/queue-under-test.js';
import { openBullmqQueue } from './open.js';

describeOn('Redis', async (servers) => {
  const redis = servers.use(await redisForTests());
  return { url: redis.url, prefix: () => redis.prefix() };
});

describeOn('a cluster of Redis', async (servers) => {
  const { port } = servers.use(await RedisServer.startCluster());
  return { url: `redis+cluster://127.0.0.1:${port}`, prefix: counting() };
});

describeOn('Redis behind a sentinel', async (servers) => {
  const redis = servers.use(await RedisServer.start());
  const { port } = servers.use(await RedisServer.startSentinel('rollbook', redis));
  return { url: `redis+sentinel://127.0.0.1:${port}/rollbook`, prefix: counting() };
});

interface Place {
  readonly url: string;
  readonly prefix: () => string;
}

function describeOn(name: string, start: (servers: AsyncDisposableStack) => Promise<Place>): void {
  const servers = new AsyncDisposableStack();
  let place: Place;
  beforeAll(async () => {
    place = await start(servers);
  });
  afterAll(() => servers.disposeAsync());

  describeQueueContract(`the queue on ${name}`, () => {
    const prefix = place.prefix();
    const opened: Queue[] = [];
    const now = () => Temporal.Now.instant();
    return Promise.resolve({
      open: async (options = {}) => {
        const queue = await openBullmqQueue({
          url: place.url,
          prefix,
          draw: () => 0.5,
          ...options,
        });
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
}

function counting(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `test-${count}`;
  };
}
