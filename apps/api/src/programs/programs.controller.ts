import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '#event-log';
import { AdoptPolicy, GetPolicy, GetProgram, ListPrograms } from '#programs';
import { Commands } from '../command-answer.js';
import { Context } from '../edge/context.js';
import { NameParam, ParseName } from '../names.js';
import { ListQuery } from '../edge/lists.js';
import { idCursor, listed } from '../listing.js';
import { Answers, Creates } from '../operation.js';
import { AdoptPolicyBody } from './programs.dto.js';
import { QueryBus } from '@nestjs/cqrs';
import { answer } from '../edge/answers.js';
import { PolicyAnswer, ProgramAnswer, ProgramPage } from './programs.answers.js';

const cursor = idCursor('programs');

@ApiTags('programs')
@Controller('api/v1/programs')
export class ProgramsController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Post(':program/policies')
  @NameParam('program', 'Id of the program', 'us-massachusetts-cps')
  @Creates({
    summary: 'Adopt a version of the rules',
    description:
      'Takes the rules that come with Rollbook into the record, whole. Applications and cohorts are judged by the version that was in effect for them, also after a later one is adopted. Adopting the same version again changes nothing.',
    body: AdoptPolicyBody,
    example: { version: '2018-01-01' },
  })
  adoptPolicy(
    @Param('program', ParseName) program: string,
    @Body() body: AdoptPolicyBody,
    @Context() context: CommandContext,
  ) {
    const command = new AdoptPolicy(program, { version: body.version }, context);
    return this.commands.create(command, `programs/${program}/policies`, 'version');
  }

  @Get()
  @Answers({
    summary: 'List programs',
    description: 'Every program that there are rules for, with the versions adopted and offered.',
    type: ProgramPage,
  })
  async listPrograms(@Query() query: ListQuery) {
    const all = await this.queries.execute(new ListPrograms());
    return listed(
      cursor,
      query,
      (limit, after = '') =>
        Promise.resolve(all.filter(({ program }) => program > after).slice(0, limit)),
      ({ program }) => program,
    );
  }

  @Get(':program')
  @NameParam('program', 'Id of the program', 'us-massachusetts-cps')
  @Answers({
    summary: 'Show a program',
    description: 'Its versions of the rules; one with `adoptedOn` can be judged by.',
    type: ProgramAnswer,
  })
  async getProgram(@Param('program', ParseName) program: string) {
    const found = await this.queries.execute(new GetProgram(program));
    return answer<ProgramAnswer>(found, { revision: found.revision });
  }

  @Get(':program/policies/:version')
  @NameParam('program', 'Id of the program', 'us-massachusetts-cps')
  @ApiParam({ name: 'version', schema: { type: 'string', format: 'date' }, example: '2018-01-01' })
  @Answers({
    summary: 'Show a version of the rules',
    description:
      'Whole, with the words of its sources: as it was adopted, or as it is offered. What a source does not state is `not stated`.',
    type: PolicyAnswer,
  })
  getPolicy(
    @Param('program', ParseName) program: string,
    @Param('version', ParseName) version: string,
  ) {
    return this.queries.execute(new GetPolicy(program, version));
  }
}
