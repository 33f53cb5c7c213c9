import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startEventStoreServer } from '../../../../test/support/eventstore/server.js';
import type { EventStoreServer, WriteFault } from '../../../../test/support/eventstore/server.js';
import { START, streamName } from '../facts.js';
import type { FactId, StreamName } from '../facts.js';
import type { ExpectedRevision } from '../port.js';
import { refusal } from '../testing/contract/log-under-test.js';
import { cohort, idsOf, Stand } from './testing/stand.js';

let server: EventStoreServer;
let stand: Stand;
beforeEach(async () => {
  server = await startEventStoreServer();
  stand = new Stand(server);
});
afterEach(() => stand.close());

const faults: readonly WriteFault[] = [
  'cut-before-write',
  'cut-after-write',
  'lose-request',
  'lose-answer',
  'unavailable-before-write',
  'unavailable-after-write',
];

describe('an append whose answer does not come', () => {
  test.each(faults)('is settled by asking again with the same ids: %s', async (fault) => {
    const log = await stand.open({ deadlineMs: 300 });
    const first = stand.facts(2);
    await log.append(cohort, first, 'none');
    for (const expected of ['any', 3, 'none'] as const) {
      const stream = expected === 'none' ? streamName('cohort', 'autumn') : cohort;
      const facts = stand.facts(2);
      server.faults.failNextWrite(fault);
      const appended = await log.append(stream, facts, expected);
      expect(appended).toMatchObject({
        revision: expected === 'none' ? 1 : expected === 3 ? 5 : 3,
        repeated: false,
      });
      const stored = await log.readStream(stream);
      expect(idsOf(stored.slice(-2))).toEqual(idsOf(facts));
      expect(stored.at(-1)).toMatchObject({ position: appended.position });
    }
    expect(await log.readAll(START, 100)).toHaveLength(8);
    expect(stand.troubles).toHaveLength(3);
  });

  test('is a conflict when somebody else was there first', async () => {
    const log = await stand.open();
    const other = await stand.open();
    await log.append(cohort, stand.facts(1), 'none');
    server.faults.failNextWrite('unavailable-before-write');
    const theirs = stand.facts(1);
    const [ours, winner] = await Promise.all([
      refusal(log.append(cohort, stand.facts(1), 0)),
      refusal(other.append(cohort, theirs, 0)),
    ]);
    expect([ours, winner].filter((outcome) => outcome === 'revision-conflict')).toHaveLength(1);
    expect(await log.readStream(cohort)).toHaveLength(2);
  });

  test('is unknown when the server stays away, and settled when the same ids are appended again', async () => {
    const log = await stand.open({ patienceMs: 100 });
    const [written, lost] = [stand.facts(2), stand.facts(1)];
    const goAway = () => {
      server.faults.unavailable = true;
    };
    stand.onTrouble = goAway;
    server.faults.failNextWrite('cut-after-write');
    expect(await refusal(log.append(cohort, written, 'none'))).toBe('append-outcome-unknown');
    server.faults.unavailable = false;
    server.faults.failNextWrite('cut-before-write');
    expect(await refusal(log.append(cohort, lost, 1))).toBe('append-outcome-unknown');
    server.faults.unavailable = false;

    expect(await log.append(cohort, written, 'none')).toMatchObject({ repeated: true });
    expect(await log.append(cohort, lost, 1)).toMatchObject({ revision: 2, repeated: false });
    expect(idsOf(await log.readStream(cohort))).toEqual(idsOf([...written, ...lost]));
  });

  test('is no doubt when the server could not be reached at all', async () => {
    const log = await stand.open({ patienceMs: 100 });
    await log.readStream(cohort);
    await server.stop();
    // The first call still meets the connection that was cut.
    expect(await refusal(log.head())).toBe('log-unavailable');
    expect(await refusal(log.append(cohort, stand.facts(1), 'none'))).toBe('log-unavailable');
    await server.start();
    expect(await log.readStream(cohort)).toEqual([]);
  });

  test('waits for a server that comes back', async () => {
    const log = await stand.open();
    await log.append(cohort, stand.facts(1), 'none');
    await server.stop();
    let back: Promise<void> | undefined;
    stand.onTrouble = () => {
      back ??= server.start();
    };
    const appended = log.append(cohort, stand.facts(1), 0);
    expect(await appended).toMatchObject({ revision: 1, repeated: false });
    await back;
  });

  test('whatever goes wrong: what was answered is there once, in the order of the answers', async () => {
    const attempts = fc.array(
      fc.record({
        fault: fc.option(fc.constantFrom(...faults.filter((fault) => !fault.startsWith('lose')))),
        stream: fc.nat(1),
        facts: fc.integer({ min: 1, max: 3 }),
        expecting: fc.constantFrom('any', 'what I read'),
      }),
      { minLength: 1, maxLength: 8 },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(attempts, async (tried) => {
        run += 1;
        const log = await stand.open();
        const answered = new Map<string, string[]>();
        for (const { fault, stream, facts: count, expecting } of tried) {
          const name = streamName('cohort', `${run}-${stream}`);
          const facts = stand.facts(count);
          const before = answered.get(name) ?? [];
          const read: ExpectedRevision = before.length === 0 ? 'none' : before.length - 1;
          if (fault !== null) server.faults.failNextWrite(fault);
          await log.append(name, facts, expecting === 'any' ? 'any' : read);
          answered.set(name, [...before, ...idsOf(facts)]);
        }
        for (const [name, ids] of answered) {
          expect(idsOf(await log.readStream(name as StreamName))).toEqual(ids);
        }
        await log.close();
      }),
      { numRuns: process.env['LONG'] === undefined ? 15 : 200 },
    );
  });

  test('many at once, while connections break: each is there once, and each stream in order', async () => {
    const log = await stand.open();
    const streams = Array.from({ length: 20 }, (_, n) => streamName('cohort', `busy-${n}`));
    let answers = 0;
    const asked = await Promise.all(
      streams.map(async (stream) => {
        const facts = stand.facts(20);
        for (const [index, fact] of facts.entries()) {
          await log.append(stream, [fact], index === 0 ? 'none' : index - 1);
          if (++answers % 37 === 0) server.faults.cutConnections();
          if (answers % 53 === 0) server.faults.failNextWrite('unavailable-after-write');
        }
        return idsOf(facts);
      }),
    );
    for (const [n, stream] of streams.entries()) {
      expect(idsOf(await log.readStream(stream))).toEqual(asked[n]);
    }
    expect(stand.troubles.length).toBeGreaterThan(20);
  });
});

describe('ids that were recorded before', () => {
  test('are known though the server has forgotten them, whatever is expected', async () => {
    const log = await stand.open();
    const facts = stand.facts(2);
    const first = await log.append(cohort, facts, 'any');
    await log.append(cohort, stand.facts(30), 1);
    await server.stop();
    await server.start();
    const anew = await stand.open();
    for (const each of [log, anew]) {
      expect(await each.append(cohort, facts, 'any')).toEqual({ ...first, repeated: true });
      expect(await each.append(cohort, facts, 'none')).toEqual({ ...first, repeated: true });
    }
    expect(await log.readStream(cohort)).toHaveLength(32);
  });

  test('are not recorded again beside new ones, also where the server would take them', async () => {
    const log = await stand.open();
    const [old, fresh] = [stand.facts(1), stand.facts(1)];
    await log.append(cohort, old, 'none');
    const anew = await stand.open();
    for (const each of [log, anew]) {
      for (const expected of ['any', 0] as const) {
        expect(await refusal(each.append(cohort, [...old, ...fresh], expected))).toBe(
          'fact-id-taken',
        );
      }
    }
    expect(await log.readStream(cohort)).toHaveLength(1);
  });

  test('by another process since this one looked last are found too', async () => {
    const [log, other] = [await stand.open(), await stand.open()];
    const [one, two, three] = [stand.facts(1), stand.facts(1), stand.facts(1)];
    await log.append(cohort, one, 'none');
    await other.append(cohort, two, 0);
    expect(await refusal(log.append(cohort, [...two, ...three], 0))).toBe('fact-id-taken');
    expect(await log.append(cohort, three, 'any')).toMatchObject({ revision: 2 });
    expect(await other.append(cohort, three, 1)).toMatchObject({ revision: 2 });
    expect(await log.readStream(cohort)).toHaveLength(3);
  });
});

describe('an append that this server can not take', () => {
  test('is too large as a whole: nothing of it is recorded, and the message says the mend', async () => {
    const log = await stand.open();
    const facts = stand.facts(4).map((fact) => ({ ...fact, data: { text: 'a'.repeat(300_000) } }));
    const refused = log.append(cohort, facts, 'none');
    await expect(refused).rejects.toMatchObject({ code: 'fact-too-large' });
    await expect(refused).rejects.toThrow(/raise MaxAppendSize/u);
    expect(await log.readStream(cohort)).toEqual([]);
    await log.append(cohort, facts.slice(0, 3), 'none');
    expect(await log.readStream(cohort)).toHaveLength(3);
  });

  test('has an id or a type that it would not keep', async () => {
    const log = await stand.open();
    const [fact] = stand.facts(1);
    if (fact === undefined) throw new Error('There is one.');
    for (const wrong of [
      { ...fact, id: 'fact-1' as FactId },
      { ...fact, id: fact.id.toUpperCase() as FactId },
      { ...fact, type: '$ClassDayHeld' },
    ]) {
      await expect(log.append(cohort, [wrong], 'none')).rejects.toThrow(TypeError);
    }
    expect(await log.readStream(cohort)).toEqual([]);
  });
});

describe('a stream that somebody truncated on the server', () => {
  test.each([
    ['the beginning is gone', { $tb: 2 }],
    ['only the last ones are kept', { $maxCount: 1 }],
  ])('is damaged, and says so: %s', async (_what, settings) => {
    const log = await stand.open();
    await log.append(cohort, stand.facts(3), 'none');
    server.log.append(`$$rollbook.${cohort}`, [metadataEvent(settings)], 'any');
    const anew = await stand.open({ patienceMs: 100 });
    expect(await refusal(anew.readStream(cohort))).toBe('log-damaged');
    expect(await refusal(anew.append(cohort, stand.facts(1), 'any'))).toBe('log-damaged');
    expect(server.log.stream(`rollbook.${cohort}`).last).toBe(2n);
  });

  test('is noticed when it is written to after a soft deletion', async () => {
    const log = await stand.open({ patienceMs: 100 });
    await log.append(cohort, stand.facts(3), 'none');
    server.log.deleteSoftly(`rollbook.${cohort}`, 'any');
    const anew = await stand.open({ patienceMs: 100 });
    expect(await refusal(anew.append(cohort, stand.facts(1), 'none'))).toBe('log-damaged');
  });
});

function metadataEvent(settings: object) {
  return {
    id: randomUUID(),
    type: '$metadata',
    isJson: true,
    data: Buffer.from(JSON.stringify(settings)),
    metadata: new Uint8Array(),
  };
}
