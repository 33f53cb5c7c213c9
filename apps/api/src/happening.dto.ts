import { ApiSchema } from '@nestjs/swagger';
import type { CalendarDate } from '#event-log';
import { IsCalendarDate, IsChoice, IsId, IsPlainText } from './edge/fields.js';
import { IsName } from './names.js';

/** For a command that takes nothing: no body, or an empty object. */
@ApiSchema({ description: 'An empty object' })
export class NothingMore {}

export class HappeningBody {
  @IsCalendarDate({ optional: true, description: 'The day it happened; today unless given' })
  readonly occurredOn?: CalendarDate;
}

export class ReasonedBody extends HappeningBody {
  @IsPlainText({
    max: 2_000,
    multiline: true,
    description: 'Why, for whoever asks later. It is kept sealed, and is gone with an erasure.',
    example: 'Settled in the staff meeting of 2 March.',
  })
  readonly reason!: string;
}

export class ReadingBody extends ReasonedBody {
  @IsName({
    description: 'Id of an open question of the rules',
    example: 'modules-late-or-missed',
  })
  readonly question!: string;

  @IsName({ description: 'Id of one of its readings', example: 'separate' })
  readonly reading!: string;
}

export class JudgementBody extends ReasonedBody {
  @IsName({ description: 'Id of the requirement that waits for a person', example: 'references' })
  readonly requirement!: string;

  @IsChoice(['met', 'unmet'], { description: 'What was decided', example: 'met' })
  readonly outcome!: 'met' | 'unmet';
}

export class VoidBody {
  @IsId({ description: 'The fact that is wrong, from the timeline' })
  readonly factId!: string;

  @IsPlainText({ max: 2_000, multiline: true, description: 'Kept sealed, gone with an erasure' })
  readonly reason!: string;
}
