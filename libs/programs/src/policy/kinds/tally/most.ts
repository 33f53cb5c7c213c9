import { tidied } from './counted.js';

/** A sum of unknown amounts: so many times each of them. */
export type Sum = ReadonlyMap<number, number>;

/** What a sum may come to at most. */
export interface Limit {
  readonly of: Sum;
  readonly atMost: number;
}

/** How much is left of a limit, or what an unknown comes to, less so much of each other. */
interface Row {
  readonly left: number;
  readonly less: Map<number, number>;
}

/*
 * The simplex method. All unknown amounts are nothing at first, which is within every limit. One after
 * another is then made as large as some limit allows, and takes the place of what that limit leaves, until
 * none makes the sum larger. The one of the lowest number goes first (Bland's rule), so that it ends.
 */

/**
 * How large sums can be within limits, where no amount is less than nothing and each has some limit. Of
 * several sums each is made as large as it can be without making one before it smaller.
 */
export function mostWithin(
  limits: readonly Limit[],
): (...sums: readonly Sum[]) => readonly number[] {
  const rows = new Map(
    limits.map(({ of, atMost }, place): [number, Row] => [
      -1 - place,
      { left: atMost, less: new Map(of) },
    ]),
  );
  return (...sums) => {
    for (;;) {
      const reached = sums.map((sum) => inOthers(sum, rows));
      const unknown = firstToRaise(reached);
      const limit = tightestOn(unknown, rows);
      if (limit === undefined) return reached.map(({ value }) => tidied(value));
      raise(limit, rows);
    }
  };
}

/** What a sum comes to, and how much more it would for each amount that is nothing so far. */
function inOthers(sum: Sum, rows: ReadonlyMap<number, Row>) {
  const gains = new Map<number, number>();
  let value = 0;
  for (const [unknown, times] of sum) {
    const row = rows.get(unknown);
    if (row === undefined) add(gains, unknown, times);
    else {
      value += times * row.left;
      for (const [other, less] of row.less) add(gains, other, -times * less);
    }
  }
  return { value, gains };
}

/** The lowest number that makes a sum larger; where none does, one that has no limit. */
function firstToRaise(reached: readonly { readonly gains: Sum }[]): number {
  let first = Infinity;
  const decided = new Set<number>();
  for (const { gains } of reached) {
    for (const [unknown, gain] of gains) {
      if (decided.has(unknown)) continue;
      decided.add(unknown);
      if (gain > 0) first = Math.min(first, unknown);
    }
  }
  return first;
}

/** A limit on an unknown: of what it is the limit, what it leaves, and for how much of the unknown. */
interface LimitOn {
  readonly unknown: number;
  readonly name: number;
  readonly row: Row;
  readonly per: number;
  readonly room: number;
}

function tightestOn(unknown: number, rows: ReadonlyMap<number, Row>): LimitOn | undefined {
  let tightest: LimitOn | undefined;
  for (const [name, row] of rows) {
    const per = row.less.get(unknown) ?? 0;
    if (per <= 0) continue;
    const room = row.left / per;
    if (
      tightest === undefined ||
      room < tightest.room ||
      (room === tightest.room && name < tightest.name)
    )
      tightest = { unknown, name, row, per, room };
  }
  return tightest;
}

/** Makes an amount as large as a limit allows. */
function raise({ unknown, name: used, row, per, room }: LimitOn, rows: Map<number, Row>): void {
  rows.delete(used);
  const less = new Map([[used, 1 / per]]);
  for (const [other, times] of row.less) if (other !== unknown) less.set(other, times / per);
  for (const [name, { left, less: own }] of rows) {
    const times = own.get(unknown);
    if (times === undefined) continue;
    own.delete(unknown);
    for (const [other, each] of less) add(own, other, -times * each);
    rows.set(name, { left: left - times * room, less: own });
  }
  rows.set(unknown, { left: room, less });
}

/** Nothing is left where amounts cancel out, as they would on paper. */
function add(amounts: Map<number, number>, name: number, amount: number): void {
  const sum = (amounts.get(name) ?? 0) + amount;
  if (Math.abs(sum) < 1e-9) amounts.delete(name);
  else amounts.set(name, sum);
}
