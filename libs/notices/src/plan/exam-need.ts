import { evaluateRequirement, isSatisfied, requirementsOf } from '#programs';
import type { Result } from '#programs';
import { attempts, evidenceOf, planOf } from '#training';
import type { CancellationCode } from '../streams/notice/events.js';
import { disqualifications } from './disqualified.js';
import type { NoticeRecord } from './record.js';

/** Why a trainee needs no word of a sitting, and the facts that say so. */
export interface NoNeed {
  readonly because: CancellationCode;
  readonly facts: readonly string[];
}

/** Undefined where the trainee may still need the sitting. */
export function noNeed(record: NoticeRecord, sittingId: string): NoNeed | undefined {
  const { enrollment, causes } = record;
  if (enrollment.leftOn !== undefined) {
    const left = causes.enrollment.filter(({ type }) => type === 'TraineeWithdrew');
    return { because: 'withdrew', facts: left.map(({ id }) => id) };
  }
  if (enrollment.disqualifiedBy.size > 0) {
    const standing = disqualifications(record).filter(({ withdrawn }) => withdrawn === undefined);
    return { because: 'disqualified', facts: standing.map(({ fact }) => fact.id) };
  }
  const here = attempts(enrollment).filter(
    ({ attempted }) => attempted.data.sittingId === sittingId,
  );
  if (here.length > 0) {
    return { because: 'attempted-here', facts: here.map(({ attempted }) => attempted.id) };
  }
  return nothingToSit(examResults(record, sittingId));
}

/** Each exam of the rules, judged as of the day of the sitting. */
export function examResults(
  { enrollment, cohort, policy }: Pick<NoticeRecord, 'enrollment' | 'cohort' | 'policy'>,
  sittingId: string,
): readonly Result[] {
  const { enrolled } = enrollment;
  const sitting = cohort.sittings.get(sittingId);
  if (enrolled === undefined || sitting === undefined) return [];
  const evidence = evidenceOf(enrollment);
  const context = { plan: planOf(cohort), appliedOn: enrolled.appliedOn };
  return requirementsOf(policy, 'exam').map(({ id }) =>
    evaluateRequirement(policy, id, evidence, sitting.date, context),
  );
}

function nothingToSit(exams: readonly Result[]): NoNeed | undefined {
  if (exams.length === 0) return undefined;
  const open = exams.filter((exam) => !isOver(exam));
  const waiting = open.filter(hasUnmarked);
  if (open.length > waiting.length) return undefined;
  const facts = (of: readonly Result[]) => [...new Set(of.flatMap(({ evidence }) => evidence))];
  if (waiting.length > 0) return { because: 'attempt-not-marked', facts: facts(waiting) };
  const because = exams.some(({ outcome }) => outcome.status === 'unmet')
    ? 'no-attempts-left'
    : exams.some(({ outcome }) => outcome.status === 'met')
      ? 'exam-passed'
      : 'exam-not-asked';
  return { because, facts: facts(exams) };
}

/** Nothing that the rules allow is left to try, or nothing is asked. */
function isOver({ outcome }: Result): boolean {
  if (outcome.status === 'not-stated') return false;
  return isSatisfied(outcome) || (outcome.status === 'unmet' && !outcome.reachable);
}

function hasUnmarked({ tally }: Result): boolean {
  return (tally['unmarked'] ?? 0) > 0;
}
