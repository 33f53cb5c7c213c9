import type { LogErrorCode } from '#event-log';

/** One kind of refusal, as its page under `/problems/<code>` and the OpenAPI document tell it. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What it means and how to mend it, in one or two sentences. */
  readonly mend: string;
  /** Seconds after which a repeat may work. */
  readonly retryAfter?: number;
}

/** Codes are permanent: programs that call the API branch on them. */
export const problemKinds = {
  'bad-json': {
    status: 400,
    title: 'The body is not JSON',
    mend: 'Send one JSON value in UTF-8. The detail says where reading stopped.',
  },
  'bad-input': {
    status: 400,
    title: 'Something in the request does not fit',
    mend: 'Each entry of `errors` names a place and says what belongs there. Mend them and send the request again.',
  },
  'bad-cursor': {
    status: 400,
    title: 'The cursor is not one of this list',
    mend: 'Use `next` from the previous page unchanged, or leave `cursor` out to start again.',
  },
  'bad-request': {
    status: 400,
    title: 'The request could not be read',
    mend: 'Check the address and the headers; the detail says what could not be read.',
  },
  'cross-site': {
    status: 403,
    title: 'Another site sent this request',
    mend: 'Rollbook has no sign-in yet, so it takes changes only from programs and pages of this machine.',
  },
  'no-such-route': {
    status: 404,
    title: 'Nothing is at this address',
    mend: 'The API and its addresses are described under /api.',
  },
  'not-found': {
    status: 404,
    title: 'Nobody and nothing has this id',
    mend: 'Check the id. Something recorded a moment ago may need the header Rollbook-Wait-For.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    mend: 'The header Allow lists the methods that it takes.',
  },
  'stream-deleted': {
    status: 410,
    title: 'This was erased',
    mend: 'It was deleted for good and cannot be read or changed any more.',
  },
  'revision-mismatch': {
    status: 412,
    title: 'It was changed since you read it',
    mend: 'Read it again, and send what still applies with the new ETag in If-Match.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    mend: 'A body holds at most 256 KiB and 20,000 values. Send it in parts.',
  },
  'fact-too-large': {
    status: 413,
    title: 'This is too large to record',
    mend: 'Shorten the longest text and send the request again.',
  },
  'url-too-long': {
    status: 414,
    title: 'The address is too long',
    mend: 'Shorten it; no id is longer than a UUID.',
  },
  'not-json': {
    status: 415,
    title: 'The body must be JSON',
    mend: 'Send the header Content-Type: application/json.',
  },
  'misdirected-host': {
    status: 421,
    title: 'This host name is not served here',
    mend: 'Rollbook has no sign-in yet, so it answers only to localhost, 127.0.0.1 and [::1].',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key belongs to another request',
    mend: 'Use a new key for each thing you want done.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    mend: 'Send fewer or shorter headers.',
  },
  'rule-broken': {
    status: 409,
    title: 'A rule does not allow this',
    mend: 'Nothing was recorded. `code` names the rule, and the detail says what was found.',
  },
  'revision-conflict': {
    status: 409,
    title: 'Somebody changed it at the same moment',
    mend: 'Nothing was recorded. Read it again and repeat what still applies.',
  },
  'fact-id-taken': {
    status: 409,
    title: 'This id was used for something else',
    mend: 'Nothing was recorded. Use a new id.',
  },
  'internal-error': {
    status: 500,
    title: 'Rollbook made a mistake',
    mend: 'This is not your doing. The log of the server holds what happened under the `requestId`.',
  },
  'fact-unreadable': {
    status: 500,
    title: 'A recorded fact cannot be read',
    mend: 'It may have been written by a newer version. The log of the server holds more under the `requestId`.',
  },
  'too-many-conflicts': {
    status: 503,
    title: 'Others changed it several times over',
    mend: 'Nothing was recorded. Send the request again.',
    retryAfter: 1,
  },
  'views-behind': {
    status: 503,
    title: 'The answer is not up to date yet',
    mend: 'The views have not reached the position in Rollbook-Wait-For. Ask again in a moment.',
    retryAfter: 1,
  },
  'views-building': {
    status: 503,
    title: 'There are no answers yet',
    mend: 'The views are being computed from the log. /health says when they are ready; commands work meanwhile.',
    retryAfter: 5,
  },
  stopping: {
    status: 503,
    title: 'Rollbook is stopping',
    mend: 'Send the request again when it has started anew.',
    retryAfter: 5,
  },
  'log-disk-full': {
    status: 503,
    title: 'The disk is full',
    mend: 'Nothing was recorded. Make room on the disk that holds the data folder.',
    retryAfter: 60,
  },
  'log-read-only': {
    status: 503,
    title: 'The event log cannot be written',
    mend: 'Nothing was recorded. Make the data folder writable for the account that runs Rollbook.',
    retryAfter: 60,
  },
  'log-unavailable': {
    status: 503,
    title: 'The event log does not answer',
    mend: 'Nothing was recorded. Send the request again in a moment.',
    retryAfter: 5,
  },
  'queue-unreachable': {
    status: 503,
    title: 'The queue does not answer',
    mend: 'Nothing is lost with it: the log remembers what is due. Ask again in a moment.',
    retryAfter: 5,
  },
  'log-in-use': {
    status: 503,
    title: 'Another process holds the event log',
    mend: 'Nothing was recorded. Stop the other Rollbook that uses the same data folder.',
    retryAfter: 30,
  },
  'log-newer': {
    status: 503,
    title: 'The event log is of a newer version',
    mend: 'Start the version of Rollbook that wrote it, or a newer one.',
    retryAfter: 60,
  },
  'log-damaged': {
    status: 503,
    title: 'The event log is damaged',
    mend: 'Stop Rollbook and restore the data folder from a backup.',
    retryAfter: 60,
  },
  'log-closed': {
    status: 503,
    title: 'Rollbook is stopping',
    mend: 'Nothing was recorded. Send the request again when it has started anew.',
    retryAfter: 5,
  },
  'append-outcome-unknown': {
    status: 503,
    title: 'It is not known whether this was recorded',
    mend: 'Send the same request again with the same Idempotency-Key: it is recorded once in either case.',
    retryAfter: 5,
  },
} as const satisfies Record<string, ProblemKind> & Record<LogErrorCode, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;

export function kindOf(code: ProblemCode): ProblemKind {
  return problemKinds[code];
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemKinds, code);
}

/** One thing that does not fit. `pointer` is a JSON pointer (RFC 6901) into that part. */
export interface InputError {
  readonly in: 'body' | 'query' | 'path' | 'header';
  readonly pointer: string;
  readonly message: string;
}

/** Answered as Problem Details with the status that belongs to the code. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: ProblemCode,
    detail?: string,
    readonly errors: readonly InputError[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? kindOf(code).mend);
  }
}

/** For an id nobody has: `throw new NotFound('cohort', id)` is answered with 404. */
export class NotFound extends Refusal {
  constructor(what: string, id: string) {
    super('not-found', `There is no ${what} with the id ${id}.`);
  }
}

/** One or more things in a request that do not fit: 400, each named. */
export function badInput(...errors: readonly InputError[]): Refusal {
  const places = errors.length === 1 ? 'One place does' : `${errors.length} places do`;
  return new Refusal('bad-input', `${places} not fit; see errors.`, errors);
}
