import type { EvidenceOf } from '../evidence.js';
import type { Ledger } from '../ledger.js';
import type { Outcome } from '../outcome.js';
import type { Counting } from '../question.js';

export type Module = EvidenceOf<'attendance'>;

/** What is known of every module, and how many are still to come, by kind of session. */
export interface Roll {
  readonly modules: readonly Module[];
  /** Those of which some was missed. */
  readonly missed: readonly Module[];
  /** Undefined when there is no plan to know from. */
  readonly toCome: ReadonlyMap<string, number> | undefined;
}

// The readings of one rule look at the same roll, so it is made once per ledger.
export function rollOf({ once }: Ledger): Roll {
  return once(makeRoll);
}

function makeRoll({ of, context: { plan } }: Ledger): Roll {
  const last = new Map<string, Map<string, Module>>();
  for (const module of of('attendance')) {
    let session = last.get(module.session);
    if (session === undefined) last.set(module.session, (session = new Map<string, Module>()));
    session.set(module.module, module);
  }
  const modules: Module[] = [];
  for (const session of last.values()) for (const module of session.values()) modules.push(module);
  const missed = modules.filter(missedSome);
  if (plan === undefined) return { modules, missed, toCome: undefined };
  const toCome = new Map<string, number>();
  for (const { id, kind, modules: planned } of plan.sessions) {
    const known = last.get(id);
    const open = planned.reduce(
      (count, module) => (known?.has(module) === true ? count : count + 1),
      0,
    );
    toCome.set(kind, (toCome.get(kind) ?? 0) + open);
  }
  return { modules, missed, toCome };
}

/** A mark that counts only if the questions it hangs on are answered so. */
export interface Mark {
  readonly questions: readonly string[];
  readonly ref: string;
}

/** How a rule says what counts, once answers are taken into account. */
export interface Answers {
  taken(counting: Counting): Counting;
  /** Facts that answered. */
  readonly refs: ReadonlySet<string>;
}

export function answersOf(ledger: Ledger): Answers {
  const refs = new Set<string>();
  return {
    refs,
    taken: (counting) => {
      if (typeof counting === 'string') return counting;
      const answer = ledger.answerTo(counting.question);
      if (answer === undefined) return counting;
      if (answer.ref !== undefined) refs.add(answer.ref);
      return answer.reading === 'counts' ? 'counts' : 'does-not-count';
    },
  };
}

/** The questions that a mark hangs on; undefined if it does not count whatever is answered. */
export function questionsOf(countings: readonly Counting[]): readonly string[] | undefined {
  const questions: string[] = [];
  for (const one of countings) {
    if (one === 'does-not-count') return undefined;
    if (one !== 'counts') questions.push(one.question);
  }
  return questions;
}

/** Asks each open question that some mark hangs on. */
export function judgeMarks<Of extends Mark>(
  ledger: Ledger,
  marks: readonly Of[],
  judge: (counting: readonly Of[]) => Outcome,
): Outcome {
  const open = new Set<string>();
  for (const { questions } of marks) for (const question of questions) open.add(question);
  if (open.size === 0) return judge(marks);
  const under = (counting: readonly Of[], rest: readonly string[]): Outcome => {
    const [next, ...later] = rest;
    if (next === undefined) return judge(counting);
    return ledger.ask(next, (reading) =>
      under(
        reading === 'counts'
          ? counting
          : counting.filter(({ questions }) => !questions.includes(next)),
        later,
      ),
    );
  };
  return under(marks, [...open]);
}

/** How long a module is, in minutes; undefined where neither the roll nor the plan says. */
export function lengthOf(module: Module, { context: { plan } }: Ledger): number | undefined {
  if (module.minutes !== undefined) return module.minutes;
  const session = plan?.sessions.find(({ id }) => id === module.session);
  if (session?.minutes === undefined || session.modules.length === 0) return undefined;
  return session.minutes / session.modules.length;
}

/** Was not there for all of it. */
export function missedSome({
  outcome,
  minutesLate = 0,
  minutesEarly = 0,
  minutesAway = 0,
}: Module) {
  return outcome !== 'attended' || minutesLate + minutesEarly + minutesAway > 0;
}

export function missedWhole({ outcome }: Module): boolean {
  return outcome === 'missed' || outcome === 'excused';
}
