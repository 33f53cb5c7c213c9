import type { EvidenceOf } from './evidence.js';
import type { Records } from './records.js';

export type Attempt = EvidenceOf<'exam-attempt'>;

/** The attempts at an exam, in the order in which they were made; a repeated id is one attempt. */
export function attemptsAt({ of }: Pick<Records, 'of'>, exam: string): readonly Attempt[] {
  const byId = new Map<string, Attempt>();
  for (const item of of('exam-attempt')) if (item.exam === exam) byId.set(item.attempt, item);
  return [...byId.values()].sort((a, b) => a.on.localeCompare(b.on));
}
