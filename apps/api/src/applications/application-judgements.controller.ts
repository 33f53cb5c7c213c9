import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ChooseApplicantReading,
  JudgeApplicantRequirement,
  VoidApplicationRecord,
} from '#admissions';
import type { CommandContext } from '#event-log';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { ParseId } from '../edge/validation.js';
import { JudgementBody, ReadingBody, VoidBody } from '../happening.dto.js';
import { Changes } from '../operation.js';

@ApiTags('applications')
@Controller('api/v1/applications/:applicationId')
export class ApplicationJudgementsController {
  constructor(private readonly commands: Commands) {}

  @Post('readings')
  @Changes({
    summary: 'Say how the rules are read for this applicant',
    description:
      'Where the words of the rules can be read in more than one way and the outcome depends on it, a person decides, with a reason.',
    body: ReadingBody,
    example: {
      question: 'excused-absences',
      reading: 'does-not-count',
      reason: 'As agreed with the program’s director.',
    },
  })
  chooseApplicantReading(
    @Param('applicationId', ParseId) applicationId: string,
    @Body() body: ReadingBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new ChooseApplicantReading(applicationId, body, context));
  }

  @Post('judgements')
  @Changes({
    summary: 'Decide a requirement that the rules leave to a person',
    description: 'Refused for a requirement that does not wait for a decision; see /decisions.',
    body: JudgementBody,
    example: {
      requirement: 'references',
      outcome: 'met',
      reason: 'The second letter came from a former counsellor.',
    },
  })
  judgeApplicantRequirement(
    @Param('applicationId', ParseId) applicationId: string,
    @Body() body: JudgementBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new JudgeApplicantRequirement(applicationId, body, context));
  }

  @Post('corrections')
  @Changes({
    summary: 'Take back a record that is wrong',
    description:
      'The wrong fact stays readable but counts no more; the application is judged anew, and what no longer holds is withdrawn. Record what is right afterwards.',
    body: VoidBody,
    example: {
      factId: '01890a5d-ac96-774b-bcce-b302099a8059',
      reason: 'The letter belongs to another applicant.',
    },
  })
  voidApplicationRecord(
    @Param('applicationId', ParseId) applicationId: string,
    @Body() body: VoidBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new VoidApplicationRecord(applicationId, body, context));
  }
}
