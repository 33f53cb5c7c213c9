import type { CalendarDate, FactId, Known } from '#event-log';
import {
  awaitedDecisions,
  brokenBy,
  evaluating,
  isSatisfied,
  requirementsOf,
  violations,
} from '#programs';
import type { AwaitedDecision, Context, Policy, Result, SectionResult } from '#programs';
import { evidenceOf, judgedOn } from './evidence.js';
import type { EnrollmentFact } from './events.js';
import { after } from './rules.js';
import type { NewFact } from './rules.js';
import type { EnrollmentState } from './state.js';
import { enrollment, isMark, marks, trainingCompleted, usedAttempts } from './state.js';

/** What an enrollment is judged by, beside its own facts. */
export interface Judge {
  readonly policy: Policy;
  /** The cohort's sessions and sittings that are to take place. */
  readonly plan: NonNullable<Context['plan']>;
  /** In the cohort's zone. */
  readonly today: CalendarDate;
}

export function judgedBy(state: EnrollmentState, judge: Judge) {
  const { policy, evidence, asOf, context } = judgedFrom(state, judge);
  return evaluating(policy, evidence, asOf, context);
}

/** All that the rules look at. */
export function judgedFrom(state: EnrollmentState, { policy, plan, today }: Judge) {
  const { enrolled } = state;
  const context = { plan, ...(enrolled !== undefined && { appliedOn: enrolled.appliedOn }) };
  return { policy, evidence: evidenceOf(state), asOf: judgedOn(state, today), context };
}

/** The facts, and what follows from them under the rules, to be appended together. */
export function withConsequences(
  state: EnrollmentState,
  facts: readonly NewFact[],
  judge: Judge,
): readonly (NewFact | EnrollmentFact)[] {
  return [...facts, ...consequences(after(state, facts, enrollment.evolve), judge)];
}

/** What the rules make of the record and the stream does not say yet; nothing when it says it all. */
export function consequences(state: EnrollmentState, judge: Judge): readonly EnrollmentFact[] {
  const section = judgedBy(state, judge);
  const train = section('train');
  const violated = violations(train);
  const completion = completionLost(state, train, judge);
  const judged: Known<EnrollmentFact>[] = completion.map((fact, index) => ({
    ...fact,
    id: `lost-${index}` as FactId,
  }));
  const settled = judged.reduce(enrollment.evolve, state);
  return [
    ...disqualifications(state, violated),
    // Nobody needs to decide anything about somebody who has left.
    ...decisions(state, state.leftOn === undefined ? openIn(section) : []),
    ...completion,
    ...support(state, judge),
    ...certification(settled, violated.length > 0, judgedBy(settled, judge)('certify')),
  ];
}

/** Decisions that a person could make, awaited or not. */
export function decisionsOpen(state: EnrollmentState, judge: Judge): readonly AwaitedDecision[] {
  return openIn(judgedBy(state, judge));
}

function openIn(section: ReturnType<typeof judgedBy>): readonly AwaitedDecision[] {
  return [...awaitedDecisions(section('train')), ...awaitedDecisions(section('exam'))];
}

function disqualifications(state: EnrollmentState, violated: readonly Result[]): EnrollmentFact[] {
  const now = new Map(violated.map((result) => [result.requirement, result]));
  return [
    ...[...now]
      .filter(([requirement]) => !state.disqualifiedBy.has(requirement))
      .map(([requirement, result]): EnrollmentFact => ({
        type: 'TraineeDisqualified',
        data: { requirement, because: brokenBy(result, evidenceOf(state)) as FactId[] },
      })),
    ...[...state.disqualifiedBy]
      .filter((requirement) => !now.has(requirement))
      .map((requirement): EnrollmentFact => ({
        type: 'DisqualificationWithdrawn',
        data: { requirement },
      })),
  ];
}

function decisions(state: EnrollmentState, awaited: readonly AwaitedDecision[]): EnrollmentFact[] {
  const now = new Map(awaited.map((decision) => [decision.id, decision]));
  return [
    ...[...now.values()]
      .filter(({ id }) => !state.awaiting.has(id))
      .map(({ id, requirement, evidence, holdsUp }): EnrollmentFact => ({
        type: 'DecisionAwaited',
        data: { decision: id, requirement, holdsUp, because: [...evidence] },
      })),
    ...[...state.awaiting.keys()]
      .filter((decision) => !now.has(decision))
      .map((decision): EnrollmentFact => ({
        type: 'DecisionNoLongerAwaited',
        data: { decision },
      })),
  ];
}

// A correction can take away what the completion rested on, or make it hang on a decision.
function completionLost(
  state: EnrollmentState,
  train: SectionResult,
  { plan }: Judge,
): EnrollmentFact[] {
  if (!trainingCompleted(state)) return [];
  const planned = new Set(plan.sessions.flatMap(({ modules }) => modules));
  const marked = marks(state);
  const unmarked = [...state.voided.values()].some(
    (fact) => isMark(fact) && planned.has(fact.data.moduleId) && !marked.has(fact.data.moduleId),
  );
  if (isSatisfied(train.outcome) && !unmarked) return [];
  return [{ type: 'TrainingNoLongerComplete', data: {} }];
}

function support(state: EnrollmentState, { policy }: Judge): EnrollmentFact[] {
  return requirementsOf(policy, 'exam').flatMap(({ id, support: offers }) => {
    const failed = usedAttempts(state).filter(
      ({ exam, result }) => exam === id && result === 'failed',
    );
    return offers.flatMap(({ afterFailed, offer }): EnrollmentFact[] => {
      const attemptId = failed[afterFailed - 1]?.attemptId;
      if (attemptId === undefined || state.supported.has(attemptId)) return [];
      // It was offered in the class in which the attempt was made.
      if (state.enrolled?.earlierAttempts.some((one) => one.attemptId === attemptId)) return [];
      return [{ type: 'ExamSupportOffered', data: { attemptId, support: offer } }];
    });
  });
}

function certification(
  state: EnrollmentState,
  disqualified: boolean,
  certify: SectionResult,
): EnrollmentFact[] {
  const { require } = certify;
  // A program that states no rule for its certificate leaves it to a person; nothing is inferred.
  const earned = !disqualified && typeof require !== 'string' && isSatisfied(certify.outcome);
  if (earned && state.earnedBy === undefined) {
    return [{ type: 'CertificationEarned', data: { because: [...require.evidence] } }];
  }
  if (!earned && state.earnedBy !== undefined) {
    return [{ type: 'CertificationNoLongerEarned', data: {} }];
  }
  return [];
}
