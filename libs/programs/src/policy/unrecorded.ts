import type { Judge } from './judge.js';
import type { Ledger } from './ledger.js';
import { common } from './logic/alike.js';
import type { Result } from './outcome.js';
import { placedRequirements, placedVariations } from './places.js';
import { together, type Agree, type Missing } from './possibilities.js';
import { isLeaf, type Requirement } from './requirement.js';
import type { Policy, Variation } from './schema.js';
import { firstMissing, valuesTold, type Match, type Where } from './where.js';

/*
 * What is not recorded of a person is never filled in. Where rules go by it (a variation, a table), the
 * requirement is judged under all that it may be. If every possibility comes to the same, that is the
 * answer and nobody is asked; if they differ, it waits, and says what would have to be recorded.
 */

/** What a judgement may hang on. */
export interface Hinge {
  readonly of: 'person' | 'cohort';
  readonly where: Where;
}

/** What the fields of a requirement hang on, those of requirements inside it left out. */
export function hingesOf(requirement: Requirement, dates: Policy['dates']): readonly Hinge[] {
  if (isLeaf(requirement)) return hingesIn(requirement, dates);
  if (requirement.kind === 'stage') return hingesIn(requirement.notAfter, dates);
  if (requirement.kind === 'choice') return hingesIn(requirement.since, dates);
  if (requirement.kind === 'bands')
    return hingesIn(
      [requirement.notBefore, ...requirement.bands.map(({ notAfter }) => notAfter)],
      dates,
    );
  return [];
}

/** Whom a variation holds for. */
export function hingesOfVariation({ for: people, cohort = {} }: Variation): readonly Hinge[] {
  return [
    { of: 'person', where: people },
    { of: 'cohort', where: cohort },
  ];
}

/** The rows of all tables in a value, and in the days of the policy that it names. */
export function hingesIn(value: unknown, dates: Policy['dates']): readonly Hinge[] {
  const hinges: Hinge[] = [];
  const named = new Map(dates.map(({ id, is }) => [id, is]));
  const look = (inside: unknown) => {
    if (typeof inside === 'string') {
      const day = named.get(inside);
      // Each once: a day may be reckoned from itself by mistake.
      if (named.delete(inside)) look(day);
    }
    if (typeof inside !== 'object' || inside === null) return;
    if ('table' in inside) {
      for (const { where } of inside.table as readonly { readonly where: Where }[])
        hinges.push({ of: 'person', where });
    }
    Object.values(inside).forEach(look);
  };
  look(value);
  return hinges;
}

/** Judges under all that may be so of what is not recorded, if a judgement hangs on it. */
export type Across = (
  requirement: Requirement,
  hinges: readonly Hinge[],
  judge: Judge,
  agree?: Agree,
) => Judge;

export function acrossUnrecorded(policy: Policy): Across {
  // Of the whole policy: what is supposed for one requirement holds for all inside it.
  const valuesOf = tellingApart([
    ...hingesIn(policy, []),
    ...policy.variations.flatMap(hingesOfVariation),
    ...[...placedRequirements(policy), ...placedVariations(policy)].flatMap(({ requirement }) =>
      requirement.kind === 'circumstance' ? [requirement] : [],
    ),
  ]);
  return (requirement, hinges, judge, agree = common) =>
    hinges.length === 0 ? judge : exploring(requirement, hinges, valuesOf, judge, agree);
}

function exploring(
  requirement: Requirement,
  hinges: readonly Hinge[],
  valuesOf: ReturnType<typeof tellingApart>,
  judge: Judge,
  agree: Agree,
): Judge {
  const explore = (ledger: Ledger): Explored => {
    const missing = missingIn(hinges, ledger);
    if (missing === undefined) {
      const result = judge(ledger);
      return { says: JSON.stringify(result), result };
    }
    const branches = valuesOf(missing).map((value) =>
      explore(ledger.supposing(missing.of, missing.name, value)),
    );
    const [first, ...others] = branches;
    if (first !== undefined && others.every((other) => isSame(first, other))) return first;
    return { missing, branches };
  };
  return (ledger) => {
    if (missingIn(hinges, ledger) === undefined) return judge(ledger);
    const found = { results: new Map<string, Result>(), missing: [] };
    collect(explore(ledger), found);
    return together(requirement, [...found.results.values()], found.missing, ledger, agree);
  };
}

/** A result, or what it hangs on and what it comes to for each value of that. */
type Explored =
  | { readonly says: string; readonly result: Result }
  | { readonly missing: Missing; readonly branches: readonly Explored[] };

/** What an exploration comes to: each result once, by all it says, and what makes them differ. */
function collect(
  explored: Explored,
  found: { readonly results: Map<string, Result>; readonly missing: Missing[] },
): void {
  if ('result' in explored) {
    found.results.set(explored.says, explored.result);
    return;
  }
  found.missing.push(explored.missing);
  for (const branch of explored.branches) collect(branch, found);
}

/** Two may come to the same results, and not for the same people: then it matters which of them it is. */
function isSame(one: Explored, other: Explored): boolean {
  if ('result' in one) return 'result' in other && one.says === other.says;
  return (
    'branches' in other &&
    one.missing.of === other.missing.of &&
    one.missing.name === other.missing.name &&
    one.branches.every((branch, place) => {
      const counterpart = other.branches[place];
      return counterpart !== undefined && isSame(branch, counterpart);
    })
  );
}

function missingIn(hinges: readonly Hinge[], ledger: Ledger): Missing | undefined {
  for (const { of, where } of hinges) {
    const name = firstMissing(
      where,
      of === 'person' ? ledger.circumstance : (one) => ledger.context.cohort?.[one],
    );
    if (name !== undefined) return { of, name };
  }
  return undefined;
}

/** The values that these tell apart, of each thing that they ask for. */
function tellingApart(hinges: readonly Hinge[]) {
  const matchings = new Map<string, Match[]>();
  const keyOf = ({ of, name }: Missing) => `${of} ${name}`;
  for (const { of, where } of hinges) {
    for (const [name, match] of Object.entries(where)) {
      const key = keyOf({ of, name });
      matchings.set(key, [...(matchings.get(key) ?? []), match]);
    }
  }
  return (missing: Missing) => valuesTold(matchings.get(keyOf(missing)) ?? []);
}
