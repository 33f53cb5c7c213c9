import { z } from 'zod';
import { isoDate } from './quote.js';
import { stated } from './stated.js';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a month and day such as 09-30');

/** Which days are working days for this program. */
export const workingDaysSchema = z.strictObject({
  off: z.array(z.enum(weekdays)).describe('Days of the week that are no working days.'),
  holidays: stated(
    z.array(
      z.union([
        isoDate.describe('One day.'),
        monthDay.describe('The same day every year, for example 07-04.'),
        z.strictObject({
          nth: z.int().min(-1).max(5).describe('Which one of the month; -1 is the last.'),
          weekday: z.enum(weekdays),
          month: z.int().min(1).max(12),
        }),
      ]),
    ),
  ).describe('The program’s own holidays.'),
});
export type WorkingDays = z.infer<typeof workingDaysSchema>;
