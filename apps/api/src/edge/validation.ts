import { Injectable, ValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { fieldRule } from './field.js';
import type { FieldContext } from './field.js';
import { idProblem } from './fields.js';
import { escapePointer } from './json-body.js';
import { badInput } from './problems.js';
import type { InputError } from './problems.js';

// A caller mends a few places at a time; a list of thousands would only cost both sides.
const reportedErrors = 50;

/** Checks every body, query and path class at the edge; refuses unknown fields and wrong types. */
@Injectable()
export class EdgeValidation implements PipeTransform {
  readonly #pipes = {
    body: pipeFor('body'),
    query: pipeFor('query'),
    param: pipeFor('path'),
  };

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type } = metadata;
    if (type !== 'body' && type !== 'query' && type !== 'param') return value;
    if (type === 'body' && metadata.data === undefined) {
      if (value !== undefined && !isPlainObject(value)) {
        throw badInput({ in: 'body', pointer: '', message: 'must be a JSON object' });
      }
    } else if (isPlainObject(value) && Object.hasOwn(value, '__proto__')) {
      throw badInput({ in: 'query', pointer: '/__proto__', message: 'is not known here' });
    }
    return (await this.#pipes[type].transform(value, metadata)) as unknown;
  }
}

/** For a path parameter: `@Param('cohortId', ParseId) cohortId: string`. */
@Injectable()
export class ParseId implements PipeTransform<unknown, string> {
  transform(value: unknown, metadata: ArgumentMetadata): string {
    const message = idProblem(value);
    if (message === undefined) return value as string;
    throw badInput({ in: 'path', pointer: `/${metadata.data ?? 'id'}`, message });
  }
}

function pipeFor(part: InputError['in']): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    // What was sent is needed to say what is wrong inside it.
    validationError: { target: false, value: true },
    transformOptions: { enableImplicitConversion: false },
    exceptionFactory: (errors) => {
      const all = errors.flatMap((error) => [...inputErrors(error, part, '')]);
      const shown = all.slice(0, reportedErrors);
      if (all.length > shown.length) {
        const rest = `${all.length - shown.length} more places do not fit`;
        shown.push({ in: part, pointer: '', message: rest });
      }
      return badInput(...shown);
    },
  });
}

function* inputErrors(
  error: ValidationError,
  part: InputError['in'],
  parent: string,
): Generator<InputError> {
  const pointer = `${parent}/${escapePointer(error.property)}`;
  const { constraints = {}, children = [] } = error;
  if (fieldRule in constraints) {
    const context = error.contexts?.[fieldRule] as FieldContext;
    for (const problem of context.problemsOf(error.value)) {
      yield { in: part, pointer: `${pointer}${problem.pointer}`, message: problem.message };
    }
    return;
  }
  if ('whitelistValidation' in constraints) {
    yield { in: part, pointer, message: 'is not a field here; leave it out or check its spelling' };
    return;
  }
  for (const message of Object.values(constraints)) yield { in: part, pointer, message };
  for (const child of children) yield* inputErrors(child, part, pointer);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
