import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LogError, RuleBroken, ViewsError } from '#event-log';
import { QueueError } from '#queue';
import type { ServedMethods } from './methods.js';
import { isProblemCode, kindOf, Refusal } from './problems.js';
import type { InputError, ProblemCode } from './problems.js';

export const problemType = 'application/problem+json';

/** RFC 9457, with a stable `code`, the request's id, and each place that does not fit. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly InputError[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The kind that a `RuleBroken` code is answered as, where that is not `rule-broken`. */
export type RuleKinds = Readonly<Record<string, ProblemCode>>;

interface Answered {
  readonly kind: ProblemCode;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly InputError[];
  readonly details?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers everything that was thrown with Problem Details, and never tells what is inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly served: ServedMethods,
    /** Codes of `RuleBroken` that have a page of their own. */
    private readonly rules: ReadonlySet<string>,
    private readonly ruleKinds: RuleKinds = {},
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.sent) return;
    const answered = this.#read(thrown, request);
    const kind = kindOf(answered.kind);
    if (kind.status >= 500) this.#log(thrown, answered.kind, request.id);
    const problem = problemOf(answered, request.id, this.rules);
    if (kind.retryAfter !== undefined) reply.header('retry-after', String(kind.retryAfter));
    reply
      .status(kind.status)
      .headers(answered.headers ?? {})
      .type(problemType)
      .send(JSON.stringify(problem));
  }

  #read(thrown: unknown, request: FastifyRequest): Answered {
    if (thrown instanceof Refusal) {
      const { code, message, errors, headers } = thrown;
      return { kind: code, detail: message, errors, headers };
    }
    if (thrown instanceof RuleBroken) return answeredRule(thrown as RuleBroken, this.ruleKinds);
    // The message of a log error may name files of the server: it goes to the log only.
    if (thrown instanceof LogError) return { kind: thrown.code };
    if (thrown instanceof QueueError) return { kind: queueKind(thrown) };
    if (thrown instanceof ViewsError) return { kind: viewsKind(thrown) };
    return this.#serverError(thrown, request);
  }

  // Errors of Nest and Fastify; most are thrown before any handler runs.
  #serverError(thrown: unknown, request: FastifyRequest): Answered {
    switch (statusOf(thrown)) {
      case 404:
        return this.#nothingHere(request);
      case 413:
        return { kind: 'body-too-large' };
      case 414:
        return { kind: 'url-too-long' };
      case 415:
        return { kind: 'not-json' };
      case undefined:
        return { kind: 'internal-error' };
      default:
        return { kind: 'bad-request' };
    }
  }

  #nothingHere({ url, method }: FastifyRequest): Answered {
    const allowed = this.served.of(url.split('?', 1)[0] ?? '');
    if (allowed.length === 0 || allowed.includes(method)) return { kind: 'no-such-route' };
    return { kind: 'method-not-allowed', headers: { allow: allowed.join(', ') } };
  }

  // What was sent is never logged: it may speak of people.
  #log(thrown: unknown, kind: ProblemCode, requestId: string): void {
    const error =
      thrown instanceof Error
        ? { name: thrown.name, message: thrown.message, stack: thrown.stack, cause: thrown.cause }
        : { thrown: typeof thrown };
    if (kind === 'internal-error' || kind === 'fact-unreadable') {
      this.logger.error({ requestId, code: kind, error }, 'a request failed');
    } else {
      this.logger.warn({ requestId, code: kind, error: error.message }, 'a request was put off');
    }
  }
}

/** A broken rule as Problem Details, for an answer that holds several results. */
export function problemOfRule(
  broken: RuleBroken,
  requestId: string,
  rules: ReadonlySet<string>,
  ruleKinds: RuleKinds,
): Problem {
  return problemOf(answeredRule(broken, ruleKinds), requestId, rules);
}

/** A refusal of which nothing is known but its kind. */
export function problemOfKind(kind: ProblemCode, requestId: string): Problem {
  return problemOf({ kind }, requestId, new Set());
}

function answeredRule({ code, message, details }: RuleBroken, ruleKinds: RuleKinds): Answered {
  const kind = isProblemCode(code) ? code : (ruleKinds[code] ?? 'rule-broken');
  return { kind, code, detail: message, details };
}

function problemOf(answered: Answered, requestId: string, rules: ReadonlySet<string>): Problem {
  const { errors = [], details = {} } = answered;
  const { title, status, mend } = kindOf(answered.kind);
  const code = answered.code ?? answered.kind;
  return {
    type: `/problems/${rules.has(code) ? code : answered.kind}`,
    title,
    status,
    detail: answered.detail ?? mend,
    code,
    requestId,
    ...(errors.length > 0 && { errors }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

function queueKind({ code }: QueueError): ProblemCode {
  switch (code) {
    case 'queue-unreachable':
      return code;
    case 'queue-closed':
      return 'stopping';
    case 'cursor-invalid':
      return 'bad-cursor';
    case 'queue-address-invalid':
    case 'queue-refused':
    case 'job-invalid':
      return 'internal-error';
  }
}

function viewsKind({ code }: ViewsError): ProblemCode {
  switch (code) {
    case 'views-behind':
    case 'views-building':
      return code;
    case 'views-closed':
      return 'stopping';
    case 'views-in-use':
    case 'views-invalid':
    case 'views-unavailable':
    case 'view-failed':
      return 'internal-error';
  }
}

/** The 4xx status that an error of Nest or Fastify carries. */
function statusOf(thrown: unknown): number | undefined {
  const status: unknown =
    thrown instanceof HttpException
      ? thrown.getStatus()
      : thrown instanceof Error && 'statusCode' in thrown && thrown.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
