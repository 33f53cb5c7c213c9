import type { Decision, DependsOnReading, Met, NotStated, Outcome, Unmet } from './outcome.js';

/*
 * How outcomes combine.
 *
 * Judged outcomes form a chain: unmet for good < unmet < needs-decision < met (waived counts as
 * met). `all` takes the lowest of its children, `any` the highest, k of n the k-th highest. A child
 * that is not stated or not applicable drops out as if it were not listed, so it neither blocks nor
 * satisfies, and k shrinks only as far as the children that are left require; when none is left the
 * whole is not stated, or not applicable if every child is. `not` turns the chain around and leaves
 * needs-decision, waived and what is not judged as they are. `when` asks its condition first: unmet
 * makes the rest not applicable, undecided keeps it undecided unless the rest is met anyway.
 *
 * What is unmet only because a fact about the person is not known carries what would have to be
 * recorded. `all`, `any` and k of n carry it on where the fact could make them met, `not` leaves it as
 * it is, and `when` does not take it for unmet: it waits for the fact.
 *
 * An outcome that depends on readings is a decision tree over questions in the policy's order.
 * Combining such trees combines them reading by reading; where all readings come to the same, the
 * question does not matter and disappears. So a tree never asks what changes nothing.
 */

/** Order of the policy's questions; every tree asks them in it, which makes equal trees equal. */
export type QuestionOrder = (question: string) => number;

/** What makes two outcomes the same for whoever waits for them; counts and words may differ. */
export function alike(a: Outcome, b: Outcome): boolean {
  if (a.status !== b.status) return false;
  if (a.status === 'unmet') return a.reachable === (b as Unmet).reachable;
  if (a.status === 'depends-on-reading') {
    const other = b as DependsOnReading;
    return (
      a.question === other.question &&
      a.readings.every(({ outcome }, index) => {
        const counterpart = other.readings[index];
        return counterpart !== undefined && alike(outcome, counterpart.outcome);
      })
    );
  }
  return true;
}

/** One outcome for two alike; a margin is then the wider, since the other binds in its reading only. */
function merged(a: Outcome, b: Outcome): Outcome {
  switch (a.status) {
    case 'met': {
      const { final, margin } = b as Met;
      const widest =
        a.margin === undefined || margin === undefined ? undefined : Math.max(a.margin, margin);
      return a.final === final && a.margin === widest ? a : metWith(a.final && final, widest);
    }
    case 'unmet': {
      const { by, unknown = [] } = b as Unmet;
      const one = by === undefined || (a.by !== undefined && a.by < by) ? a : { ...a, by };
      return withUnknown(one, [...(a.unknown ?? []), ...unknown]);
    }
    case 'needs-decision':
      return allDecisions([a, b]);
    case 'depends-on-reading': {
      const other = b as DependsOnReading;
      return {
        ...a,
        readings: a.readings.map(({ reading, outcome }, index) => ({
          reading,
          outcome: merged(outcome, other.readings[index]?.outcome ?? outcome),
        })),
      };
    }
    case 'not-stated':
    case 'waived':
    case 'not-applicable':
      return a;
  }
}

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

/** One outcome for several that are all alike; undefined where they are not. */
export function common(outcomes: readonly Outcome[]): Outcome | undefined {
  let one: Outcome | undefined;
  for (const outcome of outcomes) {
    if (one === undefined) one = outcome;
    else if (alike(one, outcome)) one = merged(one, outcome);
    else return undefined;
  }
  return one;
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
function throughReadings(
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
      outcome: throughReadings(
        outcomes.map((outcome) => underReading(outcome, first.question, reading)),
        order,
        combination,
      ),
    })),
  );
}

export function all(outcomes: readonly Outcome[], order: QuestionOrder): Outcome {
  return throughReadings(outcomes, order, lowest);
}

export function any(outcomes: readonly Outcome[], order: QuestionOrder): Outcome {
  return throughReadings(outcomes, order, highest);
}

export function atLeast(
  count: number,
  outcomes: readonly Outcome[],
  order: QuestionOrder,
): Outcome {
  return throughReadings(outcomes, order, (plain) => kthHighest(plain, count));
}

/** Changes an outcome under each reading still open. */
export function through(
  outcome: Outcome,
  order: QuestionOrder,
  change: (plain: Outcome) => Outcome,
): Outcome {
  if (outcome.status !== 'depends-on-reading') return change(outcome);
  return throughReadings([outcome], order, ([plain = outcome]) => change(plain));
}

/** What an outcome comes to once nothing more can happen. */
export function forGood(outcome: Outcome): Outcome {
  if (outcome.status === 'unmet') {
    return outcome.unknown === undefined && outcome.reachable
      ? { ...outcome, reachable: false }
      : outcome;
  }
  if (outcome.status === 'met') return outcome.final ? outcome : { ...outcome, final: true };
  return outcome;
}

export function not(outcome: Outcome, order: QuestionOrder): Outcome {
  return through(outcome, order, opposite);
}

export function when(condition: Outcome, then: Outcome, order: QuestionOrder): Outcome {
  return throughReadings([condition, then], order, ([applies = condition, rest = then]) => {
    switch (applies.status) {
      case 'met':
      case 'waived':
        return rest;
      case 'unmet':
        if (applies.unknown === undefined) return { status: 'not-applicable' };
        return height(rest) === heights.met
          ? rest
          : { status: 'needs-decision', decisions: applies.unknown };
      case 'needs-decision':
        return height(rest) === heights.met ? rest : applies;
      case 'not-stated':
      case 'not-applicable':
      case 'depends-on-reading':
        return applies;
    }
  });
}

const heights = { unmetForGood: 0, unmet: 1, needsDecision: 2, met: 3 } as const;

/** Place in the chain; undefined for what neither blocks nor satisfies. */
function height(outcome: Outcome): number | undefined {
  switch (outcome.status) {
    case 'unmet':
      return outcome.reachable ? heights.unmet : heights.unmetForGood;
    case 'needs-decision':
      return heights.needsDecision;
    case 'met':
    case 'waived':
      return heights.met;
    case 'not-stated':
    case 'not-applicable':
    case 'depends-on-reading':
      return undefined;
  }
}

function lowest(outcomes: readonly Outcome[]): Outcome {
  return kthHighest(outcomes, outcomes.length);
}

function highest(outcomes: readonly Outcome[]): Outcome {
  return kthHighest(outcomes, 1);
}

function kthHighest(outcomes: readonly Outcome[], count: number): Outcome {
  let judged = 0;
  // How many are at least that high.
  let unmet = 0;
  let undecided = 0;
  let met = 0;
  let perhaps = 0;
  let by: string | undefined;
  for (const outcome of outcomes) {
    const own = height(outcome);
    if (own === undefined) continue;
    judged += 1;
    if (own >= heights.unmet) unmet += 1;
    if (own >= heights.needsDecision) undecided += 1;
    if (own >= heights.met) met += 1;
    if (outcome.status !== 'unmet') continue;
    if (outcome.unknown !== undefined) perhaps += 1;
    if (outcome.by === undefined) continue;
    if (by === undefined || outcome.by < by) by = outcome.by;
  }
  if (judged === 0) {
    return outcomes.some((outcome) => outcome.status === 'not-stated')
      ? notStated
      : { status: 'not-applicable' };
  }
  const need = Math.min(Math.max(count, 1), judged);
  if (met >= need) return metBy(outcomes, need);
  if (undecided >= need) return allDecisions(outcomes);
  const reachable = unmet >= need;
  const counted = { status: 'unmet', have: met, need, unit: 'requirements' } as const;
  const whole: Unmet = by === undefined ? { ...counted, reachable } : { ...counted, by, reachable };
  return undecided + perhaps >= need ? withUnknown(whole, outcomes.flatMap(decisionsOf)) : whole;
}

function metBy(outcomes: readonly Outcome[], need: number): Outcome {
  let waived = 0;
  let met = 0;
  let final = 0;
  const margins: number[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === 'waived') waived += 1;
    if (outcome.status !== 'met') continue;
    met += 1;
    if (outcome.final) final += 1;
    if (outcome.margin !== undefined) margins.push(outcome.margin);
  }
  if (met === 0) return { status: 'waived' };
  // The margin of the whole is that of the child whose loss would cost it; no margin is no limit, so
  // those without one are lost last.
  const limited = need - 1 - waived - (met - margins.length);
  const margin = margins.length === 0 ? undefined : margins.sort((a, b) => b - a)[limited];
  return metWith(final + waived >= need, margin);
}

function metWith(final: boolean, margin: number | undefined): Met {
  return margin === undefined ? { status: 'met', final } : { status: 'met', final, margin };
}

function allDecisions(outcomes: readonly Outcome[]): Outcome {
  const decisions = outcomes.flatMap((outcome) =>
    outcome.status === 'needs-decision' ? outcome.decisions : [],
  );
  return { status: 'needs-decision', decisions: inOrder(decisions) };
}

/** Whoever decides, and whoever records what is not known, can settle it. */
function decisionsOf(outcome: Outcome): readonly Decision[] {
  if (outcome.status === 'needs-decision') return outcome.decisions;
  return outcome.status === 'unmet' ? (outcome.unknown ?? []) : [];
}

function withUnknown(unmet: Unmet, unknown: readonly Decision[]): Unmet {
  return unknown.length === 0 ? unmet : { ...unmet, unknown: inOrder(unknown) };
}

/** Each once. */
function inOrder(decisions: readonly Decision[]): readonly Decision[] {
  // Most often there is one, passed on from whole to whole.
  if (decisions.length === 1) return decisions;
  const byName = new Map(
    decisions.map((decision) => [`${decision.requirement} ${decision.subject ?? ''}`, decision]),
  );
  const names = [...byName.keys()].sort();
  return names.flatMap((name) => byName.get(name) ?? []);
}

function opposite(outcome: Outcome): Outcome {
  if (outcome.status === 'unmet') {
    return outcome.unknown === undefined ? { status: 'met', final: !outcome.reachable } : outcome;
  }
  if (outcome.status === 'met') {
    return { status: 'unmet', have: 'met', need: 'not met', reachable: !outcome.final };
  }
  return outcome;
}

export const notStated: NotStated = { status: 'not-stated' };
