import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '#event-log';
import { ChooseReading, CorrectRecord, JudgeRequirement } from '#training';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { ParseId } from '../edge/validation.js';
import { JudgementBody, ReadingBody } from '../happening.dto.js';
import { markedAs } from '../marks.js';
import { Changes } from '../operation.js';
import { CorrectionBody } from './enrollments.dto.js';

@ApiTags('enrollments')
@Controller('api/v1/enrollments/:enrollmentId')
export class EnrollmentJudgementsController {
  constructor(private readonly commands: Commands) {}

  @Post('readings')
  @Changes({
    summary: 'Say how the rules are read for this trainee',
    description:
      'Where the words of the rules can be read in more than one way and the outcome depends on it, a person decides, with a reason. To settle it for the whole class, see the cohort’s readings. Possible also for a trainee who has left.',
    body: ReadingBody,
    example: {
      question: 'modules-late-or-missed',
      reading: 'separate',
      reason: 'Agreed with the program’s director for this trainee.',
    },
  })
  chooseReading(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Body() body: ReadingBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new ChooseReading(enrollmentId, body, context));
  }

  @Post('judgements')
  @Changes({
    summary: 'Decide a requirement that the rules leave to a person',
    description:
      'Refused for a requirement that does not wait for a decision; see /decisions. Nothing waits for one about a trainee who has left, but what is open can still be decided.',
    body: JudgementBody,
    example: {
      requirement: 'testing-accommodation',
      outcome: 'met',
      reason: 'Asked for two weeks ahead, which is early enough.',
    },
  })
  judgeRequirement(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Body() body: JudgementBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new JudgeRequirement(enrollmentId, body, context));
  }

  @Post('corrections')
  @Changes({
    summary: 'Correct a record that is wrong',
    description:
      'The wrong fact stays readable but counts no more; for attendance, `as` puts the right mark in its place. The trainee is judged anew, and what no longer holds, a disqualification for example, is withdrawn. Possible also after the trainee has left: who was disqualified wrongly can then be enrolled again, and is told if they were told of it.',
    body: CorrectionBody,
    example: {
      factId: '01890a5d-ac96-774b-bcce-b302099a8059',
      reason: 'Was in the room; the sheet was read wrongly.',
      as: { outcome: 'late', minutesLate: 5 },
    },
  })
  correctRecord(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Body() { factId, reason, as }: CorrectionBody,
    @Context() context: CommandContext,
  ) {
    const input = { factId, reason, ...(as !== undefined && { as: markedAs(as) }) };
    return this.commands.run(new CorrectRecord(enrollmentId, input, context));
  }
}
