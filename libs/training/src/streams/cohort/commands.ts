import type { CalendarDate, Position } from '#event-log';
import { StreamCommand, answerOf, handles } from '#event-log/nest';
import { assertReading, policyName } from '#programs';
import { Training, planCheck } from '../../training.js';
import { chooseReading } from '../enrollment/decisions/judgements.js';
import { enrollment } from '../enrollment/state.js';
import {
  cancelSession,
  cancelSitting,
  moveSession,
  moveSitting,
  planClassDay,
  planCohort,
  planSitting,
  settleReading,
} from './decisions.js';
import type { CohortPlan, PlannedDay, PlannedSitting } from './decisions.js';
import { cohort } from './state.js';

/** Pins the policy version given, or the one in effect on the first day of class. */
export class PlanCohort extends StreamCommand<
  Omit<CohortPlan, 'policyVersion' | 'timeZone'> & {
    readonly policyVersion?: string | undefined;
    readonly timeZone?: string | undefined;
  }
> {}
export class PlanClassDay extends StreamCommand<PlannedDay> {}
export class PlanSitting extends StreamCommand<PlannedSitting> {}
export class MoveSession extends StreamCommand<{
  readonly sessionId: string;
  readonly date: CalendarDate;
}> {}
export class CancelSession extends StreamCommand<{ readonly sessionId: string }> {}
export class MoveSitting extends StreamCommand<PlannedSitting & { readonly sittingId: string }> {}
export class CancelSitting extends StreamCommand<{ readonly sittingId: string }> {}
/** Says how an open question of the rules is read for the whole class, those enrolled already included, and those who have left. */
export class SettleReading extends StreamCommand<{
  readonly question: string;
  readonly reading: string;
  readonly because: string;
}> {}

export const cohortCommands = [
  handles(PlanCohort, [Training], async ({ id, input, context }, training) => {
    const { decider, policies } = training;
    const { program, policyVersion, timeZone, ...plan } = input;
    const dates = [...plan.classDays, ...plan.retreatDays].map(({ date }) => date).sort();
    const policy =
      policyVersion === undefined
        ? (await policies.inEffect(program, dates[0] ?? training.today('UTC'))).policy
        : await policies.version(program, policyVersion);
    const zone = timeZone ?? policy.timeZone;
    const decision = planCohort(
      { ...plan, program, policyVersion: policy.effective.from, timeZone: zone },
      planCheck(policy, training.today(zone)),
    );
    const under = { ...context, policy: policyName(policy) };
    return answerOf(id, await decider.decide(cohort, id, decision, under));
  }),

  handles(PlanClassDay, [Training], async ({ id, input, context }, training) => {
    const { policy, today } = await training.judgeOfCohort(id);
    const decision = planClassDay(input, planCheck(policy, today));
    return answerOf(id, await training.decider.decide(cohort, id, decision, context));
  }),

  handles(PlanSitting, [Training], async ({ id, input, context }, { decider }) =>
    answerOf(id, await decider.decide(cohort, id, planSitting(input), context)),
  ),

  handles(MoveSession, [Training], async ({ id, input, context }, training) => {
    const { policy, today } = await training.judgeOfCohort(id);
    const decision = moveSession(input.sessionId, input.date, planCheck(policy, today));
    return answerOf(id, await training.decider.decide(cohort, id, decision, context));
  }),

  handles(CancelSession, [Training], async ({ id, input, context }, { decider }) =>
    answerOf(id, await decider.decide(cohort, id, cancelSession(input.sessionId), context)),
  ),

  handles(MoveSitting, [Training], async ({ id, input, context }, { decider }) => {
    const { sittingId, date, startsAt } = input;
    const decision = moveSitting(sittingId, { date, startsAt });
    return answerOf(id, await decider.decide(cohort, id, decision, context));
  }),

  handles(CancelSitting, [Training], async ({ id, input, context }, { decider }) =>
    answerOf(id, await decider.decide(cohort, id, cancelSitting(input.sittingId), context)),
  ),

  handles(SettleReading, [Training], async ({ id, input, context }, training) => {
    const { decider } = training;
    const { policy } = await training.judgeOfCohort(id);
    assertReading(policy, input.question, input.reading);
    const outcome = await decider.decide(cohort, id, settleReading(input), context);
    // Also on a repeat: a crash half-way must not leave part of the class unread.
    const { question, reading, because } = input;
    const { ifRevision: _cohorts, ...each } = context;
    const reached = await Promise.all(
      [...new Set([...outcome.state.taken.values(), ...outcome.state.former])].map(
        async (enrollmentId) => {
          const { state } = await decider.load(enrollment, enrollmentId);
          // Whoever has only a seat as yet takes the reading over when the enrollment begins.
          if (state.enrolled === undefined) return outcome.position;
          const { position } = await training.decide(enrollmentId, each, because, (judge) =>
            chooseReading({ question, reading, ...training.happening({}, judge) }, judge),
          );
          return position;
        },
      ),
    );
    // Whoever waits for the position sees the whole class as it is read now.
    return { ...answerOf(id, outcome), position: latest(outcome.position, ...reached) };
  }),
];

function latest(...positions: readonly Position[]): Position {
  return Math.max(...positions) as Position;
}
