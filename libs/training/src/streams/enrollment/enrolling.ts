import { RuleBroken, assertSeen, derivedId } from '#event-log';
import type { CommandContext, Decider, Position } from '#event-log';
import type { CommandOutcome } from '#event-log/nest';
import { application, giveUpPlacement, placeApplicant } from '#admissions';
import type { ApplicationState } from '#admissions';
import { requireRegistered } from '#people';
import { enrollmentAnswer } from '../../training.js';
import type { Training } from '../../training.js';
import { assertPlanned, giveUpSeat, takeSeat } from '../cohort/decisions.js';
import { cohort } from '../cohort/state.js';
import type { CohortState } from '../cohort/state.js';
import { enrollTrainee } from './decisions/enrolling.js';
import { attemptsUsedUp } from './decisions/exam.js';
import { broken } from './rules.js';
import { enrollment } from './state.js';
import type { UsedAttempt } from './state.js';

/**
 * Three streams, each deciding what only it can: the application that it is placed in one class, the
 * cohort that there is a seat, the enrollment that it begins once. Whatever is interrupted between
 * them is finished by doing it again, which changes nothing that is done.
 */
export async function enroll(
  training: Training,
  cohortId: string,
  applicationId: string,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { decider } = training;
  const judge = await training.judgeOfCohort(cohortId);
  const { state: cohortState, revision } = await decider.load(cohort, cohortId);
  const plan = assertPlanned(cohortState);
  // Somebody who has the seat repeats a request that changed the cohort itself.
  if (!cohortState.taken.has(applicationId)) assertSeen(context, revision);
  const applied = await withoutUnfinishedWithdrawal(decider, cohortId, applicationId, context);
  if (applied.received === undefined) {
    throw new RuleBroken('application-unknown', 'There is no such application.');
  }
  await requireRegistered(decider, applied.received.personId);
  if (applied.received.program !== plan.program) {
    throw broken(
      'other-program',
      `The application is for ${applied.received.program}, the cohort is one of ${plan.program}.`,
    );
  }
  const earlierAttempts = await attemptsBefore(training, applied);
  // Refused before anything is recorded, where it can be seen beforehand.
  if (applied.placement === undefined) {
    takeSeat({ applicationId, enrollmentId: applicationId })(cohortState);
  }

  const enrollmentId =
    applied.placement?.enrollmentId ??
    derivedId('enrollment', applicationId, cohortId, String(applied.placements));
  const step = stepOf(context);
  await decider.decide(
    application,
    applicationId,
    placeApplicant({ cohortId, enrollmentId }),
    step,
  );
  let settled: CohortState['settled'];
  try {
    const seat = takeSeat({ applicationId, enrollmentId });
    ({ settled } = (await decider.decide(cohort, cohortId, seat, step)).state);
  } catch (error) {
    // Somebody took the last seat meanwhile.
    if (error instanceof RuleBroken) {
      await decider.decide(application, applicationId, giveUpPlacement(enrollmentId), step);
    }
    throw error;
  }
  const { personId, occurredOn: appliedOn } = applied.received;
  const enrolled = {
    personId,
    cohortId,
    applicationId,
    program: plan.program,
    policyVersion: plan.policyVersion,
    occurredOn: judge.today,
    appliedOn,
    readings: [...settled].map(([question, reading]) => ({ question, reading })),
    earlierAttempts: [...earlierAttempts],
  };
  const outcome = await decider.decide(
    enrollment,
    enrollmentId,
    enrollTrainee(enrolled, training.factId(), judge),
    { ...withoutRevision(context), policy: `${plan.program}@${plan.policyVersion}` },
  );
  return enrollmentAnswer(enrollmentId, outcome);
}

/**
 * The attempts used in the class before, on the same acceptance.
 * @throws RuleBroken disqualified-before
 */
async function attemptsBefore(
  training: Training,
  { placement, lastEnrollmentId }: ApplicationState,
): Promise<readonly UsedAttempt[]> {
  if (placement !== undefined || lastEnrollmentId === undefined) return [];
  const { state } = await training.decider.load(enrollment, lastEnrollmentId);
  if (state.disqualifiedBy.size > 0) {
    throw broken(
      'disqualified-before',
      'The trainee was disqualified in an earlier class on this application, and withdrawing does not undo that. Correct the record there if it is wrong, or take a new application.',
      { enrollmentId: lastEnrollmentId, requirements: [...state.disqualifiedBy] },
    );
  }
  if (state.enrolled === undefined) return [];
  return attemptsUsedUp(state, await training.judgeOfCohort(state.enrolled.cohortId));
}

/** The application, once a withdrawal from this class that was interrupted is brought to its end. */
async function withoutUnfinishedWithdrawal(
  decider: Decider,
  cohortId: string,
  applicationId: string,
  context: CommandContext,
): Promise<ApplicationState> {
  const { state } = await decider.load(application, applicationId);
  if (state.placement?.cohortId !== cohortId) return state;
  const { enrollmentId } = state.placement;
  const { leftOn } = (await decider.load(enrollment, enrollmentId)).state;
  if (leftOn === undefined) return state;
  await leaveClass(decider, { cohortId, applicationId, enrollmentId }, context);
  return (await decider.load(application, applicationId)).state;
}

/** Frees the seat and the acceptance of one enrollment; done already, it changes nothing. */
export async function leaveClass(
  decider: Decider,
  { cohortId, ...seat }: { cohortId: string; applicationId: string; enrollmentId: string },
  context: CommandContext,
): Promise<Pick<CommandOutcome, 'outcome' | 'facts' | 'position'>> {
  const step = stepOf(context);
  const { applicationId, enrollmentId } = seat;
  const freed = await decider.decide(cohort, cohortId, giveUpSeat(seat), step);
  const given = await decider.decide(
    application,
    applicationId,
    giveUpPlacement(enrollmentId),
    step,
  );
  return {
    // Neither step carries the request's key, so neither can be a repeat.
    outcome: freed.outcome === 'unchanged' ? given.outcome : freed.outcome,
    facts: [...freed.facts, ...given.facts],
    position: Math.max(freed.position, given.position) as Position,
  };
}

// `If-Match` spoke of the cohort.
export function withoutRevision({ ifRevision: _seen, ...rest }: CommandContext): CommandContext {
  return rest;
}

/** The same request, where its key and the revision it saw belong to another stream. */
function stepOf({ idempotency: _key, ifRevision: _seen, ...rest }: CommandContext): CommandContext {
  return rest;
}
