import { z } from 'zod';
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
    const names = new Set(facts);
    const outcome = {
      status: 'needs-decision',
      decisions: [{ requirement: id, question: ask, options }],
    } as const;
    return ({ of }) => {
      const evidence: string[] = [];
      for (const { tally, ref } of of('activity')) if (names.has(tally)) evidence.push(ref);
      for (const { document, ref } of of('document')) if (names.has(document)) evidence.push(ref);
      for (const { step, ref } of of('step')) if (names.has(step)) evidence.push(ref);
      for (const { name, ref } of of('circumstance')) if (names.has(name)) evidence.push(ref);
      return { outcome, evidence };
    };
  },
});
