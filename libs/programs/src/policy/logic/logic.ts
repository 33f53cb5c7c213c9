import type { DependsOnReading, Outcome } from '../outcome.js';
import { common } from './alike.js';
import { height, heights, highest, isLost, kthHighest, lowest, opposite } from './chain.js';

/*
 * How outcomes combine: plain ones as `chain.ts` tells, and `when` asks its condition first. Unmet
 * makes the rest not applicable, undecided keeps it undecided unless the rest is met anyway or does not
 * apply either way, and what is unmet only because a fact is not known is not taken for unmet: it waits
 * for the fact. What is asked for instead takes the place of what is lost, if it is judged at all.
 *
 * An outcome that depends on readings is a decision tree over questions in the policy's order.
 * Combining such trees combines them reading by reading; where all readings come to the same, the
 * question does not matter and disappears. So a tree never asks what changes nothing.
 */

/** Order of the policy's questions; every tree asks them in it, which makes equal trees equal. */
export type QuestionOrder = (question: string) => number;

/** The outcome of a question whose readings come to these outcomes. */
export function branch(
  question: string,
  readings: DependsOnReading['readings'],
  order: QuestionOrder,
): Outcome {
  const outcomes = readings.map(({ outcome }) => outcome);
  const first = earliestQuestion(outcomes, order);
  if (first === undefined) return collapsed(question, readings, outcomes);
  if (order(first.question) < order(question)) {
    const split = first.readings.map(({ reading }) => ({
      reading,
      outcome: branch(
        question,
        readings.map((alternative) => ({
          reading: alternative.reading,
          outcome: underReading(alternative.outcome, first.question, reading),
        })),
        order,
      ),
    }));
    return collapsed(first.question, split);
  }
  const own = readings.map(({ reading, outcome }) => ({
    reading,
    outcome: underReading(outcome, question, reading),
  }));
  return collapsed(question, own);
}

function collapsed(
  question: string,
  readings: DependsOnReading['readings'],
  outcomes = readings.map(({ outcome }) => outcome),
): Outcome {
  return common(outcomes) ?? { status: 'depends-on-reading', question, readings };
}

/** What is left of an outcome once a question is answered. */
export function underReading(outcome: Outcome, question: string, reading: string): Outcome {
  if (outcome.status !== 'depends-on-reading' || outcome.question !== question) return outcome;
  return (
    outcome.readings.find((alternative) => alternative.reading === reading)?.outcome ?? outcome
  );
}

function earliestQuestion(
  outcomes: readonly Outcome[],
  order: QuestionOrder,
): DependsOnReading | undefined {
  let first: DependsOnReading | undefined;
  for (const outcome of outcomes) {
    if (outcome.status !== 'depends-on-reading') continue;
    if (first === undefined || order(outcome.question) < order(first.question)) first = outcome;
  }
  return first;
}

/** Applies a combination reading by reading. */
export function together(
  outcomes: readonly Outcome[],
  order: QuestionOrder,
  combination: (plain: readonly Outcome[]) => Outcome,
): Outcome {
  const first = earliestQuestion(outcomes, order);
  if (first === undefined) return combination(outcomes);
  return collapsed(
    first.question,
    first.readings.map(({ reading }) => ({
      reading,
      outcome: together(
        outcomes.map((outcome) => underReading(outcome, first.question, reading)),
        order,
        combination,
      ),
    })),
  );
}

export function all(outcomes: readonly Outcome[], order: QuestionOrder): Outcome {
  return together(outcomes, order, lowest);
}

export function any(outcomes: readonly Outcome[], order: QuestionOrder): Outcome {
  return together(outcomes, order, highest);
}

export function atLeast(
  count: number,
  outcomes: readonly Outcome[],
  order: QuestionOrder,
): Outcome {
  return together(outcomes, order, (plain) => kthHighest(plain, count));
}

/** Changes an outcome under each reading still open. */
export function through(
  outcome: Outcome,
  order: QuestionOrder,
  change: (plain: Outcome) => Outcome,
): Outcome {
  if (outcome.status !== 'depends-on-reading') return change(outcome);
  return together([outcome], order, ([plain = outcome]) => change(plain));
}

export function not(outcome: Outcome, order: QuestionOrder): Outcome {
  return through(outcome, order, opposite);
}

export function when(condition: Outcome, then: Outcome, order: QuestionOrder): Outcome {
  return together([condition, then], order, ([applies = condition, rest = then]) => {
    switch (applies.status) {
      case 'met':
      case 'waived':
        return rest;
      case 'unmet':
        if (applies.unknown === undefined) return { status: 'not-applicable' };
        return isSoAnyway(rest) ? rest : { status: 'needs-decision', decisions: applies.unknown };
      case 'needs-decision':
        return isSoAnyway(rest) ? rest : applies;
      case 'not-stated':
      case 'not-applicable':
      case 'depends-on-reading':
        return applies;
    }
  });
}

/** What asks nothing of anybody, whether or not it applies. */
function isSoAnyway(rest: Outcome): boolean {
  return height(rest) === heights.met || rest.status === 'not-applicable';
}

export function orElse(asked: Outcome, instead: Outcome, order: QuestionOrder): Outcome {
  return together([asked, instead], order, ([first = asked, other = instead]) =>
    isLost(first) && height(other) !== undefined ? other : first,
  );
}

/** Lost under some reading. */
export function mayBeLost(outcome: Outcome): boolean {
  if (outcome.status !== 'depends-on-reading') return isLost(outcome);
  return outcome.readings.some((reading) => mayBeLost(reading.outcome));
}
