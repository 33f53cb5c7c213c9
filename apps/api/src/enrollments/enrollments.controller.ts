import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AwardCertificate } from '#certification';
import type { CommandContext } from '#event-log';
import {
  CompleteTraining,
  GetEnrollment,
  TurnInHomework,
  WhyEnrollment,
  WithdrawTrainee,
} from '#training';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { ParseId } from '../edge/validation.js';
import { HappeningBody, ReasonedBody } from '../happening.dto.js';
import { Answers, Changes, Creates } from '../operation.js';
import { HomeworkBody } from './enrollments.dto.js';
import { QueryBus } from '@nestjs/cqrs';
import { answer } from '../edge/answers.js';
import { WhyAnswer } from '../why.answers.js';
import { EnrollmentAnswer } from './enrollments.answers.js';

@ApiTags('enrollments')
@Controller('api/v1/enrollments/:enrollmentId')
export class EnrollmentsController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Post('homework')
  @Changes({
    summary: 'Record homework turned in',
    description: 'For one class day. Whether homework counts for anything, the rules say.',
    body: HomeworkBody,
    example: { sessionId: 'class-3' },
  })
  turnInHomework(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Body() body: HomeworkBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new TurnInHomework(enrollmentId, body, context));
  }

  @Post('completion')
  @Changes({
    summary: 'Record that the training is completed',
    description:
      'Refused while a module is unmarked, a requirement of the training is unmet, or a decision is awaited. Afterwards the exam can be attempted.',
    body: HappeningBody,
    bodyOptional: true,
    example: { occurredOn: '2026-03-15' },
  })
  completeTraining(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Body() body: HappeningBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new CompleteTraining(enrollmentId, body, context));
  }

  @Post('withdrawal')
  @Changes({
    summary: 'The trainee leaves the cohort',
    description:
      'The seat is free again, and the acceptance can be used for another cohort, unless the trainee is disqualified. Of days after leaving nothing is recorded; what happened up to that day still can be, and a wrong record can be corrected.',
    body: ReasonedBody,
    example: { reason: 'Moved away; would like to join in autumn.' },
  })
  withdrawTrainee(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Body() body: ReasonedBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new WithdrawTrainee(enrollmentId, body, context));
  }

  @Post('certificate')
  @Creates({
    summary: 'Award the certificate',
    description:
      'Refused until everything that the program asks for is met; *why* says what is missing. The certificate has the enrollment’s id.',
    body: HappeningBody,
    bodyOptional: true,
    example: { occurredOn: '2026-04-20' },
  })
  awardCertificate(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Body() body: HappeningBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.create(new AwardCertificate(enrollmentId, body, context), 'certificates');
  }

  @Get()
  @Answers({
    summary: 'Show an enrollment',
    description: 'One trainee in one class: standing, marks, attempts and accommodations.',
    type: EnrollmentAnswer,
  })
  async getEnrollment(@Param('enrollmentId', ParseId) enrollmentId: string) {
    const found = await this.queries.execute(new GetEnrollment(enrollmentId));
    return answer<EnrollmentAnswer>(found, { revision: found.revision });
  }

  @Get('why')
  @Answers({
    summary: 'Why a trainee stands where they do',
    description:
      'Each requirement from training to certificate, met or not, with the facts it rests on and the very words of the rule. Where the words can be read in several ways, each reading’s outcome is told.',
    type: WhyAnswer,
  })
  whyEnrollment(@Param('enrollmentId', ParseId) enrollmentId: string) {
    return this.queries.execute(new WhyEnrollment(enrollmentId));
  }
}
