/** Why a log refused, or could not answer. The code is stable; the message says how to mend it. */
export type LogErrorCode =
  | 'revision-conflict'
  | 'stream-deleted'
  | 'fact-id-taken'
  | 'fact-unreadable'
  | 'fact-too-large'
  | 'log-in-use'
  | 'log-newer'
  | 'log-damaged'
  | 'log-read-only'
  | 'log-disk-full'
  | 'log-unavailable'
  | 'append-outcome-unknown'
  | 'log-closed';

export class LogError extends Error {
  override readonly name = 'LogError';
  constructor(
    readonly code: LogErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * A decision refused because a rule of the stream would be broken. `code` is from the stream's
 * literal union and reaches the API's Problem Details unchanged; `details` says what was found.
 */
export class RuleBroken<Code extends string = string> extends Error {
  override readonly name = 'RuleBroken';
  constructor(
    readonly code: Code,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}
