import type { Attempt } from '../../attempts.js';
import type { EvidenceOf } from '../../evidence.js';
import { isValue, type Stated } from '../../stated.js';
import type { Exam, Mark } from './schema.js';

export type Marking = EvidenceOf<'exam-mark'>;
export type Verdict = 'passed' | 'failed' | 'unmarked';

export type VerdictOn = (attempt: Attempt, marking: Marking | undefined) => Verdict;

interface Scores {
  readonly result?: 'passed' | 'failed';
  readonly score?: number;
  readonly points?: number | undefined;
  readonly scaled?: number;
}

/** By the pass mark where there is one to hold the score against, else what was recorded. */
function byMark(mark: Stated<Mark>, attempt: Attempt, scores: Scores | undefined): Verdict {
  if (mark === 'completed') return attempt.completed === false ? 'failed' : 'passed';
  if (scores === undefined) return 'unmarked';
  const { result = 'unmarked', score, points, scaled } = scores;
  if (!isValue<Mark>(mark)) return result;
  const [have, need] =
    'percent' in mark
      ? [score, mark.percent]
      : 'points' in mark
        ? [points, mark.points]
        : [scaled, mark.scaled];
  if (have === undefined) return result;
  return have >= need ? 'passed' : 'failed';
}

/** The verdict on a whole attempt: its own mark, and that of every part which has one. */
export function wholeVerdict({ passMark, parts }: Exam): VerdictOn {
  const marked = parts.filter((part) => isValue<Mark>(part.passMark));
  return (attempt, marking) => {
    const verdicts = [
      byMark(passMark, attempt, marking && { ...marking, points: pointsOf(marking) }),
      ...marked.map((part) => byMark(part.passMark, attempt, marking && partOf(marking, part.id))),
    ];
    return (['failed', 'unmarked'] as const).find((one) => verdicts.includes(one)) ?? 'passed';
  };
}

/**
 * The verdict on one part of an attempt, where parts are passed one by one. Where the whole has a mark in
 * points and the part has none, it is enough that it is marked: its points are added to the others.
 */
export function partVerdict(
  { id, passMark: own }: Exam['parts'][number],
  whole: Exam['passMark'],
): VerdictOn {
  if (!isValue<Mark>(own) && typeof whole === 'object' && 'points' in whole)
    return (_, marking) => (marking === undefined ? 'unmarked' : 'passed');
  const mark = isValue<Mark>(own) || whole !== 'completed' ? own : whole;
  return (attempt, marking) => byMark(mark, attempt, marking && partOf(marking, id, attempt.part));
}

function partOf({ parts, ...whole }: Marking, id: string, only?: string): Scores {
  const own = parts?.[id];
  if (own !== undefined) return own;
  return only === id || parts === undefined ? whole : {};
}

export function pointsOfPart(
  id: string,
  { part }: Attempt,
  { points, parts }: Marking,
): number | undefined {
  return parts?.[id]?.points ?? (part === id ? points : undefined);
}

/** Those of the whole, else of all parts together; undefined unless a part says any. */
export function pointsOf(marking: Marking | undefined): number | undefined {
  const { points: whole, parts = {} } = marking ?? {};
  const given = Object.values(parts).flatMap(({ points }) => points ?? []);
  return whole ?? (given.length === 0 ? undefined : given.reduce((sum, points) => sum + points, 0));
}
