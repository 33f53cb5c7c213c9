import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Position } from '#event-log';

export interface AnswerHeaders {
  /** Becomes the `ETag` that `If-Match` takes; -1, no facts yet, gives none. */
  readonly revision?: number;
  /** Becomes `Rollbook-Position`: what a command reached, or what a query reflects. */
  readonly position?: Position;
  readonly status?: number;
  readonly location?: string;
}

/** What `answer` returns; a handler declares `Promise<Answer<CohortResource>>`. */
export class Answer<Body> {
  constructor(
    readonly body: Body,
    readonly headers: AnswerHeaders,
  ) {}
}

/** A body with its headers: `return answer(resource, { revision, position })`. */
export function answer<Body>(body: Body, headers: AnswerHeaders): Answer<Body> {
  return new Answer(body, headers);
}

/** Turns an `Answer` into headers and body; any other value is answered as it is. */
@Injectable()
export class WriteAnswers implements NestInterceptor {
  intercept(host: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((result: unknown) => {
        if (!(result instanceof Answer)) return result;
        const { revision, position, status, location } = result.headers;
        const reply = host.switchToHttp().getResponse<FastifyReply>();
        if (status !== undefined) reply.status(status);
        if (revision !== undefined && revision >= 0) reply.header('etag', `"${revision}"`);
        if (position !== undefined) reply.header('rollbook-position', String(position));
        if (location !== undefined) reply.header('location', location);
        return result.body as unknown;
      }),
    );
  }
}
