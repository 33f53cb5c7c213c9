import { z } from 'zod';
import { minutesOf, timeSpan } from '../calendar.js';
import { countingFlaws } from '../flaw.js';
import type { Ledger } from '../ledger.js';
import type { Finding, Outcome } from '../outcome.js';
import { countingSchema } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { leafKind, toDecide } from './kind.js';
import {
  answersOf,
  judgeMarks,
  lengthOf,
  missedWhole,
  questionsOf,
  rollOf,
  type Mark,
} from './roll.js';

/** Minutes that add up if the questions they hang on are answered so. */
interface TimeMark extends Mark {
  readonly minutes: number;
}

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
  wholeFrom: z
    .strictObject({ late: timeSpan.exactOptional(), early: timeSpan.exactOptional() })
    .exactOptional()
    .describe('From so much late or early on, the whole module is missed.'),
  approval: z
    .enum(['needed', 'not-needed'])
    .describe('Whether time may only be missed with the approval of who runs the training.'),
});

export const missedTime = leafKind({
  schema,
  flaws: ({ late, early, away, excused }, { questions }) =>
    Object.entries({ late, early, away, excused }).flatMap(([field, counting]) =>
      countingFlaws(counting, [field], questions),
    ),
  judge: (requirement) => {
    const { id, sessions, wholeFrom, approval, atMost } = requirement;
    const kinds = new Set(sessions);
    const wholeLate = wholeFrom?.late === undefined ? Infinity : minutesOf(wholeFrom.late);
    const wholeEarly = wholeFrom?.early === undefined ? Infinity : minutesOf(wholeFrom.early);
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
      const answers = answersOf(ledger);
      const findings: Finding[] = [];
      const marks: TimeMark[] = [];
      let unknown = false;
      const own = missed.filter(({ sessionKind }) => kinds.has(sessionKind));
      for (const module of own) {
        const { minutesLate = 0, minutesEarly = 0, minutesAway = 0, ref } = module;
        const length = lengthOf(module, ledger);
        if (missedWhole(module) || minutesLate >= wholeLate || minutesEarly >= wholeEarly) {
          const excuse =
            module.outcome === 'excused' ? answers.taken(requirement.excused) : 'counts';
          const questions = questionsOf([excuse]);
          if (questions === undefined) continue;
          if (length === undefined) {
            unknown = true;
            findings.push({
              code: 'length-unknown',
              text: 'How long it was is not recorded.',
              ref,
            });
          }
          marks.push({ minutes: length ?? 0, questions, ref });
          continue;
        }
        const parts = [
          [minutesLate, requirement.late],
          [minutesEarly, requirement.early],
          [minutesAway, requirement.away],
        ] as const;
        for (const [minutes, counting] of parts) {
          const questions = questionsOf([answers.taken(counting)]);
          if (minutes > 0 && questions !== undefined) marks.push({ minutes, questions, ref });
        }
      }
      const left = toCome === undefined || [...kinds].some((kind) => (toCome.get(kind) ?? 0) > 0);
      const budget = budgetOf(ledger);
      const refused = own.filter(({ approved }) => approved === false);
      const undecided = own.filter(({ approved }) => approved === undefined);
      const outcome = judgeMarks(ledger, marks, (counting): Outcome => {
        const have = counting.reduce((sum, { minutes }) => sum + minutes, 0);
        if (budget !== undefined && have > budget) {
          return {
            status: 'unmet',
            have,
            need: `at most ${budget}`,
            unit: 'minutes',
            reachable: false,
          };
        }
        if (approval === 'needed' && refused.length > 0) {
          return {
            status: 'unmet',
            have: 'missed without approval',
            need: 'approval',
            reachable: false,
          };
        }
        if (approval === 'needed' && undecided.length > 0)
          return toDecide(id, 'Is the time missed approved?');
        if (unknown) {
          const within = budget === undefined ? 'the time that may be missed' : `${budget} minutes`;
          return toDecide(id, `Is what was missed within ${within}?`);
        }
        if (budget === undefined) return { status: 'not-stated', have, unit: 'minutes' };
        return { status: 'met', final: !left };
      });
      const minutes = marks.reduce((sum, mark) => sum + mark.minutes, 0);
      const evidence = [...new Set([...own.map(({ ref }) => ref), ...answers.refs])];
      return { outcome, evidence, findings, tally: { minutes } };
    };
  },
});
