import { z } from 'zod';
import { askingFields, bearing } from '../deciding.js';
import { requirementFields, words } from '../quote.js';
import { leafKind } from './kind.js';

/** Words such as “may” or “considered”: a person decides, with a reason. */
const schema = z.strictObject({
  kind: z.literal('discretion'),
  ...requirementFields,
  ...askingFields,
  options: z.array(words).min(1),
});

export const discretion = leafKind({
  schema,
  moments: ({ since }) => (since === undefined ? [] : [[since, ['since']]]),
  judge: ({ id, ask, options, facts }) => {
    const refsOf = bearing(facts);
    const outcome = {
      status: 'needs-decision',
      decisions: [{ requirement: id, question: ask, options }],
    } as const;
    return ({ once }) => ({ outcome, evidence: once(refsOf) });
  },
});
