import { afterEach, describe, expect, test } from '@jest/globals';
import {
  END,
  StreamDeletedError,
  eventTypeFilter,
  excludeSystemEvents,
  streamNameFilter,
} from '@eventstore/db-client';
import { FEATURES, startEventStoreServer } from './server.js';
import type { EventStoreServer, ServerOptions, ServerVersion } from './server.js';
import { Client, days, held } from './testing/client.js';
import type { FollowOptions, Following } from './testing/client.js';

let server: EventStoreServer;
let client: Client;
async function start(options: ServerOptions = {}): Promise<void> {
  server = await startEventStoreServer(options);
  client = new Client(server.url);
}
afterEach(async () => {
  await client[Symbol.asyncDispose]();
  await server.close();
});

const versions = Object.keys(FEATURES) as ServerVersion[];
const since24: ServerVersion[] = ['24.10', '26'];
const withCaughtUp: ServerVersion[] = ['23.10', ...since24];

const ids = ({ events }: Following) => events.map(({ event }) => event?.id);

describe.each(versions)('a subscription to $all of a server %s', (version) => {
  test('tells what is there, then what is appended, each once and in order', async () => {
    await start({ version });
    const before = days(100);
    const after = days(100);
    await client.append('cohort-1', before);
    const following = client.follow({ filter: excludeSystemEvents() });
    await following.count(50);
    for (const event of after) await client.append('cohort-2', [event]);
    await following.count(200);
    expect(ids(following)).toEqual([...before, ...after].map(({ id }) => id));
    expect(following.messages[0]).toBe('confirmed');
    await following.end();
  });

  test('resumes after the position of any event that it told', async () => {
    await start({ version });
    const events = days(40);
    await client.append('cohort-1', events);
    for (const [index, from] of (await client.positions()).slice(0, -1).entries()) {
      const following = client.follow({ from, filter: excludeSystemEvents() });
      await following.count(1);
      expect(ids(following)[0]).toBe(events[index + 1]?.id);
      await following.end();
    }
  });

  test('from the end tells only what is appended since', async () => {
    await start({ version });
    await client.append('cohort-1', days(3));
    const following = client.follow({ from: END });
    await following.came('confirmed');
    const event = held();
    await client.append('cohort-1', [event]);
    await following.count(1);
    expect(ids(following)).toEqual([event.id]);
    await following.end();
  });
});

describe.each(withCaughtUp)('a subscription to $all of a server %s', (version) => {
  test('says that it has caught up, before what is live', async () => {
    await start({ version });
    await client.append('cohort-1', days(2));
    const following = client.follow({ filter: excludeSystemEvents() });
    await following.came('caught up');
    await client.append('cohort-1', [held()]);
    await following.count(3);
    expect(following.messages.filter((message) => !message.startsWith('checkpoint'))).toEqual([
      'confirmed',
      '0:ClassDayHeld',
      '1:ClassDayHeld',
      'caught up',
      '2:ClassDayHeld',
    ]);
    await following.end();
  });
});

test.each(['22.10.0', '22.10'] as const)(
  'a server %s does not say that a subscription has caught up',
  async (version) => {
    await start({ version });
    await client.append('cohort-1', days(2));
    const following = client.follow({ filter: excludeSystemEvents() });
    await following.count(2);
    await client.append('cohort-1', [held()]);
    await following.count(3);
    expect(following.messages).not.toContain('caught up');
    await following.end();
  },
);

describe('a filter', () => {
  const told = async (filter: NonNullable<FollowOptions['filter']>) => {
    const following = client.follow({ filter });
    await following.came('caught up');
    await following.end();
    return [...new Set(following.events.map(({ event }) => event?.streamId))];
  };

  test('leaves out what it does not name', async () => {
    await start();
    await client.append('cohort-1', days(1));
    server.log.recordStatistics();
    await client.append('person-1', days(1));
    const statistics = '$stats-127.0.0.1:2113';
    expect(await told(excludeSystemEvents())).toEqual(['cohort-1', 'person-1']);
    expect(await told(eventTypeFilter({ prefixes: ['$stats'] }))).toEqual([statistics]);
    expect(await told(eventTypeFilter({ regex: 'Day' }))).toEqual(['cohort-1', 'person-1']);
    expect(await told(streamNameFilter({ regex: '^[^$].*-1$' }))).toEqual(['cohort-1', 'person-1']);
    expect(await told(streamNameFilter({ prefixes: ['cohort-', '$stats'] }))).toEqual([
      'cohort-1',
      statistics,
    ]);
  });

  test('by type leaves out tombstones, by stream does not', async () => {
    await start();
    await client.append('cohort-1', days(1));
    await client.raw.tombstoneStream('cohort-1');
    const following = client.follow({ filter: streamNameFilter({ prefixes: ['cohort-'] }) });
    await following.came('caught up');
    expect(following.messages).toContain(`${2n ** 63n - 1n}:$streamDeleted`);
    await following.end();
    const byType = client.follow({ filter: excludeSystemEvents() });
    await byType.came('caught up');
    expect(byType.events).toHaveLength(1);
    await byType.end();
  });
});

test('a subscription from within a record is refused', async () => {
  await start();
  await client.append('cohort-1', days(1));
  const commit = ((await client.positions())[0]?.commit ?? 0n) + 1n;
  const following = client.follow({ from: { commit, prepare: commit } });
  await following.came('error');
  expect(following.error).toMatchObject({
    message: '3 INVALID_ARGUMENT: Trying to read from an invalid position.',
  });
});

describe('a subscription to a stream', () => {
  test('begins after a revision, and ends with the stream', async () => {
    await start();
    await client.append('cohort-1', days(3));
    const seen: string[] = [];
    const caughtUp = Promise.withResolvers<undefined>();
    const ended = Promise.withResolvers<Error>();
    client.raw
      .subscribeToStream('cohort-1', { fromRevision: 0n })
      .on('data', ({ event }) => seen.push(`${event?.revision}:${event?.type}`))
      .on('caughtUp', () => {
        caughtUp.resolve(undefined);
      })
      .on('error', ended.resolve);
    await caughtUp.promise;
    await client.append('another', days(1));
    await client.append('cohort-1', days(1));
    await client.raw.tombstoneStream('cohort-1');
    expect(await ended.promise).toBeInstanceOf(StreamDeletedError);
    expect(seen).toEqual([
      '1:ClassDayHeld',
      '2:ClassDayHeld',
      '3:ClassDayHeld',
      `${2n ** 63n - 1n}:$streamDeleted`,
    ]);
  });

  test('may wait for a stream that nobody has written to yet', async () => {
    await start();
    const seen = Promise.withResolvers<string | undefined>();
    const following = client.raw.subscribeToStream('cohort-1').on('data', ({ event }) => {
      seen.resolve(event?.id);
    });
    await new Promise((resolve) => following.once('confirmation', resolve));
    const event = held();
    await client.append('cohort-1', [event]);
    expect(await seen.promise).toBe(event.id);
    await following.unsubscribe();
  });
});
