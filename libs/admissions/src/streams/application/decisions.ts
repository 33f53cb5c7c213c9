import type { CalendarDate, FactId } from '#event-log';
import { isSatisfied, statementsToAttest, unmetRequirements } from '#programs';
import { judgedBy, withConsequences } from './consequences.js';
import type { ApplicationFact } from './events.js';
import { assertHappened, assertOpen, assertReceived, broken } from './rules.js';
import type { Decide, Happening, Judge, NewFact } from './rules.js';
import type { ApplicationState, Interview } from './state.js';

type DataOf<Type extends ApplicationFact['type']> = Extract<
  ApplicationFact,
  { type: Type }
>['data'];

export interface Attestation {
  readonly factId: FactId;
  readonly statement: string;
  readonly detail?: string | undefined;
}

/** Applying, with the statements attested on the form. */
export const receiveApplication =
  (
    received: DataOf<'ApplicationReceived'>,
    factId: FactId,
    attestations: readonly Attestation[],
    judge: Judge,
  ): Decide =>
  (state) => {
    if (state.received !== undefined) {
      throw broken('application-exists', 'An application with this id was received already.');
    }
    assertHappened(state, received.occurredOn, judge.today);
    return withConsequences(
      state,
      [
        { id: factId, type: 'ApplicationReceived', data: received },
        ...notAttestedYet(state, attestations, received.occurredOn, judge),
      ],
      judge,
    );
  };

export const attestStatements =
  (attestations: readonly Attestation[], occurredOn: CalendarDate, judge: Judge): Decide =>
  (state) => {
    assertOpen(state);
    assertHappened(state, occurredOn, judge.today);
    const facts = notAttestedYet(state, attestations, occurredOn, judge);
    return facts.length === 0 ? [] : withConsequences(state, facts, judge);
  };

export const receiveReference =
  (reference: DataOf<'ReferenceReceived'>, factId: FactId, judge: Judge): Decide =>
  (state) => {
    assertOpen(state);
    assertHappened(state, reference.occurredOn, judge.today);
    if (reference.knownSince > reference.occurredOn) {
      throw broken(
        'known-since-in-future',
        `knownSince (${reference.knownSince}) lies after the day the letter came (${reference.occurredOn}).`,
      );
    }
    const same = state.records.some(
      ({ type, data }) =>
        type === 'ReferenceReceived' && data.referenceId === reference.referenceId,
    );
    if (same) return [];
    return withConsequences(
      state,
      [{ id: factId, type: 'ReferenceReceived', data: reference }],
      judge,
    );
  };

export const scheduleInterview =
  (interview: DataOf<'InterviewScheduled'>, factId: FactId, judge: Judge): Decide =>
  (state) => {
    assertOpen(state);
    assertHappened(state, interview.occurredOn, judge.today);
    if (state.interviews.has(interview.interviewId)) return [];
    return withConsequences(
      state,
      [{ id: factId, type: 'InterviewScheduled', data: interview }],
      judge,
    );
  };

export const cancelInterview =
  (interviewId: string, { factId, occurredOn }: Happening, judge: Judge): Decide =>
  (state) => {
    assertOpen(state);
    assertHappened(state, occurredOn, judge.today);
    const { status } = interviewOf(state, interviewId);
    if (status === 'cancelled') return [];
    if (status === 'held')
      throw broken('interview-held', 'The interview was held; it can no longer be cancelled.');
    const data = { interviewId, occurredOn };
    return withConsequences(state, [{ id: factId, type: 'InterviewCancelled', data }], judge);
  };

export const interviewApplicant =
  (held: DataOf<'ApplicantInterviewed'>, factId: FactId, judge: Judge): Decide =>
  (state) => {
    assertOpen(state);
    assertHappened(state, held.occurredOn, judge.today);
    const { status } = interviewOf(state, held.interviewId);
    if (status === 'held') {
      const before = state.records.find(
        ({ type, data }) =>
          type === 'ApplicantInterviewed' && data.interviewId === held.interviewId,
      );
      if (before?.type !== 'ApplicantInterviewed' || before.data.mode === held.mode) return [];
      throw broken(
        'interview-held',
        `The interview is recorded as held ${before.data.mode}. To change it, void fact ${before.id} and say why.`,
        { factId: before.id },
      );
    }
    if (status === 'cancelled') {
      throw broken('interview-cancelled', 'This interview was cancelled. Schedule it anew first.');
    }
    return withConsequences(
      state,
      [{ id: factId, type: 'ApplicantInterviewed', data: held }],
      judge,
    );
  };

/** Possible when all that the rules ask before acceptance is met; taking somebody is a person's act. */
export const acceptApplicant =
  ({ factId, occurredOn }: Happening, judge: Judge): Decide =>
  (state) => {
    assertReceived(state);
    if (state.status === 'accepted') return [];
    assertOpen(state);
    assertHappened(state, occurredOn, judge.today);
    const section = judgedBy(state, judge);
    const sections = [section('apply'), section('select')];
    const waiting = sections.some(
      ({ outcome }) =>
        outcome.status === 'needs-decision' || outcome.status === 'depends-on-reading',
    );
    const unmet = sections.flatMap((one) =>
      isSatisfied(one.outcome) ? [] : unmetRequirements(one),
    );
    if (unmet.length > 0) {
      throw broken(
        'requirements-unmet',
        `Before acceptance the rules ask for: ${unmet.join(', ')}. Ask why under /applications/{id}/why.`,
        { unmet },
      );
    }
    if (waiting) {
      throw broken(
        'decision-awaited',
        'Whether the applicant meets the rules depends on a decision that waits for a person; see /decisions.',
        { awaiting: [...state.awaiting] },
      );
    }
    return withConsequences(
      state,
      [{ id: factId, type: 'ApplicantAccepted', data: { occurredOn } }],
      judge,
    );
  };

export const declineApplicant =
  ({ factId, occurredOn }: Happening, judge: Judge): Decide =>
  (state) => {
    assertReceived(state);
    if (state.status === 'declined') return [];
    assertOpen(state);
    assertHappened(state, occurredOn, judge.today);
    return withConsequences(
      state,
      [{ id: factId, type: 'ApplicantDeclined', data: { occurredOn } }],
      judge,
    );
  };

export const withdrawApplication =
  ({ factId, occurredOn }: Happening, judge: Judge): Decide =>
  (state) => {
    assertReceived(state);
    if (state.status === 'withdrawn') return [];
    if (state.placement !== undefined) {
      throw broken(
        'placed-in-cohort',
        'The applicant is enrolled; withdraw them from the cohort instead.',
      );
    }
    if (state.status !== 'accepted') assertOpen(state);
    assertHappened(state, occurredOn, judge.today);
    return withConsequences(
      state,
      [{ id: factId, type: 'ApplicationWithdrawn', data: { occurredOn } }],
      judge,
    );
  };

/** Uses the acceptance for one class. Two classes can't both have the person. */
export const placeApplicant =
  (placement: DataOf<'ApplicantPlaced'>): Decide =>
  (state) => {
    assertReceived(state);
    if (state.placement?.cohortId === placement.cohortId) return [];
    if (state.placement !== undefined) {
      throw broken(
        'placed-elsewhere',
        'This applicant is enrolled in another cohort on this application.',
        {
          cohortId: state.placement.cohortId,
        },
      );
    }
    if (state.status !== 'accepted') {
      throw broken(
        'application-not-accepted',
        `The application is ${state.status}; only an accepted applicant can be enrolled.`,
      );
    }
    return [{ type: 'ApplicantPlaced', data: placement }];
  };

/** Ends one enrollment's placement; a later one of the same applicant is left alone. */
export const giveUpPlacement =
  (enrollmentId: string): Decide =>
  (state) => {
    assertReceived(state);
    if (state.placement?.enrollmentId !== enrollmentId) return [];
    return [{ type: 'PlacementGivenUp', data: { cohortId: state.placement.cohortId } }];
  };

function interviewOf(state: ApplicationState, interviewId: string): Interview {
  const interview = state.interviews.get(interviewId);
  if (interview === undefined) {
    throw broken('interview-unknown', 'No interview with this id was scheduled here.');
  }
  return interview;
}

function notAttestedYet(
  state: ApplicationState,
  attestations: readonly Attestation[],
  occurredOn: CalendarDate,
  judge: Judge,
): readonly NewFact[] {
  const facts: ReturnType<typeof attested>[] = [];
  for (const attestation of attestations) {
    const fact = attested(attestation, occurredOn, judge);
    const before = [...state.records, ...facts].find(
      ({ type, data }) => type === 'StatementAttested' && data.statement === attestation.statement,
    );
    if (before?.type !== 'StatementAttested') {
      facts.push(fact);
    } else if (before.data.detail !== fact.data.detail) {
      throw broken(
        'statement-attested-otherwise',
        `${attestation.statement} is attested already, with another detail. Void fact ${before.id} first.`,
        { factId: before.id },
      );
    }
  }
  return facts;
}

function attested(
  { factId, statement, detail }: Attestation,
  occurredOn: CalendarDate,
  { policy }: Judge,
) {
  const statements = statementsToAttest(policy);
  const known = statements.find((one) => one.statement === statement);
  if (known === undefined) {
    const ids = statements.map((one) => one.statement);
    throw broken(
      'statement-unknown',
      `The rules ask for no statement ${statement}; they ask for ${ids.join(', ')}.`,
      {
        known: ids,
      },
    );
  }
  // An open list takes `other`; what exactly it was stays on the paper, not in the log.
  const { choices = [], open = false } = known.details ?? {};
  const takes = open ? [...choices, 'other'] : choices;
  if (detail !== undefined && !takes.includes(detail)) {
    throw broken(
      'detail-unknown',
      takes.length === 0
        ? `${statement} takes no detail.`
        : `${statement} takes one of ${takes.join(', ')} as detail.`,
      { known: takes },
    );
  }
  const data = { statement, occurredOn, ...(detail !== undefined && { detail }) };
  return { id: factId, type: 'StatementAttested', data } as const;
}
