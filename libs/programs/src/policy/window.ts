import { z } from 'zod';
import { period } from './calendar.js';
import { momentSchema } from './moment.js';
import { varying } from './where.js';

export const edges = ['both', 'start', 'end', 'neither'] as const;

/**
 * A stretch of days: from a day on for a length or to another day, or a length back from a day.
 * Where an end of it is not known yet, nothing lies in it.
 */
export const windowSchema = z.strictObject({
  from: momentSchema.exactOptional().describe('Its first day.'),
  to: momentSchema
    .exactOptional()
    .describe('Its last day; with `length`, it is reckoned back from here.'),
  length: varying(period)
    .exactOptional()
    .describe('Such as P1Y: from `from` on, or back from `to`.'),
  inclusive: z
    .enum(edges)
    .default('both')
    .describe('Which of its two end days lie in it: both unless said otherwise.'),
});
export type Window = z.infer<typeof windowSchema>;

export const everySchema = z
  .union([z.enum(['calendar-month', 'calendar-quarter', 'calendar-year']), period])
  .describe('A calendar month, quarter or year, or a period counted from the start of the window.');
export type Every = z.infer<typeof everySchema>;
