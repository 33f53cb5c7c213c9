import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  redisForTests,
  type RedisForTests,
} from '../../../../test/support/redis/redis-for-tests.js';
import { ms, quick, until } from '../testing/queue-under-test.js';
import { openBullmqQueue } from './open.js';
import { Compiled } from './testing/compiled.js';
import { Truth } from './testing/truth.js';

let compiled: Compiled;
let redis: RedisForTests;
beforeAll(async () => {
  compiled = new Compiled();
  redis = await redisForTests();
});
afterAll(async () => {
  compiled[Symbol.dispose]();
  await redis[Symbol.asyncDispose]();
});

/** Starts a process that works until it holds two jobs, and kills it. @returns the jobs it held */
async function workAndKill(prefix: string): Promise<readonly string[]> {
  const program = compiled.program('work-until-killed');
  const child = spawn(process.execPath, [program, redis.url, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const held: string[] = [];
  const lines = createInterface(child.stdout);
  const ended = once(child, 'close');
  try {
    for await (const line of lines) {
      held.push(line);
      if (held.length === 2) break;
    }
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  return held;
}

test('the jobs of a process that was killed in the middle are run by another, without a sweep', async () => {
  const prefix = redis.prefix();
  const truth = new Truth(10);
  const queue = await openBullmqQueue({ url: redis.url, prefix, lease: ms(1000) });
  try {
    await truth.sweep(queue);
    const held = await workAndKill(prefix);
    expect(held).toHaveLength(2);
    expect((await queue.counts('work')).running).toBe(2);
    queue.work('work', truth.handler, { concurrency: 2 });
    await until(() => truth.open.length === 0);
    expect([...truth.done].sort()).toEqual([...truth.due].sort());
  } finally {
    await queue.close();
  }
});

test('a job that ends every process that runs it is dead after as many as it may be tried', async () => {
  const prefix = redis.prefix();
  const endings: string[] = [];
  const queue = await openBullmqQueue({
    url: redis.url,
    prefix,
    lease: ms(400),
    onOutcome: (_name, ending) => endings.push(ending),
  });
  try {
    for (const subject of ['a', 'b']) await queue.add({ name: 'work', subject });
    await workAndKill(prefix);
    const runs: string[] = [];
    const handler = ({ subject }: { readonly subject: string }) => {
      runs.push(subject);
      return Promise.resolve('done' as const);
    };
    queue.work('work', handler, { concurrency: 1, retries: quick(0) });
    await until(async () => (await queue.counts('work')).dead === 2);
    const { letters } = await queue.dead.list('work', { limit: 5 });
    expect(letters.map(({ reason }) => reason)).toEqual(
      Array(2).fill(
        'The processes that ran it ended in the middle, more often than it may be tried.',
      ),
    );
    expect(runs).toEqual([]);
    expect(endings).toEqual(['dead', 'dead']);
  } finally {
    await queue.close();
  }
});
