import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '#event-log';
import {
  EnrollTrainee,
  GetCohort,
  GetRosterText,
  ListCohorts,
  PlanCohort,
  SettleReading,
} from '#training';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { ParseId } from '../edge/validation.js';
import { Answers, Changes, Creates } from '../operation.js';
import { CohortBody, EnrollmentBody, SettledReadingBody } from './cohorts.dto.js';
import { QueryBus } from '@nestjs/cqrs';
import { answer } from '../edge/answers.js';
import { idCursor, listed } from '../listing.js';
import { CohortAnswer, CohortPage, ListCohortsQuery, RosterAnswer } from './cohorts.answers.js';

const cursor = idCursor('cohorts');

@ApiTags('cohorts')
@Controller('api/v1/cohorts')
export class CohortsController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Creates({
    summary: 'Plan a cohort',
    description:
      'Its class days with their modules, its retreat and its exam sittings. The rules say what a plan must hold; one that breaks them is refused with every fault named. Sessions are called `class-1`, `retreat-1`, modules `class-1.1`, sittings `exam-1`.',
    body: CohortBody,
    example: {
      program: 'us-massachusetts-cps',
      name: 'Spring 2026',
      seats: 24,
      classDays: [
        { date: '2026-03-02', modules: ['What is peer support', 'Recovery', 'Your story'] },
        { date: '2026-03-09', modules: ['Listening', 'Boundaries', 'Ethics'] },
      ],
      retreatDays: [
        { date: '2026-03-13', modules: ['Arriving'] },
        { date: '2026-03-14', modules: ['Groups'] },
        { date: '2026-03-15', modules: ['Going on'] },
      ],
      examSittings: [{ date: '2026-03-30', startsAt: '09:00' }],
    },
  })
  planCohort(@Body() body: CohortBody, @Context() context: CommandContext) {
    const id = this.commands.idFor('cohort', context);
    return this.commands.create(new PlanCohort(id, body, context), 'cohorts');
  }

  @Post(':cohortId/enrollments')
  @Creates({
    summary: 'Enroll an accepted applicant',
    description:
      'Takes a seat. Refused when all are taken, when the applicant is not accepted, or is enrolled elsewhere on the same application. The answer’s `id` is the enrollment’s.',
    body: EnrollmentBody,
    example: { applicationId: '01890a5d-ac96-774b-bcce-b302099a8057' },
  })
  enrollTrainee(
    @Param('cohortId', ParseId) cohortId: string,
    @Body() { applicationId }: EnrollmentBody,
    @Context() context: CommandContext,
  ) {
    const command = new EnrollTrainee(cohortId, { applicationId }, context);
    return this.commands.create(command, 'enrollments');
  }

  @Post(':cohortId/readings')
  @Changes({
    summary: 'Settle how the rules are read for the whole class',
    description:
      'Answers an open question of the rules for everybody in this cohort, those enrolled already included, and those who have left: each is judged anew, and the decisions that waited for it wait no more.',
    body: SettledReadingBody,
    example: {
      question: 'modules-late-or-missed',
      reading: 'sum',
      because: 'The program’s director said so on 2 March.',
    },
  })
  settleReading(
    @Param('cohortId', ParseId) cohortId: string,
    @Body() { question, reading, because }: SettledReadingBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new SettleReading(cohortId, { question, reading, because }, context));
  }

  @Get()
  @Answers({
    summary: 'List cohorts',
    description: 'In the order of their ids; of one program, if you like.',
    type: CohortPage,
  })
  listCohorts(@Query() query: ListCohortsQuery) {
    return listed(
      cursor,
      query,
      (limit, after) => this.queries.execute(new ListCohorts(limit, after, query.program)),
      ({ id }) => id,
    );
  }

  @Get(':cohortId')
  @Answers({
    summary: 'Show a cohort',
    description: 'Its seats, sessions with their modules, exam sittings, and settled readings.',
    type: CohortAnswer,
  })
  async getCohort(@Param('cohortId', ParseId) cohortId: string) {
    const found = await this.queries.execute(new GetCohort(cohortId));
    return answer<CohortAnswer>(found, { revision: found.revision });
  }

  @Get(':cohortId/roster')
  @Answers({
    summary: 'Show the roster of a cohort',
    description:
      'Everybody in the class by name: standing, modules missed and late, attempts, what is at risk, and what can no longer be met.',
    type: RosterAnswer,
  })
  @Header('content-type', 'application/json; charset=utf-8')
  async getRoster(@Param('cohortId', ParseId) cohortId: string) {
    // No ETag: a roster changes with its trainees, and its revision is the cohort's alone.
    return (await this.queries.execute(new GetRosterText(cohortId))).text;
  }
}
