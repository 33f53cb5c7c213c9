import type { EvidenceOf, IsoDate } from '../../evidence.js';
import { forNow, isLost } from '../../logic/chain.js';
import { together, type QuestionOrder } from '../../logic/logic.js';
import type { Outcome } from '../../outcome.js';
import { isValue } from '../../stated.js';
import type { Tally } from './schema.js';
import type { Sums } from './sums.js';

/*
 * What goes on counts as of the day judged, and moves on with it: out of one period into the next, and out
 * of the window. So what is met or lost with it is so for good only if it is so without it as well.
 */

/** Whether it counts tomorrow where it counts today. */
export function stays(
  { until, ongoing }: EvidenceOf<'activity'>,
  asOf: IsoDate,
  { window, periods, distinct }: Tally,
): boolean {
  if (ongoing !== true && (until === undefined || until <= asOf)) return true;
  if (periods.length > 0 || distinct !== undefined) return false;
  return (
    !isValue(window) ||
    (window.to === undefined && window.length === undefined) ||
    window.to === 'as-of'
  );
}

/** What is so now, for good only where it is without what moves on. */
export function lasting(now: Sums, without: Sums, order: QuestionOrder): Sums {
  // It lies in days that are not over, of which nothing is kept within a limit, or lost, for good without it.
  const kept = (one: Outcome, other: Outcome) =>
    together([one, other], order, ([plain = one, rest = other]) =>
      isForGood(rest) ? plain : forNow(plain),
    );
  return {
    ...now,
    outcome: kept(now.outcome, without.outcome),
    parts: now.parts.map((part, place) => {
      const { outcome } = without.parts[place] ?? part;
      return { ...part, outcome: kept(part.outcome, outcome) };
    }),
  };
}

function isForGood(outcome: Outcome): boolean {
  return outcome.status === 'met' ? outcome.final : isLost(outcome);
}
