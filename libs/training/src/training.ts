import { dateIn } from '#event-log';
import type { CalendarDate, CommandContext, Decider, FactId, Outcome } from '#event-log';
import { answerOf } from '#event-log/nest';
import type { CommandOutcome } from '#event-log/nest';
import type { Vault } from '#people';
import { evaluate, policyName } from '#programs';
import type { AdoptedPolicies, Context, Policy } from '#programs';
import { assertPlanned } from './streams/cohort/decisions.js';
import type { PlanCheck } from './streams/cohort/decisions.js';
import type { CohortState } from './streams/cohort/state.js';
import { cohort, heldSessions } from './streams/cohort/state.js';
import type { Judge } from './streams/enrollment/consequences.js';
import type { EnrollmentFact } from './streams/enrollment/events.js';
import { assertEnrolled } from './streams/enrollment/rules.js';
import type { Decide, Happening } from './streams/enrollment/rules.js';
import type { EnrollmentState } from './streams/enrollment/state.js';
import { enrollment, standingOf } from './streams/enrollment/state.js';

/** What the handlers of cohorts and enrollments share. */
export class Training {
  constructor(
    readonly decider: Decider,
    readonly policies: AdoptedPolicies,
    readonly vault: Vault,
  ) {}

  factId(): FactId {
    return this.decider.ids.next() as FactId;
  }

  happening(
    { occurredOn }: { readonly occurredOn?: CalendarDate | undefined },
    { today }: Judge,
  ): Happening {
    return { factId: this.factId(), occurredOn: occurredOn ?? today };
  }

  today(timeZone: string): CalendarDate {
    return dateIn(timeZone, this.decider.clock.now());
  }

  async cohortState(cohortId: string): Promise<CohortState> {
    return (await this.decider.load(cohort, cohortId)).state;
  }

  /** The cohort, its pinned rules and the date where it is held. @throws RuleBroken cohort-unknown */
  async judgeOfCohort(cohortId: string): Promise<Judge> {
    const state = await this.cohortState(cohortId);
    const { program, policyVersion, timeZone } = assertPlanned(state);
    const policy = await this.policies.version(program, policyVersion);
    return { policy, plan: planOf(state), today: this.today(timeZone) };
  }

  /** Decides under the cohort's rules; a reason is kept sealed with the trainee's key. */
  async decide(
    enrollmentId: string,
    context: CommandContext,
    reason: string | undefined,
    decision: (judge: Judge) => Decide,
  ): Promise<CommandOutcome> {
    const { state } = await this.decider.load(enrollment, enrollmentId);
    const { personId, cohortId } = assertEnrolled(state);
    const judge = await this.judgeOfCohort(cohortId);
    const sealed = reason === undefined ? undefined : await this.vault.sealReason(personId, reason);
    const under: CommandContext = {
      ...context,
      policy: policyName(judge.policy),
      ...(sealed !== undefined && { reason: sealed }),
    };
    const outcome = await this.decider.decide(enrollment, enrollmentId, decision(judge), under);
    return enrollmentAnswer(enrollmentId, outcome);
  }
}

export function enrollmentAnswer(
  id: string,
  outcome: Outcome<EnrollmentState, EnrollmentFact>,
): CommandOutcome {
  return answerOf(id, outcome, standingOf(outcome.state));
}

/** The sessions and sittings that are to take place, as the evaluator wants them. */
export function planOf(state: CohortState): NonNullable<Context['plan']> {
  return {
    sessions: heldSessions(state).map(({ id, kind, date, modules }) => ({
      id,
      kind,
      date,
      modules: modules.map((module) => module.id),
    })),
    sittings: [...state.sittings.values()]
      .filter(({ cancelled }) => !cancelled)
      .map(({ id, date }) => ({ id, date })),
  };
}

/** Holds a plan against what the rules ask of the program. */
export function planCheck(policy: Policy, today: CalendarDate): PlanCheck {
  return (state) =>
    evaluate(policy, 'train', [], today, { plan: planOf(state) }).duties.flatMap(
      ({ requirement, title, outcome }) =>
        outcome.status === 'unmet'
          ? [{ requirement, message: `${title}: needed ${outcome.need}, found ${outcome.have}.` }]
          : [],
    );
}
