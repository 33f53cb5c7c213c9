import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  DeadlineExceededError,
  UnavailableError,
  excludeSystemEvents,
} from '@eventstore/db-client';
import { binaryEvent } from '@eventstore/db-client';
import { TransactionLog, startEventStoreServer } from './server.js';
import type { EventStoreServer, WriteFault } from './server.js';
import { Client, days, held } from './testing/client.js';

let server: EventStoreServer;
let client: Client;
beforeEach(async () => {
  server = await startEventStoreServer();
  client = new Client(server.url);
  // The client asks what the server can do before its first append; nothing bounds that question.
  await client.append('first', days(1));
});
afterEach(async () => {
  await client[Symbol.asyncDispose]();
  await server.close();
});

describe('a write that meets', () => {
  test.each<[WriteFault, boolean]>([
    ['cut-before-write', false],
    ['unavailable-before-write', false],
    ['cut-after-write', true],
    ['unavailable-after-write', true],
  ])('%s is answered with an error, and written: %s', async (fault, written) => {
    server.faults.failNextWrite(fault);
    const event = held();
    await expect(client.append('cohort', [event], 'no_stream')).rejects.toMatchObject({
      type: expect.stringMatching(/^(unavailable|unknown)$/),
    });
    expect(server.log.stream('cohort').events).toHaveLength(written ? 1 : 0);
    await client.reconnected();
    await client.append('cohort', [event], 'no_stream');
    expect(await client.stream('cohort')).toHaveLength(1);
  });

  test.each<[WriteFault, boolean]>([
    ['lose-request', false],
    ['lose-answer', true],
  ])('%s gets no answer until the deadline, and is written: %s', async (fault, written) => {
    await using oneByOne = await startEventStoreServer({
      log: server.log,
      features: { batchAppend: false },
    });
    await using other = new Client(oneByOne.url);
    await other.append('second', days(1));
    oneByOne.faults.failNextWrite(fault);
    const event = held();
    await expect(other.append('cohort', [event], 'no_stream', { deadline: 200 })).rejects.toThrow(
      DeadlineExceededError,
    );
    expect(server.log.stream('cohort').events).toHaveLength(written ? 1 : 0);
    await other.append('cohort', [event], 'no_stream');
    expect(await other.stream('cohort')).toHaveLength(1);
  });

  test('a fault meets only as many as it was told', async () => {
    server.faults.failNextWrite('unavailable-before-write', 2);
    await expect(client.append('cohort', days(1))).rejects.toThrow();
    await expect(client.raw.tombstoneStream('cohort')).rejects.toThrow(UnavailableError);
    await client.append('cohort', days(1));
  });
});

describe('connections', () => {
  test('are cut for everybody at once, and the server goes on', async () => {
    await using other = new Client(server.url);
    const [mine, theirs] = [client.follow(), other.follow()];
    await Promise.all([mine.came('caught up'), theirs.came('caught up')]);
    server.faults.cutConnections();
    await Promise.all([mine.came('error'), theirs.came('error')]);
    expect([mine.error, theirs.error]).toEqual([
      expect.any(UnavailableError),
      expect.any(UnavailableError),
    ]);
    await client.reconnected();
    await client.append('cohort', days(1));
  });

  test('are cut when a subscription has been told so many events', async () => {
    await client.append('cohort', days(50));
    server.faults.cutAfterEvents(20);
    const following = client.follow({ filter: excludeSystemEvents() });
    await following.came('error');
    expect(server.counts.eventsSent).toBe(20);
    expect(following.events).toHaveLength(20);
    const from = following.events.at(-1)?.event?.position;
    await client.reconnected();
    const resumed = client.follow({
      filter: excludeSystemEvents(),
      ...(from === undefined ? {} : { from }),
    });
    await resumed.count(51 - following.events.length);
    await resumed.end();
  });
});

test('an unavailable server refuses everything until it is available', async () => {
  server.faults.unavailable = true;
  await expect(client.all()).rejects.toThrow(UnavailableError);
  await expect(client.raw.tombstoneStream('cohort')).rejects.toThrow(UnavailableError);
  // Over a batch append it comes as an error of the append, which the client doesn't know.
  await expect(client.append('cohort', days(1))).rejects.toThrow();
  server.faults.unavailable = false;
  await client.append('cohort', days(1));
});

describe('a server that is stopped', () => {
  test('refuses connections, and has everything when it is started again', async () => {
    await client.append('cohort', days(2));
    await server.stop();
    await expect(client.all()).rejects.toThrow(UnavailableError);
    await server.start();
    await client.reconnected();
    expect(await client.stream('cohort')).toHaveLength(2);
  });

  test('is replaced by another on its port, with the same log', async () => {
    await client.append('cohort', days(2));
    await server.close();
    const { log, port } = server;
    server = await startEventStoreServer({ log, port });
    await client.reconnected();
    expect(await client.stream('cohort')).toHaveLength(2);
  });
});

test('held answers leave when they are let go; what they answer was done before', async () => {
  const release = server.faults.holdAnswers();
  let answered = false;
  const append = client.append('cohort', days(1)).then(() => {
    answered = true;
  });
  const appended = new Promise<void>((resolve) => server.log.watch(resolve));
  await appended;
  expect(server.log.stream('cohort').events).toHaveLength(1);
  expect(answered).toBe(false);
  release();
  await append;
});

test('latency comes before each answer', async () => {
  server.faults.latency = 50;
  const began = performance.now();
  await client.append('cohort', days(1));
  await client.stream('cohort');
  expect(performance.now() - began).toBeGreaterThan(95);
});

test('a subscriber that does not read is not written ahead of', async () => {
  const data = new Uint8Array(8 * 1024);
  for (let batch = 0; batch < 10; batch++) {
    const scans = Array.from({ length: 100 }, () => binaryEvent({ type: 'Scan', data }));
    await client.raw.appendToStream('scans', scans);
  }
  const following = client.raw.subscribeToAll({ filter: excludeSystemEvents() });
  following.pause();
  await new Promise((resolve) => following.once('confirmation', resolve));
  // The client goes on asking other things meanwhile; that they are answered takes time enough.
  for (let round = 0; round < 50; round++) await client.all({ maxCount: 1 });
  const sent = server.counts.eventsSent;
  expect(sent).toBeLessThan(500);
  expect(server.counts.mostWaiting).toBeLessThanOrEqual(32);
  let read = 0;
  await new Promise<void>((resolve) => {
    following.on('data', () => {
      read += 1;
      if (read === 1001) resolve();
    });
    following.resume();
  });
  expect(server.counts.eventsSent).toBe(1001 + 50);
  await following.unsubscribe();
});

describe('a live subscriber that reads too slowly', () => {
  const overflow = async (version: '23.10' | '24.10') => {
    const log = new TransactionLog();
    await using other = await startEventStoreServer({ version, log });
    await using slow = new Client(other.url);
    const following = slow.follow({ filter: excludeSystemEvents() });
    await following.came('confirmed');
    await slow.append('cohort', days(1));
    await following.count(1);
    following.subscription.pause();
    const data = new Uint8Array(8 * 1024);
    for (let batch = 0; batch < 5; batch++) {
      await slow.raw.appendToStream(
        'scans',
        Array.from({ length: 100 }, () => binaryEvent({ type: 'Scan', data })),
      );
    }
    following.subscription.resume();
    await following.until(({ events, error }) => error !== undefined || events.length === 501);
    const { error, messages, events } = following;
    await following.end();
    return { error, messages, events };
  };

  test('is dropped by a server before 24.2', async () => {
    const { error, events } = await overflow('23.10');
    expect(error).toMatchObject({ type: 'timeout' });
    expect(events.length).toBeLessThan(501);
  });

  test('of one stream, too', async () => {
    await using other = await startEventStoreServer({ version: '23.10' });
    await using slow = new Client(other.url);
    const following = slow.raw.subscribeToStream('scans');
    const error = new Promise((resolve) => following.on('error', resolve));
    await new Promise((resolve) => following.once('confirmation', resolve));
    following.pause();
    const data = new Uint8Array(8 * 1024);
    for (let batch = 0; batch < 5; batch++) {
      await slow.raw.appendToStream(
        'scans',
        Array.from({ length: 100 }, () => binaryEvent({ type: 'Scan', data })),
      );
    }
    following.on('data', () => undefined).resume();
    expect(await error).toMatchObject({ type: 'timeout' });
  });

  test('is caught up again by one since', async () => {
    const { error, messages } = await overflow('24.10');
    expect(error).toBeUndefined();
    expect(messages.filter((message) => message === 'caught up').length).toBeGreaterThanOrEqual(1);
    expect(messages.some((message) => message.startsWith('checkpoint'))).toBe(true);
  });
});

test('a closed server leaves nothing behind', async () => {
  await client.append('cohort', days(1));
  await server.close();
  expect(server.connections).toBe(0);
  await server.close();
});
