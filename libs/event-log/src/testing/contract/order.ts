import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExpectedRevision } from '../../port.js';
import type { RecordedFact, StreamName } from '../../facts.js';
import { factsOf, idsOf, refusal } from './log-under-test.js';
import type { LogUnderTest } from './log-under-test.js';

/** What one writer tries; the appends of a round are asked for at once. */
interface Attempt {
  readonly stream: number;
  readonly facts: number;
  readonly expecting: 'none' | 'any' | 'what I read';
}

const attempt: fc.Arbitrary<Attempt> = fc.record({
  stream: fc.nat(2),
  facts: fc.integer({ min: 1, max: 3 }),
  expecting: fc.constantFrom('none', 'any', 'what I read'),
});
const rounds = fc.array(fc.array(attempt, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 6,
});

export function orderContract(current: () => LogUnderTest): void {
  describe('whatever several writers do at once', () => {
    test('answered appends are there whole and once, refused ones are not, and a follower sees the log', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(rounds, async (tried) => {
          run += 1;
          await playAndCheck(current(), run, tried);
        }),
        { numRuns: process.env['LONG'] === undefined ? 40 : 400 },
      );
    });
  });
}

async function playAndCheck(t: LogUnderTest, run: number, tried: Attempt[][]): Promise<void> {
  const streams = [0, 1, 2].map((n) => t.stream(`${run}-${n}`));
  const nth = (n: number) => streams[n] ?? t.stream('none');
  const start = await t.log.head();
  const stop = new AbortController();
  const followed = (async () => {
    const facts: RecordedFact[] = [];
    for await (const batch of t.log.follow({ after: start, maxBatch: 4, signal: stop.signal })) {
      facts.push(...t.own(batch.facts));
    }
    return facts;
  })();

  const answered: string[][] = [];
  for (const round of tried) {
    const revisions = await Promise.all(streams.map((stream) => revisionOf(t, stream)));
    const winners = await Promise.all(
      round.map(async ({ stream, facts: count, expecting }) => {
        const facts = t.facts(count);
        const read = revisions[stream] ?? 'none';
        const expected = expecting === 'what I read' ? read : expecting;
        const outcome = await refusal(t.log.append(nth(stream), facts, expected));
        if (!outcome.startsWith('answered')) {
          expect(outcome).toBe('revision-conflict');
          return undefined;
        }
        answered.push(idsOf(facts));
        return expecting === 'any' ? undefined : stream;
      }),
    );
    const exact = winners.filter((stream) => stream !== undefined);
    expect(exact).toEqual([...new Set(exact)]);
  }

  const log = await t.readOwn(start, 7);
  expect(idsOf(log).sort()).toEqual(answered.flat().sort());
  for (const ids of answered) {
    const place = idsOf(log).indexOf(ids[0] ?? '');
    expect(idsOf(log).slice(place, place + ids.length)).toEqual(ids);
  }
  for (const stream of streams) {
    const stored = await t.log.readStream(stream);
    expect(stored.map(({ revision }) => revision)).toEqual([...stored.keys()]);
    expect(log.filter((fact) => fact.stream === stream)).toEqual(stored);
  }
  const resumed = await t.follow({ after: start, maxBatch: 3 }, (_own, batch) => batch.caughtUp);
  expect(t.own(factsOf(resumed))).toEqual(log);
  const end = await t.log.append(nth(0), t.facts(1), 'any');
  const whole = await t.readOwn(start);
  await t.follow({ after: start }, (own) => own.at(-1)?.position === end.position);
  stop.abort();
  const seen = await followed;
  expect(seen).toEqual(whole.slice(0, seen.length));
  expect(seen.length).toBeGreaterThanOrEqual(log.length);
}

async function revisionOf(t: LogUnderTest, stream: StreamName): Promise<ExpectedRevision> {
  return (await t.log.readStream(stream)).at(-1)?.revision ?? 'none';
}
