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
    return ({ of }) => ({
      outcome: {
        status: 'needs-decision',
        decisions: [{ requirement: id, question: ask, options }],
      },
      evidence: [
        ...of('activity').filter(({ tally }) => names.has(tally)),
        ...of('document').filter(({ document }) => names.has(document)),
        ...of('step').filter(({ step }) => names.has(step)),
        ...of('circumstance').filter(({ name }) => names.has(name)),
      ].map(({ ref }) => ref),
    });
  },
});
