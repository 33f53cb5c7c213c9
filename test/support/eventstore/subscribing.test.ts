import { afterEach, describe, expect, test } from '@jest/globals';
import {
  END,
  StreamDeletedError,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import type { Position } from '@eventstore/db-client';
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
const before24: ServerVersion[] = ['22.10.0', '22.10', '23.10'];
const withCaughtUp: ServerVersion[] = ['23.10', ...since24];

const ids = ({ events }: Following) => events.map(({ event }) => event?.id);
const system = () => jsonEvent({ type: '$noise', data: {} });

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

describe.each(versions)('a checkpoint of a server %s', (version) => {
  test('comes after so many events as were asked for, also where none of them was wanted', async () => {
    await start({ version });
    await client.append('$noise', Array.from({ length: 100 }, system));
    const filter = excludeSystemEvents({ maxSearchWindow: 10, checkpointInterval: 2 });
    const following = client.follow({ filter });
    // 102 events in windows of ten, and two windows to a checkpoint.
    await following.until(({ checkpoints }) => checkpoints.length >= 5);
    expect(following.events).toEqual([]);
    const places = following.checkpoints.map(({ commit }) => commit);
    expect(places).toEqual(places.toSorted((a, b) => (a < b ? -1 : 1)));
    await following.end();
  });

  test('comes while it is live, too', async () => {
    await start({ version });
    const filter = excludeSystemEvents({ maxSearchWindow: 5, checkpointInterval: 1 });
    const following = client.follow({ from: END, filter });
    await following.came('confirmed');
    const told = following.checkpoints.length;
    await client.append('cohort-1', days(2));
    await client.append('$noise', Array.from({ length: 3 }, system));
    await following.until(({ checkpoints }) => checkpoints.length > told);
    expect(following.events).toHaveLength(2);
    await following.end();
  });
});

/** Where each checkpoint of a catch-up lies: what a follower that starts from it must still be told. */
async function remainders(following: Following): Promise<number[]> {
  const left: number[] = [];
  for (const from of [...following.checkpoints]) {
    const resumed = client.follow({ from, filter: excludeSystemEvents() });
    const last = held();
    await resumed.came('confirmed');
    await client.append('cohort-1', [last]);
    await resumed.until((it) => ids(it).includes(last.id));
    left.push(resumed.events.length);
    await resumed.end();
  }
  return left;
}

describe.each(['22.10', '23.10', '24.10', '26'] as const)('server %s', (version) => {
  test('loses nothing for who resumes from a checkpoint of its catch-up', async () => {
    await start({ version });
    for (let round = 0; round < 5; round++) {
      await client.append('$noise', Array.from({ length: 25 }, system));
      await client.append('cohort-1', [held()]);
    }
    const filter = excludeSystemEvents({ maxSearchWindow: 10, checkpointInterval: 1 });
    const following = client.follow({ filter });
    await following.count(5);
    await following.end();
    // How many had been told when each checkpoint came; the rest, and what is appended while
    // looking, must come to who resumes there.
    const toldBefore: number[] = [];
    let told = 0;
    for (const message of following.messages) {
      if (message.startsWith('checkpoint')) toldBefore.push(told);
      else if (message.endsWith(':ClassDayHeld')) told += 1;
    }
    const left = await remainders(following);
    expect(left.length).toBeGreaterThan(3);
    left.forEach((events, index) => {
      const appendedMeanwhile = index + 1;
      expect(events).toBeGreaterThanOrEqual(5 - (toldBefore[index] ?? 0) + appendedMeanwhile);
    });
  });
});

describe('what servers before 24.2 are known for', () => {
  test('22.10.0 tells a place on going live from which the next event is skipped', async () => {
    await start({ version: '22.10.0' });
    await client.append('cohort-1', days(2));
    const following = client.follow({ filter: excludeSystemEvents() });
    await following.until(({ checkpoints }) => checkpoints.length === 1);
    const [from] = following.checkpoints as [Position];
    await following.end();
    const [skipped, told] = [held(), held()];
    await client.append('cohort-1', [skipped, told]);
    const resumed = client.follow({ from, filter: excludeSystemEvents() });
    await resumed.count(1);
    expect(ids(resumed)).toEqual([told.id]);
    await resumed.end();
  });

  test.each(before24)(
    '%s skips an event where the one at the position is gone',
    async (version) => {
      await start({ version });
      await client.append('gone', days(1));
      const [from] = (await client.positions()) as [Position];
      const events = days(2);
      await client.append('cohort-1', events);
      await client.raw.tombstoneStream('gone');
      server.log.scavenge();
      const following = client.follow({ from, filter: excludeSystemEvents() });
      await following.count(1);
      expect(ids(following)).toEqual([events[1]?.id]);
      await following.end();
    },
  );

  test.each(since24)('%s does not', async (version) => {
    await start({ version });
    await client.append('gone', days(1));
    const [from] = (await client.positions()) as [Position];
    const events = days(2);
    await client.append('cohort-1', events);
    await client.raw.tombstoneStream('gone');
    server.log.scavenge();
    const following = client.follow({ from, filter: excludeSystemEvents() });
    await following.count(2);
    expect(ids(following)).toEqual(events.map(({ id }) => id));
    await following.end();
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
