import { z } from 'zod';
import { countingSchema } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { leafKind } from './kind.js';

/** Sessions that cannot be missed, whatever else may be. */
const schema = z.strictObject({
  kind: z.literal('protected-sessions'),
  ...requirementFields,
  days: z.array(z.int().min(1)).default([]).describe('Days of the cohort’s plan, counted from 1.'),
  sessions: z.array(slug).default([]).describe('Kinds of sessions.'),
  partly: countingSchema.describe(
    'Whether missing a part of one (late, early) counts as missing it.',
  ),
});

export const protectedSessions = leafKind({
  schema,
  judge: () => () => ({ outcome: { status: 'not-stated' } }),
});
