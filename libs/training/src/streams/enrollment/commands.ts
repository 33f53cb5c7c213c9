import { RuleBroken, assertSeen } from '#event-log';
import type { CalendarDate, CommandContext, Decider, FactId, Position } from '#event-log';
import { Command } from '@nestjs/cqrs';
import { StreamCommand, answerOf, handles } from '#event-log/nest';
import type { CommandOutcome } from '#event-log/nest';
import { createdId } from '#people';
import { requirementsOf } from '#programs';
import { Training } from '../../training.js';
import { cohort } from '../cohort/state.js';
import { sessionOf, sittingOf } from '../cohort/decisions.js';
import {
  decideAccommodation,
  documentAccommodation,
  requestAccommodation,
} from './decisions/accommodations.js';
import { completeTraining, recordAttendance, turnInHomework } from './decisions/attendance.js';
import { correctRecord } from './decisions/corrections.js';
import { passDeadlines } from './decisions/deadlines.js';
import { withdrawTrainee } from './decisions/enrolling.js';
import { attemptExam, markExam } from './decisions/exam.js';
import { chooseReading, judgeRequirement } from './decisions/judgements.js';
import type { MarkedAs } from './decisions/mark.js';
import { enroll, leaveClass, withoutRevision } from './enrolling.js';
import { assertEnrolled, broken } from './rules.js';
import { enrollment } from './state.js';

interface On {
  /** Today, unless given. */
  readonly occurredOn?: CalendarDate | undefined;
}
interface Reasoned {
  readonly reason: string;
}

/** `id` is the cohort's; answers with the enrollment's. */
export class EnrollTrainee extends StreamCommand<{ readonly applicationId: string }> {}
export class WithdrawTrainee extends StreamCommand<On & Reasoned> {}
export class TurnInHomework extends StreamCommand<On & { readonly sessionId: string }> {}
export class RequestAccommodation extends StreamCommand<
  On & {
    readonly requirement: string;
    readonly offer: string;
    readonly neededOn?: CalendarDate | undefined;
  }
> {}
export class DocumentAccommodation extends StreamCommand<
  On & {
    readonly accommodationId: string;
    readonly letterFrom: string;
    readonly namesAccommodation: boolean;
  }
> {}
export class DecideAccommodation extends StreamCommand<
  On & Reasoned & { readonly accommodationId: string; readonly decision: 'granted' | 'denied' }
> {}
export class ChooseReading extends StreamCommand<
  On & Reasoned & { readonly question: string; readonly reading: string }
> {}
export class JudgeRequirement extends StreamCommand<
  On & Reasoned & { readonly requirement: string; readonly outcome: 'met' | 'unmet' }
> {}
export class CorrectRecord extends StreamCommand<
  Reasoned & { readonly factId: string; readonly as?: MarkedAs | undefined }
> {}
export class CompleteTraining extends StreamCommand<On> {}
export class AttemptExam extends StreamCommand<
  On & {
    /** Needed only where the rules know several. */
    readonly exam?: string | undefined;
    readonly sittingId: string;
    readonly minutesTaken?: number | undefined;
  }
> {}
export class MarkExam extends StreamCommand<
  On & {
    readonly attemptId: string;
    readonly result: 'passed' | 'failed';
    readonly score?: number | undefined;
  }
> {}

/** Time has passed: records which last days are over, and what follows. Changes nothing on a repeat. */
export class PassDeadlines extends StreamCommand<Record<string, never>> {}
/** Frees seat and acceptance where a withdrawal was cut off before it could; answers what it freed. */
export class FinishWithdrawal extends StreamCommand<Record<string, never>> {}

/** One trainee's marks: module by module, or one for all modules of the session. */
export type RollEntry = { readonly enrollmentId: string } & (
  | { readonly reports: readonly (MarkedAs & { readonly module: string })[] }
  | { readonly all: MarkedAs }
);
export type RollResult =
  | ({ readonly enrollmentId: string } & CommandOutcome)
  | { readonly enrollmentId: string; readonly outcome: 'refused'; readonly refusal: RuleBroken };

/** A whole class's attendance of one session; each trainee's part stands or falls alone. */
export class TakeRoll extends Command<readonly RollResult[]> {
  constructor(
    readonly cohortId: string,
    readonly sessionId: string,
    readonly entries: readonly RollEntry[],
    readonly context: CommandContext,
  ) {
    super();
  }
}

export const enrollmentCommands = [
  handles(EnrollTrainee, [Training], ({ id, input, context }, training) =>
    enroll(training, id, input.applicationId, context),
  ),

  handles(TakeRoll, [Training], async ({ cohortId, sessionId, entries, context }, training) => {
    const { state, revision } = await training.decider.load(cohort, cohortId);
    const session = sessionOf(state, sessionId);
    assertSeen(context, revision);
    const each = withoutRevision(context);
    // One part per trainee: a second one with the same key would pass for a repeat of the first.
    const parts = Map.groupBy(entries, ({ enrollmentId }) => enrollmentId);
    return Promise.all(
      [...parts].map(async ([enrollmentId, own]): Promise<RollResult> => {
        try {
          await assertInCohort(training.decider, enrollmentId, cohortId);
          const reports = own.flatMap((entry) =>
            'all' in entry
              ? session.modules.map(({ id: module }) => ({ module, ...entry.all }))
              : entry.reports,
          );
          const withIds = reports.map((report) => ({ ...report, factId: training.factId() }));
          const outcome = await training.decide(enrollmentId, each, undefined, (judge) =>
            recordAttendance(session, withIds, judge),
          );
          return { enrollmentId, ...outcome };
        } catch (error) {
          if (error instanceof RuleBroken)
            return { enrollmentId, outcome: 'refused', refusal: error as RuleBroken };
          throw error;
        }
      }),
    );
  }),

  handles(TurnInHomework, [Training], async ({ id, input, context }, training) => {
    const { state } = await training.decider.load(enrollment, id);
    const session = sessionOf(
      await training.cohortState(assertEnrolled(state).cohortId),
      input.sessionId,
    );
    return training.decide(id, context, undefined, (judge) =>
      turnInHomework(session, training.happening(input, judge), judge),
    );
  }),

  handles(RequestAccommodation, [Training], ({ id, input, context }, training) => {
    const { requirement, offer, neededOn } = input;
    const accommodationId = createdId('accommodation', training.decider, context);
    return training.decide(id, context, undefined, (judge) =>
      requestAccommodation(
        { accommodationId, requirement, offer, neededOn, ...training.happening(input, judge) },
        judge,
      ),
    );
  }),

  handles(DocumentAccommodation, [Training], ({ id, input, context }, training) => {
    const { accommodationId, letterFrom, namesAccommodation } = input;
    return training.decide(id, context, undefined, (judge) =>
      documentAccommodation(
        { accommodationId, letterFrom, namesAccommodation, ...training.happening(input, judge) },
        judge,
      ),
    );
  }),

  handles(DecideAccommodation, [Training], ({ id, input, context }, training) => {
    const { accommodationId, decision } = input;
    return training.decide(id, context, input.reason, (judge) =>
      decideAccommodation(
        { accommodationId, decision, ...training.happening(input, judge) },
        judge,
      ),
    );
  }),

  handles(ChooseReading, [Training], ({ id, input, context }, training) => {
    const { question, reading } = input;
    return training.decide(id, context, input.reason, (judge) =>
      chooseReading({ question, reading, ...training.happening(input, judge) }, judge),
    );
  }),

  handles(JudgeRequirement, [Training], ({ id, input, context }, training) => {
    const { requirement, outcome } = input;
    return training.decide(id, context, input.reason, (judge) =>
      judgeRequirement({ requirement, outcome, ...training.happening(input, judge) }, judge),
    );
  }),

  handles(CorrectRecord, [Training], ({ id, input, context }, training) => {
    const as = input.as === undefined ? undefined : { ...input.as, factId: training.factId() };
    return training.decide(id, context, input.reason, (judge) =>
      correctRecord(input.factId as FactId, training.factId(), as, judge),
    );
  }),

  handles(CompleteTraining, [Training], ({ id, input, context }, training) =>
    training.decide(id, context, undefined, (judge) =>
      completeTraining(training.happening(input, judge), judge),
    ),
  ),

  handles(AttemptExam, [Training], async ({ id, input, context }, training) => {
    const { state } = await training.decider.load(enrollment, id);
    const cohortState = await training.cohortState(assertEnrolled(state).cohortId);
    const { date } = sittingOf(cohortState, input.sittingId);
    const attemptId = createdId('attempt', training.decider, context);
    const { sittingId, minutesTaken } = input;
    return training.decide(id, context, undefined, (judge) => {
      const exams = requirementsOf(judge.policy, 'exam').map((one) => one.id);
      const exam = input.exam ?? (exams.length === 1 ? exams[0] : undefined);
      if (exam === undefined) {
        throw broken(
          'exam-unknown',
          `Say which exam: ${exams.join(', ') || 'the rules know none'}.`,
          { known: exams },
        );
      }
      const occurredOn = input.occurredOn ?? date;
      const happening = { factId: training.factId(), occurredOn };
      return attemptExam({ attemptId, exam, sittingId, minutesTaken, ...happening }, judge);
    });
  }),

  handles(MarkExam, [Training], ({ id, input, context }, training) => {
    const { attemptId, result, score } = input;
    return training.decide(id, context, undefined, (judge) =>
      markExam({ attemptId, result, score, ...training.happening(input, judge) }, judge),
    );
  }),

  handles(PassDeadlines, [Training], ({ id, context }, training) =>
    training.decide(id, context, undefined, (judge) =>
      passDeadlines(() => training.factId(), judge),
    ),
  ),

  handles(FinishWithdrawal, [Training], async ({ id, context }, { decider }) => {
    const loaded = await decider.load(enrollment, id);
    const { cohortId, applicationId } = assertEnrolled(loaded.state);
    const unchanged = answerOf(id, { ...loaded, outcome: 'unchanged', facts: [] });
    if (loaded.state.leftOn === undefined) return unchanged;
    const left = await leaveClass(decider, { cohortId, applicationId, enrollmentId: id }, context);
    return { ...unchanged, ...left };
  }),

  handles(WithdrawTrainee, [Training], async ({ id, input, context }, training) => {
    const outcome = await training.decide(id, context, input.reason, (judge) =>
      withdrawTrainee(training.happening(input, judge), judge),
    );
    // Also on a repeat: a crash in between must not keep the seat taken.
    const { decider } = training;
    const { cohortId, applicationId } = assertEnrolled((await decider.load(enrollment, id)).state);
    const left = await leaveClass(decider, { cohortId, applicationId, enrollmentId: id }, context);
    // Whoever waits for the position sees the seat free, too.
    const position = Math.max(outcome.position, left.position) as Position;
    return outcome.outcome === 'unchanged'
      ? { ...outcome, ...left, position }
      : { ...outcome, position };
  }),
];

async function assertInCohort(
  decider: Decider,
  enrollmentId: string,
  cohortId: string,
): Promise<void> {
  const { state } = await decider.load(enrollment, enrollmentId);
  if (assertEnrolled(state).cohortId !== cohortId) {
    throw broken('enrollment-in-other-cohort', 'This enrollment belongs to another cohort.');
  }
}
