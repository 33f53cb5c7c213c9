import { unknownQuestion, type Flaw } from './flaw.js';
import { anchorFlaws } from './flaws/anchors.js';
import { bandFlaws } from './flaws/bands.js';
import { inCircles } from './flaws/circles.js';
import { repeatedNames } from './flaws/names.js';
import { otherWords } from './flaws/statements.js';
import { unreachableRows } from './flaws/tables.js';
import type { Surroundings } from './kinds/kind.js';
import type { Question } from './question.js';
import { placedQuotes, placedRequirements, placedVariations, type Placed } from './places.js';
import { childPlaces, isLeaf, kindOf, type Leaf, type Requirement } from './requirement.js';
import { sectionNames, type Policy, type Section } from './schema.js';
import { mendOf } from './spelling.js';
import { isValue } from './stated.js';

/** Whatever a policy says that does not hang together; none when it is sound. */
export function flawsOf(policy: Policy): readonly Flaw[] {
  const placed = [...placedRequirements(policy)];
  const instead = [...placedVariations(policy)];
  const everywhere = [...placed, ...instead];
  const around = surroundingsOf(policy, everywhere);
  return [
    ...repeatedNames(policy, placed, everywhere),
    ...otherWords(placed),
    ...unknownSources(policy),
    ...unquoted(policy, placed),
    ...everywhere.flatMap((one) => [...flawsIn(one, around)]),
    ...everywhere.flatMap(({ requirement, path }) => [...unreachableRows(requirement, path)]),
    ...anchorFlaws(policy, everywhere),
    ...changesOfNothing(policy, placed),
    ...policy.questions.flatMap((question, index) => [...settledWrongly(question, index)]),
    ...circles(placed),
  ];
}

function* unknownSources(policy: Policy): Generator<Flaw> {
  const known = new Set(policy.sources.map(({ id }) => id));
  for (const { quote, path } of placedQuotes(policy)) {
    if (known.has(quote.source)) continue;
    const mend = 'Name one of `sources`, or add it to them.';
    yield {
      path: [...path, 'source'],
      problem: `no source is named ${quote.source}`,
      mend: mendOf(quote.source, known, mend),
    };
  }
}

function* unquoted(policy: Policy, placed: readonly Placed[]): Generator<Flaw> {
  const mend = 'Add `rules` with the words of the source, or take it out: a rule needs its source.';
  for (const { requirement, path, quoted } of placed) {
    if (quoted || childPlaces(requirement).length > 0) continue;
    yield { path, problem: `\`${requirement.id}\` quotes no source`, mend };
  }
  for (const name of sectionNames) {
    const section = policy[name];
    if (!isValue<Section>(section)) continue;
    for (const [index, { id, value, rules }] of section.terms.entries()) {
      const path = [name, 'terms', index];
      if (value === 'not stated' && rules.length > 0) {
        yield {
          path: [...path, 'value'],
          problem: `\`${id}\` is not stated and yet quotes a source`,
          mend: 'Say what the source states, or take the quote out.',
        };
      }
      if (value !== 'not stated' && rules.length === 0) {
        yield { path, problem: `\`${id}\` quotes no source`, mend };
      }
    }
  }
}

/** What of the rest of a policy a requirement may name, whatever its kind. */
interface Around extends Surroundings {
  readonly requirements: ReadonlySet<string>;
}

function* flawsIn({ requirement, path }: Placed, around: Around): Generator<Flaw> {
  for (const [index, { states }] of requirement.rules.entries()) {
    for (const field of states ?? []) {
      const value = valueAt(requirement, field);
      if (value !== undefined && value !== 'not stated') continue;
      const mend = 'Name a field of this requirement that the quoted words fill.';
      yield {
        path: [...path, 'rules', index, 'states'],
        problem:
          value === undefined
            ? `\`${requirement.id}\` has no field ${field}`
            : `\`${field}\` is not stated and yet these words are said to state it`,
        mend: value === undefined ? mendOf(field, new Set(Object.keys(requirement)), mend) : mend,
      };
    }
  }
  for (const flaw of ownFlaws(requirement, around)) {
    yield { ...flaw, path: [...path, ...flaw.path] };
  }
}

function ownFlaws(requirement: Requirement, around: Around): readonly Flaw[] {
  if (isLeaf(requirement)) return leafFlaws(requirement, around);
  switch (requirement.kind) {
    case 'readings': {
      const question = around.questions.get(requirement.question);
      if (question === undefined) {
        return [unknownQuestion(requirement.question, ['question'], around.questions)];
      }
      const wanted = question.readings.map(({ id }) => id);
      const given = Object.keys(requirement.readings);
      if (wanted.length === given.length && wanted.every((id) => given.includes(id))) return [];
      return [
        {
          path: ['readings'],
          problem: `the readings are ${given.join(', ')}, but the question has ${wanted.join(', ')}`,
          mend: 'Give one requirement for each reading of the question.',
        },
      ];
    }
    case 'same-as':
      if (around.requirements.has(requirement.requirement)) return [];
      return [
        {
          path: ['requirement'],
          problem: `no requirement is named ${requirement.requirement}`,
          mend: mendOf(
            requirement.requirement,
            around.requirements,
            'Name a requirement of this file.',
          ),
        },
      ];
    case 'k-of-n':
      if (requirement.atLeast <= requirement.of.length) return [];
      return [
        {
          path: ['atLeast'],
          problem: `asks for ${requirement.atLeast} of ${requirement.of.length}`,
          mend: 'Ask for no more than there are.',
        },
      ];
    case 'all':
    case 'any':
    case 'not':
    case 'when':
    case 'remedy':
    case 'choice':
    case 'stage':
    case 'tiers':
      return [];
    case 'bands':
      return [...bandFlaws(requirement)];
  }
}

function leafFlaws(leaf: Leaf, around: Surroundings): readonly Flaw[] {
  return kindOf(leaf).flaws?.(leaf, around) ?? [];
}

function surroundingsOf(policy: Policy, placed: readonly Placed[]): Around {
  return {
    requirements: new Set(placed.map(({ requirement: { id } }) => id)),
    questions: new Map(policy.questions.map((question) => [question.id, question])),
    examParts: new Map(
      placed.flatMap(({ requirement }) =>
        requirement.kind === 'exam'
          ? [[requirement.id, requirement.parts.map(({ id }) => id)] as const]
          : [],
      ),
    ),
  };
}

function* changesOfNothing(policy: Policy, placed: readonly Placed[]): Generator<Flaw> {
  const known = new Set(placed.map(({ requirement }) => requirement.id));
  for (const [index, { changes }] of policy.variations.entries()) {
    for (const [nth, { requirement }] of changes.entries()) {
      if (known.has(requirement)) continue;
      const mend = 'Name a requirement of this file that is otherwise for some.';
      yield {
        path: ['variations', index, 'changes', nth, 'requirement'],
        problem: `no requirement is named ${requirement}`,
        mend: mendOf(requirement, known, mend),
      };
    }
  }
}

function* settledWrongly(question: Question, index: number): Generator<Flaw> {
  const { settled } = question;
  if (typeof settled === 'string') return;
  const readings = new Set(question.readings.map(({ id }) => id));
  if (readings.has(settled.reading)) return;
  yield {
    path: ['questions', index, 'settled', 'reading'],
    problem: `the question \`${question.id}\` has no reading ${settled.reading}`,
    mend: mendOf(settled.reading, readings, `Settle on one of: ${[...readings].join(', ')}.`),
  };
}

/** A requirement that is judged as itself, by way of others, could never be judged. */
function* circles(placed: readonly Placed[]): Generator<Flaw> {
  const byId = new Map(placed.map(({ requirement }) => [requirement.id, requirement]));
  const circular = inCircles(byId.keys(), (id) => {
    const requirement = byId.get(id);
    if (requirement === undefined) return [];
    return requirement.kind === 'same-as'
      ? [requirement.requirement]
      : childPlaces(requirement).map(([child]) => child.id);
  });
  for (const { requirement, path } of placed) {
    if (requirement.kind !== 'same-as' || !circular.has(requirement.id)) continue;
    yield {
      path: [...path, 'requirement'],
      problem: `\`${requirement.id}\` is judged as \`${requirement.requirement}\`, which is judged as \`${requirement.id}\``,
      mend: 'Break the circle: say what one of them asks for.',
    };
  }
}

function valueAt(requirement: Requirement, field: string): unknown {
  return field.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }, requirement);
}
