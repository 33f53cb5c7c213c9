import type { Decision, Met, NotStated, Outcome, Unmet } from '../outcome.js';

/*
 * Judged outcomes form a chain: unmet for good < unmet < needs-decision < met (waived counts as
 * met). `all` takes the lowest of its children, `any` the highest, k of n the k-th highest. A child
 * that is not stated or not applicable drops out as if it were not listed, so it neither blocks nor
 * satisfies, and k shrinks only as far as the children that are left require; when none is left the
 * whole is not stated, or not applicable if every child is. `not` turns the chain around and leaves
 * needs-decision, waived and what is not judged as they are.
 *
 * What is unmet only because a fact about the person is not known carries what would have to be
 * recorded. `all`, `any` and k of n carry it on where the fact could make them met, and `not` leaves
 * it as it is.
 *
 * No outcome given here depends on readings: these are combined reading by reading, in `logic.ts`.
 */

export const heights = { unmetForGood: 0, unmet: 1, needsDecision: 2, met: 3 } as const;

/** Place in the chain; undefined for what neither blocks nor satisfies. */
export function height(outcome: Outcome): number | undefined {
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

/** Unmet whatever is still to come, and whatever is still to be recorded. */
export function isLost(outcome: Outcome): boolean {
  return outcome.status === 'unmet' && !outcome.reachable && outcome.unknown === undefined;
}

export function lowest(outcomes: readonly Outcome[]): Outcome {
  return kthHighest(outcomes, outcomes.length);
}

export function highest(outcomes: readonly Outcome[]): Outcome {
  return kthHighest(outcomes, 1);
}

export function kthHighest(outcomes: readonly Outcome[], count: number): Outcome {
  let judged = 0;
  // How many are at least that high.
  let unmet = 0;
  let undecided = 0;
  let met = 0;
  let perhaps = 0;
  for (const outcome of outcomes) {
    const own = height(outcome);
    if (own === undefined) continue;
    judged += 1;
    if (own >= heights.unmet) unmet += 1;
    if (own >= heights.needsDecision) undecided += 1;
    if (own >= heights.met) met += 1;
    if (outcome.status === 'unmet' && outcome.unknown !== undefined) perhaps += 1;
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
  const by = lastDay(outcomes, need - met);
  const whole: Unmet = by === undefined ? { ...counted, reachable } : { ...counted, by, reachable };
  return undecided + perhaps >= need ? withUnknown(whole, outcomes.flatMap(decisionsOf)) : whole;
}

/** The last day on which so many more of them can be met, as far as there is one. */
function lastDay(outcomes: readonly Outcome[], more: number): string | undefined {
  const days: string[] = [];
  let unlimited = 0;
  for (const outcome of outcomes) {
    if (outcome.status === 'needs-decision') unlimited += 1;
    if (outcome.status !== 'unmet') continue;
    if (outcome.by !== undefined) days.push(outcome.by);
    else if (outcome.reachable) unlimited += 1;
  }
  if (unlimited >= more) return undefined;
  return days.sort().at(-Math.min(more - unlimited, days.length));
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

export function metWith(final: boolean, margin: number | undefined): Met {
  return margin === undefined ? { status: 'met', final } : { status: 'met', final, margin };
}

export function allDecisions(outcomes: readonly Outcome[]): Outcome {
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

export function withUnknown(unmet: Unmet, unknown: readonly Decision[]): Unmet {
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

export function opposite(outcome: Outcome): Outcome {
  if (outcome.status === 'unmet') {
    return outcome.unknown === undefined ? { status: 'met', final: !outcome.reachable } : outcome;
  }
  if (outcome.status === 'met') {
    return { status: 'unmet', have: 'met', need: 'not met', reachable: !outcome.final };
  }
  return outcome;
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

/** What an outcome comes to where time alone may turn it. */
export function forNow(outcome: Outcome): Outcome {
  if (outcome.status === 'met' && outcome.final) return { ...outcome, final: false };
  if (isLost(outcome)) return { ...outcome, reachable: true } as Outcome;
  return outcome;
}

export const notStated: NotStated = { status: 'not-stated' };
