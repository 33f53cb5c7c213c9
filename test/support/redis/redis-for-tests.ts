import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { RedisServer } from './server.js';

/** A Redis that a test shares with others, and a prefix that is its own. */
export interface RedisForTests extends AsyncDisposable {
  readonly url: string;
  /** A prefix nobody else uses; what stands under it is deleted in the end. */
  prefix(): string;
}

/**
 * The server of `REDIS_URL`, else one started here. A test that stops, empties or slows its
 * server takes a `RedisServer` of its own.
 */
export async function redisForTests(): Promise<RedisForTests> {
  const given = process.env['REDIS_URL'];
  const server = given === undefined || given === '' ? await RedisServer.start() : undefined;
  const url = server?.url ?? given ?? '';
  const prefixes: string[] = [];
  return {
    url,
    prefix: () => {
      const prefix = `test-${randomUUID()}`;
      prefixes.push(prefix);
      return prefix;
    },
    [Symbol.asyncDispose]: async () => {
      if (server === undefined) await clear(url, prefixes);
      else await server[Symbol.asyncDispose]();
    },
  };
}

async function clear(url: string, prefixes: readonly string[]): Promise<void> {
  const redis = new Redis(url);
  for (const prefix of prefixes) {
    const found = redis.scanStream({ match: `{${prefix}}:*`, count: 1000 });
    for await (const keys of found as AsyncIterable<string[]>) {
      if (keys.length > 0) await redis.unlink(...keys);
    }
  }
  await redis.quit();
}
