import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  EventStoreDBClient,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  excludeSystemEvents,
  jsonEvent,
} from '@eventstore/db-client';
import { startEventStoreServer } from './server.js';
import type { EventStoreServer } from './server.js';

let server: EventStoreServer;
let client: EventStoreDBClient;
beforeEach(async () => {
  server = await startEventStoreServer();
  client = EventStoreDBClient.connectionString(server.url);
});
afterEach(async () => {
  await client.dispose();
  await server.close();
});

const held = (id = randomUUID() as string) =>
  jsonEvent({ id, type: 'ClassDayHeld', data: { day: 1 }, metadata: { actor: 'coordinator-1' } });

test('what was appended is read back from its stream and from $all', async () => {
  const [first, second] = [held(), held()];
  const appended = await client.appendToStream('cohort-1', [first, second], {
    expectedRevision: 'no_stream',
  });
  expect(appended).toMatchObject({ success: true, nextExpectedRevision: 1n });

  const read = [];
  for await (const { event } of client.readStream('cohort-1')) read.push(event);
  expect(read.map((event) => event?.id)).toEqual([first.id, second.id]);
  expect(read[1]).toMatchObject({
    revision: 1n,
    type: 'ClassDayHeld',
    data: { day: 1 },
    metadata: { actor: 'coordinator-1' },
    position: appended.position,
  });

  const all = [];
  for await (const { event } of client.readAll()) all.push(event?.type);
  expect(all).toEqual(['$UserCreated', '$metadata', 'ClassDayHeld', 'ClassDayHeld']);
});

test('a subscription catches up and goes live', async () => {
  await client.appendToStream('cohort-1', [held(), held()]);
  const subscription = client.subscribeToAll({
    fromPosition: START,
    filter: excludeSystemEvents(),
  });
  const caughtUp = new Promise((resolve) => subscription.once('caughtUp' as never, resolve));
  const seen: (bigint | undefined)[] = [];
  const enough = Promise.withResolvers<undefined>();
  subscription.on('data', ({ event }) => {
    seen.push(event?.revision);
    if (seen.length === 3) enough.resolve(undefined);
  });
  await caughtUp;
  await client.appendToStream('cohort-1', held());
  await enough.promise;
  expect(seen).toEqual([0n, 1n, 2n]);
  await subscription.unsubscribe();
});

test('a deleted stream is not found until it is written to again; a tombstoned one is gone', async () => {
  const read = async () => {
    for await (const _ of client.readStream('cohort-1')) continue;
  };
  await client.appendToStream('cohort-1', held());
  await client.deleteStream('cohort-1');
  await expect(read()).rejects.toThrow(StreamNotFoundError);
  await client.appendToStream('cohort-1', held());
  await read();
  await client.tombstoneStream('cohort-1');
  await expect(read()).rejects.toThrow(StreamDeletedError);
  await expect(client.appendToStream('cohort-1', held())).rejects.toThrow(StreamDeletedError);
});
