import { evaluate } from '../evaluate.js';
import type { Context, EvidenceItem } from '../evidence.js';
import { policyAsking } from '../example.fixture.js';
import type { Result } from '../outcome.js';

/** A fact without its ref, which its place gives it: `fact-1` and so on. */
export type Given = EvidenceItem extends infer Item
  ? Item extends EvidenceItem
    ? Omit<Item, 'ref'>
    : never
  : never;

interface Around {
  readonly asOf?: string;
  readonly context?: Context;
  /** What else the policy says. */
  readonly more?: object;
}

/** One requirement, judged by itself. */
export function judged(
  require: object,
  items: readonly Given[] = [],
  { asOf = '2026-06-30', context = {}, more = {} }: Around = {},
): Result {
  const evidence = items.map((item, place) => ({ ref: `fact-${place + 1}`, ...item }));
  const { require: result } = evaluate(
    policyAsking(require, more),
    'apply',
    evidence,
    asOf,
    context,
  );
  if (typeof result === 'string') throw new Error('nothing was asked');
  return result;
}

/** A question whose readings are these. */
export function question(id: string, ...readings: readonly string[]) {
  return {
    id,
    ask: 'Which?',
    rules: [{ id: 'E-1', source: 'page', quote: 'So it is written.' }],
    readings: readings.map((reading) => ({ id: reading, says: 'So.' })),
    settled: 'not stated',
  };
}
