import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AcceptApplicant,
  AttestStatements,
  DeclineApplicant,
  GetApplication,
  ListApplications,
  ReceiveApplication,
  ReceiveReference,
  WhyApplication,
  WithdrawApplication,
} from '#admissions';
import type { CommandContext } from '#event-log';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { ParseId } from '../edge/validation.js';
import { ReasonedBody } from '../happening.dto.js';
import { Answers, Changes, Creates } from '../operation.js';
import {
  ApplicationBody,
  ReferenceBody,
  StatementsBody,
  WithdrawalBody,
} from './applications.dto.js';
import { QueryBus } from '@nestjs/cqrs';
import { answer } from '../edge/answers.js';
import { idCursor, listed, part } from '../listing.js';
import { WhyAnswer } from '../why.answers.js';
import {
  ApplicationAnswer,
  ApplicationPage,
  ListApplicationsQuery,
  ReferenceAnswer,
} from './applications.answers.js';

const cursor = idCursor('applications');

@ApiTags('applications')
@Controller('api/v1/applications')
export class ApplicationsController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Creates({
    summary: 'Receive an application',
    description:
      'A registered person applies to a program. From now on the application is judged by the rules in effect on that day. It stands as `complete` once all that the rules ask of it is there, which may need more statements and letters.',
    body: ApplicationBody,
    example: {
      personId: '01890a5d-ac96-774b-bcce-b302099a8057',
      program: 'us-massachusetts-cps',
      statements: [
        { statement: 'lived-experience' },
        { statement: 'high-school-diploma-or-equivalent', detail: 'GED' },
      ],
      occurredOn: '2026-01-12',
    },
  })
  receiveApplication(@Body() body: ApplicationBody, @Context() context: CommandContext) {
    const id = this.commands.idFor('application', context);
    return this.commands.create(new ReceiveApplication(id, body, context), 'applications');
  }

  @Post(':applicationId/statements')
  @Changes({
    summary: 'Add statements to an application',
    description:
      'What the applicant attested after the form was handed in. A statement that is there already changes nothing; one that is there with another detail must be voided first.',
    body: StatementsBody,
    example: { statements: [{ statement: 'lives-in-massachusetts' }] },
  })
  attestStatements(
    @Param('applicationId', ParseId) applicationId: string,
    @Body() body: StatementsBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new AttestStatements(applicationId, body, context));
  }

  @Post(':applicationId/references')
  @Creates({
    summary: 'Receive a letter of reference',
    description:
      'Records who wrote it, what they are to the applicant and since when they know them: all that the rules ask about. Whether the letter counts is judged by the rules; one that does not is kept, and *why* says what is wrong with it.',
    body: ReferenceBody,
    example: {
      refereeId: '01890a5d-ac96-774b-bcce-b302099a8058',
      relation: 'colleague',
      roles: ['involved-in-peer-support'],
      knownSince: '2021-05-01',
    },
  })
  receiveReference(
    @Param('applicationId', ParseId) applicationId: string,
    @Body() body: ReferenceBody,
    @Context() context: CommandContext,
  ) {
    const command = new ReceiveReference(applicationId, body, context);
    const collection = `applications/${applicationId}/references`;
    return this.commands.create(command, collection, 'referenceId');
  }

  @Post(':applicationId/acceptance')
  @Changes({
    summary: 'Accept the applicant',
    description:
      'Refused while anything that the rules ask before acceptance is unmet, or waits for a decision. Whom to take among those who may be taken is a person’s choice, so a reason is asked for.',
    body: ReasonedBody,
    example: { reason: 'Ready for the training; a seat is free in the spring cohort.' },
  })
  acceptApplicant(
    @Param('applicationId', ParseId) applicationId: string,
    @Body() body: ReasonedBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new AcceptApplicant(applicationId, body, context));
  }

  @Post(':applicationId/decline')
  @Changes({
    summary: 'Decline the applicant',
    description: 'Ends the application. The reason is kept sealed.',
    body: ReasonedBody,
    example: { reason: 'No seat was left; invited to apply again in autumn.' },
  })
  declineApplicant(
    @Param('applicationId', ParseId) applicationId: string,
    @Body() body: ReasonedBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new DeclineApplicant(applicationId, body, context));
  }

  @Post(':applicationId/withdrawal')
  @Changes({
    summary: 'The applicant withdraws',
    description:
      'Ends the application at the applicant’s own wish. Somebody who is enrolled already is withdrawn from the cohort instead.',
    body: WithdrawalBody,
    bodyOptional: true,
    example: { occurredOn: '2026-02-01' },
  })
  withdrawApplication(
    @Param('applicationId', ParseId) applicationId: string,
    @Body() body: WithdrawalBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new WithdrawApplication(applicationId, body, context));
  }

  @Get()
  @Answers({
    summary: 'List applications',
    description: 'In the order of their ids; of one program or one standing, if you like.',
    type: ApplicationPage,
  })
  listApplications(@Query() query: ListApplicationsQuery) {
    const { program, standing } = query;
    return listed(
      cursor,
      query,
      (limit, after) => this.queries.execute(new ListApplications(limit, after, program, standing)),
      ({ id }) => id,
    );
  }

  @Get(':applicationId')
  @Answers({
    summary: 'Show an application',
    description: 'Where it stands, with its letters, interviews, and the decisions it waits for.',
    type: ApplicationAnswer,
  })
  async getApplication(@Param('applicationId', ParseId) applicationId: string) {
    const found = await this.queries.execute(new GetApplication(applicationId));
    return answer<ApplicationAnswer>(found, { revision: found.revision });
  }

  @Get(':applicationId/references/:referenceId')
  @Answers({
    summary: 'Show a letter of reference',
    description: 'What is recorded of it; the letter itself is not kept here.',
    type: ReferenceAnswer,
  })
  async getReference(
    @Param('applicationId', ParseId) applicationId: string,
    @Param('referenceId', ParseId) referenceId: string,
  ) {
    const { references } = await this.queries.execute(new GetApplication(applicationId));
    return part<ReferenceAnswer>(
      references.find(({ id }) => id === referenceId),
      'reference',
      referenceId,
    );
  }

  @Get(':applicationId/why')
  @Answers({
    summary: 'Why an application stands where it does',
    description:
      'Each requirement, met or not, with the facts it rests on and the very words of the rule: of applying and of selection, and of all that lies ahead as long as the applicant is in no class.',
    type: WhyAnswer,
  })
  whyApplication(@Param('applicationId', ParseId) applicationId: string) {
    return this.queries.execute(new WhyApplication(applicationId));
  }
}
