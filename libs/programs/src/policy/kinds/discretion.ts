import { z } from 'zod';
import type { Ledger } from '../ledger.js';
import { requirementFields, slug, words } from '../quote.js';
import { leafKind } from './kind.js';

/** Words such as “may” or “considered”: a person decides, with a reason. */
const schema = z.strictObject({
  kind: z.literal('discretion'),
  ...requirementFields,
  ask: words.describe('What is to be decided.'),
  options: z.array(words).min(1),
  considers: z.array(words).default([]).describe('What the source says is considered.'),
  facts: z
    .array(slug)
    .default([])
    .describe('Tallies, documents, steps or circumstances that bear on it; new ones reopen it.'),
});

export const discretion = leafKind({
  schema,
  judge: ({ id, ask, options, facts }) => {
    const refsOf = bearing(facts);
    const outcome = {
      status: 'needs-decision',
      decisions: [{ requirement: id, question: ask, options }],
    } as const;
    return ({ once }) => ({ outcome, evidence: once(refsOf) });
  },
});

// Readings of one rule often ask about the very same facts.
const known = new Map<string, (ledger: Ledger) => readonly string[]>();

/** Refs of what bears on a decision. */
function bearing(facts: readonly string[]): (ledger: Ledger) => readonly string[] {
  const key = JSON.stringify(facts);
  const names = new Set(facts);
  const refsOf =
    known.get(key) ??
    (({ of }) => {
      const refs: string[] = [];
      for (const { tally, ref } of of('activity')) if (names.has(tally)) refs.push(ref);
      for (const { document, ref } of of('document')) if (names.has(document)) refs.push(ref);
      for (const { step, ref } of of('step')) if (names.has(step)) refs.push(ref);
      for (const { name, ref } of of('circumstance')) if (names.has(name)) refs.push(ref);
      return refs;
    });
  known.set(key, refsOf);
  return refsOf;
}
