import { z } from 'zod';
import { requirementFields, slug } from '../quote.js';
import { stated } from '../stated.js';
import { whereSchema } from '../where.js';
import { windowSchema } from '../window.js';
import { leafKind } from './kind.js';

/** Something that must not have happened in a window; what lasted counts by its last day. */
const schema = z.strictObject({
  kind: z.literal('absence'),
  ...requirementFields,
  of: z.union([slug, z.array(slug).min(1)]).describe('Which activities, by their `tally`.'),
  window: stated(windowSchema),
  where: whereSchema.exactOptional().describe('Attributes of those that are meant.'),
  longerThan: z
    .strictObject({ amount: z.number().min(0), unit: slug, orExactly: z.boolean().default(false) })
    .exactOptional()
    .describe('Only those of more than this matter.'),
  except: z
    .array(z.strictObject({ where: whereSchema, unless: whereSchema.exactOptional() }))
    .default([])
    .describe('Those with these attributes do not matter, unless they have those.'),
});

export const absence = leafKind({
  schema,
  judge: () => () => ({ outcome: { status: 'not-stated' } }),
});
