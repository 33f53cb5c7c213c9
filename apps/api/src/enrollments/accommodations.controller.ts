import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '#event-log';
import {
  DecideAccommodation,
  DocumentAccommodation,
  GetEnrollment,
  RequestAccommodation,
} from '#training';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { ParseId } from '../edge/validation.js';
import { Answers, Changes, Creates } from '../operation.js';
import { AccommodationBody, AccommodationDecisionBody, LetterBody } from './enrollments.dto.js';
import { QueryBus } from '@nestjs/cqrs';
import { part } from '../listing.js';
import { AccommodationAnswer } from './enrollments.answers.js';

@ApiTags('enrollments')
@Controller('api/v1/enrollments/:enrollmentId/accommodations')
export class AccommodationsController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Creates({
    summary: 'Request an accommodation',
    description:
      'Something the rules offer, such as more time in the exam or a private room. The answer’s Location ends in the `accommodationId`.',
    body: AccommodationBody,
    example: {
      requirement: 'testing-accommodation',
      offer: 'extra-time',
      neededOn: '2026-03-30',
    },
  })
  requestAccommodation(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Body() body: AccommodationBody,
    @Context() context: CommandContext,
  ) {
    const command = new RequestAccommodation(enrollmentId, body, context);
    const collection = `enrollments/${enrollmentId}/accommodations`;
    return this.commands.create(command, collection, 'accommodationId');
  }

  @Post(':accommodationId/letter')
  @Changes({
    summary: 'Record the letter that supports a request',
    description: 'Only who wrote it and whether it names what was requested; never a diagnosis.',
    body: LetterBody,
    example: { letterFrom: 'doctor', namesAccommodation: true },
  })
  documentAccommodation(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Param('accommodationId', ParseId) accommodationId: string,
    @Body() { letterFrom, namesAccommodation, occurredOn }: LetterBody,
    @Context() context: CommandContext,
  ) {
    const input = { accommodationId, letterFrom, namesAccommodation, occurredOn };
    return this.commands.run(new DocumentAccommodation(enrollmentId, input, context));
  }

  @Post(':accommodationId/decision')
  @Changes({
    summary: 'Grant or deny an accommodation',
    description:
      'Granting is refused while something is missing that the rules ask of a request, such as the letter. Denying is always possible, with a reason.',
    body: AccommodationDecisionBody,
    example: { decision: 'granted', reason: 'The letter came in good time.' },
  })
  decideAccommodation(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Param('accommodationId', ParseId) accommodationId: string,
    @Body() { decision, reason, occurredOn }: AccommodationDecisionBody,
    @Context() context: CommandContext,
  ) {
    const input = { accommodationId, decision, reason, occurredOn };
    return this.commands.run(new DecideAccommodation(enrollmentId, input, context));
  }

  @Get(':accommodationId')
  @Answers({
    summary: 'Show an accommodation',
    description: 'What was asked for, whether a letter came, and what was decided.',
    type: AccommodationAnswer,
  })
  async getAccommodation(
    @Param('enrollmentId', ParseId) enrollmentId: string,
    @Param('accommodationId', ParseId) accommodationId: string,
  ) {
    const { accommodations } = await this.queries.execute(new GetEnrollment(enrollmentId));
    return part<AccommodationAnswer>(
      accommodations.find(({ id }) => id === accommodationId),
      'accommodation',
      accommodationId,
    );
  }
}
