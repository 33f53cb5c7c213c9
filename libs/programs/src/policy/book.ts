import { reckoning, type Reckoning } from './moment.js';
import { motionOf, type MotionOf } from './motion.js';
import { placedRequirements, placedVariations } from './places.js';
import type { Question } from './question.js';
import type { Policy } from './schema.js';
import { workingDaysOf, type IsWorkingDay } from './working-days.js';

/** What a policy gives every ledger. */
export interface Book {
  readonly questions: QuestionBook;
  readonly dates: ReadonlyMap<string, Reckoning>;
  readonly motions: ReadonlyMap<string, MotionOf>;
  readonly isWorkingDay: IsWorkingDay;
  /** Exams of which repeating the training starts the count of attempts anew. */
  readonly countedAnew: ReadonlySet<string>;
}

export function bindBook(policy: Policy): Book {
  const { questions, dates, workingDays } = policy;
  return {
    countedAnew: countedAnewIn(policy),
    questions: bindQuestions(questions),
    dates: new Map(dates.map(({ id, is }) => [id, reckoning(is)])),
    motions: new Map(dates.map(({ id, is }) => [id, motionOf(is)])),
    isWorkingDay: workingDaysOf(workingDays),
  };
}

/** What holds instead for some may keep the id: then only if it is so for all. */
function countedAnewIn(policy: Policy): ReadonlySet<string> {
  const anew = new Set<string>();
  const not = new Set<string>();
  for (const { requirement } of [...placedRequirements(policy), ...placedVariations(policy)]) {
    if (requirement.kind !== 'exam') continue;
    (requirement.attempts.per === 'training' ? anew : not).add(requirement.id);
  }
  return anew.difference(not);
}

export type QuestionBook = ReadonlyMap<string, Question & { readonly place: number }>;

function bindQuestions(questions: readonly Question[]): QuestionBook {
  return new Map(questions.map((question, place) => [question.id, { ...question, place }]));
}
