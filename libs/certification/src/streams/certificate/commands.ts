import { StreamCommand, answerOf, handles } from '#event-log/nest';
import type { CalendarDate, FactId } from '#event-log';
import { policyName } from '#programs';
import { Training, assertEnrolled, assertHappened, enrollment, standingOf } from '#training';
import { awardCertificate } from './decisions.js';
import { certificate } from './state.js';

/** `id` is the enrollment's. */
export class AwardCertificate extends StreamCommand<{
  readonly occurredOn?: CalendarDate | undefined;
}> {}

export const certificateCommands = [
  handles(AwardCertificate, [Training], async ({ id, input, context }, training) => {
    const { decider } = training;
    const { state } = await decider.load(enrollment, id);
    const { personId, cohortId, program, policyVersion } = assertEnrolled(state);
    const { policy, today } = await training.judgeOfCohort(cohortId);
    const occurredOn = input.occurredOn ?? today;
    assertHappened(state, occurredOn, today);
    const decision = awardCertificate({
      award: { personId, enrollmentId: id, cohortId, program, policyVersion, occurredOn },
      by: state.earnedBy as readonly FactId[] | undefined,
      standing: standingOf(state),
    });
    const under = { ...context, policy: policyName(policy) };
    const outcome = await decider.decide(certificate, id, decision, under);
    return answerOf(id, outcome, outcome.state.awarded === undefined ? undefined : 'certified');
  }),
];
