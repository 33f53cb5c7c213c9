import type { Flaw } from '../../policy/flaw.js';
import type { Given } from '../given.js';
import type { Known } from '../known/known.js';
import { activityFlaws } from './activities.js';
import { attendingFlaws } from './attending.js';
import { examFlaws } from './exams.js';
import { unknown, type CaseFlaw } from './unknown.js';
import { attributeFlaws, valueFlaws } from './values.js';

type Path = Flaw['path'];

/** What a case is given that no rule of the policy knows; paths start at `given`. */
export function* givenFlaws(given: Given, known: Known): Generator<CaseFlaw> {
  yield* daysByName(given, known);
  yield* applyingFlaws(given, known);
  yield* activityFlaws(given, known);
  yield* attendingFlaws(given, known);
  yield* examFlaws(given, known);
  yield* so(given, known);
  yield* decidedFlaws(given, known);
}

function* unknownNames(
  names: readonly string[],
  known: Iterable<string>,
  pathOf: (name: string, place: number) => Path,
  problem: (name: string) => string,
): Generator<CaseFlaw> {
  const all = new Set(known);
  for (const [place, name] of names.entries())
    if (!all.has(name)) yield unknown(pathOf(name, place), name, problem(name), all);
}

function* daysByName({ posted, steps, anchors }: Given, known: Known): Generator<CaseFlaw> {
  const within = (field: string) => (name: string) => [field, name];
  yield* unknownNames(
    Object.keys(posted),
    known.posted,
    within('posted'),
    (name) => `no rule goes by a posted date ${name}`,
  );
  yield* unknownNames(
    Object.keys(steps),
    known.steps,
    within('steps'),
    (name) => `no rule knows the step ${name}`,
  );
  yield* unknownNames(
    Object.keys(anchors),
    known.anchors,
    within('anchors'),
    (name) => `no day goes by the name of ${name}`,
  );
}

function* applyingFlaws(given: Given, known: Known): Generator<CaseFlaw> {
  const { statements, asks, fees, documents } = known;
  for (const [place, attested] of given.attests.entries()) {
    const { statement, detail } =
      typeof attested === 'string' ? { statement: attested, detail: undefined } : attested;
    const path = ['attests', place];
    const details = statements.get(statement);
    if (!statements.has(statement)) {
      const problem = `no rule asks for the statement ${statement}`;
      yield unknown(path, statement, problem, statements.keys());
    } else if (detail !== undefined && details === undefined) {
      const problem = `no detail goes with the statement ${statement}`;
      yield unknown([...path, 'detail'], detail, problem, []);
    } else if (detail !== undefined) {
      yield* valueFlaws('the detail', detail, new Set(details), [...path, 'detail']);
    }
  }
  if (given.letters.length > 0 && !asks.has('letters'))
    yield unknown(['letters'], 'letters', 'no rule asks for letters of reference', []);
  else yield* letterFlaws(given, known);
  if (given.interviews.length > 0 && !asks.has('interviews'))
    yield unknown(['interviews'], 'interviews', 'no rule asks for an interview', []);
  for (const [place, mode] of given.interviews.entries())
    yield* valueFlaws('the interview', mode, known.interviews, ['interviews', place]);
  for (const [place, one] of given.documents.entries()) {
    const { document, with: held = {} } = typeof one === 'string' ? { document: one } : one;
    const path = ['documents', place];
    const attributes = documents.get(document);
    if (attributes === undefined) {
      const problem = `no rule asks for the document ${document}`;
      yield unknown(
        typeof one === 'string' ? path : [...path, 'document'],
        document,
        problem,
        documents.keys(),
      );
      continue;
    }
    yield* attributeFlaws(
      held,
      attributes,
      [...path, 'with'],
      (name) => `no rule looks at ${name} of the document ${document}`,
    );
  }
  yield* unknownNames(
    given.payments.map(({ fee }) => fee),
    fees,
    (_, place) => ['payments', place, 'fee'],
    (name) => `no fee is named ${name}`,
  );
  if (given.extensions.length > 0 && known.stages.size === 0)
    yield unknown(['extensions'], 'extensions', 'no rule lets more time be given', []);
  else
    yield* unknownNames(
      given.extensions.map(({ requirement }) => requirement),
      known.stages,
      (_, place) => ['extensions', place, 'requirement'],
      (name) => `no stage is named ${name}, and only a stage can be given more time`,
    );
  for (const [place, { under, offer, letter }] of given.requests.entries()) {
    const path = ['requests', place];
    const accommodation = known.accommodations.get(under);
    if (accommodation === undefined) {
      const problem = `nothing can be asked for under ${under}`;
      yield unknown([...path, 'under'], under, problem, known.accommodations.keys());
      continue;
    }
    const { offers, letters } = accommodation;
    if (!offers.has(offer))
      yield unknown([...path, 'offer'], offer, `${under} does not offer ${offer}`, offers);
    if (letter !== undefined)
      yield* valueFlaws('the letter', letter.from, letters, [...path, 'letter', 'from']);
  }
}

function* letterFlaws({ letters }: Given, known: Known): Generator<CaseFlaw> {
  const { relations, roles, confirmations, purposes } = known.letters;
  for (const [place, letter] of letters.entries()) {
    const path = ['letters', place];
    yield* valueFlaws('the relation', letter.relation, relations, [...path, 'relation']);
    yield* unknownNames(
      letter.roles,
      roles,
      (_, nth) => [...path, 'roles', nth],
      (name) => `no rule asks for a letter of somebody in the role ${name}`,
    );
    yield* unknownNames(
      letter.confirms ?? [],
      confirmations,
      (_, nth) => [...path, 'confirms', nth],
      (name) => `no rule asks that a letter confirm ${name}`,
    );
    if (letter.purpose === undefined) continue;
    const at = [...path, 'purpose'];
    if (purposes.size === 0)
      yield unknown(at, letter.purpose, 'no rule asks what a letter was written for', []);
    else yield* valueFlaws('the purpose', letter.purpose, purposes, at);
  }
}

function* so({ circumstances, cohort = {} }: Given, known: Known): Generator<CaseFlaw> {
  const values = Object.entries(circumstances).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(({ is }) => is) : value,
  ]);
  yield* attributeFlaws(
    Object.fromEntries(values) as Parameters<typeof attributeFlaws>[0],
    known.circumstances,
    ['circumstances'],
    (name) => `no rule goes by the circumstance ${name}`,
  );
  yield* attributeFlaws(
    cohort,
    known.cohort,
    ['cohort'],
    (name) => `no rule goes by ${name} of the cohort`,
  );
}

function* decidedFlaws(
  { answers, judged, chosen, waived }: Given,
  known: Known,
): Generator<CaseFlaw> {
  const { questions, decidable, choices } = known;
  for (const [question, reading] of Object.entries(answers)) {
    const path = ['answers', question];
    const readings = questions.get(question);
    if (readings === undefined)
      yield unknown(path, question, `no question is named ${question}`, questions.keys());
    else if (!readings.has(reading))
      yield unknown(path, reading, `${question} has no reading ${reading}`, readings);
  }
  for (const [requirement, decision] of Object.entries(judged)) {
    const path = ['judged', requirement];
    const options = decidable.get(requirement);
    if (!decidable.has(requirement)) {
      yield unknown(path, requirement, `no requirement is named ${requirement}`, decidable.keys());
      continue;
    }
    const choice = typeof decision === 'string' ? undefined : decision.choice;
    if (choice === undefined || options?.includes(choice) === true) continue;
    const problem = `“${choice}” is no option of ${requirement}`;
    yield unknown([...path, 'choice'], choice, problem, options ?? []);
  }
  for (const [requirement, choice] of Object.entries(chosen)) {
    const path = ['chosen', requirement];
    const option = typeof choice === 'string' ? choice : choice.option;
    const options = choices.get(requirement);
    if (options === undefined)
      yield unknown(path, requirement, `no choice is named ${requirement}`, choices.keys());
    else if (!options.has(option))
      yield unknown(path, option, `${option} is no option of ${requirement}`, options);
  }
  yield* unknownNames(
    waived,
    decidable.keys(),
    (_, place) => ['waived', place],
    (name) => `no requirement is named ${name}`,
  );
}
