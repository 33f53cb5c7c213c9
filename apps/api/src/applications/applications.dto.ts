import type { CalendarDate } from '#event-log';
import {
  IsCalendarDate,
  IsChoice,
  IsId,
  IsLocalTime,
  IsPart,
  IsPlainText,
} from '../edge/fields.js';
import { HappeningBody } from '../happening.dto.js';
import { IsName } from '../names.js';

const interviewModes = ['in-person', 'video', 'telephone'] as const;
type Mode = (typeof interviewModes)[number];

export class StatementBody {
  @IsName({
    description: 'Id of a statement that the rules ask an applicant to attest',
    example: 'lived-experience',
  })
  readonly statement!: string;

  @IsPlainText({
    max: 100,
    optional: true,
    description: 'One of the choices that the rules list for the statement, or `other`',
    example: 'GED',
  })
  readonly detail?: string;
}

export class ApplicationBody extends HappeningBody {
  @IsId({ description: 'Who applies' })
  readonly personId!: string;

  @IsName({ description: 'What for', example: 'us-massachusetts-cps' })
  readonly program!: string;

  @IsPart(() => StatementBody, {
    list: { max: 100 },
    description: 'What the applicant attested on the form; more can follow later',
  })
  readonly statements!: readonly StatementBody[];
}

export class StatementsBody extends HappeningBody {
  @IsPart(() => StatementBody, { list: { min: 1, max: 100 } })
  readonly statements!: readonly StatementBody[];
}

export class ReferenceBody extends HappeningBody {
  @IsId({ description: 'From POST /people/{personId}/referees' })
  readonly refereeId!: string;

  @IsName({ description: 'What the referee is to the applicant', example: 'colleague' })
  readonly relation!: string;

  @IsName({
    list: { max: 20, distinct: true },
    description: 'What the rules ask of referees and this one is',
    example: ['involved-in-peer-support'],
  })
  readonly roles!: readonly string[];

  @IsCalendarDate({
    description: 'Since when the referee has known the applicant',
    example: '2021-05-01',
  })
  readonly knownSince!: CalendarDate;

  @IsName({
    optional: true,
    description: 'What it was written for, where the rules ask',
    example: 'this-application',
  })
  readonly purpose?: string;

  @IsName({
    optional: true,
    list: { max: 20, distinct: true },
    description: 'What it confirms, where the rules ask',
    example: ['ability-to-perform-the-role'],
  })
  readonly confirms?: readonly string[];
}

export class InterviewBody {
  @IsCalendarDate({
    optional: true,
    description: 'The day on which it was arranged; today unless given',
  })
  readonly occurredOn?: CalendarDate;

  @IsCalendarDate({ description: 'When it is to take place' })
  readonly date!: CalendarDate;

  @IsLocalTime({ optional: true })
  readonly startsAt?: string;

  @IsChoice(interviewModes, { description: 'How it is to be held', example: 'in-person' })
  readonly mode!: Mode;
}

export class InterviewRecordBody extends HappeningBody {
  @IsChoice(interviewModes, { description: 'How it was held', example: 'in-person' })
  readonly mode!: Mode;

  @IsPlainText({
    max: 10_000,
    multiline: true,
    optional: true,
    description: 'What the interviewer noted. It is kept sealed, and is gone with an erasure.',
  })
  readonly notes?: string;
}

export class WithdrawalBody extends HappeningBody {
  @IsPlainText({
    max: 2_000,
    multiline: true,
    optional: true,
    description: 'Kept sealed, and gone with an erasure',
  })
  readonly reason?: string;
}
