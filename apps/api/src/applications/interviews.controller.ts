import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CancelInterview,
  GetApplication,
  InterviewApplicant,
  ScheduleInterview,
} from '#admissions';
import type { CommandContext } from '#event-log';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { ParseId } from '../edge/validation.js';
import { ReasonedBody } from '../happening.dto.js';
import { Answers, Changes, Creates } from '../operation.js';
import { InterviewBody, InterviewRecordBody } from './applications.dto.js';
import { QueryBus } from '@nestjs/cqrs';
import { part } from '../listing.js';
import { InterviewAnswer } from './applications.answers.js';

@ApiTags('applications')
@Controller('api/v1/applications/:applicationId/interviews')
export class InterviewsController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Creates({
    summary: 'Schedule an interview',
    description:
      'The answer’s Location ends in the `interviewId`, under which the interview is recorded or cancelled later. To move one, cancel it and schedule another: what the rules reckon from the interview moves with its day.',
    body: InterviewBody,
    example: { date: '2026-02-10', startsAt: '10:30', mode: 'in-person' },
  })
  scheduleInterview(
    @Param('applicationId', ParseId) applicationId: string,
    @Body() body: InterviewBody,
    @Context() context: CommandContext,
  ) {
    const command = new ScheduleInterview(applicationId, body, context);
    const collection = `applications/${applicationId}/interviews`;
    return this.commands.create(command, collection, 'interviewId');
  }

  @Post(':interviewId/cancellation')
  @Changes({
    summary: 'Cancel an interview',
    description: 'Refused once the interview was held.',
    body: ReasonedBody,
    example: { reason: 'The applicant is ill.' },
  })
  cancelInterview(
    @Param('applicationId', ParseId) applicationId: string,
    @Param('interviewId', ParseId) interviewId: string,
    @Body() { reason, occurredOn }: ReasonedBody,
    @Context() context: CommandContext,
  ) {
    const input = { interviewId, reason, occurredOn };
    return this.commands.run(new CancelInterview(applicationId, input, context));
  }

  @Post(':interviewId/record')
  @Changes({
    summary: 'Record that the interview was held',
    description:
      'Says how it was held, which the rules may ask about; notes are kept sealed. Refused for a cancelled interview.',
    body: InterviewRecordBody,
    example: { mode: 'in-person', occurredOn: '2026-02-10' },
  })
  interviewApplicant(
    @Param('applicationId', ParseId) applicationId: string,
    @Param('interviewId', ParseId) interviewId: string,
    @Body() { mode, notes, occurredOn }: InterviewRecordBody,
    @Context() context: CommandContext,
  ) {
    const input = { interviewId, mode, notes, occurredOn };
    return this.commands.run(new InterviewApplicant(applicationId, input, context));
  }

  @Get(':interviewId')
  @Answers({
    summary: 'Show an interview',
    description: 'When it is, and whether it was held or cancelled.',
    type: InterviewAnswer,
  })
  async getInterview(
    @Param('applicationId', ParseId) applicationId: string,
    @Param('interviewId', ParseId) interviewId: string,
  ) {
    const { interviews } = await this.queries.execute(new GetApplication(applicationId));
    return part<InterviewAnswer>(
      interviews.find(({ id }) => id === interviewId),
      'interview',
      interviewId,
    );
  }
}
