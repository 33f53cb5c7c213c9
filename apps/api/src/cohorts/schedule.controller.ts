import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '#event-log';
import {
  CancelSession,
  CancelSitting,
  GetCohort,
  MoveSession,
  MoveSitting,
  PlanClassDay,
  PlanSitting,
} from '#training';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { ParseId } from '../edge/validation.js';
import { NothingMore } from '../happening.dto.js';
import { NameParam, ParseName } from '../names.js';
import { Answers, Changes, Creates } from '../operation.js';
import { DayBody, SessionDateBody, SittingBody } from './cohorts.dto.js';
import { QueryBus } from '@nestjs/cqrs';
import { part } from '../listing.js';
import { SessionAnswer, SittingAnswer } from './cohorts.answers.js';

const sessionParam = NameParam('session', 'Id of a class or retreat day', 'class-3');
const sittingParam = NameParam('sitting', 'Id of an exam sitting', 'exam-1');

@ApiTags('cohorts')
@Controller('api/v1/cohorts/:cohortId')
export class ScheduleController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Post('class-days')
  @Creates({
    summary: 'Add a class day',
    description: 'Refused when the plan would then break the rules, or the day is taken already.',
    body: DayBody,
    example: { date: '2026-03-16', modules: ['Trauma', 'Culture', 'Advocacy'] },
  })
  planClassDay(
    @Param('cohortId', ParseId) cohortId: string,
    @Body() { date, modules }: DayBody,
    @Context() context: CommandContext,
  ) {
    const command = new PlanClassDay(cohortId, { date, modules }, context);
    return this.commands.create(command, `cohorts/${cohortId}/sessions`, 'sessionId');
  }

  @Post('exam-sittings')
  @Creates({
    summary: 'Add an exam sitting',
    description: 'For a second or third try, for example. One that is planned already is left so.',
    body: SittingBody,
    example: { date: '2026-04-13', startsAt: '09:00' },
  })
  planSitting(
    @Param('cohortId', ParseId) cohortId: string,
    @Body() { date, startsAt }: SittingBody,
    @Context() context: CommandContext,
  ) {
    const command = new PlanSitting(cohortId, { date, startsAt }, context);
    return this.commands.create(command, `cohorts/${cohortId}/exam-sittings`, 'sittingId');
  }

  @Put('sessions/:session/date')
  @sessionParam
  @Changes({
    summary: 'Move a class or retreat day',
    description: 'Refused when the plan would then break the rules. Marks taken already stay.',
    body: SessionDateBody,
    example: { date: '2026-03-17' },
  })
  moveSession(
    @Param('cohortId', ParseId) cohortId: string,
    @Param('session', ParseName) sessionId: string,
    @Body() { date }: SessionDateBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new MoveSession(cohortId, { sessionId, date }, context));
  }

  @Post('sessions/:session/cancellation')
  @sessionParam
  @Changes({
    summary: 'Cancel a class or retreat day',
    description: 'It will not be held, and no roll can be taken of it.',
    body: NothingMore,
    bodyOptional: true,
  })
  cancelSession(
    @Param('cohortId', ParseId) cohortId: string,
    @Param('session', ParseName) sessionId: string,
    @Body() _nothing: NothingMore,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new CancelSession(cohortId, { sessionId }, context));
  }

  @Put('exam-sittings/:sitting/time')
  @sittingParam
  @Changes({
    summary: 'Move an exam sitting',
    description: 'To another day, another hour, or both.',
    body: SittingBody,
    example: { date: '2026-03-31', startsAt: '13:00' },
  })
  moveSitting(
    @Param('cohortId', ParseId) cohortId: string,
    @Param('sitting', ParseName) sittingId: string,
    @Body() { date, startsAt }: SittingBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new MoveSitting(cohortId, { sittingId, date, startsAt }, context));
  }

  @Post('exam-sittings/:sitting/cancellation')
  @sittingParam
  @Changes({
    summary: 'Cancel an exam sitting',
    description: 'It will not be held, and nobody can attempt the exam at it.',
    body: NothingMore,
    bodyOptional: true,
  })
  cancelSitting(
    @Param('cohortId', ParseId) cohortId: string,
    @Param('sitting', ParseName) sittingId: string,
    @Body() _nothing: NothingMore,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new CancelSitting(cohortId, { sittingId }, context));
  }

  @Get('sessions/:session')
  @sessionParam
  @Answers({
    summary: 'Show a class or retreat day',
    description: 'Its date and modules, and whether it was cancelled.',
    type: SessionAnswer,
  })
  async getSession(
    @Param('cohortId', ParseId) cohortId: string,
    @Param('session', ParseName) session: string,
  ) {
    const { sessions } = await this.queries.execute(new GetCohort(cohortId));
    return part<SessionAnswer>(
      sessions.find(({ id }) => id === session),
      'session',
      session,
    );
  }

  @Get('exam-sittings/:sitting')
  @sittingParam
  @Answers({
    summary: 'Show an exam sitting',
    description: 'When it is, and whether it was cancelled.',
    type: SittingAnswer,
  })
  async getSitting(
    @Param('cohortId', ParseId) cohortId: string,
    @Param('sitting', ParseName) sitting: string,
  ) {
    const { sittings } = await this.queries.execute(new GetCohort(cohortId));
    return part<SittingAnswer>(
      sittings.find(({ id }) => id === sitting),
      'exam sitting',
      sitting,
    );
  }
}
