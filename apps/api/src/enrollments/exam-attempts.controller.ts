import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '#event-log';
import { AttemptExam, GetEnrollment, MarkExam } from '#training';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { ParseId } from '../edge/validation.js';
import { Answers, Changes, Creates } from '../operation.js';
import { ExamAttemptBody, ExamMarkBody } from './enrollments.dto.js';
import { QueryBus } from '@nestjs/cqrs';
import { part } from '../listing.js';
import { AttemptAnswer } from './enrollments.answers.js';

@ApiTags('enrollments')
@Controller('api/v1/enrollments/:enrollmentId/exam-attempts')
export class ExamAttemptsController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Creates({
    summary: 'Record an exam attempt',
    description:
      'Made at a sitting of the cohort, on its day unless another is given. Refused before the training is completed, while the attempt before is unmarked, and when all attempts are used. The fact says how much time the rules and granted accommodations allowed. The answer’s Location ends in the `attemptId`.',
    body: ExamAttemptBody,
    example: { sittingId: 'exam-1', minutesTaken: 170 },
  })
  attemptExam(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Body() body: ExamAttemptBody,
    @Context() context: CommandContext,
  ) {
    const command = new AttemptExam(enrollmentId, body, context);
    const collection = `enrollments/${enrollmentId}/exam-attempts`;
    return this.commands.create(command, collection, 'attemptId');
  }

  @Post(':attemptId/mark')
  @Changes({
    summary: 'Mark an exam attempt',
    description:
      'Passing is what the person who marks says it is. A fail may bring support that the rules offer, which is recorded with it. A mark that is wrong is taken back by a correction.',
    body: ExamMarkBody,
    example: { result: 'passed', score: 87.5 },
  })
  markExam(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Param('attemptId', ParseId) attemptId: string,
    @Body() { result, score, occurredOn }: ExamMarkBody,
    @Context() context: CommandContext,
  ) {
    const input = { attemptId, result, score, occurredOn };
    return this.commands.run(new MarkExam(enrollmentId, input, context));
  }

  @Get(':attemptId')
  @Answers({
    summary: 'Show an exam attempt',
    description: 'When and where it was made, the time allowed, and its mark.',
    type: AttemptAnswer,
  })
  async getExamAttempt(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Param('attemptId', ParseId) attemptId: string,
  ) {
    const { attempts } = await this.queries.execute(new GetEnrollment(enrollmentId));
    return part<AttemptAnswer>(
      attempts.find(({ id }) => id === attemptId),
      'exam attempt',
      attemptId,
    );
  }
}
