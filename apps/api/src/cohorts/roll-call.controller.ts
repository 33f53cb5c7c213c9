import { Body, Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { START } from '#event-log';
import type { CommandContext, Position } from '#event-log';
import { TakeRoll } from '#training';
import type { RollEntry, RollResult } from '#training';
import { commandAnswer } from '../command-answer.js';
import { answer } from '../edge/answers.js';
import { Context } from '../edge/context.js';
import { ParseId } from '../edge/validation.js';
import { markedAs } from '../marks.js';
import { NameParam, ParseName } from '../names.js';
import { Changes } from '../operation.js';
import { problemOfRule } from '../rules.js';
import { RollCallAnswer, RollCallBody } from './roll-call.dto.js';
import type { TraineeRollAnswer, TraineeRollBody } from './roll-call.dto.js';

@ApiTags('cohorts')
@Controller('api/v1/cohorts/:cohortId/sessions/:session/roll-call')
export class RollCallController {
  constructor(@Inject(CommandBus) private readonly bus: CommandBus) {}

  @Post()
  @NameParam('session', 'Id of a class or retreat day', 'class-3')
  @Changes({
    summary: 'Take the roll of a session',
    description:
      'The whole class in one request: for each trainee either one outcome for the session, or one per module. Each trainee’s part stands or falls alone, and the answer tells for each what was recorded, where they stand now, or why it was refused; so the answer is 200 even where all were refused. A module that is marked already is changed by a correction, not by another roll call.',
    body: RollCallBody,
    answers: RollCallAnswer,
    example: {
      trainees: [
        { enrollmentId: '01890a5d-ac96-774b-bcce-b302099a8057', outcome: 'attended' },
        {
          enrollmentId: '01890a5d-ac96-774b-bcce-b302099a8058',
          modules: [
            { module: 'class-3.1', outcome: 'late', minutesLate: 12 },
            { module: 'class-3.2', outcome: 'attended' },
            { module: 'class-3.3', outcome: 'missed' },
          ],
        },
      ],
    },
  })
  async takeRoll(
    @Param('cohortId', ParseId) cohortId: string,
    @Param('session', ParseName) session: string,
    @Body() { trainees }: RollCallBody,
    @Context() context: CommandContext,
    @Req() request: FastifyRequest,
  ) {
    const entries = trainees.map(rollEntry);
    const results = await this.bus.execute(new TakeRoll(cohortId, session, entries, context));
    const position = results
      .map((result) => (result.outcome === 'refused' ? START : result.position))
      .reduce((a, b) => Math.max(a, b) as Position, START);
    const told = results.map((result) => rollAnswer(result, request.id));
    return answer<RollCallAnswer>({ position, results: told }, { position });
  }
}

function rollEntry({ enrollmentId, modules, outcome }: TraineeRollBody): RollEntry {
  // One of them is there; that is checked with the body.
  return outcome === undefined
    ? {
        enrollmentId,
        reports: (modules ?? []).map((report) => ({ module: report.module, ...markedAs(report) })),
      }
    : { enrollmentId, all: { outcome } };
}

function rollAnswer(result: RollResult, requestId: string): TraineeRollAnswer {
  const { enrollmentId, outcome } = result;
  if (outcome === 'refused') {
    return { enrollmentId, outcome, facts: [], problem: problemOfRule(result.refusal, requestId) };
  }
  const { standing, revision, facts } = commandAnswer(result);
  return { enrollmentId, outcome, ...(standing !== undefined && { standing }), revision, facts };
}
