import type { Flaw } from '../../policy/flaw.js';
import { placedRequirements } from '../../policy/places.js';
import { childPlaces, type Path, type Requirement } from '../../policy/requirement.js';
import type { Policy } from '../../policy/schema.js';
import { fateOf, isEmptyRange } from './fate.js';
import { meaningOf, opposites } from './opposites.js';
import type { Match } from '../../policy/where.js';

/** Branches that nobody can ever reach, and parts that change nothing. */
export function* pointless(policy: Policy): Generator<Flaw> {
  const placed = [...placedRequirements(policy)];
  const byId = new Map(placed.map(({ requirement }) => [requirement.id, requirement]));
  // What is in a group of the same kind is looked at with that.
  const grouped = new Set<Requirement>();
  for (const { requirement, path } of placed) {
    for (const [child] of childPlaces(requirement))
      if (child.kind === requirement.kind) grouped.add(child);
    const flaws = [
      ...branchFlaws(requirement),
      ...(grouped.has(requirement) ? [] : opposites(requirement, byId)),
    ];
    for (const flaw of flaws) yield { ...flaw, path: [...path, ...flaw.path] };
  }
  yield* emptyBounds(policy, []);
}

function* branchFlaws(requirement: Requirement): Generator<Flaw> {
  const { kind } = requirement;
  if (kind === 'any' || kind === 'all' || kind === 'k-of-n' || kind === 'tiers') {
    yield* twins(requirement.of);
  }
  if (kind === 'readings') yield* sameReadings(requirement.readings);
  if (kind === 'all') {
    for (const [index, child] of requirement.of.entries()) {
      if (fateOf(child) !== 'never') continue;
      yield {
        path: ['of', index],
        problem: `nobody can ever meet \`${child.id}\`, and so nobody meets \`${requirement.id}\``,
        mend: 'Correct it, or take it out.',
      };
    }
  }
  if (kind === 'any' || kind === 'k-of-n') {
    for (const [index, child] of requirement.of.entries()) {
      const fate = fateOf(child);
      if (fate === 'never') {
        yield {
          path: ['of', index],
          problem: `nobody can ever meet \`${child.id}\``,
          mend: 'Correct it, or take this alternative out.',
        };
      }
      if (fate === 'always' && kind === 'any') {
        yield {
          path: ['of', index],
          problem: `everybody meets \`${child.id}\`, so no other alternative of \`${requirement.id}\` can matter`,
          mend: 'Correct it, or take it out.',
        };
      }
      if (fate === 'unjudged') {
        yield {
          path: ['of', index],
          problem: `\`${child.id}\` is never judged, so as an alternative it is as if it were not there`,
          mend: 'State what it asks for, or take it out of the alternatives.',
        };
      }
    }
  }
  if (kind === 'when') {
    const fate = fateOf(requirement.when);
    if (fate === 'never' || fate === 'unjudged') {
      yield {
        path: ['when'],
        problem: `\`${requirement.when.id}\` ${fate === 'never' ? 'can never be met' : 'is never judged'}, so \`${requirement.then.id}\` never applies`,
        mend: 'Correct the condition, or take the whole out.',
      };
    }
    if (fate === 'always') {
      yield {
        path: ['when'],
        problem: `\`${requirement.when.id}\` is always met, so it is no condition`,
        mend: `Correct it, or ask for \`${requirement.then.id}\` alone.`,
      };
    }
  }
}

function* twins(children: readonly Requirement[]): Generator<Flaw> {
  const seen = new Map<string, string>();
  for (const [index, child] of children.entries()) {
    const meaning = meaningOf(child);
    const twin = seen.get(meaning);
    if (twin !== undefined) {
      yield {
        path: ['of', index],
        problem: `\`${child.id}\` asks for the same as \`${twin}\``,
        mend: 'Correct one of them, or take one out.',
      };
    }
    seen.set(meaning, child.id);
  }
}

function* sameReadings(readings: Readonly<Record<string, Requirement>>): Generator<Flaw> {
  const meanings = new Set(Object.values(readings).map((one) => meaningOf(one)));
  if (meanings.size > 1 || Object.keys(readings).length < 2) return;
  yield {
    path: ['readings'],
    problem: 'all readings ask for the same, so the question changes nothing here',
    mend: 'Say in each reading what it asks for, or write the requirement without readings.',
  };
}

/** Bounds such as `{ atLeast: 5, atMost: 3 }`, wherever they stand. */
function* emptyBounds(value: unknown, path: Path): Generator<Flaw> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(name) : name];
    if (name === 'where' || name === 'for' || name === 'unless') {
      yield* impossibleIn(part, place);
    }
    yield* emptyBounds(part, place);
  }
}

function* impossibleIn(where: unknown, path: Path): Generator<Flaw> {
  if (typeof where !== 'object' || where === null || Array.isArray(where)) return;
  for (const [name, match] of Object.entries(where as Record<string, Match>)) {
    if (!isEmptyRange(match)) continue;
    yield {
      path: [...path, name],
      problem: `no number fits these bounds of ${name}`,
      mend: 'Correct one of them.',
    };
  }
}
