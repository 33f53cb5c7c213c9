import { z } from 'zod';
import { minutesOf, timeSpan } from '../calendar.js';
import { countingFlaws } from '../flaw.js';
import type { Finding, Outcome } from '../outcome.js';
import { countingSchema } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { leafKind } from './kind.js';
import { answersOf, judgeMarks, questionsOf, rollOf, type Mark, type Module } from './roll.js';

const countable = z.enum(['missed', 'late']);

/** Limits on modules missed or late to; all limits must hold. */
const schema = z.strictObject({
  kind: z.literal('attendance'),
  ...requirementFields,
  limits: z
    .array(z.strictObject({ count: z.array(countable).min(1), fewerThan: z.int().min(1) }))
    .min(1),
  /** Whether a module missed with an excuse counts as missed. */
  excused: countingSchema,
  /** Which kinds of sessions the limits are about. */
  sessions: z.record(slug, countingSchema),
  /** From how many minutes on somebody is late; where not stated, whoever takes the roll says. */
  lateFrom: stated(timeSpan),
  /** From how many minutes on leaving early is missing the module. */
  missedFromEarly: stated(timeSpan).default('not stated'),
  /** From how many minutes on being late is missing the module. */
  missedFromLate: stated(timeSpan).default('not stated'),
  /** So many late make one more missed, for example 3. */
  lateMakeMissed: stated(z.int().min(2)).default('not stated'),
});

export const attendance = leafKind({
  schema,
  flaws: ({ excused, sessions }, { questions }) => [
    ...countingFlaws(excused, ['excused'], questions),
    ...Object.entries(sessions).flatMap(([kind, counting]) =>
      countingFlaws(counting, ['sessions', kind], questions),
    ),
  ],
  judge: (requirement) => {
    const { limits, excused, sessions, lateFrom } = requirement;
    const { missedFromEarly, missedFromLate, lateMakeMissed } = requirement;
    const kindCounting = new Map(Object.entries(sessions));
    const lateMinutes = isValue(lateFrom) ? minutesOf(lateFrom) : undefined;
    const wholeIfLate = isValue(missedFromLate) ? minutesOf(missedFromLate) : Infinity;
    const wholeIfEarly = isValue(missedFromEarly) ? minutesOf(missedFromEarly) : Infinity;
    const makeMissed = isValue(lateMakeMissed) ? lateMakeMissed : Infinity;
    const countsAs = (module: Module): 'missed' | 'late' | undefined => {
      const { outcome, minutesLate, minutesEarly = 0 } = module;
      if (outcome === 'missed' || outcome === 'excused') return 'missed';
      if (minutesEarly >= wholeIfEarly || (minutesLate ?? 0) >= wholeIfLate) return 'missed';
      if (outcome === 'attended') return undefined;
      const longEnough =
        lateMinutes === undefined || minutesLate === undefined || minutesLate >= lateMinutes;
      return longEnough ? 'late' : undefined;
    };

    return (ledger) => {
      const { modules, toCome } = rollOf(ledger);
      const marks: ModuleMark[] = [];
      const answers = answersOf(ledger);
      const findings: Finding[] = [];
      const tally = { missed: 0, late: 0, excused: 0, attended: 0 };
      for (const module of modules) {
        tally[module.outcome] += 1;
        const as = countsAs(module);
        if (as === undefined) continue;
        const kind = kindCounting.get(module.sessionKind);
        if (kind === undefined) {
          findings.push({
            code: 'session-kind-not-in-policy',
            text: `The policy does not say whether a ${module.sessionKind} counts; it was left out.`,
            ref: module.ref,
          });
          continue;
        }
        const session = answers.taken(kind);
        const excuse = module.outcome === 'excused' ? answers.taken(excused) : 'counts';
        const questions = questionsOf([session, excuse]);
        if (questions !== undefined) marks.push({ as, questions, ref: module.ref });
      }
      // Modules that may count, depending on a question, are still to come as well.
      const remaining =
        toCome &&
        [...toCome].reduce((sum, [kind, modulesOf]) => {
          const counting = kindCounting.get(kind);
          const out = counting === undefined || answers.taken(counting) === 'does-not-count';
          return out ? sum : sum + modulesOf;
        }, 0);
      const outcome = judgeMarks(ledger, marks, (counting) =>
        holds(limits, count(counting, makeMissed), remaining),
      );
      return {
        outcome,
        evidence: [...marks.map(({ ref }) => ref), ...answers.refs],
        findings,
        tally: { ...tally, ...(remaining !== undefined && { remaining }) },
      };
    };
  },
});

/** A module that counts against a limit if the questions it hangs on are answered so. */
interface ModuleMark extends Mark {
  readonly as: 'missed' | 'late';
}

interface Counted {
  readonly missed: number;
  readonly late: number;
}

function count(marks: readonly ModuleMark[], lateMakeMissed: number): Counted {
  const counted = { missed: 0, late: 0 };
  for (const { as } of marks) counted[as] += 1;
  counted.missed += Math.floor(counted.late / lateMakeMissed);
  return counted;
}

function holds(
  limits: readonly { readonly count: readonly ('missed' | 'late')[]; readonly fewerThan: number }[],
  counted: Counted,
  remaining: number | undefined,
): Outcome {
  let margin = Infinity;
  for (const { count: kinds, fewerThan } of limits) {
    const have = new Set(kinds).values().reduce((sum, kind) => sum + counted[kind], 0);
    if (have >= fewerThan) {
      const need = `fewer than ${fewerThan} ${kinds.join(' or ')}`;
      return { status: 'unmet', have, need, unit: 'modules', reachable: false };
    }
    margin = Math.min(margin, fewerThan - have);
  }
  return { status: 'met', final: remaining !== undefined && remaining < margin, margin };
}
