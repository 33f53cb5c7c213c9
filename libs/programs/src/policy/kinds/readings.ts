import type { Ledger } from '../ledger.js';
import type { Outcome } from '../outcome.js';
import type { Counting } from '../question.js';
import type { Judged } from './kind.js';

/** Whether things count, with every open question read in one way. */
export interface Reading {
  counts(this: void, counting: Counting): boolean;
  /** Whether it counts in any reading; this alone makes nothing hang on the question. */
  mayCount(this: void, counting: Counting): boolean;
}

/**
 * Judges under each reading of the questions that are asked on the way. Beside the outcome, all is told
 * as where what is open counts, since it may rest on all of that.
 */
export function underReadings(ledger: Ledger, judge: (reading: Reading) => Judged): Judged {
  const answers = new Set<string>();
  const breaking = new Set<string>();
  const answered = (question: string): boolean | undefined => {
    const answer = ledger.answerTo(question);
    if (answer?.ref !== undefined) answers.add(answer.ref);
    return answer && answer.reading === 'counts';
  };
  const under = (read: ReadonlyMap<string, boolean>): Judged => {
    const open: string[] = [];
    const judged = judge({
      counts: (counting) => {
        if (typeof counting === 'string') return counting === 'counts';
        const { question } = counting;
        const known = answered(question) ?? read.get(question);
        if (known === undefined) open.push(question);
        return known ?? true;
      },
      mayCount: (counting) =>
        typeof counting === 'string'
          ? counting === 'counts'
          : (answered(counting.question) ?? true),
    });
    const [next] = open;
    if (next === undefined) {
      for (const ref of judged.breaking ?? []) breaking.add(ref);
      return judged;
    }
    const outcome: Outcome = ledger.ask(
      next,
      (reading) => under(new Map([...read, [next, reading === 'counts']])).outcome,
    );
    return { ...judged, outcome };
  };
  const judged = under(new Map());
  if (answers.size === 0 && breaking.size === 0) return judged;
  return {
    ...judged,
    evidence: [...(judged.evidence ?? []), ...answers],
    breaking: [...breaking, ...answers],
  };
}
