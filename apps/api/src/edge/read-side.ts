import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import type { Position } from '#event-log';
import { badInput, Refusal } from './problems.js';

/** What the edge asks of the views. */
export interface ReadSide {
  /** `live`: the views have caught up with the log and follow it. */
  status(): { readonly live: boolean; readonly position: Position };
  /** False when the views have not reached the position within that many milliseconds. */
  waitFor(position: Position, withinMs: number): Promise<boolean>;
}

const waitMs = 5_000;

/** Holds a query until the views have reached `Rollbook-Wait-For`, so that one sees one's own change. */
@Injectable()
export class WaitForPosition implements NestInterceptor {
  constructor(private readonly readSide: ReadSide) {}

  async intercept(host: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { method, headers } = host.switchToHttp().getRequest<FastifyRequest>();
    const wanted = headers['rollbook-wait-for'];
    if (wanted === undefined || (method !== 'GET' && method !== 'HEAD')) return next.handle();
    if (typeof wanted !== 'string' || !/^\d{1,15}$/.test(wanted)) {
      throw badInput({
        in: 'header',
        pointer: '/Rollbook-Wait-For',
        message: 'must be a position from the header Rollbook-Position, such as 42',
      });
    }
    if (!(await this.readSide.waitFor(Number(wanted) as Position, waitMs))) {
      throw new Refusal('views-behind');
    }
    return next.handle();
  }
}
