import type { EvidenceOf } from '../../evidence.js';
import { isValue, type Stated } from '../../stated.js';
import type { Exam, Mark } from './schema.js';

export type Attempt = EvidenceOf<'exam-attempt'>;
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
function byMark(mark: Stated<Mark>, { result, score, points, scaled }: Scores): Verdict {
  if (!isValue<Mark>(mark) || mark === 'completed') return result ?? 'unmarked';
  const [have, need] =
    'percent' in mark
      ? [score, mark.percent]
      : 'points' in mark
        ? [points, mark.points]
        : [scaled, mark.scaled];
  if (have === undefined) return result ?? 'unmarked';
  return have >= need ? 'passed' : 'failed';
}

/** The verdict on a whole attempt: its own mark, and that of every part which has one. */
export function wholeVerdict({ passMark, parts }: Exam): VerdictOn {
  const marked = parts.filter((part) => isValue<Mark>(part.passMark));
  return (attempt, marking) => {
    if (passMark === 'completed') return attempt.completed === false ? 'failed' : 'passed';
    if (marking === undefined) return 'unmarked';
    const points = marking.points ?? pointsOf(marking);
    const verdicts = [
      byMark(passMark, { ...marking, points }),
      ...marked.map((part) => byMark(part.passMark, partOf(marking, part.id))),
    ];
    return (
      verdicts.find((verdict) => verdict === 'failed') ??
      verdicts.find((one) => one === 'unmarked') ??
      'passed'
    );
  };
}

/** The verdict on one part of an attempt, where parts are passed one by one. */
export function partVerdict({ id, passMark: mark }: Exam['parts'][number]): VerdictOn {
  return (attempt, marking) => {
    if (mark === 'completed') return attempt.completed === false ? 'failed' : 'passed';
    return marking === undefined ? 'unmarked' : byMark(mark, partOf(marking, id, attempt.part));
  };
}

function partOf({ parts, ...whole }: Marking, id: string, only?: string): Scores {
  const own = parts?.[id];
  if (own !== undefined) return own;
  return only === id || parts === undefined ? whole : {};
}

/** Points of all parts together; undefined unless a part says any. */
function pointsOf({ parts }: Marking): number | undefined {
  const given = Object.values(parts ?? {}).flatMap(({ points }) => points ?? []);
  return given.length === 0 ? undefined : given.reduce((sum, points) => sum + points, 0);
}
