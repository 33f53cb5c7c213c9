import type { CalendarDate } from '#event-log';
import { IsCalendarDate, IsChoice, IsFlag, IsPart, IsWholeNumber } from '../edge/fields.js';
import { field } from '../edge/field.js';
import type { FieldOptions } from '../edge/field.js';
import { HappeningBody, ReasonedBody, VoidBody } from '../happening.dto.js';
import { MarkBody } from '../marks.js';
import { IsName } from '../names.js';

const highestScore = 10_000;

function IsScore(options: FieldOptions): PropertyDecorator {
  return field(
    (value) =>
      typeof value === 'number' && value >= 0 && value <= highestScore
        ? undefined
        : `must be a number from 0 to ${highestScore}`,
    { type: 'number', minimum: 0, maximum: highestScore, example: 87.5 },
    options,
  );
}

export class HomeworkBody extends HappeningBody {
  @IsName({ description: 'The class day that it was set on', example: 'class-3' })
  readonly sessionId!: string;
}

export class AccommodationBody extends HappeningBody {
  @IsName({
    description: 'The requirement of the rules that speaks of it',
    example: 'testing-accommodation',
  })
  readonly requirement!: string;

  @IsName({ description: 'What is asked for, of what the rules offer', example: 'extra-time' })
  readonly offer!: string;

  @IsCalendarDate({ optional: true, description: 'First day on which it is needed' })
  readonly neededOn?: CalendarDate;
}

export class LetterBody extends HappeningBody {
  @IsName({ description: 'Who wrote it', example: 'doctor' })
  readonly letterFrom!: string;

  @IsFlag({
    description:
      'Whether the letter names the very accommodation that was requested. No diagnosis is recorded.',
    example: true,
  })
  readonly namesAccommodation!: boolean;
}

export class AccommodationDecisionBody extends ReasonedBody {
  @IsChoice(['granted', 'denied'], { example: 'granted' })
  readonly decision!: 'granted' | 'denied';
}

export class CorrectionBody extends VoidBody {
  @IsPart(() => MarkBody, {
    optional: true,
    description:
      'What became of the module in truth; only where the wrong record is one of attendance',
  })
  readonly as?: MarkBody;
}

export class ExamAttemptBody extends HappeningBody {
  @IsName({ description: 'The sitting of the cohort at which it was made', example: 'exam-1' })
  readonly sittingId!: string;

  @IsName({
    optional: true,
    description: 'Id of the requirement that asks for the exam, where the rules know several',
    example: 'written-exam',
  })
  readonly exam?: string;

  @IsWholeNumber({ min: 1, max: 1_440, optional: true, example: 170 })
  readonly minutesTaken?: number;
}

export class ExamMarkBody extends HappeningBody {
  @IsChoice(['passed', 'failed'], {
    description: 'What the person who marks says; it is never computed from the score',
    example: 'passed',
  })
  readonly result!: 'passed' | 'failed';

  @IsScore({ optional: true, description: 'Kept as given' })
  readonly score?: number;
}
