import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LogError } from '../errors.js';
import type { RecordedFact } from '../facts.js';
import { recorded, type FactRow } from './facts.js';
import { asLogError, damaged } from './failures.js';
import { assertKnown } from './file.js';
import { factRows } from './tables.js';

/**
 * Every fact of the log in `path`, in order, as they stand at the first one. Takes no lock and writes
 * nothing, so a server may be running on the same file.
 * @throws LogError log-newer, log-damaged, log-unavailable
 */
export function* readLogFile(path: string): Generator<RecordedFact, void> {
  const file = resolve(path);
  if (!existsSync(file)) {
    throw new LogError(
      'log-unavailable',
      `There is no log ${file}. Name the file itself, such as log.sqlite in the data folder.`,
    );
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    assertKnown(database, file);
    // One statement sees one state of the file, whatever is appended meanwhile.
    const rows = database.prepare(`${factRows} ORDER BY facts.position`).iterate();
    for (const row of rows) yield recorded(row as unknown as FactRow);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new LogError('log-damaged', damaged(file, error.message));
    throw asLogError(error, file);
  } finally {
    database?.close();
  }
}
