import { setImmediate as immediately } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { Temporal } from 'temporal-polyfill';
import { RedisServer } from '../../../../test/support/redis/server.js';
import type { Queue, Trouble } from '../port.js';
import { Gate, hours, ms, quick, Runs, until } from '../testing/queue-under-test.js';
import { openBullmqQueue } from './open.js';
import { Truth } from './testing/truth.js';

let server: RedisServer;
let told: Trouble[];
const opened: Queue[] = [];

beforeEach(async () => {
  server = await RedisServer.start();
  told = [];
});
afterEach(async () => {
  server.goOn();
  await Promise.all(opened.splice(0).map((queue) => queue.close(ms(200))));
  await server[Symbol.asyncDispose]();
});

async function open(): Promise<Queue> {
  const queue = await openBullmqQueue({
    url: server.url,
    answerWithin: ms(300),
    lease: ms(1000),
    onTrouble: (trouble) => told.push(trouble),
  });
  opened.push(queue);
  return queue;
}

const outages = () => told.map(({ code }) => code).filter((code) => code !== 'queue-error');

async function emptied(): Promise<void> {
  const redis = new Redis(server.url);
  await redis.flushall();
  redis.disconnect();
}

/** Sweeps until all is done, and lets a fault happen each time some more has been done. */
async function workThrough(truth: Truth, queue: Queue, faults: readonly (() => Promise<void>)[]) {
  const share = truth.due.length / (faults.length + 1);
  for (const [index, fault] of faults.entries()) {
    await until(() => truth.sweep(queue));
    await until(() => truth.done.length >= share * (index + 1) * 0.6);
    await fault();
  }
  await until(async () => (await truth.sweep(queue)) && truth.open.length === 0);
}

describe('whatever happens to Redis, all that is due is done, and once', () => {
  test('when it is emptied under load', async () => {
    const queues = [await open(), await open()] as const;
    const truth = new Truth(400);
    for (const queue of queues) queue.work('work', truth.handler, { concurrency: 4 });
    await workThrough(truth, queues[0], [emptied, emptied, emptied]);
    expect([...truth.done].sort()).toEqual([...truth.due].sort());
  });

  test('when it is killed under load and starts anew with nothing', async () => {
    const queues = [await open(), await open()] as const;
    const truth = new Truth(300);
    for (const queue of queues) queue.work('work', truth.handler, { concurrency: 4 });
    const restart = async () => {
      await server.kill();
      await server.restart();
    };
    await workThrough(truth, queues[0], [restart, restart]);
    expect([...truth.done].sort()).toEqual([...truth.due].sort());
  });

  test('when it stands still under load and goes on', async () => {
    const queue = await open();
    const truth = new Truth(300);
    queue.work('work', truth.handler, { concurrency: 4 });
    const stand = async () => {
      server.pause();
      await expect(queue.reach()).rejects.toMatchObject({ code: 'queue-unreachable' });
      server.goOn();
    };
    await workThrough(truth, queue, [stand, stand]);
    expect([...truth.done].sort()).toEqual([...truth.due].sort());
  });
});

describe('after Redis was emptied', () => {
  test('workers take what is added, at once or later, without being started again', async () => {
    const queue = await open();
    const runs = new Runs();
    queue.work('work', runs.handler, { concurrency: 2 });
    await queue.add({ name: 'work', subject: 'before' });
    await queue.add({ name: 'work', subject: 'lost' }, { notBefore: inAWhile(hours(1)) });
    await until(async () => runs.count === 1 && (await queue.counts('work')).running === 0);
    await emptied();
    await queue.add({ name: 'work', subject: 'later' }, { notBefore: inAWhile(ms(80)) });
    await until(() => runs.count === 2);
    await queue.add({ name: 'work', subject: 'at-once' });
    await until(() => runs.count === 3);
    expect(runs.subjects).toEqual(['before', 'later', 'at-once']);
  });

  test('a job that ran meanwhile is forgotten and leaves its worker working', async () => {
    const queue = await open();
    const gate = new Gate();
    const runs = new Runs(({ subject }) => (subject === 'long' ? gate.pass() : 'done'));
    queue.work('work', runs.handler, { concurrency: 1 });
    await queue.add({ name: 'work', subject: 'long' });
    await until(() => runs.count === 1);
    await emptied();
    gate.open();
    await queue.add({ name: 'work', subject: 'next' });
    await until(async () => runs.count === 2 && (await queue.counts('work')).running === 0);
    expect(await queue.counts('work')).toEqual({ waiting: 0, delayed: 0, running: 0, dead: 0 });
    expect(told.some(({ code }) => code === 'queue-error')).toBe(true);
  });
});

describe('while Redis is away', () => {
  test('adding rejects soon, the outage is told once, and its end once', async () => {
    const queue = await open();
    const runs = new Runs();
    queue.work('work', runs.handler, { concurrency: 1 });
    await queue.add({ name: 'work', subject: 'a' });
    await until(() => runs.count === 1);
    await server.kill();
    for (const subject of ['b', 'c']) {
      const began = performance.now();
      await expect(queue.add({ name: 'work', subject })).rejects.toMatchObject({
        code: 'queue-unreachable',
      });
      expect(performance.now() - began).toBeLessThan(2000);
    }
    await expect(queue.reach()).rejects.toMatchObject({ code: 'queue-unreachable' });
    expect(outages()).toEqual(['queue-unreachable']);
    await server.restart();
    await until(() => outages().length === 2);
    await queue.add({ name: 'work', subject: 'd' });
    await until(() => runs.subjects.includes('d'));
    await queue.reach();
    expect(outages()).toEqual(['queue-unreachable', 'queue-reachable']);
  });

  test('and does not say so, adding rejects soon and the outage is told', async () => {
    const queue = await open();
    await queue.reach();
    server.pause();
    const adding = [1, 2].map((index) => queue.add({ name: 'work', subject: `a-${index}` }));
    for (const add of adding)
      await expect(add).rejects.toMatchObject({ code: 'queue-unreachable' });
    expect(outages()).toEqual(['queue-unreachable']);
    server.goOn();
    await until(() => outages().length === 2);
    expect(outages()).toEqual(['queue-unreachable', 'queue-reachable']);
  });

  test('what was asked and not answered is not done long after, unless it was under way', async () => {
    const queue = await open();
    await queue.reach();
    const faults = [standing, { begin: () => server.kill(), end: () => server.restart() }];
    for (const { begin, end } of faults) {
      await begin();
      const add = queue.add({ name: 'work', subject: 'a' });
      await expect(add).rejects.toMatchObject({ code: 'queue-unreachable' });
      await end();
      await until(() =>
        queue.reach().then(
          () => true,
          () => false,
        ),
      );
      expect((await queue.counts('work')).waiting).toBe(0);
    }
  });

  test('a job that ran to its end is not run again when Redis is back in time', async () => {
    const queue = await open();
    const gate = new Gate();
    const runs = new Runs(gate.pass);
    queue.work('work', runs.handler, { concurrency: 1 });
    await queue.add({ name: 'work', subject: 'a' });
    await until(() => runs.count === 1);
    server.pause();
    gate.open();
    await expect(queue.reach()).rejects.toMatchObject({ code: 'queue-unreachable' });
    server.goOn();
    await until(async () => (await queue.counts('work').catch(() => undefined))?.running === 0);
    expect(runs.count).toBe(1);
  });

  test('closing ends all the same, within its patience', async () => {
    const queue = await open();
    const gate = new Gate();
    const runs = new Runs(gate.pass);
    queue.work('work', runs.handler, { concurrency: 1 });
    await queue.add({ name: 'work', subject: 'a' });
    await until(() => runs.count === 1);
    await server.kill();
    const began = performance.now();
    expect(await queue.close(ms(100))).toBe(1);
    expect(performance.now() - began).toBeLessThan(2000);
    gate.open();
  });
});

describe('at the start', () => {
  test('a Redis that is away is told of, and worked when it comes', async () => {
    await server.kill();
    const queue = await open();
    const runs = new Runs();
    queue.work('work', runs.handler, { concurrency: 1 });
    await expect(queue.add({ name: 'work', subject: 'a' })).rejects.toMatchObject({
      code: 'queue-unreachable',
    });
    expect(outages()).toEqual(['queue-unreachable']);
    await server.restart();
    await until(() => outages().length === 2);
    await queue.add({ name: 'work', subject: 'a' });
    await until(() => runs.count === 1);
    expect(outages()).toEqual(['queue-unreachable', 'queue-reachable']);
  });

  test('a queue that never met its Redis closes', async () => {
    await server.kill();
    const queue = await open();
    queue.work('work', new Runs().handler, { concurrency: 1 });
    expect(await queue.close(ms(50))).toBe(0);
  });

  test('a wrong prefix is refused', async () => {
    const asked = openBullmqQueue({ url: server.url, prefix: 'a:b' });
    await expect(asked).rejects.toMatchObject({ code: 'queue-address-invalid' });
  });
});

test('a job given up at closing is run by another', async () => {
  const [leaving, staying] = [await open(), await open()];
  const gate = new Gate();
  const first = new Runs(gate.pass);
  const second = new Runs();
  const worker = leaving.work('work', first.handler, { concurrency: 1 });
  await leaving.add({ name: 'work', subject: 'a' });
  await until(() => first.count === 1);
  staying.work('work', second.handler, { concurrency: 1 });
  expect(await worker.close(ms(20))).toBe(1);
  await until(() => second.count === 1);
  gate.open();
});

test('a job added at any moment of its run is run for what was added, without a sweep', async () => {
  const queue = await open();
  let asked = 0;
  let seen = 0;
  const handler = async () => {
    const looked = asked;
    await Promise.resolve();
    seen = looked;
    return 'done' as const;
  };
  queue.work('work', handler, { concurrency: 2 });
  for (let round = 0; round < 150; round += 1) {
    await queue.add({ name: 'work', subject: 'a' });
    for (let moment = 0; moment < round % 12; moment += 1) await immediately();
    asked += 1;
    await queue.add({ name: 'work', subject: 'a' });
    await until(() => seen === asked);
  }
});

test('nothing of an error that is not ours stands in Redis', async () => {
  const queue = await open();
  const runs = new Runs(() => {
    throw new Error('No mailbox jo@example.org');
  });
  queue.work('work', runs.handler, { concurrency: 1, retries: quick(2) });
  await queue.add({ name: 'work', subject: 'a' });
  await until(async () => (await queue.counts('work')).dead === 1);
  const redis = new Redis(server.url);
  const kept = await redis.hgetall('{rollbook}:work:work.a');
  const events = await redis.xrange('{rollbook}:work:events', '-', '+');
  redis.disconnect();
  expect(kept['failedReason']).toBe('Error');
  expect(kept['data']).toBe('{}');
  expect(JSON.stringify([kept, events])).not.toContain('mailbox');
  expect(JSON.stringify([kept, events])).not.toContain('.ts:');
});

test('installations that share a Redis under two prefixes keep apart', async () => {
  const one = await open();
  const other = await openBullmqQueue({ url: server.url, prefix: 'other' });
  opened.push(other);
  await one.add({ name: 'work', subject: 'a' });
  expect((await other.counts('work')).waiting).toBe(0);
  expect(await other.add({ name: 'work', subject: 'a' })).toBe('added');
});

const standing = {
  begin: async () => {
    server.pause();
    await immediately();
  },
  end: async () => {
    server.goOn();
    await immediately();
  },
};

function inAWhile(duration: Temporal.Duration): Temporal.Instant {
  return Temporal.Now.instant().add(duration);
}
