import { awaitedDecisions, evaluating, isSatisfied, unmetRequirements } from '#programs';
import type { AwaitedDecision, SectionResult } from '#programs';
import type { ApplicationFact } from './events.js';
import type { Judge, NewFact } from './rules.js';
import type { ApplicationState } from './state.js';
import { application, contextOf, evidenceOf } from './state.js';

export function judgedBy(state: ApplicationState, { policy, today }: Judge) {
  return evaluating(policy, evidenceOf(state), today, contextOf(state));
}

/** The facts, and what follows from them under the rules, to be appended together. */
export function withConsequences(
  state: ApplicationState,
  facts: readonly NewFact[],
  judge: Judge,
): readonly (NewFact | ApplicationFact)[] {
  return [...facts, ...consequences(facts.reduce(application.evolve, state), judge)];
}

/** What the rules make of the record and the stream does not say yet; nothing when it says it all. */
export function consequences(state: ApplicationState, judge: Judge): readonly ApplicationFact[] {
  // Nobody needs to decide anything about an application that is closed.
  if (state.status !== 'open') return decisions(state, []);
  const section = judgedBy(state, judge);
  const apply = section('apply');
  const awaited = [...awaitedDecisions(apply), ...awaitedDecisions(section('select'))];
  return [...completeness(state, apply), ...decisions(state, awaited)];
}

function decisions(
  state: ApplicationState,
  awaited: readonly AwaitedDecision[],
): ApplicationFact[] {
  const now = new Map(awaited.map((decision) => [decision.id, decision]));
  return [
    ...[...now.values()]
      .filter(({ id }) => !state.awaiting.has(id))
      .map(({ id, requirement, evidence }): ApplicationFact => ({
        type: 'DecisionAwaited',
        data: { decision: id, requirement, because: [...evidence] },
      })),
    ...[...state.awaiting]
      .filter((decision) => !now.has(decision))
      .map((decision): ApplicationFact => ({
        type: 'DecisionNoLongerAwaited',
        data: { decision },
      })),
  ];
}

function completeness(state: ApplicationState, apply: SectionResult): ApplicationFact[] {
  const complete = isSatisfied(apply.outcome);
  if (complete === state.complete) return [];
  if (!complete) {
    const unmet = [...unmetRequirements(apply)];
    return [{ type: 'ApplicationNoLongerComplete', data: { unmet } }];
  }
  const because = typeof apply.require === 'string' ? [] : [...apply.require.evidence];
  return [{ type: 'ApplicationCompleted', data: { because } }];
}
