import { field } from '../edge/field.js';
import type { FieldOptions } from '../edge/field.js';
import { IsPlainText } from '../edge/fields.js';

const emailPattern = /^[^\s@\p{Cc}]{1,64}@[^\s@.\p{Cc}]+(\.[^\s@.\p{Cc}]+)+$/u;

function IsEmailAddress(options: FieldOptions): PropertyDecorator {
  return field(
    (value) =>
      typeof value === 'string' && value.length <= 254 && emailPattern.test(value)
        ? undefined
        : 'must be a mail address such as sam@example.org',
    { type: 'string', format: 'email', maxLength: 254, example: 'sam@example.org' },
    options,
  );
}

export class PersonalDetailsBody {
  @IsPlainText({ max: 200, description: 'As the person writes it', example: 'Sam Rivera' })
  readonly name!: string;

  @IsEmailAddress({ optional: true })
  readonly email?: string;

  @IsPlainText({ max: 40, optional: true, example: '+1 617 555 0100' })
  readonly phone?: string;
}

export class RefereeBody {
  @IsPlainText({ max: 200, description: 'Who vouches for the person', example: 'Dana Lee' })
  readonly name!: string;

  @IsEmailAddress({ optional: true })
  readonly email?: string;
}
