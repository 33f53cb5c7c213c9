import type { Counting, Question } from './question.js';

/** Something wrong in a policy whose shape is right: where, what, and how to mend it. */
export interface Flaw {
  readonly path: readonly (string | number)[];
  readonly problem: string;
  readonly mend: string;
}

export function unknownQuestion(id: string, path: Flaw['path']): Flaw {
  return { path, problem: `no question is named ${id}`, mend: 'Add it to `questions`.' };
}

/** Whether something counts may hang on a question only if its readings say just that. */
export function countingFlaws(
  counting: Counting,
  path: Flaw['path'],
  questions: readonly Question[],
): readonly Flaw[] {
  if (typeof counting === 'string') return [];
  const question = questions.find(({ id }) => id === counting.question);
  if (question === undefined) return [unknownQuestion(counting.question, path)];
  const names = question.readings.map(({ id }) => id).sort();
  if (names.join() === 'counts,does-not-count') return [];
  return [
    {
      path,
      problem: `${question.id} has the readings ${names.join(', ')}`,
      mend: 'Its readings must be `counts` and `does-not-count`.',
    },
  ];
}
