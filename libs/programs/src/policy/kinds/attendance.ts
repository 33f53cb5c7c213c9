import { z } from 'zod';
import { timeSpan } from '../calendar.js';
import { countingFlaws } from '../flaw.js';
import type { Finding, Outcome } from '../outcome.js';
import { countingSchema } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { stated } from '../stated.js';
import { leafKind, type Judged } from './kind.js';
import { latenessFields, latenessFlaws, latenessOf, type Lateness } from './lateness.js';
import { underReadings, type Reading } from './readings.js';
import { missedWhole, rollOf, type Module } from './roll.js';

const count = z.array(z.enum(['missed', 'late'])).min(1);
const limitSchema = z.union([
  z.strictObject({ count, fewerThan: z.int().min(1) }),
  z.strictObject({ count, atMost: z.number().min(0) }),
]);

/** Limits on modules missed or late to; all limits must hold. */
const schema = z.strictObject({
  kind: z.literal('attendance'),
  ...requirementFields,
  limits: z.array(limitSchema).min(1),
  /** Whether a module missed with an excuse counts as missed. */
  excused: countingSchema,
  /** Which kinds of sessions the limits are about. */
  sessions: z.record(slug, countingSchema),
  /** From how many minutes on somebody is late; where not stated, whoever takes the roll says. */
  lateFrom: stated(timeSpan),
  ...latenessFields,
});

export const attendance = leafKind({
  schema,
  flaws: ({ excused, sessions, ...rule }, { questions }) => [
    ...countingFlaws(excused, ['excused'], questions),
    ...Object.entries(sessions).flatMap(([kind, counting]) =>
      countingFlaws(counting, ['sessions', kind], questions),
    ),
    ...latenessFlaws(rule, questions),
  ],
  judge: (requirement) => {
    const { excused, sessions } = requirement;
    const kindCounting = new Map(Object.entries(sessions));
    const limits = requirement.limits.map(limitOf);
    const lateness = latenessOf(requirement);

    return (ledger) => {
      const { modules, toCome } = rollOf(ledger);
      return underReadings(ledger, (reading) => {
        const { counts, mayCount } = reading;
        const marks: Marks = { missed: 0, missing: [], late: [] };
        const evidence: string[] = [];
        const findings: Finding[] = [];
        const tally = { missed: 0, late: 0, excused: 0, attended: 0 };
        for (const module of modules) {
          const { outcome, ref } = module;
          tally[outcome] += 1;
          const part = partMissed(module, lateness, reading);
          if (part === 0 && !lateness.isLate(module)) continue;
          const kind = kindCounting.get(module.sessionKind);
          if (kind === undefined) {
            findings.push({
              code: 'session-kind-not-in-policy',
              text: `The policy does not say whether a ${module.sessionKind} counts; it was left out.`,
              ref,
            });
            continue;
          }
          if (!counts(kind) || (outcome === 'excused' && !counts(excused))) continue;
          evidence.push(ref);
          marks.missed += part;
          (part > 0 ? marks.missing : marks.late).push(ref);
        }
        // Modules that may count, depending on a question, are still to come as well.
        let remaining = toCome && 0;
        for (const [kind, open] of toCome ?? []) {
          const counting = kindCounting.get(kind);
          if (counting !== undefined && mayCount(counting)) remaining = (remaining ?? 0) + open;
        }
        const made = (lates: number) => lateness.made(lates, reading);
        return {
          ...held(limits, marks, made, remaining),
          evidence,
          findings,
          tally: { ...tally, ...(remaining !== undefined && { remaining }) },
        };
      });
    };
  },
});

function partMissed(module: Module, { late, early }: Lateness, reading: Reading): number {
  if (missedWhole(module)) return 1;
  const { minutesLate = 0, minutesEarly = 0 } = module;
  return Math.min(1, late(minutesLate, reading) + early(minutesEarly, reading));
}

/** What counts towards the limits: how much was missed, of which modules, and which were late to. */
interface Marks {
  missed: number;
  readonly missing: string[];
  readonly late: string[];
}

interface Limit {
  readonly missed: boolean;
  readonly late: boolean;
  readonly need: string;
  breaks(this: void, have: number): boolean;
}

function limitOf(limit: z.infer<typeof limitSchema>): Limit {
  const kinds = limit.count;
  const own = { missed: kinds.includes('missed'), late: kinds.includes('late') };
  const counted = kinds.join(' or ');
  if ('atMost' in limit) {
    const { atMost } = limit;
    return { ...own, need: `at most ${atMost} ${counted}`, breaks: (have) => have > atMost };
  }
  const { fewerThan } = limit;
  return {
    ...own,
    need: `fewer than ${fewerThan} ${counted}`,
    breaks: (have) => have >= fewerThan,
  };
}

function held(
  limits: readonly Limit[],
  marks: Marks,
  made: (lates: number) => number,
  remaining: number | undefined,
): Pick<Judged, 'outcome' | 'breaking'> {
  /** What counts once so many more are missed, and so many late. */
  const counted = ({ missed, late }: Limit, moreMissed: number, moreLate: number) => {
    const lates = marks.late.length + moreLate;
    return (missed ? marks.missed + moreMissed + made(lates) : 0) + (late ? lates : 0);
  };
  const breaking = new Set<string>();
  let broken: Outcome | undefined;
  let margin = Infinity;
  for (const limit of limits) {
    const { missed, late, breaks, need } = limit;
    const have = counted(limit, 0, 0);
    if (!breaks(have)) {
      let more = 1;
      while (!breaks(counted(limit, more, 0)) && !breaks(counted(limit, 0, more))) more += 1;
      margin = Math.min(margin, more);
      continue;
    }
    broken ??= {
      status: 'unmet',
      have: toHundredths(have),
      need,
      unit: 'modules',
      reachable: false,
    };
    if (missed) for (const ref of marks.missing) breaking.add(ref);
    if (late || made(marks.late.length) > 0) for (const ref of marks.late) breaking.add(ref);
  }
  if (broken !== undefined) return { outcome: broken, breaking: [...breaking] };
  const final = remaining !== undefined && remaining < margin;
  return { outcome: { status: 'met', final, margin } };
}

/** Only to be told: shares of a module may have no end. */
function toHundredths(count: number): number {
  return Math.round(count * 100) / 100;
}
