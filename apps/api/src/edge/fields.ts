import { applyDecorators } from '@nestjs/common';
import type { Type as ClassOf } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { Temporal } from 'temporal-polyfill';
import { checked, field } from './field.js';
import type { FieldOptions, ListOptions } from './field.js';

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const zonePattern = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;

// A year outside these is a slip of the hand, and far years overflow what durations are added to.
const firstYear = 1900;
const lastYear = 2199;

/** An id that Rollbook gave: a UUID in lower case. */
export function IsId(options: FieldOptions = {}): PropertyDecorator {
  const example = '01890a5d-ac96-774b-bcce-b302099a8057';
  return field(idProblem, { type: 'string', format: 'uuid', example }, options);
}

export function idProblem(value: unknown): string | undefined {
  return typeof value === 'string' && idPattern.test(value)
    ? undefined
    : 'must be an id that Rollbook gave: a UUID in lower case';
}

/** A day that exists, `YYYY-MM-DD`. */
export function IsCalendarDate(options: FieldOptions = {}): PropertyDecorator {
  return field(dateProblem, { type: 'string', format: 'date', example: '2026-03-02' }, options);
}

function dateProblem(value: unknown): string | undefined {
  if (typeof value !== 'string' || !datePattern.test(value)) {
    return 'must be a date such as 2026-03-02';
  }
  return dayProblem(value);
}

function dayProblem(day: string): string | undefined {
  const year = Number(day.slice(0, 4));
  if (year < firstYear || year > lastYear) {
    return `must be a date between ${firstYear} and ${lastYear}`;
  }
  return parses(() => Temporal.PlainDate.from(day)) ? undefined : `${day} is not a day that exists`;
}

/** A wall-clock time, `HH:MM`, 00:00 to 23:59. */
export function IsLocalTime(options: FieldOptions = {}): PropertyDecorator {
  return field(
    (value) =>
      typeof value === 'string' && timePattern.test(value)
        ? undefined
        : 'must be a time such as 09:30, from 00:00 to 23:59',
    { type: 'string', pattern: timePattern.source, example: '09:30' },
    options,
  );
}

/** An instant with its offset, ISO 8601. */
export function IsInstant(options: FieldOptions = {}): PropertyDecorator {
  return field(
    (value) => {
      if (typeof value !== 'string' || !instantPattern.test(value)) {
        return 'must be an instant with its offset, such as 2026-03-02T09:30:00-05:00';
      }
      return (
        dayProblem(value.slice(0, 10)) ??
        (parses(() => Temporal.Instant.from(value)) ? undefined : 'is not an instant that exists')
      );
    },
    { type: 'string', format: 'date-time', example: '2026-03-02T09:30:00-05:00' },
    options,
  );
}

/** A time zone of the IANA database, `America/New_York`. */
export function IsTimeZone(options: FieldOptions = {}): PropertyDecorator {
  return field(
    (value) =>
      typeof value === 'string' &&
      zonePattern.test(value) &&
      parses(() => new Intl.DateTimeFormat('en', { timeZone: value }))
        ? undefined
        : 'must be a time zone of the IANA database, such as America/New_York',
    { type: 'string', example: 'America/New_York' },
    options,
  );
}

interface TextOptions extends FieldOptions {
  /** Characters. */
  readonly max: number;
  /** Line breaks and tabs are allowed. */
  readonly multiline?: true;
}

/** Text that a person wrote: not blank, no control characters, well-formed. */
export function IsPlainText(options: TextOptions): PropertyDecorator {
  const { max, multiline } = options;
  // Beside controls: direction overrides, which make a name read as another in an audit.
  const unfit = multiline
    ? /(?![\n\r\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u
    : /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
  return field(
    (value) => {
      if (typeof value !== 'string') return 'must be text';
      if (value.trim() === '') return 'must not be blank';
      if (value.length > 2 * max || Array.from(value).length > max) {
        return `must be at most ${max} characters long`;
      }
      if (!value.isWellFormed() || unfit.test(value)) {
        return `must be plain text without control characters${multiline ? '' : ' and on one line'}`;
      }
      return undefined;
    },
    { type: 'string', minLength: 1, maxLength: max },
    options,
  );
}

/** One of a few words. */
export function IsChoice(
  choices: readonly string[],
  options: FieldOptions = {},
): PropertyDecorator {
  return field(
    (value) =>
      typeof value === 'string' && choices.includes(value)
        ? undefined
        : `must be one of: ${choices.join(', ')}`,
    { type: 'string', enum: [...choices] },
    options,
  );
}

interface NumberOptions extends FieldOptions {
  readonly min: number;
  readonly max: number;
  /** In a query string, where a number is written in digits. */
  readonly inQuery?: true;
}

/** A whole number; in a body a JSON number, never text. */
export function IsWholeNumber(options: NumberOptions): PropertyDecorator {
  const { min, max, inQuery } = options;
  const decorator = field(
    (value) =>
      Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
        ? undefined
        : `must be a whole number from ${min} to ${max}`,
    { type: 'integer', minimum: min, maximum: max },
    options,
  );
  return inQuery
    ? applyDecorators(
        decorator,
        Transform(({ value }) => fromDigits(value)),
      )
    : decorator;
}

function fromDigits(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

/** `true` or `false`; in a query string the same words. */
export function IsFlag(
  options: FieldOptions & { readonly inQuery?: true } = {},
): PropertyDecorator {
  const decorator = field(
    (value) => (typeof value === 'boolean' ? undefined : 'must be true or false'),
    { type: 'boolean' },
    options,
  );
  const fromWord = (value: unknown) =>
    value === 'true' ? true : value === 'false' ? false : value;
  return options.inQuery
    ? applyDecorators(
        decorator,
        Transform(({ value }) => fromWord(value)),
      )
    : decorator;
}

/** An object with fields of its own; with `list`, a list of them. */
export function IsPart<Part extends object>(
  part: () => ClassOf<Part>,
  options: FieldOptions = {},
): PropertyDecorator {
  const { list, optional, description } = options;
  return applyDecorators(
    // `ValidateNested` alone takes a list for an object, and an empty list for anything.
    checked((value) => (value instanceof part() ? undefined : 'must be an object'), options),
    ValidateNested(list === undefined ? {} : { each: true }),
    Type(part),
    ApiProperty({
      // Swagger knows a class that is named later by this function's name, `type`.
      type: () => part(),
      required: optional !== true,
      ...(description !== undefined && { description }),
      ...(list !== undefined && arrayOf(list)),
    }),
  );
}

function arrayOf({ min = 0, max }: ListOptions) {
  return { isArray: true, minItems: min, maxItems: max };
}

function parses(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
