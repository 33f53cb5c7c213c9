import { z } from 'zod';
import { minutesOf, timeSpan } from '../calendar.js';
import type { EvidenceOf } from '../evidence.js';
import { countingFlaws } from '../flaw.js';
import type { Ledger } from '../ledger.js';
import type { Finding, Outcome } from '../outcome.js';
import { countingSchema, type Counting } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { leafKind } from './kind.js';

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

type Module = EvidenceOf<'attendance'>;

export const attendance = leafKind({
  schema,
  flaws: ({ excused, sessions }, { questions }) => [
    ...countingFlaws(excused, ['excused'], questions),
    ...Object.entries(sessions).flatMap(([kind, counting]) =>
      countingFlaws(counting, ['sessions', kind], questions),
    ),
  ],
  judge: ({ limits, excused, sessions, lateFrom }) => {
    const kindCounting = new Map(Object.entries(sessions));
    const lateMinutes = isValue(lateFrom) ? minutesOf(lateFrom) : undefined;
    const countsAs = ({ outcome, minutesLate }: Module): 'missed' | 'late' | undefined => {
      if (outcome === 'missed' || outcome === 'excused') return 'missed';
      if (outcome === 'attended') return undefined;
      const longEnough =
        lateMinutes === undefined || minutesLate === undefined || minutesLate >= lateMinutes;
      return longEnough ? 'late' : undefined;
    };

    return (ledger) => {
      const { modules, toCome } = rollOf(ledger);
      const marks: Mark[] = [];
      const answers = new Set<string>();
      const taken = (counting: Counting): Counting => {
        if (typeof counting === 'string') return counting;
        const answer = ledger.answerTo(counting.question);
        if (answer === undefined) return counting;
        if (answer.ref !== undefined) answers.add(answer.ref);
        return answer.reading === 'counts' ? 'counts' : 'does-not-count';
      };
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
        const session = taken(kind);
        const excuse = module.outcome === 'excused' ? taken(excused) : 'counts';
        if (session === 'does-not-count' || excuse === 'does-not-count') continue;
        const questions = [session, excuse].flatMap((one) =>
          one === 'counts' ? [] : [one.question],
        );
        marks.push({ as, questions, ref: module.ref });
      }
      // Modules that may count, depending on a question, are still to come as well.
      const remaining =
        toCome &&
        [...toCome].reduce((sum, [kind, modulesOf]) => {
          const counting = kindCounting.get(kind);
          const out = counting === undefined || taken(counting) === 'does-not-count';
          return out ? sum : sum + modulesOf;
        }, 0);
      const outcome = judgeMarks(ledger, marks, (counted) => holds(limits, counted, remaining));
      return {
        outcome,
        evidence: [...marks.map(({ ref }) => ref), ...answers],
        findings,
        tally: { ...tally, ...(remaining !== undefined && { remaining }) },
      };
    };
  },
});

/** A module that counts against a limit if the questions it hangs on are answered so. */
interface Mark {
  readonly as: 'missed' | 'late';
  readonly questions: readonly string[];
  readonly ref: string;
}

/** What is known of every module, and how many are still to come, by kind of session. */
interface Roll {
  readonly modules: readonly Module[];
  /** Undefined when there is no plan to know from. */
  readonly toCome: ReadonlyMap<string, number> | undefined;
}

// The readings of one rule look at the same roll, so it is made once per ledger.
const rolls = new WeakMap<Ledger, Roll>();

function rollOf(ledger: Ledger): Roll {
  let roll = rolls.get(ledger);
  if (roll === undefined) {
    roll = makeRoll(ledger);
    rolls.set(ledger, roll);
  }
  return roll;
}

function makeRoll({ of, context: { plan } }: Ledger): Roll {
  const last = new Map<string, Map<string, Module>>();
  for (const module of of('attendance')) {
    const session = last.get(module.session);
    if (session === undefined) last.set(module.session, new Map([[module.module, module]]));
    else session.set(module.module, module);
  }
  const modules = [...last.values()].flatMap((session) => [...session.values()]);
  if (plan === undefined) return { modules, toCome: undefined };
  const toCome = new Map<string, number>();
  for (const { id, kind, modules: planned } of plan.sessions) {
    const known = last.get(id);
    const open = planned.reduce(
      (count, module) => (known?.has(module) === true ? count : count + 1),
      0,
    );
    toCome.set(kind, (toCome.get(kind) ?? 0) + open);
  }
  return { modules, toCome };
}

interface Counted {
  readonly missed: number;
  readonly late: number;
}

/** Asks each open question that some mark hangs on, the earliest of the policy first. */
function judgeMarks(
  ledger: Ledger,
  marks: readonly Mark[],
  judge: (counted: Counted) => Outcome,
): Outcome {
  const open = [...new Set(marks.flatMap(({ questions }) => questions))];
  const inOrder = open.sort((a, b) => ledger.order(a) - ledger.order(b));
  const under = (counting: readonly Mark[], rest: readonly string[]): Outcome => {
    const [next, ...later] = rest;
    if (next === undefined) return judge(count(counting));
    return ledger.ask(next, (reading) =>
      under(
        reading === 'counts'
          ? counting
          : counting.filter(({ questions }) => !questions.includes(next)),
        later,
      ),
    );
  };
  return under(marks, inOrder);
}

function count(marks: readonly Mark[]): Counted {
  const counted = { missed: 0, late: 0 };
  for (const { as } of marks) counted[as] += 1;
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
