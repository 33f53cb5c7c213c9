import type { Flaw } from '../flaw.js';

/** Each is held against all before it. */
const mostRows = 500;

/** Rows of a table that can never hold, because an earlier row fits whatever they fit. */
export function* unreachableRows(value: unknown, path: Flaw['path']): Generator<Flaw> {
  if (typeof value !== 'object' || value === null) return;
  if ('table' in value && Array.isArray(value.table)) {
    const rows = value.table as readonly { readonly where: Readonly<Record<string, unknown>> }[];
    if (rows.length > mostRows) {
      yield {
        path: [...path, 'table'],
        problem: `the table has ${rows.length} rows, and ${mostRows} are the most there may be`,
        mend: 'Leave out rows that say what others say, or bring them under one.',
      };
    }
    for (const [place, { where }] of rows.slice(0, mostRows).entries()) {
      const earlier = rows.slice(0, place).findIndex((row) => covers(row.where, where));
      if (earlier === -1) continue;
      yield {
        path: [...path, 'table', place, 'where'],
        problem: `row ${place + 1} can never hold: row ${earlier + 1} fits whatever it fits`,
        mend: 'Put the narrower row first, or take one out.',
      };
    }
  }
  for (const [name, inside] of Object.entries(value)) {
    const place = Array.isArray(value) ? Number(name) : name;
    if (holdsRequirements.has(place)) continue;
    yield* unreachableRows(inside, [...path, place]);
  }
}

/** Requirements inside one are looked at on their own. */
const holdsRequirements: ReadonlySet<string | number> = new Set([
  'of',
  'when',
  'then',
  'else',
  'options',
  'readings',
  'bands',
]);

function covers(
  wide: Readonly<Record<string, unknown>>,
  narrow: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(wide).every(
    ([name, match]) => name in narrow && includes(match, narrow[name]),
  );
}

function includes(wide: unknown, narrow: unknown): boolean {
  if (Array.isArray(wide) && Array.isArray(narrow))
    return narrow.every((one) => wide.includes(one));
  return JSON.stringify(wide) === JSON.stringify(narrow);
}
