import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { credentials } from '@grpc/grpc-js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { startEventStoreServer } from './server.js';
import type { EventStoreServer } from './server.js';
import { Client, days, held } from './testing/client.js';
import { uuidText } from './wire.js';

/** What the client never asks, but other tools may. */

let server: EventStoreServer;
let client: Client;
let raw: streamsService.StreamsClient;
beforeEach(async () => {
  server = await startEventStoreServer();
  client = new Client(server.url);
  raw = new streamsService.StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure());
});
afterEach(async () => {
  raw.close();
  await client[Symbol.asyncDispose]();
  await server.close();
});

const { Options } = streams.ReadReq;

function readAll(): streams.ReadReq.Options {
  const empty = new shared.Empty();
  return new Options()
    .setAll(new Options.AllOptions().setStart(empty))
    .setCount('1000')
    .setNoFilter(empty)
    .setUuidOption(new Options.UUIDOption().setStructured(empty));
}

async function read(options: streams.ReadReq.Options) {
  const read: streams.ReadResp.ReadEvent.RecordedEvent[] = [];
  const call = raw.read(new streams.ReadReq().setOptions(options));
  for await (const response of call as AsyncIterable<streams.ReadResp>) {
    const event = response.getEvent()?.getEvent();
    if (event !== undefined) read.push(event);
  }
  return read;
}

describe('a read', () => {
  test('may be filtered, in either direction', async () => {
    await client.append('cohort-1', days(40));
    await client.append('person-1', days(40));
    const expression = new Options.FilterOptions.Expression().setPrefixList(['person-']);
    const filter = new Options.FilterOptions()
      .setStreamIdentifier(expression)
      .setCount(new shared.Empty());
    const forwards = await read(readAll().setFilter(filter));
    expect(forwards.map((event) => Number(event.getStreamRevision()))).toEqual(
      Array.from({ length: 40 }, (_, revision) => revision),
    );
    const all = new Options.AllOptions().setEnd(new shared.Empty());
    const backwards = await read(
      readAll()
        .setAll(all)
        .setFilter(filter)
        .setCount('2')
        .setReadDirection(Options.ReadDirection.BACKWARDS),
    );
    expect(backwards.map((event) => event.getStreamRevision())).toEqual(['39', '38']);
  });

  test('answers with ids in two halves where it is asked to', async () => {
    const event = held();
    await client.append('cohort-1', [event]);
    const last = (await read(readAll())).at(-1);
    expect(last?.getId()?.hasStructured()).toBe(true);
    expect(uuidText(last?.getId())).toBe(event.id);
  });

  test.each<[string, (options: streams.ReadReq.Options) => void, number]>([
    [
      'without a form for ids',
      (options) => {
        options.clearUuidOption();
      },
      3,
    ],
    [
      'of nothing',
      (options) => {
        options.clearAll();
      },
      3,
    ],
    [
      'of no events',
      (options) => {
        options.setCount('0');
      },
      2,
    ],
  ])('%s is refused', async (_, change, code) => {
    const options = readAll();
    change(options);
    await expect(read(options)).rejects.toMatchObject({ code });
  });
});

describe('an append', () => {
  const append = (...requests: streams.AppendReq[]) =>
    new Promise((resolve, reject) => {
      const call = raw.append((error, response) => {
        if (error === null) resolve(response);
        else reject(error);
      });
      for (const request of requests) call.write(request);
      call.end();
    });
  const head = () =>
    new streams.AppendReq().setOptions(
      new streams.AppendReq.Options()
        .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from('cohort')))
        .setAny(new shared.Empty()),
    );
  const event = (type?: string, id = '6b1389fc-0d58-4d13-813a-9a4cba7c2246') => {
    const message = new streams.AppendReq.ProposedMessage();
    message.setId(new shared.UUID().setString(id));
    message.getMetadataMap().set('content-type', 'application/json');
    if (type !== undefined) message.getMetadataMap().set('type', type);
    return new streams.AppendReq().setProposedMessage(message);
  };

  test('of an event without a type is refused', async () => {
    await expect(append(head(), event())).rejects.toMatchObject({
      code: 3,
      details: "Required Metadata Property 'type' is missing",
    });
  });

  test.each([
    ['whose id is none', [head(), event('ClassDayHeld', 'seven')]],
    ['that does not say where to', [event('ClassDayHeld')]],
    ['of nothing at all', []],
  ])('%s is refused', async (_, requests) => {
    await expect(append(...requests)).rejects.toMatchObject({ code: 2 });
    expect(server.log.stream('cohort').events).toEqual([]);
  });

  test('whose connection breaks halfway writes nothing', async () => {
    for (let time = 0; time < 5; time++) {
      const call = raw.append(() => undefined);
      const ended = new Promise((resolve) => call.on('status', resolve));
      call.write(head());
      call.write(event('ClassDayHeld'));
      await client.all({ maxCount: 1 });
      server.faults.cutConnections();
      await ended;
      await client.reconnected();
    }
    expect(server.log.stream('cohort').events).toEqual([]);
  });

  test('is taken as it is told', async () => {
    await append(head(), event('ClassDayHeld'));
    expect(await client.stream('cohort')).toEqual(['0:ClassDayHeld']);
  });
});

test('a batch append whose time is over is answered so, and writes nothing', async () => {
  const call = raw.batchAppend();
  const answered = new Promise<streams.BatchAppendResp>((resolve) => call.on('data', resolve));
  const options = new streams.BatchAppendReq.Options()
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from('cohort')))
    .setDeadline(timestamp.Timestamp.fromDate(new Date(Date.now() - 1000)))
    .setAny(new empty.Empty());
  call.write(
    new streams.BatchAppendReq()
      .setCorrelationId(new shared.UUID().setString('6b1389fc-0d58-4d13-813a-9a4cba7c2246'))
      .setOptions(options)
      .setIsFinal(true),
  );
  const error = (await answered).getError();
  const ended = new Promise((resolve) => call.on('end', resolve));
  call.end();
  await ended;
  expect(error?.getDetails()?.getTypeName()).toBe('event_store.client.Timeout');
  expect(server.log.stream('cohort').events).toEqual([]);
});
