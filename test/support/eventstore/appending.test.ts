import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  WrongExpectedVersionError,
  binaryEvent,
} from '@eventstore/db-client';
import { startEventStoreServer } from './server.js';
import type { EventStoreServer } from './server.js';
import { Client, days, held } from './testing/client.js';

describe.each([
  ['one by one', false],
  ['in batches', true],
])('a server that takes appends %s', (_, batchAppend) => {
  let server: EventStoreServer;
  let client: Client;
  beforeEach(async () => {
    server = await startEventStoreServer({ features: { batchAppend } });
    client = new Client(server.url);
  });
  afterEach(async () => {
    await client[Symbol.asyncDispose]();
    await server.close();
  });

  const refused = (current: bigint | 'no_stream', expected: unknown) =>
    expect.objectContaining({
      type: 'wrong-expected-version',
      streamName: 'cohort',
      actualVersion: current,
      expectedVersion: expected,
    });

  test('is asked in the way it lists', async () => {
    await client.append('cohort', days(2));
    const [used, unused] = batchAppend ? ['batchAppend', 'append'] : ['append', 'batchAppend'];
    expect(server.counts.calls.get(used)).toBe(1);
    expect(server.counts.calls.has(unused)).toBe(false);
  });

  test('answers with the last revision and the position under which $all holds the last event', async () => {
    const appended = await client.append('cohort', days(3), 'no_stream');
    expect(appended).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect((await client.positions()).at(-1)).toEqual(appended.position);
  });

  test('gives back what it was given', async () => {
    const json = held();
    const bytes = binaryEvent({ type: 'Scan', data: Uint8Array.from([0, 255, 7]) });
    const earliest = Date.now();
    await client.raw.appendToStream('Kohorte 1/ä', [json, bytes]);
    const [first, second] = (await client.all()).slice(-2);
    const { id, type, data, metadata } = json;
    const streamId = 'Kohorte 1/ä';
    expect(first?.event).toMatchObject({ id, type, data, metadata, streamId, isJson: true });
    expect(second?.event).toMatchObject({ id: bytes.id, type: 'Scan', isJson: false });
    expect(Buffer.from(second?.event?.data as Uint8Array)).toEqual(Buffer.from([0, 255, 7]));
    expect(first?.event?.created.getTime()).toBeGreaterThanOrEqual(earliest);
  });

  test('takes positions that grow, beyond 32 bits and with gaps', async () => {
    await client.append('cohort', days(2));
    await client.append('cohort', days(1));
    const positions = (await client.positions()).map(({ commit }) => commit);
    expect(positions.every((position) => position > 2n ** 32n)).toBe(true);
    const gaps = positions.slice(1).map((position, index) => position - (positions[index] ?? 0n));
    expect(gaps.every((gap) => gap > 100n)).toBe(true);
  });

  describe('judges what a writer expects', () => {
    test('of a stream that is not there', async () => {
      await expect(client.append('cohort', days(1), 0n)).rejects.toEqual(refused('no_stream', 0n));
      await expect(client.append('cohort', days(1), 'stream_exists')).rejects.toEqual(
        refused('no_stream', 'stream_exists'),
      );
      await client.append('cohort', days(1), 'no_stream');
      await client.append('another', days(1), 'any');
    });

    test('of a stream of two events', async () => {
      await client.append('cohort', days(2));
      for (const expected of [0n, 2n, 'no_stream'] as const) {
        await expect(client.append('cohort', days(1), expected)).rejects.toEqual(
          refused(1n, expected),
        );
      }
      await client.append('cohort', days(1), 1n);
      await client.append('cohort', days(1), 'stream_exists');
      await client.append('cohort', days(1), 'any');
      expect(await client.stream('cohort')).toHaveLength(5);
    });

    test('of a stream that is deleted softly: it goes on counting', async () => {
      await client.append('cohort', days(2));
      await client.raw.deleteStream('cohort');
      await expect(client.append('cohort', days(1), 'stream_exists')).rejects.toThrow(
        StreamDeletedError,
      );
      const appended = await client.append('cohort', days(1), 'no_stream');
      expect(appended.nextExpectedRevision).toBe(2n);
      expect(await client.stream('cohort')).toEqual(['2:ClassDayHeld']);
      expect((await client.raw.getStreamMetadata('cohort')).metadata).toEqual({
        truncateBefore: 2,
      });
    });

    test('of a stream that is gone for good: whatever it expects', async () => {
      await client.append('cohort', days(1));
      await client.raw.tombstoneStream('cohort');
      for (const expected of ['any', 'no_stream', 'stream_exists', 0n] as const) {
        await expect(client.append('cohort', days(1), expected)).rejects.toThrow(
          StreamDeletedError,
        );
      }
    });
  });

  describe('writes the same events once', () => {
    test.each([['no_stream'], ['any']] as const)(
      'expecting %s, also when others have been appended since',
      async (expected) => {
        const events = days(3);
        const first = await client.append('cohort', events, expected);
        expect(await client.append('cohort', events, expected)).toEqual(first);
        await client.append('cohort', days(2), 2n);
        expect(await client.append('cohort', events, expected)).toEqual(first);
        expect(await client.stream('cohort')).toHaveLength(5);
      },
    );

    test('expecting a revision', async () => {
      await client.append('cohort', days(2));
      const events = days(2);
      const first = await client.append('cohort', events, 1n);
      await client.append('cohort', days(1));
      expect(await client.append('cohort', events, 1n)).toEqual(first);
      await expect(client.append('cohort', events, 0n)).rejects.toThrow(WrongExpectedVersionError);
    });

    test.each([['no_stream'], ['any'], ['stream_exists']] as const)(
      'expecting %s, and refuses what begins with one of them and goes on otherwise',
      async (expected) => {
        const [first, second, third] = [held(), held(), held()];
        await client.append('cohort', [first, second], 'no_stream');
        await expect(client.append('cohort', [first, second, third], expected)).rejects.toThrow(
          WrongExpectedVersionError,
        );
        for (const events of [
          [first, third],
          [first, third, second],
        ]) {
          await expect(client.append('cohort', events, expected)).rejects.toThrow(
            WrongExpectedVersionError,
          );
        }
        const begins = await client.append('cohort', [first], expected);
        expect(begins.nextExpectedRevision).toBe(0n);
        expect(await client.stream('cohort')).toHaveLength(2);
      },
    );

    test('but twice when a new event stands before it and any revision will do', async () => {
      const [first, second] = [held(), held()];
      await client.append('cohort', [first]);
      await client.append('cohort', [second, first], 'any');
      expect(await client.stream('cohort')).toHaveLength(3);
    });

    test('in each stream: an id is known within its stream', async () => {
      const event = held();
      await client.append('cohort', [event], 'no_stream');
      await client.append('another', [event], 'no_stream');
      await client.append('third', [event], 'any');
      expect((await client.positions()).length).toBe(3);
    });

    test('after a restart only where the revision is told', async () => {
      const [told, any] = [held(), held()];
      await client.append('told', [told], 'no_stream');
      await client.append('any', [any], 'any');
      await server.stop();
      await server.start();
      await client.reconnected();
      await client.append('told', [told], 'no_stream');
      await client.append('any', [any], 'any');
      expect(await client.stream('told')).toHaveLength(1);
      expect(await client.stream('any')).toHaveLength(2);
    });

    test('and does not know the position of one that was truncated since', async () => {
      const event = held();
      await client.append('cohort', [event, held()]);
      await client.raw.setStreamMetadata('cohort', { truncateBefore: 1 });
      const again = await client.append('cohort', [event]);
      expect(again).toMatchObject({ success: true, nextExpectedRevision: 0n, position: undefined });
    });
  });

  test('refuses an append larger than it takes, and writes nothing of it', async () => {
    const large = (bytes: number) =>
      binaryEvent({ type: 'Scan', data: new Uint8Array(bytes), id: randomUUID() });
    const half = 512 * 1024;
    await expect(client.raw.appendToStream('cohort', [large(half), large(half)])).rejects.toThrow(
      MaxAppendSizeExceededError,
    );
    // The length of each type counts twice.
    await client.raw.appendToStream('cohort', [large(half), large(half - 16)]);
    expect(await client.stream('cohort')).toHaveLength(2);
  });

  test('takes an append in as many messages as it comes in', async () => {
    const events = days(20);
    await client.raw.appendToStream('cohort', events, { batchAppendSize: 200 });
    expect(await client.stream('cohort')).toHaveLength(20);
    expect((await client.all()).slice(-20).map(({ event }) => event?.id)).toEqual(
      events.map(({ id }) => id),
    );
  });

  test('takes an append of nothing for a question about the revision', async () => {
    expect(await client.append('cohort', [], 'no_stream')).toMatchObject({ success: true });
    await client.append('cohort', days(2));
    expect(await client.append('cohort', [], 1n)).toMatchObject({ nextExpectedRevision: 1n });
    await expect(client.append('cohort', [], 0n)).rejects.toThrow(WrongExpectedVersionError);
  });

  test('leaves an answer that comes late to the deadline, which the client keeps one by one only', async () => {
    await client.append('cohort', days(1));
    const release = server.faults.holdAnswers();
    const late = client.append('cohort', days(1), 'any', { deadline: 200 });
    if (batchAppend) release();
    else await expect(late).rejects.toThrow(DeadlineExceededError);
    await late.catch(() => undefined);
    release();
    expect(await client.stream('cohort')).toHaveLength(2);
  });
});
