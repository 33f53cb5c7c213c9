import { LogError } from '../errors.js';
import type { LogErrorCode } from '../errors.js';

// Primary result codes of SQLite; the extended ones carry them in their low byte.
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;
// Extended: the shared memory beside the file could not grow, which is how a full disk shows there.
const IOERR_SHMSIZE = 4874;

/** The error as the port promises it; one that did not come from the storage is passed through. */
export function asLogError(error: unknown, path: string): unknown {
  if (error instanceof LogError || !isSystemFailure(error)) return error;
  const [code, message] = explain(error, path);
  return new LogError(code, message, { cause: error });
}

/** True when the disk itself failed, so that nobody can say what of the last write is on it. */
export function isDeviceFailure(error: unknown): boolean {
  return isSystemFailure(error) && ((error.errcode ?? 0) & 0xff) === IOERR;
}

function explain(error: SystemFailure, path: string): [LogErrorCode, string] {
  if (error.errcode !== undefined) return explainResult(error.errcode, error, path);
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return readOnly(error, path);
    case 'ENOSPC':
    case 'EDQUOT':
      return full(path);
    default:
      return [
        'log-unavailable',
        `The log ${path} can't be opened: ${error.message}. Choose a path whose parents are folders.`,
      ];
  }
}

function explainResult(result: number, error: SystemFailure, path: string): [LogErrorCode, string] {
  if (result === IOERR_SHMSIZE) return full(path);
  switch (result & 0xff) {
    case BUSY:
    case LOCKED:
      return [
        'log-in-use',
        `The log ${path} is in use by another program. Stop it, or open a different file.`,
      ];
    case READONLY:
    case CANTOPEN:
      return readOnly(error, path);
    case CORRUPT:
    case NOTADB:
      return ['log-damaged', damaged(path, error.message)];
    case FULL:
      return full(path);
    default:
      return [
        'log-unavailable',
        `The log ${path} did not answer: ${error.message} (SQLite ${result}). Check its disk, then start again.`,
      ];
  }
}

export function damaged(path: string, what: string): string {
  return `The log ${path} is damaged, or is no Rollbook log: ${what}. Keep a copy of the file and put back the last good backup, or name a different file.`;
}

function readOnly(error: SystemFailure, path: string): [LogErrorCode, string] {
  return [
    'log-read-only',
    `The log ${path} can't be written: ${error.message}. Let the user that runs Rollbook write to the file and its folder.`,
  ];
}

function full(path: string): [LogErrorCode, string] {
  return [
    'log-disk-full',
    `No room is left for the log ${path}. Nothing of this was recorded; make room and try again.`,
  ];
}

/** What Node throws for a file, or for SQLite, which adds its extended result code. */
interface SystemFailure {
  readonly code: string;
  readonly message: string;
  readonly errcode?: number;
}

function isSystemFailure(error: unknown): error is SystemFailure {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return 'errcode' in error || 'syscall' in error;
}
