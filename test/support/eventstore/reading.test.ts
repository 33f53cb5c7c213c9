import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BACKWARDS, END, START, StreamNotFoundError } from '@eventstore/db-client';
import type { Position } from '@eventstore/db-client';
import { TransactionLog, startEventStoreServer } from './server.js';
import type { EventStoreServer } from './server.js';
import { Client, days } from './testing/client.js';

let server: EventStoreServer;
let client: Client;
beforeEach(async () => {
  server = await startEventStoreServer();
  client = new Client(server.url);
});
afterEach(async () => {
  await client[Symbol.asyncDispose]();
  await server.close();
});

describe('a stream', () => {
  const numbers = async (options: Parameters<Client['stream']>[1]) =>
    (await client.stream('cohort', options)).map((event) => Number(event.split(':')[0]));

  test('is read in either direction, from anywhere, page by page', async () => {
    await client.append('cohort', days(100));
    const all = Array.from({ length: 100 }, (_, revision) => revision);
    expect(await numbers({})).toEqual(all);
    expect(await numbers({ fromRevision: 97n })).toEqual([97, 98, 99]);
    expect(await numbers({ fromRevision: 100n })).toEqual([]);
    expect(await numbers({ maxCount: 40 })).toEqual(all.slice(0, 40));
    expect(await numbers({ direction: BACKWARDS, fromRevision: END })).toEqual(all.toReversed());
    expect(await numbers({ direction: BACKWARDS, fromRevision: 1n })).toEqual([1, 0]);
    expect(await numbers({ direction: BACKWARDS, fromRevision: START })).toEqual([0]);
    expect(await numbers({ direction: BACKWARDS, fromRevision: END, maxCount: 1 })).toEqual([99]);
  });

  test('that nobody wrote to is not found', async () => {
    await expect(client.stream('cohort')).rejects.toThrow(StreamNotFoundError);
  });

  test('shows what its metadata leave of it', async () => {
    await client.append('cohort', days(5));
    await client.raw.setStreamMetadata('cohort', { maxCount: 3 });
    expect(await numbers({})).toEqual([2, 3, 4]);
    await client.raw.setStreamMetadata('cohort', { truncateBefore: 4 });
    expect(await numbers({})).toEqual([4]);
    expect(await numbers({ direction: BACKWARDS, fromRevision: END })).toEqual([4]);
    expect(await client.positions()).toHaveLength(5);
    server.log.scavenge();
    expect(await client.positions()).toHaveLength(1);
  });
});

test('a stream shows what is not too old', async () => {
  let now = new Date('2026-03-02T14:00:00Z');
  await using timed = await startEventStoreServer({ log: new TransactionLog({ now: () => now }) });
  await using other = new Client(timed.url);
  await other.raw.setStreamMetadata('cohort', { maxAge: 3600 });
  await other.append('cohort', days(2));
  now = new Date('2026-03-02T14:30:00Z');
  await other.append('cohort', days(1));
  now = new Date('2026-03-02T15:00:01Z');
  expect(await other.stream('cohort')).toEqual(['2:ClassDayHeld']);
  now = new Date('2026-03-02T16:00:00Z');
  expect(await other.stream('cohort')).toEqual([]);
});

describe('$all', () => {
  let positions: Position[];
  beforeEach(async () => {
    await client.append('cohort-1', days(2));
    server.log.recordStatistics();
    await client.append('person-1', days(2));
    positions = await client.positions();
  });
  const streams = async (options: Parameters<Client['all']>[0]) =>
    (await client.all(options)).map(({ event }) => event?.streamId);

  test('holds everything in one order, what the server writes too', async () => {
    expect((await streams({})).slice(2)).toEqual([
      'cohort-1',
      'cohort-1',
      '$stats-127.0.0.1:2113',
      'person-1',
      'person-1',
    ]);
    const all = (await client.all()).map(({ event }) => event?.position.commit ?? 0n);
    expect(all).toEqual(all.toSorted((a, b) => (a < b ? -1 : 1)));
  });

  test('is read forwards from a position with what stands there, backwards without', async () => {
    const [, second] = positions;
    const fromPosition = second ?? START;
    const forwards = await client.all({ fromPosition, maxCount: 1 });
    expect(forwards[0]?.event?.position).toEqual(second);
    const backwards = await client.all({ fromPosition, maxCount: 1, direction: BACKWARDS });
    expect(backwards[0]?.event?.position).toEqual(positions[0]);
  });

  test('has places between its records, which servers tell as checkpoints', async () => {
    const [first, second] = positions;
    const commit = first?.commit ?? 0n;
    const read = async (prepare: bigint) =>
      (await client.all({ fromPosition: { commit, prepare }, maxCount: 1 }))[0]?.event?.position;
    expect(await read(0n)).toEqual(first);
    expect(await read(commit)).toEqual(first);
    expect(await read(commit + 1n)).toEqual(second);
  });

  test('is empty after its end and before its beginning', async () => {
    expect(await streams({ fromPosition: END })).toEqual([]);
    expect(await streams({ fromPosition: START, direction: BACKWARDS })).toEqual([]);
    const commit = server.log.end + 1000n;
    expect(await streams({ fromPosition: { commit, prepare: commit } })).toEqual([]);
  });

  test('is not read from within a record', async () => {
    const commit = (positions[0]?.commit ?? 0n) + 1n;
    await expect(streams({ fromPosition: { commit, prepare: commit } })).rejects.toMatchObject({
      type: 'unknown',
    });
  });
});
