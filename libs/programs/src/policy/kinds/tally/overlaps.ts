import type { Outcome } from '../../outcome.js';
import type { Distinguished } from './distinct.js';
import { sumUpAll } from './possible.js';
import type { IsSeparate } from './quotas.js';
import type { Overlap, Quota, Tally } from './schema.js';
import type { Frame, Sums } from './sums.js';

/** Questions on which it hangs whether what fits several quotas counts in each. */
export function overlapQuestions(tally: Tally): readonly string[] {
  const questions = new Set<string>();
  const look = ({ overlap, quotas = [] }: { overlap?: Overlap; quotas?: readonly Quota[] }) => {
    if (typeof overlap === 'object') questions.add(overlap.question);
    quotas.forEach(look);
  };
  look(tally);
  tally.periods.forEach(look);
  return [...questions];
}

const asWritten: IsSeparate = ({ overlap }) => overlap === 'separate';

/** Judges under each reading of the overlaps that are still open; shows the first of them. */
export function underOverlaps(
  frame: Frame,
  questions: readonly string[],
  given: Distinguished,
): Sums {
  const { ledger } = frame;
  let shown: Sums | undefined;
  const under = (rest: readonly string[], taken: ReadonlyMap<string, string>): Outcome => {
    const [next, ...later] = rest;
    if (next !== undefined)
      return ledger.ask(next, (reading) => under(later, new Map(taken).set(next, reading)));
    const sums = sumUpAll(frame, given, ({ overlap }) => {
      const reading = typeof overlap === 'object' ? taken.get(overlap.question) : overlap;
      return reading === 'separate';
    });
    shown ??= sums;
    return sums.outcome;
  };
  const outcome = under(questions, new Map());
  return { ...(shown ?? sumUpAll(frame, given, asWritten)), outcome };
}
