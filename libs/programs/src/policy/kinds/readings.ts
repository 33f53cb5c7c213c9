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

type Read = ReadonlyMap<string, boolean>;

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
  /** With what is open and not read counting. */
  const under = (read: Read): Judged => {
    const open = new Set<string>();
    const judged = judge({
      counts: (counting) => {
        if (typeof counting === 'string') return counting === 'counts';
        const { question } = counting;
        const known = answered(question) ?? read.get(question);
        if (known === undefined) open.add(question);
        return known ?? true;
      },
      mayCount: (counting) =>
        typeof counting === 'string'
          ? counting === 'counts'
          : (answered(counting.question) ?? true),
    });
    return open.size === 0
      ? concluded(judged)
      : { ...judged, outcome: asking(judged, [...open], read) };
  };
  const asking = (judged: Judged, open: readonly string[], read: Read): Outcome => {
    const [next, ...rest] = open;
    if (next === undefined) return concluded(judged).outcome;
    return ledger.ask(next, (reading) => {
      // That it counts is how it was judged just now.
      const counts = reading === 'counts';
      const known = new Map([...read, [next, counts]]);
      return counts ? asking(judged, rest, known) : under(known).outcome;
    });
  };
  const concluded = (judged: Judged): Judged => {
    for (const ref of judged.breaking ?? []) breaking.add(ref);
    return judged;
  };
  const judged = under(new Map());
  if (answers.size === 0 && breaking.size === 0) return judged;
  return {
    ...judged,
    evidence: [...(judged.evidence ?? []), ...answers],
    breaking: [...breaking, ...answers],
  };
}
