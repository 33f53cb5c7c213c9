import { z } from 'zod';
import { countingFlaws } from '../flaw.js';
import { countingSchema } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { leafKind } from './kind.js';
import { answersOf, judgeMarks, missedWhole, questionsOf, rollOf, type Module } from './roll.js';

/** Sessions that cannot be missed, whatever else may be. */
const schema = z.strictObject({
  kind: z.literal('protected-sessions'),
  ...requirementFields,
  days: z.array(z.int().min(1)).default([]).describe('Days of the cohort’s plan, counted from 1.'),
  sessions: z.array(slug).default([]).describe('Kinds of sessions.'),
  partly: countingSchema.describe(
    'Whether missing a part of one (late, early) counts as missing it.',
  ),
});

export const protectedSessions = leafKind({
  schema,
  flaws: ({ days, sessions, partly }, { questions }) => [
    ...countingFlaws(partly, ['partly'], questions),
    ...(days.length + sessions.length > 0
      ? []
      : [{ path: [], problem: 'no session is protected', mend: 'Name `days` or `sessions`.' }]),
  ],
  judge: ({ days, sessions, partly }) => {
    const kinds = new Set(sessions);
    return (ledger) => {
      const planned = ledger.context.plan?.sessions ?? [];
      const dates = [...new Set(planned.map(({ date }) => date))].sort();
      const protectedDates = new Set(days.flatMap((day) => dates[day - 1] ?? []));
      const ids = new Set(
        planned
          .filter(({ kind, date }) => kinds.has(kind) || protectedDates.has(date))
          .map(({ id }) => id),
      );
      const isProtected = ({ session, sessionKind }: Module) =>
        ids.has(session) || kinds.has(sessionKind);
      const answers = answersOf(ledger);
      const marks = rollOf(ledger)
        .missed.filter(isProtected)
        .flatMap((module) => {
          const counting = missedWhole(module) ? 'counts' : answers.taken(partly);
          const questions = questionsOf([counting]);
          return questions === undefined ? [] : [{ questions, ref: module.ref }];
        });
      const over = planned.every(({ id, date }) => !ids.has(id) || date < ledger.asOf);
      const outcome = judgeMarks(ledger, marks, (missed) =>
        missed.length > 0
          ? {
              status: 'unmet',
              have: missed.length,
              need: 'none missed',
              unit: 'modules',
              reachable: false,
            }
          : { status: 'met', final: planned.length > 0 && over },
      );
      return { outcome, evidence: [...marks.map(({ ref }) => ref), ...answers.refs] };
    };
  },
});
