import type { Given } from '../given.js';
import type { Known } from '../known/known.js';
import { unknown, type CaseFlaw } from './unknown.js';

/** Attempts at no exam of the policy, or at no part of it. */
export function* examFlaws({ exam, attempts }: Given, { exams }: Known): Generator<CaseFlaw> {
  const noExam = (name: string) => `no exam is named ${name}`;
  if (exam !== undefined && !exams.has(exam))
    yield unknown(['exam'], exam, noExam(exam), exams.keys());
  for (const [place, attempt] of attempts.entries()) {
    const path = ['attempts', place];
    const at = attempt.exam ?? exam;
    if (at === undefined) {
      yield {
        path,
        problem: 'it is not said at which exam the attempt was made',
        mend: `Write \`exam\` with it, or once under \`given\` for all attempts: ${[...exams.keys()].join(', ')}.`,
      };
      continue;
    }
    const parts = exams.get(at);
    if (parts === undefined) {
      if (attempt.exam !== undefined)
        yield unknown([...path, 'exam'], at, noExam(at), exams.keys());
      continue;
    }
    const named = [
      ...(attempt.part === undefined ? [] : [[attempt.part, ['part']] as const]),
      ...Object.keys(attempt.parts ?? {}).map((part) => [part, ['parts', part]] as const),
    ];
    for (const [part, field] of named) {
      if (!parts.has(part))
        yield unknown([...path, ...field], part, `${at} has no part ${part}`, parts);
    }
  }
}
