import { applyDecorators, HttpCode } from '@nestjs/common';
import type { Type as ClassOf } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CommandAnswer } from './command-answer.js';

interface Described {
  readonly summary: string;
  /** For a coordinator: what it is for, when it is refused, what follows from it. */
  readonly description: string;
}

interface CommandDescribed extends Described {
  readonly body?: ClassOf;
  /** A whole body that fits. */
  readonly example?: object;
  /** It may be left out: none of its fields is needed. */
  readonly bodyOptional?: true;
  readonly answers?: ClassOf;
}

/** A command that changes what is there: 200. */
export function Changes(described: CommandDescribed): MethodDecorator {
  const { answers = CommandAnswer } = described;
  return applyDecorators(
    HttpCode(200),
    ...asked(described),
    ApiOkResponse({ type: answers, description: 'What was recorded, or would be' }),
  );
}

/** A command that creates something with an address of its own: 201. */
export function Creates(described: CommandDescribed): MethodDecorator {
  return applyDecorators(
    HttpCode(201),
    ...asked(described),
    ApiCreatedResponse({
      type: CommandAnswer,
      description: 'What was recorded; the same on a repeat with the same Idempotency-Key',
      headers: {
        Location: {
          description: 'Address of what was created',
          schema: { type: 'string', format: 'uri-reference' },
        },
      },
    }),
    ApiOkResponse({
      type: CommandAnswer,
      description: 'With `preview=true`, or when it was there already: nothing was recorded',
    }),
  );
}

/** A question about what is recorded. */
export function Answers({
  summary,
  description,
  type,
}: Described & { readonly type: ClassOf }): MethodDecorator {
  return applyDecorators(ApiOperation({ summary, description }), ApiOkResponse({ type }));
}

function asked({ summary, description, body, example, bodyOptional }: CommandDescribed) {
  return [
    ApiOperation({ summary, description }),
    ...(body === undefined
      ? []
      : [
          ApiBody({
            type: body,
            required: bodyOptional !== true,
            ...(example !== undefined && { examples: { example: { value: example } } }),
          }),
        ]),
  ];
}
