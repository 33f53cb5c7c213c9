import { z } from 'zod';
import { minutesOf, timeSpan } from '../calendar.js';
import { countingFlaws, type Flaw } from '../flaw.js';
import { countingSchema, type Question } from '../question.js';
import { isValue, stated, type Stated } from '../stated.js';
import type { Reading } from './readings.js';
import type { Module } from './roll.js';

/** How much of a module each is. Their sums are exact, so nothing is rounded. */
const parts = { quarter: 0.25, half: 0.5, whole: 1 } as const;

const counts = countingSchema
  .default('counts')
  .describe('Whether it is so, where the words leave that open.');

const step = {
  is: z.enum(['quarter', 'half', 'whole']).describe('How much of the module is then missed.'),
  counts,
};
const stepSchema = z.union([
  z.strictObject({ from: timeSpan.describe('So long, or longer.'), ...step }),
  z.strictObject({
    moreThan: timeSpan.describe('Longer than this; exactly as long is not.'),
    ...step,
  }),
]);
const missedFromSchema = z.union([timeSpan, z.array(stepSchema).min(1)]);
const everySchema = z.strictObject({
  every: z.int().min(2).describe('So many late make one missed.'),
  rounding: z
    .enum(['down', 'none'])
    .describe('What fewer make: nothing (down), or their share of one (none).'),
  counts,
});

type Step = z.infer<typeof stepSchema>;
export type MissedFrom = Stated<z.infer<typeof missedFromSchema>>;
export type LateMakeMissed = Stated<number | z.infer<typeof everySchema>>;

/** What being late or leaving early is taken for, in modules missed. */
export const latenessFields = {
  missedFromLate: stated(missedFromSchema)
    .default('not stated')
    .describe(
      'From how long on being late is missing the module, such as PT30M; or steps, each of which is missing a part of it. The part takes the place of the minutes, and of being late.',
    ),
  missedFromEarly: stated(missedFromSchema)
    .default('not stated')
    .describe('The same for leaving early.'),
  lateMakeMissed: stated(z.union([z.int().min(2), everySchema]))
    .default('not stated')
    .describe('So many late make one more missed; 3 is { every: 3, rounding: down }.'),
};

export interface LatenessRule {
  readonly lateFrom: Stated<string>;
  readonly missedFromLate: MissedFrom;
  readonly missedFromEarly: MissedFrom;
  readonly lateMakeMissed: LateMakeMissed;
}

export interface Lateness {
  /** How much of a module is missed by being so late, or by leaving so early. */
  readonly late: Missing;
  readonly early: Missing;
  isLate(this: void, module: Module): boolean;
  /** Where each late one makes its share of one missed: of how many. Else only so many make one. */
  readonly sharedBy: number | undefined;
  /** How many modules are missed since so many were late to. */
  made(this: void, lates: number, reading: Reading): number;
}
type Missing = (minutes: number, reading: Reading) => number;

export function latenessOf(rule: LatenessRule): Lateness {
  const from = isValue(rule.lateFrom) ? minutesOf(rule.lateFrom) : undefined;
  const { every, rounding, counts: counting } = everySoMany(rule.lateMakeMissed);
  return {
    late: missing(rule.missedFromLate),
    early: missing(rule.missedFromEarly),
    isLate: ({ outcome, minutesLate }) =>
      from === undefined || minutesLate === undefined ? outcome === 'late' : minutesLate >= from,
    sharedBy: rounding === 'none' ? every : undefined,
    made: (lates, reading) => {
      const made = rounding === 'none' ? lates / every : Math.floor(lates / every);
      return made > 0 && reading.counts(counting) ? made : 0;
    },
  };
}

/** Of the steps that are reached and count, the one by which most is missed holds. */
function missing(missedFrom: MissedFrom): Missing {
  const steps = stepsOf(missedFrom)
    .map((one) => ({
      from: 'from' in one ? minutesOf(one.from) : Infinity,
      above: 'from' in one ? Infinity : minutesOf(one.moreThan),
      part: parts[one.is],
      counting: one.counts,
    }))
    .sort((a, b) => b.part - a.part);
  return (minutes, reading) => {
    for (const { from, above, part, counting } of steps)
      if ((minutes >= from || minutes > above) && reading.counts(counting)) return part;
    return 0;
  };
}

/** As steps, whichever way it is written. */
export function stepsOf(missedFrom: MissedFrom): readonly Step[] {
  if (!isValue<MissedFrom>(missedFrom)) return [];
  if (typeof missedFrom !== 'string') return missedFrom;
  return [{ from: missedFrom, is: 'whole', counts: 'counts' }];
}

/** As the longer of the ways to write it; none at all if there is no such number. */
export function everySoMany(made: LateMakeMissed): z.infer<typeof everySchema> {
  if (typeof made === 'object') return made;
  const every = typeof made === 'number' ? made : Infinity;
  return { every, rounding: 'down', counts: 'counts' };
}

export function* latenessFlaws(
  rule: Omit<LatenessRule, 'lateFrom'>,
  questions: ReadonlyMap<string, Question>,
): Generator<Flaw> {
  for (const field of ['missedFromLate', 'missedFromEarly'] as const) {
    const steps = stepsOf(rule[field]);
    for (const [place, { is, counts: counting }] of steps.entries()) {
      const path = [field, place];
      yield* countingFlaws(counting, [...path, 'counts'], questions);
      if (steps.findIndex((step) => step.is === is) < place) {
        const problem = `says twice from when on ${is} is missed`;
        yield { path, problem, mend: 'Say it once.' };
      }
    }
  }
  const { counts: counting } = everySoMany(rule.lateMakeMissed);
  yield* countingFlaws(counting, ['lateMakeMissed', 'counts'], questions);
}
