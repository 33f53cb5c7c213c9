import { afterEach, describe, expect, test } from '@jest/globals';
import { END, excludeSystemEvents, jsonEvent } from '@eventstore/db-client';
import type { Position } from '@eventstore/db-client';
import { FEATURES, startEventStoreServer } from './server.js';
import type { EventStoreServer, ServerOptions, ServerVersion } from './server.js';
import { Client, days, held } from './testing/client.js';
import type { Following } from './testing/client.js';

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

const ids = ({ events }: Following) => events.map(({ event }) => event?.id);
const system = () => jsonEvent({ type: '$noise', data: {} });

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
    await client.append('cohort-1', [held()]);
    await following.count(1);
    // Five for a hundred events, and one on going live where the server tells that.
    const { checkpointWhenLive } = FEATURES[version];
    expect(following.checkpoints).toHaveLength(checkpointWhenLive === 'none' ? 5 : 6);
    await following.end();
  });

  test('comes once, where the catch-up ends with one, since 24.2', async () => {
    await start({ version });
    await client.append('$noise', Array.from({ length: 98 }, system));
    const following = client.follow({ filter: excludeSystemEvents({ maxSearchWindow: 10 }) });
    await following.until(({ checkpoints }) => checkpoints.length >= 10);
    await client.append('cohort-1', [held()]);
    await following.count(1);
    const places = following.checkpoints.map(({ commit }) => commit);
    if (since24.includes(version)) expect(places).toHaveLength(10);
    expect(new Set(places).size).toBe(places.length);
    await following.end();
  });

  test('comes while it is live, too', async () => {
    await start({ version });
    const filter = excludeSystemEvents({ maxSearchWindow: 5, checkpointInterval: 1 });
    const following = client.follow({ from: END, filter });
    await following.came('confirmed');
    const told = FEATURES[version].checkpointWhenLive === 'stale' ? 1 : 0;
    await following.until(({ checkpoints }) => checkpoints.length === told);
    await client.append('cohort-1', days(2));
    await client.append('$noise', Array.from({ length: 3 }, system));
    await following.until(({ checkpoints }) => checkpoints.length > told);
    expect(following.events).toHaveLength(2);
    await client.append('cohort-1', days(5));
    await following.until(({ checkpoints }) => checkpoints.length === told + 2);
    await client.append('cohort-1', days(1));
    await following.count(8);
    expect(following.checkpoints).toHaveLength(told + 2);
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

test.each(since24)(
  'server %s tells what begins at a place before the event there',
  async (version) => {
    await start({ version });
    await client.append('cohort-1', days(2));
    const [first] = (await client.positions()) as [Position];
    const filter = excludeSystemEvents();
    const following = client.follow({ from: { commit: first.commit, prepare: 0n }, filter });
    await following.count(1);
    expect(following.events[0]?.event?.position).toEqual(first);
    await following.end();
  },
);

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
