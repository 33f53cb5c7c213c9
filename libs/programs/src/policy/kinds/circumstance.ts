import { z } from 'zod';
import { requirementFields } from '../quote.js';
import { whereSchema } from '../where.js';
import { leafKind } from './kind.js';

/** Something that is so of the person, or of the cohort. */
const schema = z.strictObject({
  kind: z.literal('circumstance'),
  ...requirementFields,
  of: z.enum(['person', 'cohort']).default('person'),
  where: whereSchema.describe('Circumstances by name, all of which must fit.'),
});

export const circumstance = leafKind({
  schema,
  judge: () => () => ({ outcome: { status: 'not-stated' } }),
});
