import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { DeadLetter, Queue } from '#queue';
import { Cursor, ListQuery } from '../edge/lists.js';
import type { Page } from '../edge/lists.js';
import { NotFound } from '../edge/problems.js';
import { ParseId } from '../edge/validation.js';
import { Answers } from '../operation.js';
import { DeadLetterPage, DeadLettersChanged } from './dead-letters.answers.js';
import type { DeadLetterAnswer } from './dead-letters.answers.js';

/** The queue of this process, as far as people look into it. */
export abstract class WorkQueue {
  abstract readonly dead: Queue['dead'];
}

const work = 'deliver-notice';
const cursor = new Cursor('dead-letters', z.string());

@ApiTags('dead letters')
@Controller('api/v1/dead-letters')
export class DeadLettersController {
  constructor(private readonly queue: WorkQueue) {}

  @Get()
  @Answers({
    summary: 'List the work that was given up',
    description:
      'Work whose last try failed for a reason that is no mail server’s: a fault, or an engine that was away too long. Oldest first. Nothing is lost with it: what a notice still owes stays in the log.',
    type: DeadLetterPage,
  })
  async listDeadLetters(@Query() query: ListQuery): Promise<Page<DeadLetterAnswer>> {
    const after = query.cursor === undefined ? undefined : cursor.decode(query.cursor);
    const { letters, next } = await this.queue.dead.list(work, {
      limit: query.limit,
      ...(after !== undefined && { after }),
    });
    return {
      items: letters.map(answered),
      ...(next !== undefined && { next: cursor.encode(next) }),
    };
  }

  @Post('retry')
  @HttpCode(200)
  @Answers({
    summary: 'Run all of it again',
    description: 'With all its tries, each at most once at a time.',
    type: DeadLettersChanged,
  })
  async retryDeadLetters(): Promise<DeadLettersChanged> {
    return { changed: await this.queue.dead.retryAll(work) };
  }

  @Post(':subjectId/retry')
  @HttpCode(200)
  @Answers({
    summary: 'Run one again',
    description: 'With all its tries. Whether there is still anything to do, the log decides.',
    type: DeadLettersChanged,
  })
  async retryDeadLetter(@Param('subjectId', ParseId) subject: string): Promise<DeadLettersChanged> {
    return changed(await this.queue.dead.retry({ name: work, subject }), subject);
  }

  @Delete(':subjectId')
  @Answers({
    summary: 'Drop one',
    description: 'Should the log still call for it, the courier takes it up again by itself.',
    type: DeadLettersChanged,
  })
  async dropDeadLetter(@Param('subjectId', ParseId) subject: string): Promise<DeadLettersChanged> {
    return changed(await this.queue.dead.drop({ name: work, subject }), subject);
  }
}

function changed(done: boolean, subject: string): DeadLettersChanged {
  if (!done) throw new NotFound('dead letter', subject);
  return { changed: 1 };
}

function answered({ job, reason, attempts, diedAt }: DeadLetter): DeadLetterAnswer {
  return {
    work: job.name,
    subjectId: job.subject,
    reason,
    attempts,
    diedAt: diedAt.toString(),
  };
}
