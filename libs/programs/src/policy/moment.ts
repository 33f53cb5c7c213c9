import { z } from 'zod';
import { period } from './calendar.js';
import { isoDate, slug } from './quote.js';
import { varying, type Varying } from './where.js';
import { monthDay } from './working-days.js';

export const calendarUnits = ['month', 'quarter', 'year'] as const;
export type CalendarUnit = (typeof calendarUnits)[number];

export interface Reckoned {
  readonly from: Moment;
  readonly startOf?: CalendarUnit;
  readonly every?: string;
  readonly plus?: Varying<string>;
  readonly minus?: Varying<string>;
  readonly workingDays?: number;
  readonly next?: {
    readonly date: string | { readonly anniversaryOf: string };
    readonly years?: { readonly every: number; readonly counting: number };
  };
  readonly endOf?: CalendarUnit;
  readonly roll?: 'back' | 'forward';
}

/** A day: a date, the name of an anchor, a posted date, or one reckoned from others. */
export type Moment =
  | string
  | { readonly posted: string }
  | { readonly earliest: readonly Moment[] }
  | { readonly latest: readonly Moment[] }
  | Reckoned;

/** Anchors that the system knows by itself; see `Ledger.anchor`. */
export const knownAnchors = [
  'application',
  'acceptance',
  'interview',
  'training-start',
  'training-end',
  'first-attempt',
  'last-attempt',
  'as-of',
] as const;

export const momentSchema: z.ZodType<Moment> = z.lazy(() => anyMoment);

const anyMoment = z.union([
  isoDate.describe('A calendar date.'),
  slug.describe(
    `An anchor by name: ${knownAnchors.join(', ')}; one of \`dates\` or \`anchors\`; or a step, on the day it was done.`,
  ),
  z.strictObject({ posted: slug.describe('A date that the program posts.') }),
  z.strictObject({
    earliest: z.array(momentSchema).min(2).describe('The earliest of these that are known.'),
  }),
  z.strictObject({
    latest: z.array(momentSchema).min(2).describe('The latest of these that are known.'),
  }),
  z
    .strictObject({
      from: momentSchema,
      startOf: z
        .enum(calendarUnits)
        .exactOptional()
        .describe('Back to the first day of its month, quarter or year.'),
      every: period
        .exactOptional()
        .describe('The first repetition (once at least) that is not before the day judged.'),
      plus: varying(period).exactOptional().describe('Calendar time after it.'),
      minus: varying(period).exactOptional().describe('Calendar time before it.'),
      workingDays: z
        .int()
        .exactOptional()
        .describe('So many working days after it; before it if negative.'),
      next: z
        .strictObject({
          date: z
            .union([monthDay, z.strictObject({ anniversaryOf: slug })])
            .describe('Month and day such as 09-30, or the anniversary of an anchor.'),
          years: z
            .strictObject({ every: z.int().min(2), counting: z.int().min(1900).max(2999) })
            .exactOptional()
            .describe('Only in every so many years, counting from that year.'),
        })
        .exactOptional()
        .describe('The next such day, strictly after it.'),
      endOf: z
        .enum(calendarUnits)
        .exactOptional()
        .describe('On to the last day of its month, quarter or year.'),
      roll: z
        .enum(['back', 'forward'])
        .exactOptional()
        .describe('If that is no working day: to the closest one before, or after.'),
    })
    .describe('Reckoned from another day, in the order in which the fields are listed here.'),
]);
