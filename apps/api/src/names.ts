import { Injectable } from '@nestjs/common';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { field } from './edge/field.js';
import type { FieldOptions } from './edge/field.js';
import { badInput } from './edge/problems.js';

const namePattern = /^[a-z0-9][a-z0-9.-]{0,79}$/;

/** A name that a policy or a cohort's plan gives to one of its parts, such as `class-3`. */
export function IsName(options: FieldOptions & { readonly example: unknown }): PropertyDecorator {
  return field(nameProblem, { type: 'string', pattern: namePattern.source }, options);
}

function nameProblem(value: unknown): string | undefined {
  return typeof value === 'string' && namePattern.test(value)
    ? undefined
    : 'must be a name such as class-3: a-z, 0-9, hyphen and dot, at most 80 characters';
}

/** For a path parameter: `@Param('session', ParseName) session: string`. */
@Injectable()
export class ParseName implements PipeTransform<unknown, string> {
  transform(value: unknown, metadata: ArgumentMetadata): string {
    const message = nameProblem(value);
    if (message === undefined) return value as string;
    throw badInput({ in: 'path', pointer: `/${metadata.data ?? 'name'}`, message });
  }
}

/** Describes a path parameter that is a name. */
export function NameParam(
  name: string,
  description: string,
  example: string,
): MethodDecorator & ClassDecorator {
  return ApiParam({
    name,
    description,
    schema: { type: 'string', pattern: namePattern.source, example },
  });
}
