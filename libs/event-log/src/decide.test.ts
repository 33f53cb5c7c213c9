import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import type { CommandContext } from './decide.js';
import { Decider, decode } from './decide.js';
import { RuleBroken } from './errors.js';
import type { FactId, FactOf } from './facts.js';
import { streamName } from './facts.js';
import type { EventLog } from './port.js';
import { openSqliteLog } from './sqlite/open.js';
import type { Decision, StreamDefinition } from './stream.js';
import { CountingIds, FixedClock } from './testing/fixtures.js';
import { scenarios } from './testing/scenario.js';

const schemas = {
  SeatTaken: z.strictObject({ seat: z.int().positive(), by: z.string().min(1) }),
  SeatGivenUp: z.strictObject({ seat: z.int().positive() }),
};
type SeatFact = FactOf<typeof schemas>;
/** Who sits where. */
type Seats = Readonly<Record<number, string>>;
type SeatCode = 'seat-taken' | 'no-such-seat';

const seatMap: StreamDefinition<Seats, typeof schemas> = {
  kind: 'seatmap',
  schemas,
  initial: {},
  evolve(seats, fact) {
    switch (fact.type) {
      case 'SeatTaken':
        return { ...seats, [fact.data.seat]: fact.data.by };
      case 'SeatGivenUp':
        return Object.fromEntries(
          Object.entries(seats).filter(([seat]) => Number(seat) !== fact.data.seat),
        );
    }
  },
};

function take(seat: number, by: string): Decision<Seats, SeatFact> {
  return (seats) => {
    if (seat > 30) throw new RuleBroken<SeatCode>('no-such-seat', 'The room has 30 seats.');
    const sitting = seats[seat];
    if (sitting === by) return [];
    if (sitting !== undefined) throw new RuleBroken<SeatCode>('seat-taken', 'Choose another.');
    return [taken(seat, by)];
  };
}

function giveUp(seat: number): Decision<Seats, SeatFact> {
  return (seats) => (seats[seat] === undefined ? [] : [{ type: 'SeatGivenUp', data: { seat } }]);
}

function change(from: number, to: number, by: string): Decision<Seats, SeatFact> {
  return (seats) => (seats[to] === by ? [] : [...giveUp(from)(seats), ...take(to, by)(seats)]);
}

function taken(seat: number, by: string): SeatFact {
  return { type: 'SeatTaken', data: { seat, by } };
}

const request: CommandContext = { actor: 'coordinator-1', correlationId: 'request-1' };
const hall = streamName('seatmap', 'hall');

let folder: string;
let log: EventLog;
let decider: Decider;
const clock = new FixedClock();
let ids: CountingIds;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-decide-'));
  log = await openLog();
  ids = new CountingIds();
  decider = new Decider(log, clock, ids);
});
afterEach(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});
const openLog = () => openSqliteLog({ path: join(folder, 'log.db') });
const freshDecider = (on = log) => new Decider(on, clock, ids);

describe('a decision that records', () => {
  test('is appended with who, when and why, and answers state, revision and position', async () => {
    const context: CommandContext = {
      ...request,
      onBehalfOf: 'trainee-1',
      causationId: 'fact-0',
      reason: 'sealed:Zm9v',
      idempotency: { key: 'key-1', digest: 'digest-1' },
      policy: 'us-ma-cps@2024-01-01',
    };
    await decider.decide(seatMap, 'hall', take(1, 'ann'), request);
    const outcome = await decider.decide(seatMap, 'hall', change(1, 2, 'ann'), context);
    const stored = await log.readStream(hall);
    expect(outcome).toEqual({
      outcome: 'recorded',
      state: { 2: 'ann' },
      revision: 2,
      position: stored.at(-1)?.position,
      facts: stored.slice(1).map(({ id, type, data }) => ({ id, type, data })),
    });
    expect(stored.slice(1).map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'SeatGivenUp', data: { seat: 1 } },
      taken(2, 'ann'),
    ]);
    for (const { metadata } of stored.slice(1)) {
      expect(metadata).toEqual({
        recordedAt: '2026-03-02T14:00:00Z',
        actor: 'coordinator-1',
        onBehalfOf: 'trainee-1',
        reason: 'sealed:Zm9v',
        correlationId: 'request-1',
        causationId: 'fact-0',
        idempotencyKey: 'key-1',
        requestDigest: 'digest-1',
        policy: 'us-ma-cps@2024-01-01',
      });
    }
  });

  test('keeps the id that it gave a fact', async () => {
    const id = 'chosen' as FactId;
    await decider.decide(seatMap, 'hall', () => [{ ...taken(1, 'ann'), id }], request);
    expect((await log.readStream(hall)).map((fact) => fact.id)).toEqual([id]);
  });

  test('of a fact that does not fit its schema is refused before anything is appended', async () => {
    const wrong = () => [taken(1, 'ann'), taken(0, 'bob')];
    await expect(decider.decide(seatMap, 'hall', wrong, request)).rejects.toMatchObject({
      code: 'fact-unreadable',
      message: expect.stringMatching(/SeatTaken .* in a seatmap stream .* seat: /),
    });
    expect(await log.readStream(hall)).toEqual([]);
  });
});

describe('a decision that records nothing', () => {
  test('leaves the stream unchanged', async () => {
    const before = await decider.decide(seatMap, 'hall', take(1, 'ann'), request);
    const again = await decider.decide(seatMap, 'hall', take(1, 'ann'), request);
    expect(again).toEqual({ ...before, outcome: 'unchanged', facts: [] });
    expect(await log.readStream(hall)).toHaveLength(1);
  });

  test('passes on which rule would be broken', async () => {
    await decider.decide(seatMap, 'hall', take(1, 'ann'), request);
    const refused = decider.decide(seatMap, 'hall', take(1, 'bob'), request);
    await expect(refused).rejects.toMatchObject({ name: 'RuleBroken', code: 'seat-taken' });
    expect(await log.readStream(hall)).toHaveLength(1);
  });

  test('as a preview answers what it would record', async () => {
    await decider.decide(seatMap, 'hall', take(1, 'ann'), request);
    const head = await log.head();
    const preview = { ...request, preview: true };
    const outcome = await decider.decide(seatMap, 'hall', change(1, 2, 'ann'), preview);
    expect(outcome).toMatchObject({ outcome: 'previewed', state: { 2: 'ann' }, revision: 0 });
    expect(outcome.facts.map(({ type }) => type)).toEqual(['SeatGivenUp', 'SeatTaken']);
    expect(await log.head()).toBe(head);
    expect((await decider.load(seatMap, 'hall')).state).toEqual({ 1: 'ann' });
  });
});

describe('when others act at the same moment', () => {
  /** The log as one who is overtaken, so many times, between reading and appending. */
  function overtaken(times: number): EventLog {
    const other = freshDecider();
    let seat = 10;
    return {
      append: async (stream, facts, expected) => {
        if (seat < 10 + times) await other.decide(seatMap, 'hall', take(seat++, 'other'), request);
        return log.append(stream, facts, expected);
      },
      readStream: (stream, after) => log.readStream(stream, after),
      readAll: (after, limit) => log.readAll(after, limit),
      follow: (options) => log.follow(options),
      deleteStream: (stream, expected) => log.deleteStream(stream, expected),
      head: () => log.head(),
      close: () => log.close(),
    };
  }

  test.each([1, 2, 3])('a conflict is decided anew, %s times over', async (times) => {
    const slow = freshDecider(overtaken(times));
    const outcome = await slow.decide(seatMap, 'hall', take(1, 'ann'), request);
    expect(outcome).toMatchObject({ outcome: 'recorded', revision: times });
    expect(outcome.state).toEqual((await freshDecider().load(seatMap, 'hall')).state);
  });

  test('a fourth conflict in a row is given up, and nothing of it is recorded', async () => {
    const slow = freshDecider(overtaken(4));
    const refused = slow.decide(seatMap, 'hall', take(1, 'ann'), request);
    await expect(refused).rejects.toMatchObject({ code: 'too-many-conflicts' });
    const stored = await log.readStream(hall);
    expect(stored).toHaveLength(4);
    expect(stored.every(({ data }) => data['by'] === 'other')).toBe(true);
  });

  test('of two who want the last seat one gets it, and the other is told', async () => {
    const outcomes = await Promise.allSettled(
      ['ann', 'bob'].map((by) => freshDecider().decide(seatMap, 'hall', take(30, by), request)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'seat-taken' },
    });
    expect(await log.readStream(hall)).toHaveLength(1);
  });

  test('one who remembers the stream sees what others recorded since', async () => {
    await decider.decide(seatMap, 'hall', take(1, 'ann'), request);
    await freshDecider().decide(seatMap, 'hall', change(1, 2, 'ann'), request);
    expect(await decider.load(seatMap, 'hall')).toMatchObject({ state: { 2: 'ann' }, revision: 2 });
  });

  test('one who remembers a stream is told that it was deleted', async () => {
    await decider.decide(seatMap, 'hall', take(1, 'ann'), request);
    await log.deleteStream(hall, 'any');
    const told = { code: 'stream-deleted' };
    await expect(decider.load(seatMap, 'hall')).rejects.toMatchObject(told);
    const refused = decider.decide(seatMap, 'hall', take(2, 'ann'), request);
    await expect(refused).rejects.toMatchObject(told);
  });
});

describe('a client that says which revision it saw', () => {
  test.each([
    [-1, 0],
    [0, 1],
  ])('at revision %s is served when that is the revision', async (ifRevision, facts) => {
    for (let n = 1; n <= facts; n++) await decider.decide(seatMap, 'hall', take(n, 'x'), request);
    const context = { ...request, ifRevision };
    const outcome = await decider.decide(seatMap, 'hall', take(9, 'ann'), context);
    expect(outcome.revision).toBe(ifRevision + 1);
  });

  test('is refused when it was changed meanwhile, even where nothing would be recorded', async () => {
    await decider.decide(seatMap, 'hall', take(1, 'ann'), request);
    await decider.decide(seatMap, 'hall', take(2, 'bob'), request);
    const refused = decider.decide(seatMap, 'hall', take(1, 'ann'), { ...request, ifRevision: 0 });
    await expect(refused).rejects.toMatchObject({
      code: 'revision-mismatch',
      details: { seen: 0, current: 1 },
    });
  });
});

describe('a request with an idempotency key', () => {
  const once = { ...request, idempotency: { key: 'key-1', digest: 'digest-1' } };

  test('that is repeated answers the facts of the first time and records nothing', async () => {
    await decider.decide(seatMap, 'hall', take(1, 'ann'), request);
    const first = await decider.decide(seatMap, 'hall', change(1, 2, 'ann'), once);
    await decider.decide(seatMap, 'hall', change(2, 3, 'ann'), request);
    const again = await decider.decide(seatMap, 'hall', change(1, 2, 'ann'), once);
    expect(again).toMatchObject({ outcome: 'repeated', facts: first.facts, revision: 4 });
    expect(await log.readStream(hall)).toHaveLength(5);
  });

  test('is known by a process that starts later', async () => {
    const first = await decider.decide(seatMap, 'hall', take(1, 'ann'), once);
    await log.close();
    log = await openLog();
    const again = await freshDecider().decide(seatMap, 'hall', take(1, 'ann'), once);
    expect(again).toEqual({ ...first, outcome: 'repeated' });
  });

  test('that comes twice at once is recorded once', async () => {
    let seat = 0;
    const nextSeat: Decision<Seats, SeatFact> = () => [taken(++seat, 'ann')];
    const both = [1, 2].map(() => freshDecider().decide(seatMap, 'hall', nextSeat, once));
    const outcomes = await Promise.all(both);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['recorded', 'repeated']);
    expect(outcomes[0]?.facts).toEqual(outcomes[1]?.facts);
    expect(await log.readStream(hall)).toHaveLength(1);
  });

  test('may not be used for something else', async () => {
    await decider.decide(seatMap, 'hall', take(1, 'ann'), once);
    const other = { ...once, idempotency: { key: 'key-1', digest: 'digest-2' } };
    const refused = decider.decide(seatMap, 'hall', take(2, 'bob'), other);
    await expect(refused).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    expect(await log.readStream(hall)).toHaveLength(1);
  });
});

describe('a stored fact that can not be read', () => {
  const metadata = { recordedAt: '2026-03-02T14:00:00Z', actor: 'a', correlationId: 'c' };

  test.each([
    ['whose data does not fit', 'SeatTaken', { seat: 'window', by: 'ann' }, /seat: .*number/],
    ['of an unknown type', 'SeatPainted', { seat: 1 }, /SeatPainted, which this version/],
    ['named as a member of every object', 'constructor', {}, /constructor, which this version/],
  ])('%s is named', async (_what, type, data, message) => {
    await log.append(hall, [{ id: 'one' as FactId, type, data, metadata }], 'none');
    await expect(decider.load(seatMap, 'hall')).rejects.toMatchObject({
      code: 'fact-unreadable',
      message: expect.stringMatching(message),
    });
  });
});

describe('whatever is asked', () => {
  const seat = fc.integer({ min: 1, max: 4 });
  const by = fc.constantFrom('ann', 'bob');
  const decision = fc.oneof(
    fc.tuple(seat, by).map((args) => take(...args)),
    seat.map(giveUp),
    fc.tuple(seat, seat, by).map((args) => change(...args)),
  );

  test('deciding twice adds nothing, and what is remembered is what a replay gives', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(decision, { maxLength: 20 }), async (decisions) => {
        run += 1;
        const room = `room-${run}`;
        for (const asked of decisions) {
          if (!(await recorded(room, asked))) continue;
          expect(await recorded(room, asked)).toBe(false);
        }
        const remembered = await decider.load(seatMap, room);
        expect(await freshDecider().load(seatMap, room)).toEqual(remembered);
        const stored = await log.readStream(streamName('seatmap', room));
        const facts = stored.map((fact) => decode(seatMap, fact));
        expect(facts.reduce(seatMap.evolve, seatMap.initial)).toEqual(remembered.state);
        expect(remembered.revision).toBe(stored.length - 1);
      }),
      { numRuns: 40 },
    );
  });

  async function recorded(room: string, asked: Decision<Seats, SeatFact>): Promise<boolean> {
    try {
      return (await decider.decide(seatMap, room, asked, request)).outcome === 'recorded';
    } catch (error) {
      if (error instanceof RuleBroken) return false;
      throw error;
    }
  }
});

describe('the seat map, told with the scenario kit', () => {
  const scenario = scenarios(seatMap);
  scenario('a free seat can be taken').given().when(take(1, 'ann')).thenRecorded(taken(1, 'ann'));
  scenario('taking the same seat again changes nothing')
    .given(taken(1, 'ann'))
    .when(take(1, 'ann'))
    .thenNothing();
  scenario('nobody takes the seat of another')
    .given(taken(1, 'ann'))
    .when(take(1, 'bob'))
    .thenRefused('seat-taken');
  scenario('seat 30 is the last').given().when(take(30, 'ann')).thenRecorded(taken(30, 'ann'));
  scenario('there is no seat 31').given().when(take(31, 'ann')).thenRefused('no-such-seat');
});
