import type { Flaw } from '../../policy/flaw.js';
import { placedRequirements, placedVariations } from '../../policy/places.js';
import type { LeafOf, Path } from '../../policy/requirement.js';
import type { Policy } from '../../policy/schema.js';
import { matches, valuesTold, type Match, type Where } from '../../policy/where.js';

type Quotas = LeafOf<'tally'>['quotas'];

/** What a quota is a part of, and what must be so of whatever counts there. */
interface Around {
  readonly id: string;
  readonly where: Where;
}

/** Quotas in which nothing counts, or only what has several values, since what is around them does not fit. */
export function nestingFlaws(policy: Policy): {
  readonly errors: readonly Flaw[];
  readonly remarks: readonly Flaw[];
} {
  const errors: Flaw[] = [];
  const remarks: Flaw[] = [];
  for (const { requirement, path } of [
    ...placedRequirements(policy),
    ...placedVariations(policy),
  ]) {
    if (requirement.kind !== 'tally') continue;
    const { id, where = {}, quotas, periods } = requirement;
    const around = [{ id, where }];
    const wholes = [
      { quotas, at: path },
      ...periods.map((period, place) => ({
        quotas: period.quotas,
        at: [...path, 'periods', place],
      })),
    ];
    for (const { quotas: inside, at } of wholes) {
      for (const one of unfitting(inside, around, at)) {
        if (one.never) errors.push(one.flaw);
        else remarks.push(one.flaw);
      }
    }
  }
  return { errors, remarks };
}

function* unfitting(
  quotas: Quotas = [],
  around: readonly Around[],
  path: Path,
): Generator<{ readonly never: boolean; readonly flaw: Flaw }> {
  for (const [place, { id, where, quotas: inside }] of quotas.entries()) {
    const at = [...path, 'quotas', place];
    for (const outer of around) {
      for (const [name, match] of Object.entries(where)) {
        const other = outer.where[name];
        if (other === undefined || fitTogether(match, other)) continue;
        // Of several values one may fit the one and another the other; what is left out must be none of them.
        const never = leavesOut(match) || leavesOut(other);
        yield { never, flaw: flawOf(id, outer.id, name, never, [...at, 'where', name]) };
      }
    }
    yield* unfitting(inside, [...around, { id, where }], at);
  }
}

function fitTogether(match: Match, other: Match): boolean {
  return valuesTold([match, other]).some((value) => matches(match, value) && matches(other, value));
}

function leavesOut(match: Match): boolean {
  return !Array.isArray(match) && 'not' in match;
}

function flawOf(id: string, outer: string, name: string, never: boolean, path: Path): Flaw {
  const what = name.replaceAll('-', ' ');
  return {
    path,
    problem: never
      ? `nothing can count in ${id}: it is a part of ${outer}, and no ${what} fits both`
      : `${id} is a part of ${outer}, and no one ${what} fits both: only what has several counts in it`,
    mend: `List under ${outer} the ${what} of ${id} as well, or put ${id} beside it.`,
  };
}
