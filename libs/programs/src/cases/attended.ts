import { z } from 'zod';
import { moduleOutcomes } from '../policy/evidence.js';
import { isoDate, slug } from '../policy/quote.js';
import { on } from './days.js';

/*
 * What a case is given of a class: its plan, and what somebody attended, missed and made up.
 */

const count = z.int().min(1);
const minutes = z.int().min(0);

export const presence = z.strictObject({
  day: count.describe('Day of the plan, counted from 1.'),
  module: count.default(1).describe('Module of that day, counted from 1.'),
  outcome: z
    .enum(moduleOutcomes)
    .default('attended')
    .describe('What became of it; attended where left out.'),
  late: minutes.exactOptional().describe('Minutes late.'),
  early: minutes.exactOptional().describe('Left so many minutes early.'),
  away: minutes.exactOptional().describe('Minutes away in between.'),
  minutes: minutes.exactOptional().describe('Length of the module, where the plan does not say.'),
  approved: z
    .boolean()
    .exactOptional()
    .describe('Whether the time missed was approved; left out: not decided yet.'),
});

export const modules = z.strictObject({
  late: count.exactOptional().describe('So many that the person was late to.'),
  missed: count.exactOptional().describe('So many missed.'),
  excused: count.exactOptional().describe('So many missed with an excuse.'),
  attended: count.exactOptional().describe('So many attended.'),
  at: slug.default('class-day').describe('Kind of session; class-day where left out.'),
  minutes: count.exactOptional().describe('How many minutes late to each.'),
});

export const madeUp = z.strictObject({
  day: count.describe('Day of the plan that was missed, counted from 1.'),
  module: count.exactOptional().describe('One module of it; left out: the whole day.'),
  minutes: minutes.exactOptional().describe('Where less than the whole was made up.'),
  where: slug.default('next-cohort').describe('Where; next-cohort where left out.'),
  on,
});

export const plan = z.strictObject({
  days: z
    .array(
      z.strictObject({
        kind: slug.describe('Kind of session, such as class-day.'),
        on: isoDate.describe('Its date.'),
        modules: z.int().min(0).default(3).describe('How many modules it has; 3 where left out.'),
        minutes: count.exactOptional().describe('Length of the whole day, where time is counted.'),
      }),
    )
    .describe('The days of the class, in order.'),
  sittings: z.array(isoDate).default([]).describe('Dates of exam sittings.'),
});
