import { z } from 'zod';
import { isoDate, quoteSchema, slug, words } from './quote.js';

/** An ambiguity of the source, with the readings that its words allow. */
export const questionSchema = z.strictObject({
  id: slug,
  ask: words,
  rules: z.array(quoteSchema).min(1),
  /** In the order in which they are reported. */
  readings: z.array(z.strictObject({ id: slug, says: words })).min(2),
  /** The program's own ruling, once there is one. */
  settled: z.union([
    z.literal('not stated'),
    z.strictObject({ reading: slug, by: words, on: isoDate }),
  ]),
});
export type Question = z.infer<typeof questionSchema>;

/** Whether something counts, where the source may leave it open. */
export const countingSchema = z.union([
  z.enum(['counts', 'does-not-count']),
  z.strictObject({ question: slug }),
]);
export type Counting = z.infer<typeof countingSchema>;
