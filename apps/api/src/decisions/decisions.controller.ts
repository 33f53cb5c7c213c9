import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ListWaitingDecisions } from '#training';
import { listed, positionCursor } from '../listing.js';
import { Answers } from '../operation.js';
import { DecisionPage, ListDecisionsQuery } from './decisions.answers.js';

const cursor = positionCursor('decisions');

@ApiTags('decisions')
@Controller('api/v1/decisions')
export class DecisionsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Answers({
    summary: 'List the decisions that wait for a person',
    description:
      'Oldest first. Where `readings` are listed, answer with POST …/readings of the application, the enrollment or the whole cohort; otherwise with POST …/judgements.',
    type: DecisionPage,
  })
  listWaitingDecisions(@Query() query: ListDecisionsQuery) {
    return listed(
      cursor,
      query,
      (limit, after) =>
        this.queries.execute(new ListWaitingDecisions(limit, after, query.cohortId)),
      ({ position }) => position,
    );
  }
}
