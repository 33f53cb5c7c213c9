import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '#event-log';
import { PersonTimeline } from '#oversight';
import {
  CorrectPersonalDetails,
  ErasePerson,
  GetPerson,
  ListPeople,
  NameReferee,
  RegisterPerson,
} from '#people';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { Cursor } from '../edge/lists.js';
import { ParseId } from '../edge/validation.js';
import { Answers, Changes, Creates } from '../operation.js';
import { PersonalDetailsBody, RefereeBody } from './people.dto.js';
import { QueryBus } from '@nestjs/cqrs';
import { answer } from '../edge/answers.js';
import { ListQuery } from '../edge/lists.js';
import { listed, part, positionCursor } from '../listing.js';
import { PersonAnswer, PersonPage, RefereeAnswer, TimelinePage } from './people.answers.js';

const peopleCursor = new Cursor('people', z.tuple([z.string(), z.string()]).readonly());
const timelineCursor = positionCursor('timeline');

@ApiTags('people')
@Controller('api/v1/people')
export class PeopleController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Creates({
    summary: 'Register a person',
    description:
      'Comes before everything else about somebody. The name and how to reach them are kept sealed with a key of their own, here and nowhere else. The same person registered twice becomes two; look them up first.',
    body: PersonalDetailsBody,
    example: { name: 'Sam Rivera', email: 'sam@example.org', phone: '+1 617 555 0100' },
  })
  registerPerson(@Body() body: PersonalDetailsBody, @Context() context: CommandContext) {
    const id = this.commands.idFor('person', context);
    return this.commands.create(new RegisterPerson(id, body, context), 'people');
  }

  @Put(':personId/details')
  @Changes({
    summary: 'Correct a name or how to reach somebody',
    description: 'Replaces all details by those given: what is left out is no longer known.',
    body: PersonalDetailsBody,
    example: { name: 'Sam Rivera', email: 'sam.rivera@example.org' },
  })
  correctPersonalDetails(
    @Param('personId', ParseId) personId: string,
    @Body() body: PersonalDetailsBody,
    @Context() context: CommandContext,
  ) {
    return this.commands.run(new CorrectPersonalDetails(personId, body, context));
  }

  @Post(':personId/referees')
  @Creates({
    summary: 'Name a referee',
    description:
      'Somebody who vouches for the person. The answer’s Location ends in the `refereeId`, which is needed when their letter comes in; it is also in the data of the fact RefereeNamed.',
    body: RefereeBody,
    example: { name: 'Dana Lee', email: 'dana@example.org' },
  })
  nameReferee(
    @Param('personId', ParseId) personId: string,
    @Body() body: RefereeBody,
    @Context() context: CommandContext,
  ) {
    const command = new NameReferee(personId, body, context);
    return this.commands.create(command, `people/${personId}/referees`, 'refereeId');
  }

  @Delete(':personId')
  @Changes({
    summary: 'Erase a person, for good',
    description:
      'This cannot be undone, by nobody. The key that opens everything personal about them is destroyed: names, contact details, referees, and every reason and note that was written about them can never be read again. Mails to them that Rollbook keeps as files go too. A backup made before still holds the key: after restoring one, erase them again. What happened stays, under their id alone, so that counts and audits remain whole. Nothing more can be recorded about them. Try it first with `preview=true`.',
  })
  erasePerson(@Param('personId', ParseId) personId: string, @Context() context: CommandContext) {
    return this.commands.run(new ErasePerson(personId, {}, context));
  }

  @Get()
  @Answers({
    summary: 'List people',
    description: 'By name. Somebody who was erased is not among them.',
    type: PersonPage,
  })
  listPeople(@Query() query: ListQuery) {
    return listed(
      peopleCursor,
      query,
      (limit, after) => this.queries.execute(new ListPeople(limit, after)),
      ({ name, id }) => [name, id] as const,
    );
  }

  @Get(':personId')
  @Answers({
    summary: 'Show a person',
    description: 'Name, how to reach them, and whom they named as referees.',
    type: PersonAnswer,
  })
  async getPerson(@Param('personId', ParseId) personId: string) {
    const found = await this.queries.execute(new GetPerson(personId));
    return answer<PersonAnswer>(found, { revision: found.revision });
  }

  @Get(':personId/referees/:refereeId')
  @Answers({
    summary: 'Show a referee',
    description: 'Somebody who vouches for the person.',
    type: RefereeAnswer,
  })
  async getReferee(
    @Param('personId', ParseId) personId: string,
    @Param('refereeId', ParseId) refereeId: string,
  ) {
    const { referees } = await this.queries.execute(new GetPerson(personId));
    return part<RefereeAnswer>(
      referees.find(({ id }) => id === refereeId),
      'referee',
      refereeId,
    );
  }

  @Get(':personId/timeline')
  @Answers({
    summary: 'Show all that was recorded of a person',
    description:
      'Every fact in the order of recording, from registration to certificate: what, when it happened, when it was learned of, by whom, why and under which rules. Records that were taken back stay, marked as voided. Beside them what the person was told by mail, and what they were not told although it was owed, on which day and why; of a mail that waits or was called off, ask under /people/{personId}/notices.',
    type: TimelinePage,
  })
  getTimeline(@Param('personId', ParseId) personId: string, @Query() query: ListQuery) {
    return listed(
      timelineCursor,
      query,
      (limit, after) => this.queries.execute(new PersonTimeline(personId, limit, after)),
      ({ position }) => position,
    );
  }
}
