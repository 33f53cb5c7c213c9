import { evaluateRequirement, isValue, requirementsOf, timeAllowed } from '#programs';
import { withConsequences } from '../consequences.js';
import type { Judge } from '../consequences.js';
import { evidenceOf, judgedOn } from '../evidence.js';
import {
  assertEnrolled,
  assertHappened,
  assertHappenedInClass,
  assertNotAfterLeaving,
  assertNotDisqualified,
  broken,
} from '../rules.js';
import type { Decide, Happening } from '../rules.js';
import type { EnrollmentState, UsedAttempt } from '../state.js';
import { attempts, named, trainingCompleted, usedAttempts } from '../state.js';

export const attemptExam =
  (
    attempt: Happening & {
      readonly attemptId: string;
      readonly exam: string;
      readonly sittingId: string;
      readonly minutesTaken?: number | undefined;
    },
    judge: Judge,
  ): Decide =>
  (state) => {
    assertEnrolled(state);
    const { attemptId, exam, sittingId, minutesTaken, factId, occurredOn } = attempt;
    const made = attempts(state);
    if (made.some(({ attempted }) => attempted.data.attemptId === attemptId)) return [];
    assertHappenedInClass(state, occurredOn, judge.today);
    assertExam(exam, judge);
    assertNotDisqualified(state);
    if (!trainingCompleted(state)) {
      throw broken(
        'training-not-completed',
        'The exam follows the training, and the training is not completed.',
      );
    }
    const unmarked = made.find(
      ({ attempted, marked }) => attempted.data.exam === exam && marked === undefined,
    );
    if (unmarked !== undefined) {
      throw broken(
        'attempt-not-marked',
        'The attempt before this one is not marked yet. Mark it, or void it if it did not take place.',
        { attemptId: unmarked.attempted.data.attemptId },
      );
    }
    assertAttemptLeft(state, exam, judge);
    const here = made.find(({ attempted }) => attempted.data.sittingId === sittingId);
    if (here?.attempted.data.exam === exam) {
      throw broken(
        'sitting-already-attempted',
        `The trainee's attempt at ${sittingId} is recorded already; nobody takes an exam twice at one sitting. Name the sitting at which this one was made.`,
        { attemptId: here.attempted.data.attemptId },
      );
    }
    const allowed = timeAllowed(judge.policy, exam, grantedOffers(state));
    const data = {
      attemptId,
      exam,
      sittingId,
      occurredOn,
      ...(isValue(allowed) && { timeAllowed: allowed }),
      ...(minutesTaken !== undefined && { minutesTaken }),
    };
    return withConsequences(state, [{ id: factId, type: 'ExamAttempted', data }], judge);
  };

/** Passing is what the person who marks says it is, unless the rules state a pass mark. */
export const markExam =
  (
    mark: Happening & {
      readonly attemptId: string;
      readonly result: 'passed' | 'failed';
      readonly score?: number | undefined;
    },
    judge: Judge,
  ): Decide =>
  (state) => {
    assertEnrolled(state);
    const { attemptId, result, score, factId, occurredOn } = mark;
    const attempt = attempts(state).find(({ attempted }) => attempted.data.attemptId === attemptId);
    if (attempt === undefined)
      throw broken('attempt-unknown', 'There is no such exam attempt here.');
    const before = attempt.marked;
    if (before !== undefined) {
      if (before.data.result === result && before.data.score === score) return [];
      throw broken(
        'attempt-already-marked',
        `The attempt is marked as ${before.data.result}. To change it, void fact ${before.id} and say why.`,
        { factId: before.id },
      );
    }
    assertHappened(state, occurredOn, judge.today);
    const attemptedOn = attempt.attempted.data.occurredOn;
    assertNotAfterLeaving(state, attemptedOn);
    if (occurredOn < attemptedOn) {
      throw broken(
        'date-before-attempt',
        `The exam was attempted on ${attemptedOn}; it can't have been marked on ${occurredOn}. Check the date.`,
      );
    }
    const data = { attemptId, result, occurredOn, ...(score !== undefined && { score }) };
    return withConsequences(state, [{ id: factId, type: 'ExamMarked', data }], judge);
  };

/**
 * Those that a later class on the same acceptance takes over. What was made when nothing could be
 * attempted used up nothing, and there only the plan of this class tells.
 */
export function attemptsUsedUp(state: EnrollmentState, judge: Judge): readonly UsedAttempt[] {
  const used = usedAttempts(state);
  if (used.length === 0) return used;
  const outside = new Set(
    requirementsOf(judge.policy, 'exam')
      .flatMap(({ id }) => standingIn(id, state, judge).findings)
      .flatMap(({ code, ref }) => (code === 'outside-window' ? (ref ?? []) : [])),
  );
  const unused = new Set(
    attempts(state).flatMap(({ attempted: { id, data } }) =>
      outside.has(id) ? data.attemptId : [],
    ),
  );
  return used.filter(({ attemptId }) => !unused.has(attemptId));
}

function standingIn(exam: string, state: EnrollmentState, { plan, policy, today }: Judge) {
  const asOf = judgedOn(state, today);
  return evaluateRequirement(policy, exam, evidenceOf(state), asOf, { plan });
}

function assertExam(exam: string, { policy }: Judge): void {
  const known = requirementsOf(policy, 'exam').map(({ id }) => id);
  if (known.includes(exam)) return;
  throw broken(
    'exam-unknown',
    `The rules know no exam ${exam}${known.length > 0 ? `, only ${known.join(', ')}` : ''}.`,
    {
      known,
    },
  );
}

function assertAttemptLeft(state: EnrollmentState, exam: string, judge: Judge): void {
  const { outcome } = standingIn(exam, state, judge);
  if (outcome.status === 'met') {
    throw broken('exam-already-passed', 'The exam is passed already; there is nothing to attempt.');
  }
  if (outcome.status === 'unmet' && !outcome.reachable) {
    throw broken(
      'no-attempts-left',
      `All attempts the rules allow are used (${outcome.have}). What follows is for the program to say.`,
    );
  }
}

/** Offers of accommodation requests that were granted. */
function grantedOffers(state: EnrollmentState): readonly string[] {
  const granted = new Set(
    named(state, 'AccommodationGranted').map(({ data }) => data.accommodationId),
  );
  return named(state, 'AccommodationRequested')
    .filter(({ data }) => granted.has(data.accommodationId))
    .map(({ data }) => data.offer);
}
