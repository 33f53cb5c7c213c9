import { closeSync, existsSync, mkdirSync, openSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LogError } from '../errors.js';
import { asLogError, damaged } from './failures.js';

// Permanent: by these a file is known as a Rollbook log ("Roll" in ASCII), and of which version.
const applicationId = 0x52_6f_6c_6c;
const currentVersion = 1;

/**
 * `deletedAt` is the log's head when the stream was deleted: the name stays as a tombstone, and
 * positions are never given twice even when the last facts of the log are deleted.
 */
const schema = `
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    deletedAt INTEGER
  ) STRICT;
  CREATE INDEX tombstones ON streams (deletedAt) WHERE deletedAt IS NOT NULL;
  CREATE TABLE facts (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${currentVersion};
`;

/**
 * Up to this many pages (64 MiB) every page is checked at the start: 33 ms when the file is in memory,
 * a third of a second from a cold disk. A larger log is checked where a crash can have hurt it.
 */
const fullyCheckedPages = 16_384;
const newestChecked = 1_000;

// Each row must be readable, be in both indexes and know its stream.
const brokenNewest = `
  SELECT count(*) AS broken
  FROM (SELECT * FROM facts ORDER BY position DESC LIMIT ${newestChecked}) AS newest
  WHERE NOT (
    json_valid(newest.data) AND json_valid(newest.metadata)
    AND newest.position = (SELECT position FROM facts WHERE id = newest.id)
    AND newest.position =
      (SELECT position FROM facts WHERE stream = newest.stream AND revision = newest.revision)
    AND EXISTS (SELECT 1 FROM streams WHERE id = newest.stream)
  )`;

/** How long an outside reader, such as a backup, may hold up a write, in milliseconds. */
const patience = 1_000;

/** An open log file, held against any other writer until both connections are closed. */
export interface LogFile {
  readonly path: string;
  readonly database: DatabaseSync;
  readonly lock: DatabaseSync;
}

/** @throws LogError log-in-use, log-newer, log-damaged, log-read-only, log-disk-full, log-unavailable */
export function openLogFile(givenPath: string): LogFile {
  let lock: DatabaseSync | undefined;
  let database: DatabaseSync | undefined;
  try {
    const path = realPath(resolve(givenPath));
    lock = takeLock(path);
    assertWritable(path);
    database = new DatabaseSync(path, { timeout: patience });
    prepare(database, path);
    return { path, database, lock };
  } catch (error) {
    database?.close();
    lock?.close();
    throw asLogError(error, givenPath);
  }
}

// A link to a log must meet the same lock as the log.
function realPath(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const real = realpathSync(path);
    if (statSync(real).isFile()) return real;
    throw new LogError(
      'log-unavailable',
      `The log ${path} can't be opened: it is not a file. Name the file itself, for example ${join(path, 'log.db')}.`,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return join(realpathSync(dirname(path)), basename(path));
  }
}

/**
 * A second file, so that the log itself stays open to readers. The operating system lets go of it
 * when the process ends, however it ends.
 */
function takeLock(path: string): DatabaseSync {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    // The write tells a lock from a transaction that SQLite began on a file it may only read.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE; PRAGMA user_version = 1');
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

// SQLite would open a read-only file for reading, and say so only on the first append.
function assertWritable(path: string): void {
  if (existsSync(path)) closeSync(openSync(path, 'r+'));
}

function prepare(database: DatabaseSync, path: string): void {
  const isNew = checkIdentity(database, path);
  if (!isNew) checkWholeness(database, path);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
  `);
  if (isNew) database.exec(`BEGIN IMMEDIATE; ${schema} COMMIT`);
}

/** Looks before anything is written, so that a file of somebody else's is left as it is. */
function checkIdentity(database: DatabaseSync, path: string): boolean {
  const objects = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'];
  const isNew =
    pragma(database, 'application_id') === 0 &&
    pragma(database, 'user_version') === 0 &&
    objects === 0;
  if (!isNew) assertKnown(database, path);
  return isNew;
}

/** @throws LogError log-damaged for the file of another program, log-newer for a later version */
export function assertKnown(database: DatabaseSync, path: string): void {
  if (pragma(database, 'application_id') !== applicationId) {
    throw new LogError('log-damaged', damaged(path, 'it is an SQLite file of another program'));
  }
  const version = pragma(database, 'user_version');
  if (version > currentVersion) {
    throw new LogError(
      'log-newer',
      `The log ${path} was written by a newer Rollbook (file version ${version}, this one knows ${currentVersion}). Start that version, or put back a backup from before the update.`,
    );
  }
}

function checkWholeness(database: DatabaseSync, path: string): void {
  if (pragma(database, 'page_count') <= fullyCheckedPages) {
    const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (found !== 'ok') throw new LogError('log-damaged', damaged(path, String(found)));
  }
  const broken = Number(database.prepare(brokenNewest).get()?.['broken']);
  if (broken > 0) {
    const what = `${broken} of its newest ${newestChecked} facts can't be found or read`;
    throw new LogError('log-damaged', damaged(path, what));
  }
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
