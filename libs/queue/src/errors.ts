/** Why a queue refused, or could not answer. The code is stable; the message says how to mend it. */
export type QueueErrorCode =
  | 'queue-address-invalid'
  | 'queue-refused'
  | 'queue-unreachable'
  | 'queue-closed'
  | 'job-invalid'
  | 'cursor-invalid';

export class QueueError extends Error {
  override readonly name = 'QueueError';
  constructor(
    readonly code: QueueErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * What a handler throws when it could not do its work and the reason may be seen by whoever looks
 * after the queue. Code and message stand in the dead letter: ids at most, nothing of a person.
 */
export class WorkFailed extends Error {
  override readonly name = 'WorkFailed';
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
