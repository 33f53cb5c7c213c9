import type { Flaw } from '../../policy/flaw.js';
import type { SectionName } from '../../policy/schema.js';
import type { Case } from '../case.js';
import type { Known } from '../known/known.js';
import { insteadOf, type CaseFlaw } from './unknown.js';

const lists = ['violated', 'atRisk', 'outOfReach', 'awaiting'] as const;

/** What a case expects of nothing that is judged, and a case that expects nothing. */
export function* expectedFlaws(one: Case, section: SectionName, known: Known): Generator<CaseFlaw> {
  yield* silence(one);
  const requests = one.given.requests.map(({ under, request }) => `${under}.${request}`);
  const names = new Set([...(known.sections.get(section) ?? []), ...requests]);
  const elsewhere = (name: string) =>
    [...known.sections].find(([, others]) => others.has(name))?.[0];
  const unjudged = (name: string, path: Flaw['path']): CaseFlaw[] => {
    if (names.has(name)) return [];
    const other = elsewhere(name);
    return [
      other === undefined
        ? {
            path,
            problem: `${section} has no requirement named ${name}`,
            mend: insteadOf(name, names),
          }
        : {
            path,
            problem: `${name} stands in the section ${other}, and these cases are about ${section}`,
            mend: 'Give each section a case file of its own.',
          },
    ];
  };
  for (const name of Object.keys(one.then)) yield* unjudged(name, ['then', name]);
  for (const field of lists) {
    for (const [place, name] of (one[field] ?? []).entries()) yield* unjudged(name, [field, place]);
  }
  for (const [place, question] of (one.questions ?? []).entries())
    yield* unknownQuestion(question, known, ['questions', place]);
  for (const [question, readings] of Object.entries(one.answered)) {
    const path = ['answered', question];
    yield* unknownQuestion(question, known, path);
    for (const [reading, then] of Object.entries(readings)) {
      const own = known.questions.get(question);
      if (own?.has(reading) === false) {
        const problem = `${question} has no reading ${reading}`;
        yield { path: [...path, reading], problem, mend: insteadOf(reading, own) };
      }
      for (const name of Object.keys(then)) yield* unjudged(name, [...path, reading, name]);
    }
  }
}

function* unknownQuestion(
  question: string,
  { questions }: Known,
  path: Flaw['path'],
): Generator<CaseFlaw> {
  if (questions.has(question)) return;
  const problem = `no question is named ${question}`;
  yield { path, problem, mend: insteadOf(question, questions.keys()) };
}

/** A case that expects nothing would hold whatever came of it. */
function* silence({ then, answered, ...rest }: Case): Generator<CaseFlaw> {
  const mend = 'Write what should come of it under `then`, such as `then: { <requirement>: met }`.';
  const said = Object.keys(then).length + Object.keys(answered).length > 0;
  const listed = ['questions', ...lists].some((list) => list in rest);
  if (!said && !listed) yield { path: [], problem: 'the case expects nothing', mend };
  for (const [question, readings] of Object.entries(answered)) {
    const path = ['answered', question];
    if (Object.keys(readings).length === 0) yield { path, problem: 'no reading is named', mend };
    for (const [reading, outcomes] of Object.entries(readings)) {
      if (Object.keys(outcomes).length === 0)
        yield { path: [...path, reading], problem: 'nothing is expected of this reading', mend };
    }
  }
}
