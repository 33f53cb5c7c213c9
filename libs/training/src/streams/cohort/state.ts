import type { CalendarDate, Known, StreamDefinition } from '#event-log';
import { cohortFacts } from './events.js';
import type { CohortFact } from './events.js';

export interface Session {
  readonly id: string;
  readonly kind: 'class-day' | 'retreat-day';
  readonly date: CalendarDate;
  readonly modules: readonly { readonly id: string; readonly title: string }[];
  readonly cancelled: boolean;
}

export interface Sitting {
  readonly id: string;
  readonly date: CalendarDate;
  readonly startsAt: string;
  readonly cancelled: boolean;
}

export interface CohortState {
  readonly plan?: {
    readonly program: string;
    readonly policyVersion: string;
    readonly name: string;
    readonly timeZone: string;
    readonly seats?: number | undefined;
  };
  readonly sessions: ReadonlyMap<string, Session>;
  readonly sittings: ReadonlyMap<string, Sitting>;
  /** Enrollment by application. */
  readonly taken: ReadonlyMap<string, string>;
  /** Enrollments that had a seat and gave it up. */
  readonly former: ReadonlySet<string>;
  /** Reading by question. */
  readonly settled: ReadonlyMap<string, string>;
}

export const cohort: StreamDefinition<CohortState, typeof cohortFacts> = {
  kind: 'cohort',
  schemas: cohortFacts,
  initial: {
    sessions: new Map(),
    sittings: new Map(),
    taken: new Map(),
    former: new Set(),
    settled: new Map(),
  },
  evolve,
};

function evolve(state: CohortState, { type, data }: Known<CohortFact>): CohortState {
  switch (type) {
    case 'CohortPlanned':
      return { ...state, plan: data };
    case 'ClassDayPlanned':
      return withSession(state, {
        ...data,
        id: data.sessionId,
        kind: 'class-day',
        cancelled: false,
      });
    case 'RetreatDayPlanned':
      return withSession(state, {
        ...data,
        id: data.sessionId,
        kind: 'retreat-day',
        cancelled: false,
      });
    case 'SessionMoved':
      return changeSession(state, data.sessionId, { date: data.date });
    case 'SessionCancelled':
      return changeSession(state, data.sessionId, { cancelled: true });
    case 'ExamSittingPlanned': {
      const { sittingId: id, date, startsAt } = data;
      return withSitting(state, { id, date, startsAt, cancelled: false });
    }
    case 'ExamSittingMoved':
      return changeSitting(state, data.sittingId, { date: data.date, startsAt: data.startsAt });
    case 'ExamSittingCancelled':
      return changeSitting(state, data.sittingId, { cancelled: true });
    case 'SeatTaken':
      return {
        ...state,
        taken: new Map([...state.taken, [data.applicationId, data.enrollmentId]]),
      };
    case 'SeatGivenUp': {
      const enrollmentId = state.taken.get(data.applicationId);
      if (enrollmentId === undefined) return state;
      return {
        ...state,
        former: new Set([...state.former, enrollmentId]),
        taken: new Map([...state.taken].filter(([id]) => id !== data.applicationId)),
      };
    }
    case 'ReadingSettled':
      return { ...state, settled: new Map([...state.settled, [data.question, data.reading]]) };
  }
}

function withSession(state: CohortState, session: Session): CohortState {
  const { id, kind, date, modules, cancelled } = session;
  return {
    ...state,
    sessions: new Map([...state.sessions, [id, { id, kind, date, modules, cancelled }]]),
  };
}

function changeSession(state: CohortState, id: string, change: Partial<Session>): CohortState {
  const session = state.sessions.get(id);
  return session === undefined ? state : withSession(state, { ...session, ...change });
}

function withSitting(state: CohortState, sitting: Sitting): CohortState {
  return { ...state, sittings: new Map([...state.sittings, [sitting.id, sitting]]) };
}

function changeSitting(state: CohortState, id: string, change: Partial<Sitting>): CohortState {
  const sitting = state.sittings.get(id);
  return sitting === undefined ? state : withSitting(state, { ...sitting, ...change });
}

/** Sessions that are to take place, by date. */
export function heldSessions(state: CohortState): readonly Session[] {
  return [...state.sessions.values()]
    .filter(({ cancelled }) => !cancelled)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
