import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LogError } from '../errors.js';
import type { Position, RecordedFact, StreamName } from '../facts.js';
import { recorded } from '../sqlite/facts.js';
import { asLogError, damaged } from '../sqlite/failures.js';
import { assertKnown } from '../sqlite/file.js';
import { openSqliteLog } from '../sqlite/open.js';
import { Tables } from '../sqlite/tables.js';
import type { CopiedLog, CopyTarget } from './logs.js';

/**
 * A log file as it is read beside the server that holds it: no lock is taken and nothing is written,
 * and each page is read for itself, so that an erasure never has to wait for a long copy.
 * @throws LogError log-newer, log-damaged, log-unavailable
 */
export function openLogFileToCopy(path: string): CopiedLog {
  const file = resolve(path);
  if (!existsSync(file)) {
    throw new LogError(
      'log-unavailable',
      `There is no log ${file}. Name the data folder of a Rollbook, or the file itself.`,
    );
  }
  const database = guarded(file, () => new DatabaseSync(file, { readOnly: true, timeout: 5_000 }));
  const ask = <Answer>(work: () => Answer): Promise<Answer> =>
    new Promise((answer) => {
      answer(guarded(file, work));
    });
  try {
    guarded(file, () => {
      assertKnown(database, file);
    });
    const tables = guarded(file, () => new Tables(database));
    return {
      head: () => ask(() => tables.head()),
      readAll: (after: Position, limit: number): Promise<readonly RecordedFact[]> =>
        ask(() => tables.readAll(after, limit).map(recorded)),
      deletedStreams: () => ask(() => tombstonesIn(database)),
      close: () =>
        ask(() => {
          database.close();
        }),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The log in `path`, made when it is missing, as the place that a copy is brought to. @throws LogError */
export async function openLogFileAsTarget(path: string): Promise<CopyTarget> {
  const log = await openSqliteLog({ path });
  const reader = openLogFileToCopy(path);
  return {
    // All that is asked for in one turn is one commit, in the order asked.
    keepsOrderAsked: true,
    append: (stream, facts, expected) => log.append(stream, facts, expected),
    deleteStream: (stream, expected) => log.deleteStream(stream, expected),
    head: () => log.head(),
    readAll: (after, limit) => log.readAll(after, limit),
    deletedStreams: () => reader.deletedStreams(),
    close: async () => {
      await reader.close();
      await log.close();
    },
  };
}

function tombstonesIn(database: DatabaseSync): ReadonlySet<StreamName> {
  const rows = database.prepare('SELECT name FROM streams WHERE deletedAt IS NOT NULL').all();
  return new Set(rows.map(({ name }) => name as StreamName));
}

function guarded<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new LogError('log-damaged', damaged(file, error.message), { cause: error });
    }
    throw asLogError(error, file);
  }
}
