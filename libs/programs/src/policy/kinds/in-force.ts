import { z } from 'zod';
import { requirementFields, slug } from '../quote.js';
import { momentSchema } from '../moment.js';
import { stated } from '../stated.js';
import { leafKind } from './kind.js';

/** Whether a credential is in force on the day judged, after all that ended or restored it. */
const schema = z.strictObject({
  kind: z.literal('in-force'),
  ...requirementFields,
  begins: slug.describe('Step with which it begins.'),
  expires: stated(momentSchema).describe('Its last day.'),
  ends: z
    .array(
      z.strictObject({
        step: slug,
        restored: z
          .strictObject({ by: slug, retroactive: stated(z.boolean()) })
          .exactOptional()
          .describe('Step that undoes it; retroactive: as if it had never ended.'),
      }),
    )
    .default([]),
});

export const inForce = leafKind({
  schema,
  judge: () => () => ({ outcome: { status: 'not-stated' } }),
});
