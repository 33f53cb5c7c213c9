import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { RollEntry } from '#training';
import { IsChoice } from './edge/fields.js';
import { FitsSiblings } from './siblings.js';

const marks = ['attended', 'late', 'missed', 'excused'] as const;
type Mark = (typeof marks)[number];

const mostMinutes = 1_440;

function IsMinutesLate(): PropertyDecorator {
  return applyDecorators(
    FitsSiblings<{ outcome: unknown }>((minutes, { outcome }) => {
      if (outcome !== 'late') {
        return minutes === undefined ? undefined : 'belongs to the outcome late only; leave it out';
      }
      if (minutes === undefined) return 'is missing: late needs to say by how many minutes';
      return Number.isSafeInteger(minutes) &&
        (minutes as number) >= 1 &&
        (minutes as number) <= mostMinutes
        ? undefined
        : `must be a whole number from 1 to ${mostMinutes}`;
    }),
    ApiProperty({
      type: 'integer',
      minimum: 1,
      maximum: mostMinutes,
      required: false,
      description: 'Needed with `late`, and with nothing else',
      example: 12,
    }),
  );
}

/** What became of one module for one trainee. */
export class MarkBody {
  @IsChoice(marks, {
    description: '`excused`: missed, and the program excused it; whether it counts, the rules say',
    example: 'late',
  })
  readonly outcome!: Mark;

  @IsMinutesLate()
  readonly minutesLate?: number;
}

type MarkedAs = Extract<RollEntry, { readonly all: unknown }>['all'];

export function markedAs({ outcome, minutesLate }: MarkBody): MarkedAs {
  // `late` comes with its minutes; that is checked with the body.
  return outcome === 'late' ? { outcome, minutesLate: minutesLate as number } : { outcome };
}
