import { RuleBroken } from '#event-log';
import type { CalendarDate, Decided, Decision, FactId } from '#event-log';
import type { Policy } from '#programs';
import type { ApplicationFact } from './events.js';
import type { ApplicationState } from './state.js';

export type ApplicationRule =
  | 'application-unknown'
  | 'application-exists'
  | 'application-withdrawn'
  | 'application-decided'
  | 'date-in-future'
  | 'date-before-application'
  | 'statement-unknown'
  | 'detail-unknown'
  | 'statement-attested-otherwise'
  | 'known-since-in-future'
  | 'referee-unknown'
  | 'interview-unknown'
  | 'interview-cancelled'
  | 'interview-held'
  | 'requirements-unmet'
  | 'decision-awaited'
  | 'decision-not-awaited'
  | 'application-not-accepted'
  | 'placed-elsewhere'
  | 'placed-in-cohort'
  | 'fact-unknown'
  | 'fact-not-voidable';

export type Decide = Decision<ApplicationState, ApplicationFact>;
export type NewFact = Decided<ApplicationFact> & { readonly id: FactId };

/** What an application is judged by, beside its own facts. */
export interface Judge {
  readonly policy: Policy;
  /** In the program's zone. */
  readonly today: CalendarDate;
}

/** One thing that happened on a day; the id is minted before, so that consequences can name it. */
export interface Happening {
  readonly factId: FactId;
  readonly occurredOn: CalendarDate;
}

export function broken(
  code: ApplicationRule,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): RuleBroken<ApplicationRule> {
  return new RuleBroken(code, message, details);
}

/** @throws RuleBroken application-unknown */
export function assertReceived(state: ApplicationState): NonNullable<ApplicationState['received']> {
  if (state.received === undefined) {
    throw broken('application-unknown', 'There is no such application.');
  }
  return state.received;
}

/** @throws RuleBroken application-unknown, application-withdrawn, application-decided */
export function assertOpen(state: ApplicationState): NonNullable<ApplicationState['received']> {
  const received = assertReceived(state);
  if (state.status === 'withdrawn') {
    throw broken(
      'application-withdrawn',
      'The application was withdrawn; nothing more is recorded. A withdrawal recorded by mistake can be taken back.',
    );
  }
  if (state.status !== 'open') {
    throw broken(
      'application-decided',
      `The application is ${state.status}; nothing more is recorded. An outcome recorded by mistake can be taken back.`,
    );
  }
  return received;
}

/** @throws RuleBroken date-in-future, date-before-application */
export function assertHappened(
  state: ApplicationState,
  occurredOn: CalendarDate,
  today: CalendarDate,
): void {
  if (occurredOn > today) {
    throw broken(
      'date-in-future',
      `${occurredOn} is still to come (today is ${today} where the program is). Record it when it has happened.`,
    );
  }
  const from = state.received?.occurredOn;
  if (from !== undefined && occurredOn < from) {
    throw broken(
      'date-before-application',
      `${occurredOn} lies before the application (${from}). Check the date.`,
    );
  }
}
