import type { Counting, Question } from './question.js';
import { mendOf } from './spelling.js';

/** Something wrong in a policy whose shape is right: where, what, and how to mend it. */
export interface Flaw {
  readonly path: readonly (string | number)[];
  readonly problem: string;
  readonly mend: string;
}

export function unknownQuestion(
  id: string,
  path: Flaw['path'],
  questions: ReadonlyMap<string, Question>,
): Flaw {
  const mend = mendOf(id, questions, 'Add it to `questions`.');
  return { path, problem: `no question is named ${id}`, mend };
}

/** Whether something counts may hang on a question only if its readings say just that. */
export function countingFlaws(
  counting: Counting,
  path: Flaw['path'],
  questions: ReadonlyMap<string, Question>,
): readonly Flaw[] {
  return readingFlaws(counting, ['counts', 'does-not-count'], path, questions);
}

/** The same for whether what fits several quotas counts in each of them. */
export function overlapFlaws(
  overlap: 'shared' | 'separate' | { readonly question: string },
  path: Flaw['path'],
  questions: ReadonlyMap<string, Question>,
): readonly Flaw[] {
  return readingFlaws(overlap, ['separate', 'shared'], path, questions);
}

/** The same for the day by which a referee must have known the person so long. */
export function acquaintanceFlaws(
  before: 'application' | 'letter' | { readonly question: string },
  path: Flaw['path'],
  questions: ReadonlyMap<string, Question>,
): readonly Flaw[] {
  return readingFlaws(before, ['application', 'letter'], path, questions);
}

function readingFlaws(
  field: string | { readonly question: string },
  wanted: readonly [string, string],
  path: Flaw['path'],
  questions: ReadonlyMap<string, Question>,
): readonly Flaw[] {
  if (typeof field === 'string') return [];
  const question = questions.get(field.question);
  if (question === undefined) return [unknownQuestion(field.question, path, questions)];
  const names = question.readings.map(({ id }) => id).sort();
  if (names.join() === wanted.join()) return [];
  return [
    {
      path,
      problem: `the question \`${question.id}\` has the readings ${names.join(', ')}`,
      mend: `Its readings must be \`${wanted[0]}\` and \`${wanted[1]}\`.`,
    },
  ];
}
