import { z } from 'zod';
import { period, timeSpan } from '../../calendar.js';
import { requirementFields, slug, words } from '../../quote.js';
import { stated } from '../../stated.js';
import { varying, whereSchema } from '../../where.js';
import { windowSchema } from '../../window.js';

/** What it takes to pass. `completed`: done is passed, whatever the score. */
const markSchema = z.union([
  z.literal('completed'),
  z.strictObject({ percent: z.number().min(0).max(100) }),
  z
    .strictObject({ points: z.number().min(0) })
    .describe('Answers right, or points; of all parts together.'),
  z.strictObject({ scaled: z.number() }).describe('On the exam’s own scale.'),
]);

/** An exam: what it is made of, how often it may be tried, and what passing means. */
export const examSchema = z.strictObject({
  kind: z.literal('exam'),
  ...requirementFields,
  parts: z
    .array(
      z.strictObject({
        id: slug,
        title: words,
        items: stated(z.array(slug).min(1)),
        timeLimit: stated(timeSpan),
        /** Where each part has its own; all of them must be passed. */
        passMark: stated(markSchema).default('not stated'),
      }),
    )
    .min(1),
  /**
   * Of the whole. Where there is none, passing is what the person who marks recorded. Of parts that are
   * passed one by one, the best points of each add up.
   */
  passMark: stated(markSchema),
  attempts: z.strictObject({
    atMost: stated(z.int().min(1)),
    form: stated(z.enum(['same', 'different'])),
    scope: stated(z.enum(['exam', 'part']))
      .default('not stated')
      .describe(
        'Whether attempts are counted for the whole, or for each part on its own, so that parts may be passed on different days.',
      ),
    per: stated(
      z.union([z.enum(['ever', 'training', 'calendar-year']), z.strictObject({ within: period })]),
    )
      .default('not stated')
      .describe(
        'What the attempts are counted in; `training` is that repeating it starts the count anew, and that what was passed before is to be passed again; { within: P1Y } counts those of any year, wherever it begins.',
      ),
    waiting: stated(period).describe('Between one attempt and the next.'),
    window: stated(varying(windowSchema)).describe('Days on which an attempt may be made.'),
    blocks: z
      .array(
        z.strictObject({
          attempts: z.int().min(1),
          gate: z
            .strictObject({
              title: words,
              tally: slug,
              unit: slug,
              atLeast: varying(z.number().min(0)),
              where: whereSchema.exactOptional(),
              orAlso: z
                .array(whereSchema)
                .default([])
                .describe('Any one activity with these opens it too.'),
            })
            .exactOptional()
            .describe('What must be done after the block before, for this one to open.'),
        }),
      )
      .min(1)
      .exactOptional()
      .describe('Attempts come in blocks, one after another.'),
    afterLast: stated(words),
  }),
  /** What is offered to whoever has failed so often. */
  support: z
    .array(z.strictObject({ afterFailed: z.int().min(1), offer: slug, title: words }))
    .default([]),
});

export type Exam = z.infer<typeof examSchema>;
export type Mark = z.infer<typeof markSchema>;
