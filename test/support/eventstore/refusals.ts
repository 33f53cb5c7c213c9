import { Metadata, status } from '@grpc/grpc-js';

/** An answer that is an error, with the trailers by which the client knows which. */
export class Refusal extends Error {
  readonly details: string;
  readonly metadata = new Metadata();

  constructor(
    readonly code: status,
    details: string,
    trailers: Readonly<Record<string, string>> = {},
  ) {
    super(details);
    this.details = details;
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, value);
  }
}

/** The server's errors, after RpcExceptions.cs: codes, texts and trailers. */
export const refusal = {
  notReady: () => new Refusal(status.UNAVAILABLE, 'Server Is Not Ready'),

  notLeader: (host: string, port: number) =>
    new Refusal(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),

  unauthenticated: () => new Refusal(status.UNAUTHENTICATED, 'Unauthenticated'),

  accessDenied: () =>
    new Refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),

  streamDeleted: (stream: string) =>
    new Refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),

  /** For deletions only: an append tells a wrong version in its answer. */
  wrongVersion: (operation: string, stream: string, expected: bigint, actual: bigint) =>
    new Refusal(
      status.FAILED_PRECONDITION,
      `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
      {
        exception: 'wrong-expected-version',
        'stream-name': stream,
        'expected-version': String(expected),
        'actual-version': String(actual),
      },
    ),

  appendTooLarge: (most: number) =>
    new Refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${most} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(most),
    }),

  metadataMissing: (property: string) =>
    new Refusal(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    }),

  timeout: (what: string) => new Refusal(status.ABORTED, `Operation timed out: ${what}`),

  invalidPosition: () =>
    new Refusal(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'),

  invalidArgument: (what: string) => new Refusal(status.INVALID_ARGUMENT, what),

  unknown: (what: string) => new Refusal(status.UNKNOWN, what),
};
