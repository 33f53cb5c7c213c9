import { LogError } from '../errors.js';
import type { Progress } from './progress.js';

/**
 * - `views-behind`: the rows don't reflect the position asked for, in the time given or at all
 * - `views-building`: there are no rows yet; they are being computed from the log
 * - `views-closed`: asked of views that have been closed
 * - `views-in-use`: another process works on the same folder
 * - `views-invalid`: the views' definitions can't work, or not together
 * - `views-unavailable`: the folder can't be used, or the views stopped because the log did
 * - `view-failed`: a view's handler or `settle` threw, which is a bug of that view
 */
export type ViewsErrorCode =
  | 'views-behind'
  | 'views-building'
  | 'views-closed'
  | 'views-in-use'
  | 'views-invalid'
  | 'views-unavailable'
  | 'view-failed';

export class ViewsError extends Error {
  override readonly name = 'ViewsError';
  constructor(
    readonly code: ViewsErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** SQLite's primary result code of an error or of what caused it. */
export function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff;
  return 'cause' in error ? sqliteCode(error.cause) : undefined;
}

/** The file's bytes are not what was written: SQLITE_CORRUPT, SQLITE_NOTADB. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === 11 || code === 26;
}

/** Can mend without a restart: SQLITE_IOERR, SQLITE_FULL, or a log out of reach. */
export function mayPass(error: unknown): boolean {
  if (error instanceof LogError) return error.code === 'log-unavailable';
  const code = sqliteCode(error);
  return code === 10 || code === 13;
}

export function messageOf(error: unknown): string {
  const said = typeof error === 'object' && error !== null && 'message' in error;
  return String(said ? error.message : error);
}

export function closed(): ViewsError {
  return new ViewsError('views-closed', 'The views have been closed.');
}

export function noRows(
  progress: Progress | undefined,
  failure: Error | undefined,
  cause: unknown,
): ViewsError {
  const { fraction = 0, secondsLeft } = progress ?? {};
  const left = secondsLeft === undefined ? '' : `, about ${secondsLeft} s left`;
  return new ViewsError(
    'views-building',
    failure === undefined
      ? `There are no rows to read yet: they are being computed from the log (${Math.floor(fraction * 100)} % done${left}). Ask again then.`
      : `There are no rows to read, because computing them failed: ${failure.message}`,
    { cause: cause ?? failure },
  );
}

export function asError(error: unknown): ViewsError | LogError {
  if (error instanceof ViewsError || error instanceof LogError) return error;
  return new ViewsError('views-unavailable', `The views can't be kept: ${messageOf(error)}`, {
    cause: error,
  });
}
