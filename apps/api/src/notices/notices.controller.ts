import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '#event-log';
import { ExplainNotice, GetEnrollmentNotices, GetNotice, ListNotices, RetryNotice } from '#notices';
import { Commands } from '../command-answer.js';
import { answer } from '../edge/answers.js';
import { Context } from '../edge/context.js';
import { ListQuery } from '../edge/lists.js';
import { ParseId } from '../edge/validation.js';
import { listed, positionCursor } from '../listing.js';
import { Answers, Changes } from '../operation.js';
import {
  EnrollmentNoticesAnswer,
  NoticeAnswer,
  NoticePage,
  WhyNoticeAnswer,
} from './notices.answers.js';

const ofPerson = positionCursor('notices-of-person');
const ofCohort = positionCursor('notices-of-cohort');

@ApiTags('notices')
@Controller('api/v1')
export class NoticesController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Get('people/:personId/notices')
  @Answers({
    summary: 'List the mails owed to a person',
    description:
      'Every notice that was ever planned for somebody and what became of it, newest first. It stays when the person is erased, under their id alone.',
    type: NoticePage,
  })
  listNoticesOfPerson(@Param('personId', ParseId) personId: string, @Query() query: ListQuery) {
    return listed(
      ofPerson,
      query,
      (limit, before) => this.queries.execute(new ListNotices({ personId }, limit, before)),
      ({ position }) => position,
    );
  }

  @Get('cohorts/:cohortId/notices')
  @Answers({
    summary: 'List the mails owed to a class',
    description:
      'Every notice that was ever planned for a trainee of this cohort and what became of it, newest first.',
    type: NoticePage,
  })
  listNoticesOfCohort(@Param('cohortId', ParseId) cohortId: string, @Query() query: ListQuery) {
    return listed(
      ofCohort,
      query,
      (limit, before) => this.queries.execute(new ListNotices({ cohortId }, limit, before)),
      ({ position }) => position,
    );
  }

  @Get('enrollments/:enrollmentId/notices')
  @Answers({
    summary: 'Show every mail that an enrollment could call for',
    description:
      'Also those that were never planned, each with why: take its id and ask under /notices/{noticeId}/why.',
    type: EnrollmentNoticesAnswer,
  })
  getEnrollmentNotices(@Param('enrollmentId', ParseId) enrollmentId: string) {
    return this.queries.execute(new GetEnrollmentNotices(enrollmentId));
  }

  @Get('notices/:noticeId')
  @Answers({
    summary: 'Show a notice',
    description: 'What called for it, when it was due, and all that became of it, step by step.',
    type: NoticeAnswer,
  })
  async getNotice(@Param('noticeId', ParseId) noticeId: string) {
    const found = await this.queries.execute(new GetNotice(noticeId));
    return answer<NoticeAnswer>(found, { revision: found.revision });
  }

  @Get('notices/:noticeId/why')
  @Answers({
    summary: 'Why a mail did, or did not, go out',
    description:
      'In words: the facts and the rule that called for it, what ended it and who recorded that, what the mail server answered, and when it will be tried again. Also for a notice that was never planned.',
    type: WhyNoticeAnswer,
  })
  explainNotice(@Param('noticeId', ParseId) noticeId: string) {
    return this.queries.execute(new ExplainNotice(noticeId));
  }

  @Post('notices/:noticeId/retry')
  @Changes({
    summary: 'Have a mail tried again',
    description:
      'For one that bounced, was given up, or had no address to go to, for example once the address is corrected. Refused when the facts do not call for it any more, or when it could be of no use.',
  })
  retryNotice(@Param('noticeId', ParseId) noticeId: string, @Context() context: CommandContext) {
    return this.commands.run(new RetryNotice(noticeId, {}, context));
  }
}
