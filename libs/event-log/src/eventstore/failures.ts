import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  isCommandError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  TimeoutError,
  UnavailableError,
  UnknownError,
} from '@eventstore/db-client';
import { LogError } from '../errors.js';
import type { StreamName } from '../facts.js';
import { streamDeleted } from '../refusals.js';

// Codes of gRPC; the client's types name an enum of a package that is not ours to import.
const INVALID_ARGUMENT: number = 3;
const UNAUTHENTICATED: number = 16;

/** The server, or the way to it, gave no answer in time. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

const refusedTls =
  /certificate|self[- ]signed|wrong version number|EPROTO|ERR_SSL|ERR_TLS|altnames/iu;
const undiscovered = /^Failed to discover/u;
const notBegun = /No connection established|Name resolution failed|before call started/u;

/** May go well when it is tried again. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Unanswered || isUndiscovered(error)) return true;
  if (error instanceof UnknownError) return codeOf(error) !== INVALID_ARGUMENT;
  if (error instanceof UnavailableError) return !refusedTls.test(error.message);
  return (
    error instanceof NotLeaderError ||
    error instanceof TimeoutError ||
    error instanceof DeadlineExceededError ||
    error instanceof CancelledError
  );
}

/** The server has certainly not begun to work on it. */
export function isUnbegun(error: unknown): boolean {
  if (isUndiscovered(error) || error instanceof NotLeaderError) return true;
  return error instanceof UnavailableError && notBegun.test(error.message);
}

/** The error as the port promises it; what did not come from the server is passed through. */
export function asLogError(error: unknown, place: string, stream?: StreamName): unknown {
  if (error instanceof StreamDeletedError && stream !== undefined) return streamDeleted(stream);
  if (error instanceof AccessDeniedError) return denied(error, place, stream);
  if (error instanceof MaxAppendSizeExceededError || isTooLarge(error)) {
    return new LogError(
      'fact-too-large',
      `An append is larger than the event store at ${place} takes at once (${error.message}). Record less at once, or raise MaxAppendSize there; 1 MiB is its default.`,
      { cause: error },
    );
  }
  if (!isPassing(error) && !isCommandError(error as Error)) return error;
  return unavailable(error, place);
}

function unavailable(error: unknown, place: string): LogError {
  const said = inOneLine(error instanceof Error ? error.message : String(error));
  const mend = refusedTls.test(said)
    ? 'The two did not agree on TLS: name the authority that signed its certificate with tlsCAFile, or write tls=false for a server without TLS'
    : 'Check that it runs, that the connection string names it, and that tls=false stands there only for a server without TLS';
  return new LogError(
    'log-unavailable',
    `The event store at ${place} can't be used: ${said}. ${mend}.`,
    { cause: error },
  );
}

function denied(error: AccessDeniedError, place: string, stream?: StreamName): LogError {
  if (codeOf(error) === UNAUTHENTICATED) {
    return new LogError(
      'log-unavailable',
      `The event store at ${place} does not know the user, or the password is wrong. Check both in the connection string.`,
      { cause: error },
    );
  }
  const what = stream === undefined ? 'read $all' : `use the stream ${stream}`;
  return new LogError(
    'log-unavailable',
    `The event store at ${place} does not let this user ${what}. Name a user in the connection string, and let it read $all and write streams: put it into $admins, or change the rights in $settings.`,
    { cause: error },
  );
}

// Newer servers limit each event too, which the client knows no name for.
function isTooLarge(error: unknown): error is UnknownError {
  return error instanceof UnknownError && /maximum append/iu.test(error.message);
}

function isUndiscovered(error: unknown): boolean {
  return error instanceof Error && undiscovered.test(error.message);
}

function inOneLine(message: string): string {
  return message
    .replaceAll(/\s+/gu, ' ')
    .replace(/ ?\. Resolution note: .*$/u, '')
    .trim();
}

function codeOf({ code }: { readonly code?: number }): number | undefined {
  return code;
}
