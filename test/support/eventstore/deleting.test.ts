import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { startEventStoreServer } from './server.js';
import type { EventStoreServer } from './server.js';
import { Client, days, held } from './testing/client.js';

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

const typesInAll = async () => (await client.all()).map(({ event }) => event?.type);

describe('a stream that is deleted softly', () => {
  test('is not found, and its metadata say why', async () => {
    await client.append('cohort', days(2));
    const deleted = await client.raw.deleteStream('cohort');
    await expect(client.stream('cohort')).rejects.toThrow(StreamNotFoundError);
    const last = (await client.all()).at(-1)?.event;
    expect(last).toMatchObject({ streamId: '$$cohort', type: '$metadata', revision: 0n });
    expect(last?.position).toEqual(deleted.position);
  });

  test('keeps its events in $all until a scavenge', async () => {
    await client.append('cohort', days(2));
    await client.raw.deleteStream('cohort');
    expect(await client.positions()).toHaveLength(2);
    server.log.scavenge();
    // Its last event stays, by which it goes on counting.
    expect(await client.positions()).toHaveLength(1);
    await client.append('cohort', days(1), 1n);
    expect(await client.stream('cohort')).toEqual(['2:ClassDayHeld']);
  });

  test('comes back when somebody writes its metadata', async () => {
    await client.append('cohort', days(2));
    await client.raw.deleteStream('cohort');
    await client.raw.setStreamMetadata('cohort', { owner: 'registrar' });
    expect((await client.raw.getStreamMetadata('cohort')).metadata).toEqual({
      owner: 'registrar',
      truncateBefore: 2,
    });
    expect(await client.stream('cohort')).toEqual([]);
  });

  test('can be deleted again, and for good', async () => {
    await client.append('cohort', days(1));
    await client.raw.deleteStream('cohort');
    await client.raw.deleteStream('cohort');
    await client.raw.tombstoneStream('cohort');
    await expect(client.stream('cohort')).rejects.toThrow(StreamDeletedError);
  });
});

describe('a stream that is gone for good', () => {
  test('can be neither read nor deleted again, nor followed', async () => {
    await client.append('cohort', days(2));
    await client.raw.tombstoneStream('cohort');
    await expect(client.stream('cohort')).rejects.toThrow(StreamDeletedError);
    await expect(client.raw.tombstoneStream('cohort')).rejects.toThrow(StreamDeletedError);
    await expect(client.raw.deleteStream('cohort')).rejects.toThrow(StreamDeletedError);
    const following = client.raw.subscribeToStream('cohort');
    await expect(
      new Promise((_, reject) => following.on('error', reject).resume()),
    ).rejects.toThrow(StreamDeletedError);
  });

  test('leaves a tombstone in $all, and its events until a scavenge', async () => {
    await client.append('cohort', days(2));
    const { position } = await client.raw.tombstoneStream('cohort');
    const last = (await client.all()).at(-1)?.event;
    expect(last).toMatchObject({
      streamId: 'cohort',
      type: '$streamDeleted',
      revision: 2n ** 63n - 1n,
      isJson: false,
      position,
    });
    expect(await client.positions()).toHaveLength(2);
    server.log.scavenge();
    expect(await client.positions()).toEqual([]);
    expect((await typesInAll()).at(-1)).toBe('$streamDeleted');
  });

  test('need never have been there', async () => {
    await client.raw.tombstoneStream('cohort');
    await expect(client.append('cohort', [held()])).rejects.toThrow(StreamDeletedError);
  });
});

describe('a deletion', () => {
  test('softly is refused for a stream that never was', async () => {
    await expect(client.raw.deleteStream('cohort')).rejects.toThrow(WrongExpectedVersionError);
  });

  test('is refused at another revision than it expects, and says which', async () => {
    await client.append('cohort', days(2));
    for (const remove of ['deleteStream', 'tombstoneStream'] as const) {
      await expect(client.raw[remove]('cohort', { expectedRevision: 0n })).rejects.toMatchObject({
        type: 'wrong-expected-version',
        streamName: 'cohort',
        expectedVersion: 0n,
        actualVersion: 1n,
      });
      await expect(client.raw[remove]('cohort', { expectedRevision: 'no_stream' })).rejects.toThrow(
        WrongExpectedVersionError,
      );
    }
    await client.raw.tombstoneStream('cohort', { expectedRevision: 1n });
  });
});
