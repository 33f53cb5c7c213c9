import type { CalendarDate, Known, StreamDefinition } from '#event-log';
import type { Context, Evidence, EvidenceItem } from '#programs';
import { applicationFacts } from './events.js';
import type { ApplicationFact } from './events.js';

export interface Interview {
  readonly date: CalendarDate;
  readonly status: 'scheduled' | 'held' | 'cancelled';
}

export interface ApplicationState {
  readonly status: 'unknown' | 'open' | 'accepted' | 'declined' | 'withdrawn';
  readonly received?: Extract<ApplicationFact, { type: 'ApplicationReceived' }>['data'];
  /** What the rules are judged on, in the order of recording; voided facts are not among it. */
  readonly records: readonly Known<ApplicationFact>[];
  /** Records that were taken out of the evidence. */
  readonly voided: ReadonlySet<string>;
  readonly interviews: ReadonlyMap<string, Interview>;
  readonly complete: boolean;
  /** Ids of the decisions that wait for a person. */
  readonly awaiting: ReadonlySet<string>;
  /** How often the acceptance was used for a class. */
  readonly placements: number;
  /** The enrollment that the acceptance was last used for, given up since or not. */
  readonly lastEnrollmentId?: string;
  readonly placement?: { readonly cohortId: string; readonly enrollmentId: string };
}

export const application: StreamDefinition<ApplicationState, typeof applicationFacts> = {
  kind: 'application',
  schemas: applicationFacts,
  initial: {
    status: 'unknown',
    records: [],
    voided: new Set(),
    interviews: new Map(),
    complete: false,
    awaiting: new Set(),
    placements: 0,
  },
  evolve,
};

function evolve(state: ApplicationState, fact: Known<ApplicationFact>): ApplicationState {
  switch (fact.type) {
    case 'ApplicationReceived':
      return { ...withRecord(state, fact), status: 'open', received: fact.data };
    case 'StatementAttested':
    case 'ReferenceReceived':
    case 'ReadingChosen':
    case 'RequirementJudged':
      return withRecord(state, fact);
    case 'InterviewScheduled':
      return withInterview(withRecord(state, fact), fact.data.interviewId, {
        date: fact.data.date,
        status: 'scheduled',
      });
    case 'InterviewCancelled':
      return changeInterview(state, fact.data.interviewId, 'cancelled');
    case 'ApplicantInterviewed':
      return changeInterview(withRecord(state, fact), fact.data.interviewId, 'held');
    case 'ApplicationCompleted':
      return { ...state, complete: true };
    case 'ApplicationNoLongerComplete':
      return { ...state, complete: false };
    case 'DecisionAwaited':
      return { ...state, awaiting: new Set([...state.awaiting, fact.data.decision]) };
    case 'DecisionNoLongerAwaited':
      return { ...state, awaiting: without(state.awaiting, fact.data.decision) };
    case 'ApplicantAccepted':
    case 'ApplicantDeclined':
    case 'ApplicationWithdrawn':
      return { ...withRecord(state, fact), status: statusAfter[fact.type] };
    case 'ApplicantPlaced':
      return {
        ...state,
        placement: fact.data,
        placements: state.placements + 1,
        lastEnrollmentId: fact.data.enrollmentId,
      };
    case 'PlacementGivenUp': {
      const { placement: _given, ...rest } = state;
      return rest;
    }
    case 'RecordVoided':
      return withoutRecord(state, fact.data.factId);
  }
}

const statusAfter = {
  ApplicantAccepted: 'accepted',
  ApplicantDeclined: 'declined',
  ApplicationWithdrawn: 'withdrawn',
} as const;

type OutcomeFact = Known<Extract<ApplicationFact, { type: keyof typeof statusAfter }>>;

/** What closed the application, while it is closed. */
export function standingOutcome({
  records,
}: Pick<ApplicationState, 'records'>): OutcomeFact | undefined {
  return records.findLast((fact): fact is OutcomeFact => Object.hasOwn(statusAfter, fact.type));
}

function withRecord(state: ApplicationState, fact: Known<ApplicationFact>): ApplicationState {
  return { ...state, records: [...state.records, fact] };
}

function withoutRecord(state: ApplicationState, factId: string): ApplicationState {
  const voided = state.records.find(({ id }) => id === factId);
  const records = state.records.filter(({ id }) => id !== factId);
  const outcome = standingOutcome({ records });
  const after = {
    ...state,
    records,
    voided: new Set([...state.voided, factId]),
    // An outcome recorded by mistake leaves the one before it, or none.
    status: outcome === undefined ? 'open' : statusAfter[outcome.type],
  } as const;
  // An interview recorded by mistake is still to be held.
  return voided?.type === 'ApplicantInterviewed'
    ? changeInterview(after, voided.data.interviewId, 'scheduled')
    : after;
}

function withInterview(
  state: ApplicationState,
  id: string,
  interview: Interview,
): ApplicationState {
  return { ...state, interviews: new Map([...state.interviews, [id, interview]]) };
}

function changeInterview(
  state: ApplicationState,
  id: string,
  status: Interview['status'],
): ApplicationState {
  const interview = state.interviews.get(id);
  return interview === undefined ? state : withInterview(state, id, { ...interview, status });
}

function without(set: ReadonlySet<string>, gone: string): ReadonlySet<string> {
  return new Set([...set].filter((one) => one !== gone));
}

export type ApplicationStanding =
  | 'incomplete'
  | 'decision-awaited'
  | 'complete'
  | 'enrolled'
  | Exclude<ApplicationState['status'], 'open'>;

/** Where an application stands, in one word. */
export function applicationStanding(state: ApplicationState): ApplicationStanding {
  if (state.placement !== undefined) return 'enrolled';
  if (state.status !== 'open') return state.status;
  if (state.awaiting.size > 0) return 'decision-awaited';
  return state.complete ? 'complete' : 'incomplete';
}

/** What the policy's evaluator is given of an application. */
export function evidenceOf(state: ApplicationState): Evidence {
  return state.records.flatMap((fact) => evidenceItem(state, fact));
}

export function contextOf({ received, interviews }: ApplicationState): Context {
  const interview = scheduledDay(interviews);
  return {
    ...(received !== undefined && { appliedOn: received.occurredOn }),
    ...(interview !== undefined && { anchors: { interview } }),
  };
}

/**
 * The day for which an interview is scheduled, by the latest schedule that stands. What must be there
 * before it is reckoned from that day, also when it was held on another: it is the day that was told.
 */
function scheduledDay(interviews: ApplicationState['interviews']): CalendarDate | undefined {
  return [...interviews.values()].findLast(({ status }) => status !== 'cancelled')?.date;
}

function evidenceItem(state: ApplicationState, fact: Known<ApplicationFact>): EvidenceItem[] {
  const ref = fact.id;
  switch (fact.type) {
    case 'ApplicationReceived':
      return [{ kind: 'step', step: 'application-received', ref, on: fact.data.occurredOn }];
    case 'StatementAttested': {
      const { statement, detail, occurredOn: on } = fact.data;
      return [{ kind: 'attestation', ref, on, statement, ...(detail !== undefined && { detail }) }];
    }
    case 'ReferenceReceived': {
      const { refereeId: referee, relation, roles, knownSince, occurredOn: on } = fact.data;
      const { purpose, confirms } = fact.data;
      return [
        {
          kind: 'reference',
          ref,
          on,
          referee,
          relation,
          roles,
          knownSince,
          ...(purpose !== undefined && { purpose }),
          ...(confirms !== undefined && { confirms }),
        },
      ];
    }
    case 'InterviewScheduled':
      if (state.interviews.get(fact.data.interviewId)?.status === 'cancelled') return [];
      return [{ kind: 'step', step: 'interview-scheduled', ref, on: fact.data.occurredOn }];
    case 'ApplicantInterviewed':
      return [{ kind: 'interview', ref, on: fact.data.occurredOn, mode: fact.data.mode }];
    case 'ReadingChosen': {
      const { question, reading, occurredOn: on } = fact.data;
      return [{ kind: 'answer', ref, on, question, reading }];
    }
    case 'RequirementJudged': {
      const { requirement, outcome, occurredOn: on } = fact.data;
      return [{ kind: 'judgement', ref, on, requirement, outcome }];
    }
    case 'InterviewCancelled':
    case 'ApplicationCompleted':
    case 'ApplicationNoLongerComplete':
    case 'DecisionAwaited':
    case 'DecisionNoLongerAwaited':
    case 'ApplicantAccepted':
    case 'ApplicantDeclined':
    case 'ApplicationWithdrawn':
    case 'ApplicantPlaced':
    case 'PlacementGivenUp':
    case 'RecordVoided':
      return [];
  }
}
