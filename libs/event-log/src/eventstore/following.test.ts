import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startEventStoreCluster } from '../../../../test/support/eventstore/cluster.js';
import {
  FEATURES,
  startEventStoreServer,
  TransactionLog,
} from '../../../../test/support/eventstore/server.js';
import type {
  EventStoreServer,
  ServerVersion,
} from '../../../../test/support/eventstore/server.js';
import { START, streamName } from '../facts.js';
import type { FollowedBatch } from '../port.js';
import { refusal } from '../testing/contract/log-under-test.js';
import { cohort, followed, idsOf, Stand } from './testing/stand.js';

let stand: Stand;
afterEach(() => stand.close());

async function on(version?: ServerVersion): Promise<EventStoreServer> {
  const server = await startEventStoreServer(version === undefined ? {} : { version });
  stand = new Stand(server);
  return server;
}

const all = Object.keys(FEATURES) as ServerVersion[];
const versions: ServerVersion[] = process.env['LONG'] === undefined ? ['22.10', '26'] : all;
describe.each(versions)('a follower of a server as of %s', (version) => {
  test('gets everything once and in order, however often the connection is cut', async () => {
    const server = await on(version);
    const log = await stand.open();
    const facts = stand.facts(200);
    for (let n = 0; n < 200; n += 4) await log.append(cohort, facts.slice(n, n + 4), 'any');
    let left = 5;
    const cut = ({ facts: { length } }: FollowedBatch) => {
      if (length > 0 && left-- > 0) server.faults.cutAfterEvents(7 * left + 1);
    };
    server.faults.cutAfterEvents(10);
    const seen = await followed(log, 200, { maxBatch: 16, each: cut });
    expect(idsOf(seen)).toEqual(idsOf(facts));
    expect(stand.troubles.length).toBeGreaterThan(0);
  });

  test('goes on when the server was away, with what was appended before and after', async () => {
    const server = await on(version);
    const log = await stand.open();
    const [early, late] = [stand.facts(3), stand.facts(3)];
    await log.append(cohort, early, 'none');
    let caughtUp = false;
    const seen = await followed(log, 6, {
      each: async (batch) => {
        if (caughtUp || !batch.caughtUp) return;
        caughtUp = true;
        await server.stop();
        await server.start();
        await log.append(cohort, late, 2);
      },
    });
    expect(idsOf(seen)).toEqual(idsOf([...early, ...late]));
  });

  test('is caught up though thousands of system events stand at the end', async () => {
    const server = await on(version);
    const log = await stand.open();
    await log.append(cohort, stand.facts(2), 'none');
    for (let n = 0; n < 4_000; n++) server.log.recordStatistics();
    const batches: FollowedBatch[] = [];
    await followed(log, 2, { each: (batch) => void batches.push(batch) });
    expect(batches.at(-1)).toMatchObject({ caughtUp: true });
    expect(await log.readAll(batches.at(-1)?.checkpoint ?? START, 10)).toEqual([]);
    expect(await log.head()).toBe(batches.at(-1)?.checkpoint);
    expect(server.counts.eventsSent).toBeLessThan(4_500);
  });

  test('resumes where the fact of its checkpoint has been scavenged, and skips nothing', async () => {
    const server = await on(version);
    const log = await stand.open();
    const gone = streamName('key', 'ann');
    await log.append(cohort, stand.facts(1), 'none');
    const { position } = await log.append(gone, stand.facts(1), 'none');
    const kept = stand.facts(2);
    await log.append(cohort, kept, 0);
    await log.deleteStream(gone, 0);
    server.log.scavenge();
    expect(idsOf(await followed(log, 2, { after: position }))).toEqual(idsOf(kept));
    expect(idsOf(await log.readAll(position, 10))).toEqual(idsOf(kept));
  });

  test('is told that it has caught up when the last facts were scavenged while it looked', async () => {
    const server = await on(version);
    const log = await stand.open();
    const gone = streamName('key', 'ann');
    await log.append(cohort, stand.facts(2), 'none');
    await log.append(gone, stand.facts(1), 'none');
    await log.head();
    await log.deleteStream(gone, 0);
    server.log.scavenge();
    const seen: FollowedBatch[] = [];
    const stop = new AbortController();
    for await (const batch of log.follow({ after: START, signal: stop.signal })) {
      seen.push(batch);
      if (batch.caughtUp) stop.abort();
    }
    expect(seen.flatMap(({ facts }) => facts)).toHaveLength(2);
  });

  test('who asks for nothing is sent little, and later gets the rest', async () => {
    const server = await on(version);
    const log = await stand.open();
    const facts = stand
      .facts(3_000)
      .map((fact) => ({ ...fact, data: { text: 'x'.repeat(2_000) } }));
    for (let n = 0; n < facts.length; n += 100) {
      await log.append(cohort, facts.slice(n, n + 100), 'any');
    }
    const sentBefore = server.counts.eventsSent;
    let asked = false;
    const seen = await followed(log, facts.length, {
      maxBatch: 50,
      each: async () => {
        if (asked) return;
        asked = true;
        let sent = -1;
        while (sent < server.counts.eventsSent) {
          sent = server.counts.eventsSent;
          for (let n = 0; n < 40; n++) await log.readStream(streamName('cohort', 'none'));
        }
        expect(sent - sentBefore).toBeLessThan(1_000);
      },
    });
    expect(idsOf(seen)).toEqual(idsOf(facts));
  });
});

test('a follower that reads slowly while much is appended misses nothing, though the server drops it', async () => {
  const server = await on('22.10');
  const [log, writer] = [await stand.open(), await stand.open()];
  const facts = stand.facts(600).map((fact) => ({ ...fact, data: { text: 'x'.repeat(2_000) } }));
  let written: Promise<void> | undefined;
  const write = async () => {
    for (let n = 0; n < facts.length; n += 20) {
      await writer.append(cohort, facts.slice(n, n + 20), 'any');
    }
  };
  const seen = await followed(log, facts.length, {
    maxBatch: 7,
    each: async () => {
      written ??= write();
      await log.head();
    },
  });
  await written;
  expect(idsOf(seen)).toEqual(idsOf(facts));
  expect(server.counts.eventsSent).toBeGreaterThanOrEqual(facts.length);
});

test('other applications on the server do not disturb, whatever they write', async () => {
  const server = await on();
  const log = await stand.open();
  const write = (stream: string, type: string, isJson: boolean, data: string, metadata = '') => {
    const event = { id: randomUUID(), type, isJson };
    const bytes = { data: Buffer.from(data), metadata: Buffer.from(metadata) };
    return server.log.append(stream, [{ ...event, ...bytes }], 'any');
  };
  const [first, second] = [stand.facts(1), stand.facts(1)];
  await log.append(cohort, first, 'none');
  for (let n = 0; n < 100; n++) {
    write('cohort-spring', 'ClassDayHeld', true, '{"not":"ours"}', '{"actor":"nobody"}');
    write('pictures-1', 'PictureTaken', false, '\u0000\u0001 not json');
    write('broken-1', 'Broken', true, '{"half', '{"half');
    write('$ce-rollbook.cohort', '$>', false, `0@rollbook.${cohort}`);
    write('rollbookish-1', 'ClassDayHeld', true, '[]');
  }
  await log.append(cohort, second, 0);
  write('pictures-1', 'PictureTaken', false, 'last');

  const ours = idsOf([...first, ...second]);
  expect(idsOf(await log.readAll(START, 10))).toEqual(ours);
  expect(idsOf(await log.readStream(cohort))).toEqual(ours);
  const batches: FollowedBatch[] = [];
  expect(idsOf(await followed(log, 2, { each: (batch) => void batches.push(batch) }))).toEqual(
    ours,
  );
  expect(batches.at(-1)).toMatchObject({ caughtUp: true, checkpoint: await log.head() });
  const other = await stand.open({ prefix: 'practice.' });
  expect(await other.readAll(START, 10)).toEqual([]);
});

test('an event that somebody else wrote into our streams is told of, not skipped', async () => {
  const server = await on();
  const log = await stand.open();
  await log.append(cohort, stand.facts(1), 'none');
  const bytes = { data: Buffer.from('{}'), metadata: Buffer.from('') };
  const event = { id: randomUUID(), type: 'ClassDayHeld', isJson: true, ...bytes };
  server.log.append(`rollbook.${cohort}`, [event], 'any');
  expect(await refusal(log.readStream(cohort))).toBe('fact-unreadable');
  expect(await refusal(log.readAll(START, 10))).toBe('fact-unreadable');
  expect(await refusal(followed(log, 2))).toBe('fact-unreadable');
});

test('the server’s own tools see what caused what', async () => {
  const server = await on();
  const log = await stand.open();
  const [fact] = stand.facts(1);
  if (fact === undefined) throw new Error('There is one.');
  await log.append(
    cohort,
    [{ ...fact, metadata: { ...fact.metadata, causationId: 'f-0' } }],
    'none',
  );
  const stored = server.log.stream(`rollbook.${cohort}`).at(0n);
  expect(stored).toMatchObject({ id: fact.id, type: fact.type, isJson: true });
  expect(JSON.parse(Buffer.from(stored?.metadata ?? []).toString())).toEqual({
    recordedAt: fact.metadata.recordedAt,
    actor: fact.metadata.actor,
    $correlationId: 'request-1',
    $causationId: 'f-0',
  });
});

test('a position that is no safe integer is refused', async () => {
  const server = await startEventStoreServer({ log: new TransactionLog({ origin: 2n ** 53n }) });
  stand = new Stand(server);
  await expect(stand.open()).rejects.toMatchObject({ code: 'fact-unreadable' });
});

test('when the server stays away a follower ends with the reason, and can be begun again', async () => {
  const server = await on();
  const log = await stand.open({ patienceMs: 100 });
  const facts = stand.facts(2);
  await log.append(cohort, facts.slice(0, 1), 'none');
  const seen: string[] = [];
  const away = followed(log, 2, {
    each: async (batch) => {
      seen.push(...idsOf(batch.facts));
      await server.stop();
    },
  });
  expect(await refusal(away)).toBe('log-unavailable');
  await server.start();
  await log.append(cohort, facts.slice(1), 0);
  expect(seen).toEqual(idsOf(facts.slice(0, 1)));
  expect(idsOf(await followed(log, 2))).toEqual(idsOf(facts));
});

test('a subscription that has gone dead without a word is noticed, and nothing is missed', async () => {
  const server = await on();
  const log = await stand.open({ deadlineMs: 100 });
  const facts = stand.facts(2);
  await log.append(cohort, facts.slice(0, 1), 'none');
  // What is appended is not told to those who subscribe now, as on a node that lost its cluster.
  const watch = server.log.watch.bind(server.log);
  server.log.watch = () => () => false;
  let appended: Promise<unknown> | undefined;
  const seen = await followed(log, 2, {
    each: ({ caughtUp }) => {
      if (!caughtUp) return;
      server.log.watch = watch;
      appended ??= log.append(cohort, facts.slice(1), 0);
    },
  });
  await appended;
  expect(idsOf(seen)).toEqual(idsOf(facts));
  expect(stand.troubles.join()).toContain('did not send what was appended');
});

describe('in a cluster', () => {
  test('another leader is followed and written to, and nothing is lost or doubled', async () => {
    const cluster = await startEventStoreCluster(3);
    stand = new Stand({ url: cluster.url, close: () => cluster.close() });
    const log = await stand.open();
    const facts = stand.facts(30);
    let next = 0;
    const seen = await followed(log, facts.length, {
      each: async ({ caughtUp }) => {
        if (!caughtUp || next === facts.length) return;
        const to = cluster.servers[(next / 3) % 3];
        if (to !== undefined) cluster.moveLeader(to);
        await log.append(cohort, facts.slice(next, next + 3), 'any');
        next += 3;
      },
    });
    expect(idsOf(seen)).toEqual(idsOf(facts));
    expect(idsOf(await log.readStream(cohort))).toEqual(idsOf(facts));
  });

  test('an election is waited out', async () => {
    const cluster = await startEventStoreCluster(3);
    stand = new Stand({ url: cluster.urlOfAll, close: () => cluster.close() });
    const log = await stand.open();
    await log.append(cohort, stand.facts(1), 'none');
    cluster.loseLeader();
    stand.onTrouble = () => {
      const [, second] = cluster.servers;
      if (second !== undefined) cluster.moveLeader(second);
    };
    expect(await log.append(cohort, stand.facts(1), 0)).toMatchObject({ revision: 1 });
    expect(await log.readAll(START, 10)).toHaveLength(2);
  });

  test('a leader that dies is replaced by the one that the others name', async () => {
    const cluster = await startEventStoreCluster(3);
    stand = new Stand({ url: cluster.urlOfAll, close: () => cluster.close() });
    const log = await stand.open();
    await log.append(cohort, stand.facts(1), 'none');
    const [first, second] = cluster.servers;
    if (first === undefined || second === undefined) throw new Error('There are three.');
    await first.stop();
    cluster.moveLeader(second);
    expect(await log.append(cohort, stand.facts(1), 0)).toMatchObject({ revision: 1 });
    expect(await followed(log, 2)).toHaveLength(2);
  });

  test('calls that fail while no node can be discovered end with the reason, and nothing else does', async () => {
    const cluster = await startEventStoreCluster(1);
    const url = `${cluster.url}&maxDiscoverAttempts=1&gossipTimeout=1`;
    stand = new Stand({ url, close: () => cluster.close() });
    const log = await stand.open({ patienceMs: 500 });
    const [server] = cluster.servers;
    if (server === undefined) throw new Error('There is one.');
    const lookedAgain = Promise.withResolvers<undefined>();
    stand.onTrouble = () => {
      lookedAgain.resolve(undefined);
    };
    const letGo = server.faults.holdAnswers();
    const underWay = refusal(log.readStream(cohort));
    server.faults.unavailable = true;
    const refused = refusal(log.head());
    await lookedAgain.promise;
    // The new search is under way when the call on the old connection fails.
    const searching = refusal(log.head());
    await server.stop();
    letGo();
    expect(await Promise.all([underWay, refused, searching])).toEqual([
      'log-unavailable',
      'log-unavailable',
      'log-unavailable',
    ]);
  });
});
