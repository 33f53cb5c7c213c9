import type { OpenAPIObject } from '@nestjs/swagger';
import type { Method } from './api.js';

type Components = NonNullable<OpenAPIObject['components']>;
export type SchemaOrRef = NonNullable<Components['schemas']>[string];
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** One operation of the API's description; `path` is below /api/v1. */
export interface Described {
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
  readonly body?: {
    readonly required: boolean;
    readonly schema: SchemaOrRef;
    readonly example?: Readonly<Record<string, unknown>>;
  };
}

const methods = ['get', 'post', 'put', 'delete'] as const;

export function operationsOf(description: OpenAPIObject): readonly Described[] {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    methods.flatMap((method): Described[] => {
      const operation = item[method];
      if (operation === undefined) return [];
      const body = bodyOf(operation);
      return [
        {
          name: operation.operationId ?? `${method} ${path}`,
          method: method.toUpperCase() as Method,
          path: path.replace('/api/v1', ''),
          operation,
          ...(body !== undefined && { body }),
        },
      ];
    }),
  );
}

function bodyOf({ requestBody }: Operation): Described['body'] {
  if (requestBody === undefined || '$ref' in requestBody) return undefined;
  const { schema, examples } = requestBody.content['application/json'] ?? {};
  if (schema === undefined) return undefined;
  const example = examples?.['example'];
  const value = example !== undefined && 'value' in example ? (example.value as unknown) : {};
  return {
    required: requestBody.required ?? false,
    schema,
    example: value as Readonly<Record<string, unknown>>,
  };
}

/** A schema with its references followed. */
export function resolved(
  description: OpenAPIObject,
  schema: SchemaOrRef,
): Exclude<SchemaOrRef, { $ref: string }> {
  if (!('$ref' in schema)) return schema;
  const name = schema.$ref.replace('#/components/schemas/', '');
  const found = description.components?.schemas?.[name];
  if (found === undefined) throw new Error(`${schema.$ref} leads nowhere`);
  return resolved(description, found);
}

/** Every `$ref` anywhere in the description. */
export function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}
