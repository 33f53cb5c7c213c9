import { RuleBroken } from '#event-log';
import type { CalendarDate, Decided, Decision, FactId } from '#event-log';
import type { CohortFact } from './events.js';
import type { CohortState, Session } from './state.js';
import { cohort, heldSessions } from './state.js';

export type CohortRule =
  | 'cohort-unknown'
  | 'cohort-already-planned'
  | 'plan-breaks-rules'
  | 'plan-out-of-order'
  | 'session-unknown'
  | 'session-cancelled'
  | 'sitting-unknown'
  | 'sitting-cancelled'
  | 'cohort-full';

type Decide = Decision<CohortState, CohortFact>;

export interface PlannedDay {
  readonly date: CalendarDate;
  /** Titles of the modules, in order. */
  readonly modules: readonly string[];
}

export interface PlannedSitting {
  readonly date: CalendarDate;
  /** `HH:MM` on the wall clock of the cohort's zone. */
  readonly startsAt: string;
}

export interface CohortPlan {
  readonly program: string;
  readonly policyVersion: string;
  readonly name: string;
  readonly timeZone: string;
  readonly seats?: number | undefined;
  readonly classDays: readonly PlannedDay[];
  readonly retreatDays: readonly PlannedDay[];
  readonly examSittings: readonly PlannedSitting[];
}

/** What the program's rules find wrong with a plan: nothing, or sentences that say so. */
export type PlanCheck = (state: CohortState) => readonly PlanFault[];
export interface PlanFault {
  readonly requirement: string;
  readonly message: string;
}

export const planCohort =
  (plan: CohortPlan, check: PlanCheck): Decide =>
  (state) => {
    if (state.plan !== undefined) {
      throw broken('cohort-already-planned', 'A cohort with this id is planned already.');
    }
    const { classDays, retreatDays, examSittings, ...header } = plan;
    const facts: Decided<CohortFact>[] = [
      { type: 'CohortPlanned', data: header },
      ...classDays.map((day, index) => classDayPlanned(day, index + 1)),
      ...retreatDays.map((day, index) => retreatDayPlanned(day, index + 1)),
      ...examSittings.map((sitting, index) => sittingPlanned(sitting, index + 1)),
    ];
    assertSound(facts, state, check);
    return facts;
  };

export const planClassDay =
  (day: PlannedDay, check: PlanCheck): Decide =>
  (state) => {
    assertPlanned(state);
    const already = [...state.sessions.values()].filter(({ kind }) => kind === 'class-day');
    const facts = [classDayPlanned(day, already.length + 1)];
    assertSound(facts, state, check);
    return facts;
  };

export const planSitting =
  (sitting: PlannedSitting): Decide =>
  (state) => {
    assertPlanned(state);
    const same = [...state.sittings.values()].some(
      ({ date, startsAt, cancelled }) =>
        !cancelled && date === sitting.date && startsAt === sitting.startsAt,
    );
    return same ? [] : [sittingPlanned(sitting, state.sittings.size + 1)];
  };

export const moveSession =
  (sessionId: string, date: CalendarDate, check: PlanCheck): Decide =>
  (state) => {
    const session = sessionOf(state, sessionId);
    if (session.date === date) return [];
    const facts: Decided<CohortFact>[] = [{ type: 'SessionMoved', data: { sessionId, date } }];
    assertSound(facts, state, check);
    return facts;
  };

export const cancelSession =
  (sessionId: string): Decide =>
  (state) => {
    assertPlanned(state);
    const session = state.sessions.get(sessionId);
    if (session === undefined) throw unknownSession(state, sessionId);
    return session.cancelled ? [] : [{ type: 'SessionCancelled', data: { sessionId } }];
  };

export const moveSitting =
  (sittingId: string, to: PlannedSitting): Decide =>
  (state) => {
    const sitting = sittingOf(state, sittingId);
    if (sitting.date === to.date && sitting.startsAt === to.startsAt) return [];
    return [{ type: 'ExamSittingMoved', data: { sittingId, ...to } }];
  };

export const cancelSitting =
  (sittingId: string): Decide =>
  (state) => {
    assertPlanned(state);
    const sitting = state.sittings.get(sittingId);
    if (sitting === undefined) throw unknownSitting(state, sittingId);
    return sitting.cancelled ? [] : [{ type: 'ExamSittingCancelled', data: { sittingId } }];
  };

export const takeSeat =
  (seat: { readonly applicationId: string; readonly enrollmentId: string }): Decide =>
  (state) => {
    const plan = assertPlanned(state);
    if (state.taken.has(seat.applicationId)) return [];
    if (plan.seats !== undefined && state.taken.size >= plan.seats) {
      throw broken(
        'cohort-full',
        `All ${plan.seats} seats of ${plan.name} are taken. Enroll the person in another cohort, or wait for a seat to be given up.`,
        { seats: plan.seats },
      );
    }
    return [{ type: 'SeatTaken', data: seat }];
  };

/** Ends one enrollment's seat; a later one of the same applicant is left alone. */
export const giveUpSeat =
  ({
    applicationId,
    enrollmentId,
  }: {
    readonly applicationId: string;
    readonly enrollmentId: string;
  }): Decide =>
  (state) => {
    assertPlanned(state);
    if (state.taken.get(applicationId) !== enrollmentId) return [];
    return [{ type: 'SeatGivenUp', data: { applicationId } }];
  };

export const settleReading =
  (settlement: {
    readonly question: string;
    readonly reading: string;
    readonly because: string;
  }): Decide =>
  (state) => {
    assertPlanned(state);
    const same = state.settled.get(settlement.question) === settlement.reading;
    return same ? [] : [{ type: 'ReadingSettled', data: settlement }];
  };

/** The session, when it is to take place. @throws RuleBroken session-unknown, session-cancelled */
export function sessionOf(state: CohortState, sessionId: string): Session {
  assertPlanned(state);
  const session = state.sessions.get(sessionId);
  if (session === undefined) throw unknownSession(state, sessionId);
  if (session.cancelled) throw broken('session-cancelled', `${sessionId} was cancelled.`);
  return session;
}

/** The sitting, when it is to take place. @throws RuleBroken sitting-unknown, sitting-cancelled */
export function sittingOf(state: CohortState, sittingId: string) {
  assertPlanned(state);
  const sitting = state.sittings.get(sittingId);
  if (sitting === undefined) throw unknownSitting(state, sittingId);
  if (sitting.cancelled) throw broken('sitting-cancelled', `${sittingId} was cancelled.`);
  return sitting;
}

export function assertPlanned(state: CohortState): NonNullable<CohortState['plan']> {
  if (state.plan === undefined) throw broken('cohort-unknown', 'There is no such cohort.');
  return state.plan;
}

function classDayPlanned(day: PlannedDay, number: number): Decided<CohortFact> {
  return { type: 'ClassDayPlanned', data: dayData(`class-${number}`, day) };
}

function retreatDayPlanned(day: PlannedDay, number: number): Decided<CohortFact> {
  return { type: 'RetreatDayPlanned', data: dayData(`retreat-${number}`, day) };
}

function dayData(sessionId: string, { date, modules }: PlannedDay) {
  return {
    sessionId,
    date,
    modules: modules.map((title, index) => ({ id: `${sessionId}.${index + 1}`, title })),
  };
}

function sittingPlanned({ date, startsAt }: PlannedSitting, number: number): Decided<CohortFact> {
  return { type: 'ExamSittingPlanned', data: { sittingId: `exam-${number}`, date, startsAt } };
}

function assertSound(
  facts: readonly Decided<CohortFact>[],
  state: CohortState,
  check: PlanCheck,
): void {
  const after = facts
    .map((fact, index) => ({ ...fact, id: `planned-${index}` as FactId }))
    .reduce(cohort.evolve, state);
  const dates = heldSessions(after).map(({ date }) => date);
  const twice = dates.find((date, index) => dates.indexOf(date) !== index);
  if (twice !== undefined) {
    throw broken(
      'plan-out-of-order',
      `Two sessions are planned for ${twice}. Give each a day of its own.`,
    );
  }
  // What a cancellation has broken already must not keep the rest of the plan from changing.
  const before = new Set(check(state).map(({ requirement }) => requirement));
  const faults = check(after).filter(({ requirement }) => !before.has(requirement));
  if (faults.length > 0) {
    throw broken('plan-breaks-rules', faults.map(({ message }) => message).join(' '), { faults });
  }
}

function unknownSession(state: CohortState, sessionId: string) {
  const known = [...state.sessions.keys()];
  return broken('session-unknown', `There is no session ${sessionId} in this cohort.`, { known });
}

function unknownSitting(state: CohortState, sittingId: string) {
  const known = [...state.sittings.keys()];
  return broken('sitting-unknown', `There is no exam sitting ${sittingId} in this cohort.`, {
    known,
  });
}

function broken(code: CohortRule, message: string, details?: Readonly<Record<string, unknown>>) {
  return new RuleBroken(code, message, details);
}
