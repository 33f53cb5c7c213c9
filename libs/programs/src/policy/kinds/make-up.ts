import { z } from 'zod';
import { momentSchema } from '../moment.js';
import { requirementFields, slug } from '../quote.js';
import { stated } from '../stated.js';
import { leafKind } from './kind.js';

/** Whatever was missed must be made up. */
const schema = z.strictObject({
  kind: z.literal('make-up'),
  ...requirementFields,
  sessions: z.array(slug).min(1).describe('Kinds of sessions that must be made up.'),
  where: stated(z.array(slug).min(1)).describe('Such as next-cohort.'),
  notAfter: stated(momentSchema),
  atMost: stated(z.int().min(1)).describe('How many modules may be made up at all.'),
});

export const makeUp = leafKind({
  schema,
  judge: () => () => ({ outcome: { status: 'not-stated' } }),
});
