import { z } from 'zod';
import { minutesOf, timeSpan } from '../calendar.js';
import { countingFlaws } from '../flaw.js';
import type { Ledger } from '../ledger.js';
import type { Finding, Outcome } from '../outcome.js';
import { countingSchema } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { leafKind, toDecide } from './kind.js';
import { underReadings } from './readings.js';
import { lengthOf, missedWhole, rollOf } from './roll.js';

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
      const own = missed.filter(({ sessionKind }) => kinds.has(sessionKind));
      const left = toCome === undefined || [...kinds].some((kind) => (toCome.get(kind) ?? 0) > 0);
      const budget = budgetOf(ledger);
      const refused = own.filter(({ approved }) => approved === false);
      const undecided = own.some(({ approved }) => approved === undefined);
      const evidence = own.map(({ ref }) => ref);
      return underReadings(ledger, ({ counts }) => {
        const findings: Finding[] = [];
        const counting: string[] = [];
        let have = 0;
        for (const module of own) {
          const { outcome, minutesLate = 0, minutesEarly = 0, minutesAway = 0, ref } = module;
          let minutes: number | undefined = 0;
          if (missedWhole(module) || minutesLate >= wholeLate || minutesEarly >= wholeEarly) {
            if (outcome === 'excused' && !counts(requirement.excused)) continue;
            minutes = lengthOf(module, ledger);
            if (minutes === undefined) {
              findings.push({
                code: 'length-unknown',
                text: 'How long it was is not recorded.',
                ref,
              });
              continue;
            }
          } else {
            if (minutesLate > 0 && counts(requirement.late)) minutes += minutesLate;
            if (minutesEarly > 0 && counts(requirement.early)) minutes += minutesEarly;
            if (minutesAway > 0 && counts(requirement.away)) minutes += minutesAway;
          }
          if (minutes > 0) counting.push(ref);
          have += minutes;
        }
        const told = { evidence, findings, tally: { minutes: have } };
        if (budget !== undefined && have > budget) {
          return {
            ...told,
            outcome: {
              status: 'unmet',
              have,
              need: `at most ${budget}`,
              unit: 'minutes',
              reachable: false,
            },
            breaking: counting,
          };
        }
        if (approval === 'needed' && refused.length > 0) {
          return {
            ...told,
            outcome: {
              status: 'unmet',
              have: 'missed without approval',
              need: 'approval',
              reachable: false,
            },
            breaking: refused.map(({ ref }) => ref),
          };
        }
        const open = (): Outcome => {
          if (approval === 'needed' && undecided)
            return toDecide(id, 'Is the time missed approved?');
          if (findings.length > 0) {
            const within =
              budget === undefined ? 'the time that may be missed' : `${budget} minutes`;
            return toDecide(id, `Is what was missed within ${within}?`);
          }
          if (budget === undefined) return { status: 'not-stated', have, unit: 'minutes' };
          return { status: 'met', final: !left };
        };
        return { ...told, outcome: open() };
      });
    };
  },
});
