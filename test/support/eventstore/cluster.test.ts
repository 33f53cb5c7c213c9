import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { NotLeaderError } from '@eventstore/db-client';
import { startEventStoreCluster } from './cluster.js';
import type { EventStoreCluster } from './cluster.js';
import type { EventStoreServer } from './server.js';
import { Client, days, held } from './testing/client.js';

let cluster: EventStoreCluster;
beforeEach(async () => {
  cluster = await startEventStoreCluster(3);
});
afterEach(async () => {
  await cluster.close();
});

const calls = (server: EventStoreServer | undefined, method: string) =>
  server?.counts.calls.get(method) ?? 0;
const follower = () => {
  const [first] = cluster.followers;
  if (first === undefined) throw new Error('There is no follower.');
  return first;
};

describe('discovery', () => {
  test.each(['url', 'urlOfAll'] as const)('by %s leads to the leader', async (url) => {
    await using client = new Client(cluster[url]);
    await client.append('cohort', days(1));
    expect(calls(cluster.leader, 'batchAppend')).toBe(1);
    expect(cluster.servers.reduce((sum, server) => sum + calls(server, 'gossip'), 0)).toBe(1);
  });

  test('leads to the new leader when the old one is gone', async () => {
    await using client = new Client(`${cluster.urlOfAll}&discoveryInterval=10`);
    await client.append('cohort', days(1));
    const gone = cluster.leader;
    await gone?.stop();
    cluster.moveLeader(follower());
    await client.reconnected();
    await client.append('cohort', days(1));
    expect(calls(cluster.leader, 'batchAppend')).toBe(1);
    expect(await client.stream('cohort')).toHaveLength(2);
  });
});

describe('a follower', () => {
  test('writes through the leader, and reads itself', async () => {
    await using client = new Client(follower().url);
    await client.append('cohort', days(1));
    expect(await client.stream('cohort')).toHaveLength(1);
    expect(calls(follower(), 'batchAppend')).toBe(1);
  });

  test('sends away who asks for the leader, by naming it', async () => {
    const { url } = follower();
    await using client = new Client(url);
    await client.append('warm', days(1));
    await expect(
      client.raw.tombstoneStream('cohort', { requiresLeader: true }),
    ).rejects.toMatchObject({
      type: 'not-leader',
      leader: { address: '127.0.0.1', port: cluster.leader?.port },
    });
    // The client has gone over to the leader by itself.
    await client.raw.tombstoneStream('cohort', { requiresLeader: true });
    expect(calls(cluster.leader, 'tombstone')).toBe(1);
  });

  test('ends a batch append of who asks for the leader, and the client goes over', async () => {
    await using client = new Client(follower().url);
    const event = held();
    await expect(
      client.append('cohort', [event], 'any', { requiresLeader: true }),
    ).rejects.toBeInstanceOf(NotLeaderError);
    await client.append('cohort', [event], 'any', { requiresLeader: true });
    expect(calls(cluster.leader, 'batchAppend')).toBe(1);
  });

  test('was the leader before: who is connected is sent on', async () => {
    await using client = new Client(cluster.url);
    const old = cluster.leader;
    await client.append('cohort', days(1), 'any', { requiresLeader: true });
    cluster.moveLeader(follower());
    expect(cluster.leader).not.toBe(old);
    await expect(client.raw.deleteStream('cohort', { requiresLeader: true })).rejects.toThrow(
      NotLeaderError,
    );
    await client.raw.deleteStream('cohort', { requiresLeader: true });
    expect(calls(cluster.leader, 'delete')).toBe(1);
  });
});

test('a new leader does not remember what was written where any revision would do', async () => {
  await using client = new Client(cluster.url);
  const event = held();
  await client.append('cohort', [event]);
  cluster.moveLeader(follower());
  await client.append('cohort', [event]);
  expect(await client.stream('cohort')).toHaveLength(2);
});

test('without a leader every server refuses as not ready', async () => {
  await using client = new Client(follower().url);
  await client.append('cohort', days(1));
  cluster.loseLeader();
  await expect(client.all()).rejects.toMatchObject({ type: 'unavailable' });
  await expect(client.raw.tombstoneStream('cohort')).rejects.toMatchObject({
    type: 'unavailable',
  });
  const [first] = cluster.servers;
  if (first !== undefined) cluster.moveLeader(first);
  await client.reconnected();
  expect(await client.stream('cohort')).toHaveLength(1);
});
