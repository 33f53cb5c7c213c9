import type { Scalar } from '../../policy/evidence.js';
import type { Match, Where } from '../../policy/where.js';

/** What rules ask of something by name, and by which values they tell it apart; none where any will do. */
export type Attributes = Map<string, Match[]>;

export function note(attributes: Attributes, where: Where | undefined): void {
  for (const [name, match] of Object.entries(where ?? {})) noteOne(attributes, name, match);
}

export function noteOne(attributes: Attributes, name: string, match?: Match): void {
  const known = attributes.get(name);
  const more = match === undefined ? [] : [match];
  if (known === undefined) attributes.set(name, more);
  else known.push(...more);
}

/** The values that rules name. */
export function valuesNamed(matchings: readonly Match[]): ReadonlySet<Scalar> {
  return new Set(
    matchings.flatMap((match) => {
      if (Array.isArray(match)) return match;
      return 'not' in match ? match.not : Object.values(match);
    }),
  );
}
