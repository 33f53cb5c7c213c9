import { z } from 'zod';
import { Cursor } from './edge/lists.js';
import type { ListQuery, Page } from './edge/lists.js';
import { NotFound } from './edge/problems.js';

/** Reads one page of a list: `ask` is given a limit one higher, and the key to start after. */
export async function listed<Key, Row extends object>(
  cursor: Cursor<Key>,
  query: ListQuery,
  ask: (limit: number, after: Key | undefined) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): Promise<Page<Row>> {
  const after = query.cursor === undefined ? undefined : cursor.decode(query.cursor);
  return cursor.page(await ask(query.limit + 1, after), query.limit, keyOf);
}

export const idCursor = (list: string) => new Cursor(list, z.string());

export const positionCursor = (list: string) => new Cursor(list, z.int().nonnegative());

/** @throws NotFound */
export function part<Part>(found: Part | undefined, what: string, id: string): Part {
  if (found === undefined) throw new NotFound(what, id);
  return found;
}
