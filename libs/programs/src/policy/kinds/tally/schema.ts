import { z } from 'zod';
import { period } from '../../calendar.js';
import { momentSchema } from '../../moment.js';
import { requirementFields, slug, words } from '../../quote.js';
import { stated } from '../../stated.js';
import { varying, whereSchema, type Where } from '../../where.js';
import { everySchema, windowSchema } from '../../window.js';

const amount = z.number().min(0);

const overlapSchema = z.union([z.enum(['shared', 'separate']), z.strictObject({ question: slug })]);

export type Overlap = z.infer<typeof overlapSchema>;

/** A part of a whole, with parts of its own. */
export interface Quota {
  id: string;
  title: string;
  where: Where;
  atLeast?: number;
  countsUpTo?: number;
  overlap?: Overlap;
  quotas?: Quota[];
}

const quotaSchema: z.ZodType<Quota> = z.lazy(() => oneQuota);
const quotaFields = {
  overlap: overlapSchema
    .exactOptional()
    .describe(
      'Whether what fits several quotas counts in each (shared) or in one only (separate), or the question that asks it (readings `shared` and `separate`). Needed where several quotas are listed.',
    ),
  quotas: z
    .array(quotaSchema)
    .min(1)
    .max(12)
    .exactOptional()
    .describe('So much of it in each of these.'),
};
const oneQuota = z.strictObject({
  id: slug,
  title: words,
  where: whereSchema.describe('Attributes of the activities that count here.'),
  atLeast: amount.exactOptional(),
  countsUpTo: amount.exactOptional().describe('More than this is left out of the total.'),
  ...quotaFields,
});

/** Hours, courses or other things that add up, of which there must be enough, or not too much. */
export const tallySchema = z.strictObject({
  kind: z.literal('tally'),
  ...requirementFields,
  tally: z
    .union([slug, z.array(slug).min(1)])
    .describe('Which activities are added up, by their `tally`.'),
  unit: slug.describe('Unit of the sum, such as hours; `times` counts each activity once.'),
  atLeast: stated(varying(amount)).describe('How much is needed.'),
  atMost: varying(amount).exactOptional().describe('A limit: more than this breaks the rule.'),
  forEvery: z
    .union([
      z.strictObject({
        amount: z.number().positive(),
        tally: slug,
        unit: slug,
        where: whereSchema.exactOptional(),
        rounding: z.enum(['up', 'down', 'none']),
      }),
      z.strictObject({
        period,
        since: momentSchema,
        until: momentSchema.exactOptional().describe('The day judged where left out.'),
        rounding: z.enum(['up', 'down']),
        needAtMost: amount.exactOptional(),
      }),
    ])
    .exactOptional()
    .describe(
      '`atLeast` is needed for every so much of another tally (a ratio), or for every period passed.',
    ),
  prorated: z
    .strictObject({ full: period, rounding: z.enum(['up', 'down', 'none']) })
    .exactOptional()
    .describe('A window shorter than this asks for less, by whole months.'),
  window: stated(windowSchema).describe('When it must have happened; `none` is any time.'),
  where: whereSchema.exactOptional().describe('Attributes that an activity must have to count.'),
  sources: stated(
    z.strictObject({
      attribute: slug.describe('Attribute that names the source.'),
      count: z.array(slug).default([]),
      doNotCount: z.array(slug).default([]),
      open: z
        .boolean()
        .describe('Whether the list ends in “etc.”: other sources are for a person to decide.'),
    }),
  )
    .default('not stated')
    .describe('What counts and what does not.'),
  convert: z
    .array(
      z.strictObject({
        from: slug,
        factor: z.number().positive().describe('How many of the sum’s unit one of it makes.'),
        rounding: z.enum(['up', 'down', 'nearest', 'none']).default('none'),
      }),
    )
    .default([])
    .describe('Units that may be converted; others are left out and said so.'),
  distinct: z
    .strictObject({
      by: slug.describe('Attribute of which no two may be the same, such as topic.'),
      within: z
        .union([z.enum(['window', 'ever']), everySchema])
        .describe('In the window, ever before, or in each period.'),
    })
    .exactOptional(),
  periods: z
    .array(
      z.strictObject({
        every: everySchema,
        atLeast: amount,
        in: z
          .union([
            z.literal('each'),
            z.strictObject({ any: z.int().min(1) }),
            z.strictObject({ consecutive: z.int().min(1) }),
          ])
          .default('each')
          .describe('In each whole period of the window, in any so many, or in a run of so many.'),
        partial: z
          .enum(['judged', 'left-out'])
          .default('left-out')
          .describe('Calendar periods that the window only touches.'),
        overlap: overlapSchema.exactOptional(),
        quotas: z.array(quotaSchema).min(1).max(12).exactOptional(),
      }),
    )
    .default([])
    .describe('Floors for each period, beside the total.'),
  ...quotaFields,
  sharing: z
    .array(
      z.strictObject({
        with: slug.describe('Another credential.'),
        countsUpTo: z.union([z.enum(['all', 'none']), amount]),
      }),
    )
    .exactOptional()
    .describe(
      'How much of what was counted for another credential counts here too; where a pair is not listed, a person decides.',
    ),
});
export type Tally = z.infer<typeof tallySchema>;
