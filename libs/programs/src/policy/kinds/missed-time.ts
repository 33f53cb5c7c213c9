import { z } from 'zod';
import { minutesOf, timeSpan } from '../calendar.js';
import { countingFlaws, type Flaw } from '../flaw.js';
import type { Ledger } from '../ledger.js';
import { countingSchema } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { leafKind, toDecide } from './kind.js';
import { latenessFields, latenessFlaws } from './lateness.js';
import { underReadings } from './readings.js';
import { rollOf } from './roll.js';
import { timeCount } from './time-count.js';

/** A budget of time that may be missed, lateness and early leaving added up. */
const schema = z.strictObject({
  kind: z.literal('missed-time'),
  ...requirementFields,
  sessions: z.array(slug).min(1).describe('Kinds of sessions whose time counts.'),
  atMost: z
    .union([timeSpan, z.strictObject({ percent: z.number().min(0).max(100) })])
    .describe('Exactly as much is still within it; percent is of the time planned.'),
  late: countingSchema.describe('Whether minutes late add up.'),
  early: countingSchema.describe('Whether minutes of leaving early add up.'),
  away: countingSchema.describe('Whether minutes away in between add up.'),
  excused: countingSchema.describe('Whether time missed with an excuse adds up.'),
  lateFrom: stated(timeSpan)
    .default('not stated')
    .describe(
      'From how long on somebody is late, where so many late make one missed; if not stated, whoever takes the roll says.',
    ),
  ...latenessFields,
  approval: z
    .enum(['needed', 'not-needed'])
    .describe('Whether time may only be missed with the approval of who runs the training.'),
});

const lateForNothing: Flaw = {
  path: ['lateFrom'],
  problem: 'nothing goes by from when on somebody is late',
  mend: 'Say how many late make one missed (`lateMakeMissed`), or take it out: minutes late add up from the first on.',
};

export const missedTime = leafKind({
  schema,
  flaws: ({ late, early, away, excused, lateFrom, ...rule }, { questions }) => [
    ...Object.entries({ late, early, away, excused }).flatMap(([field, counting]) =>
      countingFlaws(counting, [field], questions),
    ),
    ...latenessFlaws(rule, questions),
    ...(isValue(lateFrom) && !isValue(rule.lateMakeMissed) ? [lateForNothing] : []),
  ],
  judge: (requirement) => {
    const { id, sessions, approval, atMost } = requirement;
    const kinds = new Set(sessions);
    const timeOf = timeCount(requirement);
    const fixed = typeof atMost === 'string' ? minutesOf(atMost) : undefined;
    const budgetOf = (ledger: Ledger): number | undefined => {
      if (typeof atMost === 'string') return fixed;
      const planned = ledger.context.plan?.sessions.filter(({ kind }) => kinds.has(kind)) ?? [];
      if (planned.length === 0 || planned.some(({ minutes }) => minutes === undefined))
        return undefined;
      return (planned.reduce((sum, { minutes = 0 }) => sum + minutes, 0) * atMost.percent) / 100;
    };

    return (ledger) => {
      const { missed, toCome } = rollOf(ledger);
      const own = missed.filter(({ sessionKind }) => kinds.has(sessionKind));
      const left = toCome === undefined || [...kinds].some((kind) => (toCome.get(kind) ?? 0) > 0);
      const budget = budgetOf(ledger);
      const refused = own.filter(({ approved }) => approved === false);
      const undecided = own.some(({ approved }) => approved === undefined);
      const evidence = own.map(({ ref }) => ref);
      return underReadings(ledger, (reading) => {
        const { atLeast: have, atMost: perhaps, counted, findings } = timeOf(own, ledger, reading);
        const told = { evidence, findings, tally: { minutes: have } };
        if (budget !== undefined && have > budget) {
          const need = `at most ${budget}`;
          return {
            ...told,
            outcome: { status: 'unmet', have, need, unit: 'minutes', reachable: false },
            breaking: counted,
          };
        }
        if (approval === 'needed' && refused.length > 0) {
          const without = 'missed without approval';
          return {
            ...told,
            outcome: { status: 'unmet', have: without, need: 'approval', reachable: false },
            breaking: refused.map(({ ref }) => ref),
          };
        }
        if (approval === 'needed' && undecided)
          return { ...told, outcome: toDecide(id, 'Is the time missed approved?') };
        if (perhaps > (budget ?? have)) {
          const within = budget === undefined ? 'the time that may be missed' : `${budget} minutes`;
          return { ...told, outcome: toDecide(id, `Is what was missed within ${within}?`) };
        }
        if (budget === undefined)
          return { ...told, outcome: { status: 'not-stated', have, unit: 'minutes' } };
        return { ...told, outcome: { status: 'met', final: !left } };
      });
    };
  },
});
