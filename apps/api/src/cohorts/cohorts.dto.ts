import type { CalendarDate } from '#event-log';
import {
  IsCalendarDate,
  IsId,
  IsLocalTime,
  IsPart,
  IsPlainText,
  IsTimeZone,
  IsWholeNumber,
} from '../edge/fields.js';
import { IsName } from '../names.js';

export class DayBody {
  @IsCalendarDate()
  readonly date!: CalendarDate;

  @IsPlainText({
    max: 200,
    list: { max: 20 },
    description: 'Titles of the modules, in order',
    example: ['What is peer support', 'Recovery', 'Telling your story'],
  })
  readonly modules!: readonly string[];
}

export class SittingBody {
  @IsCalendarDate()
  readonly date!: CalendarDate;

  @IsLocalTime({ description: 'On the clock of the cohort’s time zone' })
  readonly startsAt!: string;
}

export class CohortBody {
  @IsName({ description: 'Of which program', example: 'us-massachusetts-cps' })
  readonly program!: string;

  @IsPlainText({ max: 200, example: 'Spring 2026' })
  readonly name!: string;

  @IsCalendarDate({
    optional: true,
    description:
      'Version of the rules it is judged by; unless given, the one in effect on its first day',
    example: '2018-01-01',
  })
  readonly policyVersion?: string;

  @IsTimeZone({ optional: true, description: 'The program’s, unless given' })
  readonly timeZone?: string;

  @IsWholeNumber({
    min: 1,
    max: 1_000,
    optional: true,
    description: 'Unless given, as many as are accepted',
    example: 24,
  })
  readonly seats?: number;

  @IsPart(() => DayBody, { list: { max: 200 } })
  readonly classDays!: readonly DayBody[];

  @IsPart(() => DayBody, { list: { max: 30 }, optional: true })
  readonly retreatDays: readonly DayBody[] = [];

  @IsPart(() => SittingBody, { list: { max: 30 }, optional: true })
  readonly examSittings: readonly SittingBody[] = [];
}

export class SessionDateBody {
  @IsCalendarDate({ description: 'The day to which it is moved' })
  readonly date!: CalendarDate;
}

export class EnrollmentBody {
  @IsId({ description: 'An accepted application to the same program' })
  readonly applicationId!: string;
}

export class SettledReadingBody {
  @IsName({
    description: 'Id of an open question of the rules',
    example: 'modules-late-or-missed',
  })
  readonly question!: string;

  @IsName({ description: 'Id of one of its readings', example: 'sum' })
  readonly reading!: string;

  @IsPlainText({
    max: 2_000,
    multiline: true,
    description:
      'Why. It is about the class and is kept as written: name nobody, and tell nobody’s story.',
    example: 'The program’s director said so on 2 March.',
  })
  readonly because!: string;
}
