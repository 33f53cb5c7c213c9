import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LogError } from '../errors.js';
import { asLogError, damaged } from '../sqlite/failures.js';
import { assertKnown } from '../sqlite/file.js';

export interface BackedUp {
  readonly file: string;
  readonly facts: number;
  readonly bytes: number;
}

/**
 * Writes the log file as it stands at this moment, whole or not at all, into a new file. A server
 * may be running on it. Positions stay as they are, so what was computed from the log stays right.
 * @throws LogError log-unavailable when `to` is there already; log-damaged, log-newer, log-disk-full …
 */
export function backupLogFile(from: string, to: string): BackedUp {
  const [source, file] = [resolve(from), resolve(to)];
  if (!existsSync(source)) {
    throw new LogError('log-unavailable', `There is no log ${source}.`);
  }
  if (existsSync(file)) {
    throw new LogError(
      'log-unavailable',
      `${file} is there already. A backup never overwrites: name a new file, with the day in its name for example.`,
    );
  }
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    writeInto(source, unfinished);
    const facts = checked(unfinished);
    flush(unfinished);
    renameSync(unfinished, file);
    flush(dirname(file));
    return { file, facts, bytes: statSync(file).size };
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw asLogError(error, file);
  }
}

function writeInto(source: string, unfinished: string): void {
  using database = opened(source);
  database.prepare('VACUUM INTO ?').run(unfinished);
}

function checked(path: string): number {
  using database = opened(path);
  const found = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
  if (found !== 'ok') throw new LogError('log-damaged', damaged(path, String(found)));
  return Number(database.prepare('SELECT count(*) AS facts FROM facts').get()?.['facts']);
}

function opened(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    assertKnown(database, path);
    return database;
  } catch (error) {
    database.close();
    throw asLogError(error, path);
  }
}

// It holds the keys of persons, as the log does.
function flush(path: string): void {
  if (!statSync(path).isDirectory()) chmodSync(path, 0o600);
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
