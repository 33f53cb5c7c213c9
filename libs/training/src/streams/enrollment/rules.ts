import { RuleBroken } from '#event-log';
import type { CalendarDate, Decided, Decision, FactId, Known } from '#event-log';
import type { EnrollmentFact } from './events.js';
import type { EnrollmentState } from './state.js';

export type EnrollmentRule =
  | 'enrollment-unknown'
  | 'already-enrolled'
  | 'other-program'
  | 'disqualified-before'
  | 'enrollment-in-other-cohort'
  | 'trainee-withdrew'
  | 'trainee-disqualified'
  | 'date-in-future'
  | 'date-before-enrollment'
  | 'module-unknown'
  | 'module-already-marked'
  | 'modules-not-marked'
  | 'requirements-unmet'
  | 'decision-awaited'
  | 'decision-not-awaited'
  | 'training-not-completed'
  | 'accommodation-unknown'
  | 'accommodation-decided'
  | 'accommodation-incomplete'
  | 'accommodation-not-asked-for-here'
  | 'exam-unknown'
  | 'exam-already-passed'
  | 'no-attempts-left'
  | 'attempt-unknown'
  | 'attempt-not-marked'
  | 'attempt-already-marked'
  | 'sitting-already-attempted'
  | 'date-before-attempt'
  | 'module-reported-twice'
  | 'record-already-corrected'
  | 'fact-unknown'
  | 'fact-not-voidable';

export type Decide = Decision<EnrollmentState, EnrollmentFact>;
export type NewFact = Decided<EnrollmentFact> & { readonly id: FactId };

export function broken(
  code: EnrollmentRule,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): RuleBroken<EnrollmentRule> {
  return new RuleBroken(code, message, details);
}

/** One thing that happened on a day; the id is minted before, so that consequences can name it. */
export interface Happening {
  readonly factId: FactId;
  readonly occurredOn: CalendarDate;
}

/** @throws RuleBroken enrollment-unknown */
export function assertEnrolled(state: EnrollmentState): NonNullable<EnrollmentState['enrolled']> {
  if (state.enrolled === undefined)
    throw broken('enrollment-unknown', 'There is no such enrollment.');
  return state.enrolled;
}

/**
 * Nobody attends after leaving. The day of leaving is within: at which hour they left is not known.
 * @throws RuleBroken trainee-withdrew
 */
export function assertNotAfterLeaving({ leftOn }: EnrollmentState, occurredOn: CalendarDate): void {
  if (leftOn === undefined || occurredOn <= leftOn) return;
  throw broken(
    'trainee-withdrew',
    `The trainee left the cohort on ${leftOn}, and nothing is recorded of ${occurredOn}. Record what happened up to the day of leaving with its own day; a wrong record can be corrected at any time.`,
    { leftOn, occurredOn },
  );
}

/** Something that only who is in the class does. @throws RuleBroken date-in-future, date-before-enrollment, trainee-withdrew */
export function assertHappenedInClass(
  state: EnrollmentState,
  occurredOn: CalendarDate,
  today: CalendarDate,
): void {
  assertHappened(state, occurredOn, today);
  assertNotAfterLeaving(state, occurredOn);
}

/** @throws RuleBroken date-in-future, date-before-enrollment */
export function assertHappened(
  state: EnrollmentState,
  occurredOn: CalendarDate,
  today: CalendarDate,
): void {
  assertNotToCome(occurredOn, today);
  const from = state.enrolled?.appliedOn;
  if (from !== undefined && occurredOn < from) {
    throw broken(
      'date-before-enrollment',
      `${occurredOn} lies before the application (${from}). Check the date.`,
    );
  }
}

/** @throws RuleBroken date-in-future */
export function assertNotToCome(day: CalendarDate, today: CalendarDate): void {
  if (day <= today) return;
  throw broken(
    'date-in-future',
    `${day} is still to come (today is ${today} where the cohort is held). Record it when it has happened.`,
  );
}

/** @throws RuleBroken trainee-disqualified */
export function assertNotDisqualified(state: EnrollmentState): void {
  if (state.disqualifiedBy.size === 0) return;
  const by = [...state.disqualifiedBy].join(', ');
  throw broken(
    'trainee-disqualified',
    `The trainee is disqualified (${by}). Ask why under /enrollments/{id}/why; a wrong record can be corrected.`,
    { requirements: [...state.disqualifiedBy] },
  );
}

/** The state as it would be. */
export function after(
  state: EnrollmentState,
  facts: readonly NewFact[],
  evolve: (state: EnrollmentState, fact: Known<EnrollmentFact>) => EnrollmentState,
): EnrollmentState {
  return facts.reduce(evolve, state);
}
