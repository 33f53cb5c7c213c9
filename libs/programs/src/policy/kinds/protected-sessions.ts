import { z } from 'zod';
import { countingFlaws } from '../flaw.js';
import { countingSchema } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { leafKind } from './kind.js';
import { underReadings } from './readings.js';
import { missedWhole, rollOf, type Module } from './roll.js';

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
      const own = rollOf(ledger).missed.filter(isProtected);
      const over = planned.every(({ id, date }) => !ids.has(id) || date < ledger.asOf);
      return underReadings(ledger, ({ counts }) => {
        const missed = own.filter((module) => missedWhole(module) || counts(partly));
        const evidence = missed.map(({ ref }) => ref);
        if (missed.length === 0)
          return { outcome: { status: 'met', final: planned.length > 0 && over }, evidence };
        return {
          outcome: {
            status: 'unmet',
            have: missed.length,
            need: 'none missed',
            unit: 'modules',
            reachable: false,
          },
          evidence,
        };
      });
    };
  },
});
