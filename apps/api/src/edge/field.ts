import { registerDecorator, ValidateIf } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';

export interface FieldOptions {
  /** May be left out. `null` is never a way to leave a field out. */
  readonly optional?: true;
  readonly description?: string;
  readonly example?: unknown;
  /** A list of such values, of this length. */
  readonly list?: ListOptions;
}

export interface ListOptions {
  readonly min?: number;
  readonly max: number;
  readonly distinct?: true;
}

/** What is wrong inside a field; `pointer` goes from the field on, `''` is the field itself. */
export interface FieldProblem {
  readonly pointer: string;
  readonly message: string;
}

/** What is wrong with one value, in words that follow the field's name; undefined when nothing is. */
export type Check = (value: unknown) => string | undefined;

/** The constraint, and the context, under which the pipe finds what is wrong inside a field. */
export const fieldRule = 'rollbookField';

export interface FieldContext {
  problemsOf(this: void, value: unknown): readonly FieldProblem[];
}

export interface ValueSchema {
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: string[];
  readonly example?: unknown;
}

/** One decorator for a field: its check at the edge, and its schema in the OpenAPI document. */
export function field(check: Check, schema: ValueSchema, options: FieldOptions): PropertyDecorator {
  const { list } = options;
  const { example, ...value } = schema;
  const shown = options.example ?? (list === undefined ? example : [example]);
  const described = {
    required: options.optional !== true,
    ...(options.description !== undefined && { description: options.description }),
    ...(shown !== undefined && { example: shown }),
  };
  return applyDecorators(
    checked(check, options),
    list === undefined
      ? ApiProperty({ ...value, ...described })
      : ApiProperty({
          type: 'array',
          items: value,
          minItems: list.min ?? 0,
          maxItems: list.max,
          ...(list.distinct && { uniqueItems: true }),
          ...described,
        }),
  );
}

/** The check of a field alone, for decorators that describe themselves. */
export function checked(check: Check, options: FieldOptions): PropertyDecorator {
  const { list } = options;
  const problemsOf = (value: unknown): readonly FieldProblem[] => {
    if (value === undefined) return [{ pointer: '', message: 'is missing' }];
    if (list !== undefined) return listProblems(value, check, list);
    const message = check(value);
    return message === undefined ? [] : [{ pointer: '', message }];
  };
  const context: FieldContext = { problemsOf };
  const decorators: PropertyDecorator[] = [
    (target, property) => {
      registerDecorator({
        name: fieldRule,
        target: target.constructor,
        propertyName: property as string,
        options: { context },
        validator: {
          validate: (value: unknown) => problemsOf(value).length === 0,
          defaultMessage: () => 'does not fit',
        },
      });
    },
  ];
  if (options.optional) {
    decorators.push(ValidateIf((_object, value) => value !== undefined));
  }
  return applyDecorators(...decorators);
}

function listProblems(
  value: unknown,
  check: Check,
  { min = 0, max, distinct }: ListOptions,
): readonly FieldProblem[] {
  if (!Array.isArray(value)) return [{ pointer: '', message: 'must be a list' }];
  if (value.length < min || value.length > max) {
    const message = `must hold ${min} to ${max} entries; it holds ${value.length}`;
    return [{ pointer: '', message }];
  }
  const items: readonly unknown[] = value;
  const seen = new Set<unknown>();
  return items.flatMap((item, index) => {
    const repeated = distinct === true && seen.has(item);
    seen.add(item);
    const message = repeated ? 'is in the list already' : check(item);
    return message === undefined ? [] : [{ pointer: `/${index}`, message }];
  });
}
