import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EvidenceOf } from '../../evidence.js';
import type { Item } from './counted.js';
import { measure, type Filled, type IsSeparate, type Whole } from './quotas.js';
import type { Quota } from './schema.js';

/*
 * What counts, found by trying: each half hour is left out, or counted in each way in which the quotas
 * that it fits may have it. Of all ways that keep the caps the best is told.
 */

/** In which quotas an hour counts, and which caps it comes under. */
interface Way {
  readonly counted: readonly string[];
  readonly capped: readonly string[];
}

const asWritten: IsSeparate = ({ overlap }) => overlap === 'separate';

function waysOf(topics: readonly string[], { quotas = [], overlap }: Whole): readonly Way[] {
  const fitting = quotas.filter(({ id }) => topics.includes(id));
  const capped = fitting.map(({ id }) => id);
  const within = fitting.map((quota) =>
    waysOf(topics, quota).map((way) => ({
      counted: [quota.id, ...way.counted],
      capped: way.capped,
    })),
  );
  const inside =
    overlap === 'separate' && within.length > 0
      ? within.flat()
      : within.reduce<readonly Way[]>(
          (sofar, ways) => sofar.flatMap((one) => ways.map((other) => joined(one, other))),
          [{ counted: [], capped: [] }],
        );
  return inside.map((way) => joined({ counted: [], capped }, way));
}

function joined(one: Way, other: Way): Way {
  return {
    counted: [...one.counted, ...other.counted],
    capped: [...one.capped, ...other.capped],
  };
}

interface Outcome {
  readonly total: number;
  readonly counted: ReadonlyMap<string, number>;
}

/** Everything that may count, without repeats. */
function outcomesOf(hours: readonly (readonly string[])[], whole: Whole): readonly Outcome[] {
  const all = everyQuota(whole);
  const caps = new Map(all.map(({ id, countsUpTo = Infinity }) => [id, countsUpTo]));
  let sofar = new Map<string, { total: number; counted: number[]; capped: number[] }>();
  const nothing = { total: 0, counted: all.map(() => 0), capped: all.map(() => 0) };
  sofar.set('', nothing);
  for (const topics of hours.flatMap((hour) => [hour, hour])) {
    const ways = waysOf(topics, whole);
    const next = new Map(sofar);
    for (const one of sofar.values()) {
      for (const way of ways) {
        const plus = (sums: readonly number[], ids: readonly string[]) =>
          sums.map((sum, place) => sum + (ids.includes(all[place]?.id ?? '') ? 0.5 : 0));
        const capped = plus(one.capped, way.capped);
        if (all.some(({ id }, place) => (capped[place] ?? 0) > (caps.get(id) ?? 0))) continue;
        const counted = plus(one.counted, way.counted);
        const total = one.total + 0.5;
        next.set(JSON.stringify([total, counted, capped]), { total, counted, capped });
      }
    }
    sofar = next;
  }
  return [...sofar.values()].map(({ total, counted }) => ({
    total,
    counted: new Map(all.map(({ id }, place) => [id, counted[place] ?? 0])),
  }));
}

function everyQuota({ quotas = [] }: Whole): readonly Quota[] {
  return quotas.flatMap((quota) => [quota, ...everyQuota(quota)]);
}

/** How much of what some quotas need is there at once, at best. */
function reached(outcomes: readonly Outcome[], quotas: readonly Quota[]): number {
  return Math.max(...outcomes.map((outcome) => reachedIn(outcome, quotas)));
}

function reachedIn({ counted }: Outcome, quotas: readonly Quota[]): number {
  return sum(quotas.map(({ id, atLeast = 0 }) => Math.min(atLeast, counted.get(id) ?? 0)));
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0);

function everyFilled(filled: readonly Filled[]): readonly Filled[] {
  return filled.flatMap((one) => [one, ...everyFilled(one.parts)]);
}

let refs = 0;
function hour(topic: readonly string[]): Item {
  refs += 1;
  const activity: EvidenceOf<'activity'> = {
    kind: 'activity',
    ref: `hour-${refs}`,
    tally: 'work',
    amount: 1,
    unit: 'hours',
    on: '2026-03-02',
    attributes: { topic },
  };
  return { activity, day: activity.on, amount: 1 };
}

const overlap = fc.constantFrom('shared', 'separate');
const amounts = fc.record(
  {
    atLeast: fc.integer({ min: 1, max: 3 }),
    countsUpTo: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: [] },
);
const quotasOf = (ids: readonly string[], inside: (id: string) => fc.Arbitrary<object>) =>
  fc.tuple(
    ...ids.map((id) =>
      fc
        .tuple(amounts, inside(id))
        .map(([limits, more]) => ({ id, title: id, where: { topic: [id] }, ...limits, ...more })),
    ),
  );
const flat = fc.record({ overlap, quotas: quotasOf(['a', 'b', 'c'], () => fc.constant({})) });
const nested = fc.record({
  overlap,
  quotas: quotasOf(['a', 'b'], (id) =>
    fc.oneof(
      fc.constant({}),
      fc.record({ overlap, quotas: quotasOf([`${id}1`, `${id}2`], () => fc.constant({})) }),
    ),
  ),
});
const cases = fc.oneof(
  fc.record({ whole: flat, hours: fc.array(fc.subarray(['a', 'b', 'c']), { maxLength: 6 }) }),
  fc.record({
    whole: nested,
    hours: fc.array(fc.subarray(['a', 'a1', 'a2', 'b', 'b1', 'b2']), { maxLength: 5 }),
  }),
) as fc.Arbitrary<{ whole: Whole; hours: string[][] }>;

describe('whatever quotas there are, and however they overlap', () => {
  test('what counts is the most that can, as trying every way finds', () => {
    fc.assert(
      fc.property(cases, ({ whole, hours }) => {
        const found = measure(hours.map(hour), whole, asWritten);
        const outcomes = outcomesOf(hours, whole);
        const all = everyQuota(whole);
        const most = (ofIt: (outcome: Outcome) => number, among = outcomes) =>
          Math.max(...among.map(ofIt));
        const fullest = reached(outcomes, all);
        const best = outcomes.filter((outcome) => reachedIn(outcome, all) === fullest);
        expect(found.total).toBe(most(({ total }) => total, best));
        const have = all.map(({ id }) => most(({ counted }) => counted.get(id) ?? 0));
        expect(everyFilled(found.filled).map((one) => one.have)).toEqual(have);
        expect(everyFilled(found.filled).map(({ quota }) => quota)).toEqual(all);
        const alone = all.map(({ atLeast = 0 }, place) => Math.min(atLeast, have[place] ?? 0));
        expect(found.tooFew === undefined).toBe(fullest === sum(alone));
      }),
    );
  });

  test('what is too few together is told of the fewest quotas that it is so of', () => {
    fc.assert(
      fc.property(cases, ({ whole, hours }) => {
        const { tooFew } = measure(hours.map(hour), whole, asWritten);
        if (tooFew === undefined) return;
        const outcomes = outcomesOf(hours, whole);
        const lacking = (quotas: readonly Quota[]) =>
          sum(quotas.map((one) => reached(outcomes, [one]))) - reached(outcomes, quotas);
        const { quotas, have, need } = tooFew;
        expect(have).toBe(reached(outcomes, quotas));
        expect(need).toBe(sum(quotas.map(({ atLeast = 0 }) => atLeast)));
        expect(lacking(quotas)).toBe(lacking(everyQuota(whole)));
        for (const one of quotas)
          expect(lacking(quotas.filter((other) => other !== one))).toBeLessThan(lacking(quotas));
      }),
    );
  });
});
