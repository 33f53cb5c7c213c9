import { z } from 'zod';
import { minutesOf, timeSpan } from '../calendar.js';
import { countingFlaws } from '../flaw.js';
import type { Finding, Outcome } from '../outcome.js';
import { countingSchema } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { leafKind, type Judged } from './kind.js';
import { underReadings } from './readings.js';
import { rollOf, type Module } from './roll.js';

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
    const { excused, sessions, lateFrom } = requirement;
    const { missedFromEarly, missedFromLate, lateMakeMissed } = requirement;
    const kindCounting = new Map(Object.entries(sessions));
    const lateMinutes = isValue(lateFrom) ? minutesOf(lateFrom) : undefined;
    const wholeIfLate = isValue(missedFromLate) ? minutesOf(missedFromLate) : Infinity;
    const wholeIfEarly = isValue(missedFromEarly) ? minutesOf(missedFromEarly) : Infinity;
    const makeMissed = isValue(lateMakeMissed) ? lateMakeMissed : Infinity;
    const limits = requirement.limits.map(({ count, fewerThan }): Limit => ({
      missed: count.includes('missed'),
      late: count.includes('late'),
      fewerThan,
      need: `fewer than ${fewerThan} ${count.join(' or ')}`,
    }));
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
      return underReadings(ledger, ({ counts, mayCount }) => {
        const marks: Marks = { missed: [], late: [] };
        const evidence: string[] = [];
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
          if (!counts(kind) || (module.outcome === 'excused' && !counts(excused))) continue;
          marks[as].push(module.ref);
          evidence.push(module.ref);
        }
        // Modules that may count, depending on a question, are still to come as well.
        let remaining = toCome && 0;
        for (const [kind, open] of toCome ?? []) {
          const counting = kindCounting.get(kind);
          if (counting !== undefined && mayCount(counting)) remaining = (remaining ?? 0) + open;
        }
        return {
          ...held(limits, marks, makeMissed, remaining),
          evidence,
          findings,
          tally: { ...tally, ...(remaining !== undefined && { remaining }) },
        };
      });
    };
  },
});

/** Modules that count towards the limits, by their refs. */
interface Marks {
  readonly missed: string[];
  readonly late: string[];
}

interface Limit {
  readonly missed: boolean;
  readonly late: boolean;
  readonly fewerThan: number;
  readonly need: string;
}

function held(
  limits: readonly Limit[],
  marks: Marks,
  lateMakeMissed: number,
  remaining: number | undefined,
): Pick<Judged, 'outcome' | 'breaking'> {
  const made = Math.floor(marks.late.length / lateMakeMissed);
  /** What counts once so many more are missed, and so many late. */
  const counted = ({ missed, late }: Limit, moreMissed: number, moreLate: number) => {
    const lates = marks.late.length + moreLate;
    const all = marks.missed.length + moreMissed + Math.floor(lates / lateMakeMissed);
    return (missed ? all : 0) + (late ? lates : 0);
  };
  const breaking = new Set<string>();
  let broken: Outcome | undefined;
  let margin = Infinity;
  for (const limit of limits) {
    const { missed, late, fewerThan, need } = limit;
    const have = counted(limit, 0, 0);
    if (have < fewerThan) {
      let more = 1;
      while (counted(limit, more, 0) < fewerThan && counted(limit, 0, more) < fewerThan) more += 1;
      margin = Math.min(margin, more);
      continue;
    }
    broken ??= { status: 'unmet', have, need, unit: 'modules', reachable: false };
    if (missed) for (const ref of marks.missed) breaking.add(ref);
    if (late || made > 0) for (const ref of marks.late) breaking.add(ref);
  }
  if (broken !== undefined) return { outcome: broken, breaking: [...breaking] };
  const final = remaining !== undefined && remaining < margin;
  return { outcome: { status: 'met', final, margin } };
}
