import type { Flaw } from '../../policy/flaw.js';
import { placedRequirements } from '../../policy/places.js';
import type { Path, Requirement } from '../../policy/requirement.js';
import type { Policy } from '../../policy/schema.js';
import { fateOf, isEmptyRange } from './fate.js';
import type { Match } from '../../policy/where.js';

/** Branches that nobody can ever reach, and parts that change nothing. */
export function* pointless(policy: Policy): Generator<Flaw> {
  for (const { requirement, path } of placedRequirements(policy)) {
    for (const flaw of branchFlaws(requirement)) yield { ...flaw, path: [...path, ...flaw.path] };
  }
  yield* emptyBounds(policy, []);
}

function* branchFlaws(requirement: Requirement): Generator<Flaw> {
  const { kind } = requirement;
  if (kind === 'any' || kind === 'all' || kind === 'k-of-n' || kind === 'tiers') {
    yield* twins(requirement.of);
  }
  if (kind === 'readings') yield* sameReadings(requirement.readings);
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
  const meanings = new Set(Object.values(readings).map(meaningOf));
  if (meanings.size > 1 || Object.keys(readings).length < 2) return;
  yield {
    path: ['readings'],
    problem: 'all readings ask for the same, so the question changes nothing here',
    mend: 'Say in each reading what it asks for, or write the requirement without readings.',
  };
}

/** What it asks for, whatever it is called and wherever it is written. */
function meaningOf(requirement: Requirement): string {
  return JSON.stringify(requirement, (name, value: unknown) =>
    name === 'id' || name === 'title' || name === 'rules' || name === 'note' ? undefined : value,
  );
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
