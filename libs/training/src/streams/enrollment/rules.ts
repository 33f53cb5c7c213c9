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

/** @throws RuleBroken enrollment-unknown, trainee-withdrew */
export function assertPresent(state: EnrollmentState): NonNullable<EnrollmentState['enrolled']> {
  const enrolled = assertEnrolled(state);
  if (state.withdrew) {
    throw broken(
      'trainee-withdrew',
      'The trainee has withdrawn from this cohort; nothing more is recorded.',
    );
  }
  return enrolled;
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
