import type { EvidenceOf, IsoDate } from './evidence.js';
import type { Records } from './records.js';

export type Attempt = EvidenceOf<'exam-attempt'>;

/** The attempts at an exam, in the order in which they were made; a repeated id is one attempt. */
export function attemptsAt({ of }: Pick<Records, 'of'>, exam: string): readonly Attempt[] {
  const byId = new Map<string, Attempt>();
  for (const item of of('exam-attempt')) if (item.exam === exam) byId.set(item.attempt, item);
  return [...byId.values()].sort((a, b) => a.on.localeCompare(b.on));
}

/** The days on which the training was completed, the first one first; repeating it completes it again. */
export function trainingsIn({ stepsOf }: Pick<Records, 'stepsOf'>): readonly IsoDate[] {
  const days = stepsOf('training-completed').map(({ on }) => on);
  return days.length < 2 ? days : [...new Set(days)].sort();
}

/** Those since the training was last completed, on the day itself too. */
export function sinceTraining(
  attempts: readonly Attempt[],
  records: Pick<Records, 'stepsOf'>,
): readonly Attempt[] {
  const last = trainingsIn(records).at(-1);
  return last === undefined ? attempts : attempts.filter(({ on }) => on >= last);
}

/** The day of the training that an attempt followed, or else of the first one after it. */
export function trainingOf(
  { on, trainingEnded }: Attempt,
  trainings: readonly IsoDate[],
): IsoDate | undefined {
  return trainingEnded ?? trainings.findLast((day) => day <= on) ?? trainings[0];
}
