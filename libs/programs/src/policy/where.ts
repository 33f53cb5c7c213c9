import { z } from 'zod';
import type { Scalar } from './evidence.js';
import type { Ledger } from './ledger.js';
import { slug } from './quote.js';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const range = z.strictObject({
  atLeast: z.number().exactOptional(),
  moreThan: z.number().exactOptional(),
  atMost: z.number().exactOptional(),
  lessThan: z.number().exactOptional(),
});

/** Which values fit: one of a list, none of a list, or a number within bounds. */
export const matchSchema = z
  .union([z.array(scalar).min(1), z.strictObject({ not: z.array(scalar).min(1) }), range])
  .describe('Values that fit: a list, { not: a list }, or bounds such as { atLeast: 30 }.');
export type Match = z.infer<typeof matchSchema>;

/** By name; all of them must fit. What is not known fits nothing, not even `not`. */
export const whereSchema = z.record(slug, matchSchema);
export type Where = z.infer<typeof whereSchema>;

type Value = Scalar | readonly Scalar[] | undefined;

export function fits(where: Where, valueOf: (name: string) => Value): boolean {
  for (const name in where) {
    const match = where[name];
    if (match !== undefined && !matches(match, valueOf(name))) return false;
  }
  return true;
}

/** Names of what is not known and decides whether all fit; none where that is settled. */
export function missingFor(where: Where, valueOf: (name: string) => Value): readonly string[] {
  const missing: string[] = [];
  for (const [name, match] of Object.entries(where)) {
    const value = valueOf(name);
    if (value === undefined) missing.push(name);
    else if (!matches(match, value)) return [];
  }
  return missing;
}

/** The first of them, where any is. */
export function firstMissing(where: Where, valueOf: (name: string) => Value): string | undefined {
  let first: string | undefined;
  for (const name in where) {
    const match = where[name];
    if (match === undefined) continue;
    const value = valueOf(name);
    if (value === undefined) first ??= name;
    else if (!matches(match, value)) return undefined;
  }
  return first;
}

/** A value for each way in which something may fit these, what none of them names first. */
export function valuesTold(matchings: readonly Match[]): readonly Scalar[] {
  const named = new Set<Scalar>();
  const bounds = new Set<number>();
  for (const match of matchings) {
    if (Array.isArray(match)) for (const one of match) named.add(one);
    else if ('not' in match) for (const one of match.not) named.add(one);
    else for (const bound of Object.values(match)) bounds.add(bound);
  }
  const all = [...named];
  const others: Scalar[] = [];
  if (bounds.size > 0) {
    const points = [...bounds, ...all.filter((one) => typeof one === 'number')].toSorted(
      (a, b) => a - b,
    );
    for (const [place, point] of points.entries())
      others.push(place === 0 ? point - 1 : (point + (points[place - 1] ?? point)) / 2, point);
    others.push((points.at(-1) ?? 0) + 1);
  }
  const isOneOf = (type: string) => (one: Scalar) => typeof one === type;
  if (bounds.size === 0 && all.every(isOneOf('boolean'))) others.push(true, false);
  else if (bounds.size === 0 || !all.every(isOneOf('number'))) others.push(unlike(named));
  return [...new Set([...others.filter((one) => !named.has(one)), ...all])];
}

function unlike(named: ReadonlySet<Scalar>): string {
  let other = 'anything else';
  while (named.has(other)) other += ' at all';
  return other;
}

export function matches(match: Match, value: Value): boolean {
  if (value === undefined) return false;
  if (isScalar(value)) return matchesOne(match, value);
  const excluding = !Array.isArray(match) && 'not' in match;
  return excluding
    ? value.every((one) => matchesOne(match, one))
    : value.some((one) => matchesOne(match, one));
}

function matchesOne(match: Match, one: Scalar): boolean {
  if (Array.isArray(match)) return match.includes(one);
  if ('not' in match) return !match.not.includes(one);
  const { atLeast, moreThan, atMost, lessThan } = match;
  return (
    typeof one === 'number' &&
    (atLeast === undefined || one >= atLeast) &&
    (moreThan === undefined || one > moreThan) &&
    (atMost === undefined || one <= atMost) &&
    (lessThan === undefined || one < lessThan)
  );
}

function isScalar(value: Scalar | readonly Scalar[]): value is Scalar {
  return typeof value !== 'object';
}

/** A value that may differ with a person's circumstances: the first row that fits holds. */
export function varying<Schema extends z.ZodType>(value: Schema) {
  return z.union([
    value,
    z.strictObject({
      table: z
        .array(
          z.strictObject({
            where: whereSchema.describe('Circumstances of the person, all of which must fit.'),
            value,
          }),
        )
        .min(1)
        .describe('The first row whose circumstances fit holds.'),
      otherwise: z.union([z.literal('not stated'), value]),
    }),
  ]);
}
export interface Table<Value> {
  readonly table: readonly { readonly where: Where; readonly value: Value }[];
  readonly otherwise: Value | 'not stated';
}
export type Varying<Value> = Value | Table<Value>;

/**
 * Chooses by the circumstances of the person that a ledger knows. One that is not known fits no row;
 * whoever judges by a table does so under all that it may be, see `acrossUnrecorded`.
 */
export function chosen<Value>(
  value: Varying<Value>,
): (ledger: Pick<Ledger, 'circumstance'>) => Value | 'not stated' {
  if (!isTable<Value>(value)) return () => value;
  const { table, otherwise } = value;
  return ({ circumstance }) => {
    const row = table.find(({ where }) => fits(where, circumstance));
    return row === undefined ? otherwise : row.value;
  };
}

export function isTable<Value>(value: Value | Table<Value>): value is Table<Value> {
  return typeof value === 'object' && value !== null && 'table' in value;
}
