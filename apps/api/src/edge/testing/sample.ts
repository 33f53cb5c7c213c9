// How a controller is written; the tests of the edge run against it.
import { Body, Controller, Get, HttpCode, Module, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LogError, RuleBroken } from '#event-log';
import type { CommandContext, LogErrorCode, Position } from '#event-log';
import { answer } from '../answers.js';
import type { Answer } from '../answers.js';
import { Context } from '../context.js';
import {
  IsCalendarDate,
  IsChoice,
  IsFlag,
  IsId,
  IsInstant,
  IsLocalTime,
  IsPart,
  IsPlainText,
  IsTimeZone,
  IsWholeNumber,
} from '../fields.js';
import { Cursor, ListQuery, pageOf } from '../lists.js';
import type { Page } from '../lists.js';
import { NotFound } from '../problems.js';
import { ParseId } from '../validation.js';

export const knownId = '01890a5d-ac96-774b-bcce-b302099a8057';

class Room {
  @IsPlainText({ max: 40 })
  readonly name!: string;

  @IsWholeNumber({ min: 1, max: 200 })
  readonly seats!: number;
}

class PlanClass {
  @IsPlainText({ max: 80, example: 'Spring cohort' })
  readonly name!: string;

  @IsCalendarDate({ list: { min: 1, max: 30, distinct: true } })
  readonly days!: readonly string[];

  @IsLocalTime()
  readonly from!: string;

  @IsTimeZone()
  readonly zone!: string;

  @IsPart(() => Room, { list: { max: 3 } })
  readonly rooms!: readonly Room[];

  @IsPart(() => Room, { optional: true })
  readonly retreat?: Room;

  @IsChoice(['in person', 'online'], { optional: true })
  readonly held?: string;

  @IsFlag({ optional: true })
  readonly open?: boolean;

  @IsInstant({ optional: true })
  readonly announcedAt?: string;

  @IsId({ optional: true })
  readonly leaderId?: string;

  @IsPlainText({ max: 500, multiline: true, optional: true })
  readonly note?: string;
}

class ClassResource {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty()
  readonly name!: string;
}

class ClassPage extends pageOf(ClassResource) {}

const classCursor = new Cursor('classes', z.tuple([z.string()]));

class ListClasses extends ListQuery {
  @IsFlag({ inQuery: true, optional: true, description: 'Only those that take applications' })
  readonly open?: boolean;
}

/** What the last request was understood as. */
export const understood: { context?: CommandContext; body?: unknown; query?: unknown } = {};

export const thrown: { error?: unknown } = {};

@ApiTags('classes')
@Controller('api/v1/classes')
class SampleController {
  @Post()
  @ApiCreatedResponse({ type: ClassResource })
  plan(@Body() body: PlanClass, @Context() context: CommandContext): Answer<ClassResource> {
    Object.assign(understood, { body, context });
    return answer(
      { id: knownId, name: body.name },
      { revision: 0, position: 7 as Position, location: `/api/v1/classes/${knownId}` },
    );
  }

  @Post(':classId/closing')
  @HttpCode(200)
  @ApiOkResponse({ type: ClassResource })
  close(
    @Param('classId', ParseId) classId: string,
    @Context() context: CommandContext,
  ): Answer<ClassResource> {
    Object.assign(understood, { context });
    if (classId !== knownId) throw new NotFound('class', classId);
    if (context.ifRevision !== undefined && context.ifRevision !== 4) {
      throw new RuleBroken('revision-mismatch', 'This was changed meanwhile.', { current: 4 });
    }
    return answer({ id: classId, name: 'Spring' }, { revision: 5, position: 8 as Position });
  }

  @Get()
  @ApiOkResponse({ type: ClassPage })
  list(@Query() query: ListClasses): Page<ClassResource> {
    Object.assign(understood, { query });
    const after = query.cursor === undefined ? '' : classCursor.decode(query.cursor)[0];
    const rows = ['Autumn', 'Spring', 'Summer', 'Winter']
      .filter((name) => name > after)
      .slice(0, query.limit + 1)
      .map((name) => ({ id: knownId, name }));
    return classCursor.page(rows, query.limit, ({ name }) => [name]);
  }

  @Get('failing')
  fail(): never {
    throw thrown.error;
  }

  @Get(':classId')
  @ApiOkResponse({ type: ClassResource })
  one(@Param('classId', ParseId) classId: string): Answer<ClassResource> {
    if (classId !== knownId) throw new NotFound('class', classId);
    return answer({ id: classId, name: 'Spring' }, { revision: 4 });
  }
}

@Module({ controllers: [SampleController] })
export class SampleModule {}

export function logError(code: LogErrorCode): LogError {
  return new LogError(code, 'disk /srv/secret/path is in a bad state');
}
