import type { OpenAPIObject } from '@nestjs/swagger';
import { resolved } from './operations.js';
import type { SchemaOrRef } from './operations.js';

/** Where a value is not what its schema says: undescribed fields, missing ones, wrong types. */
export function misfits(
  description: OpenAPIObject,
  schemaOrRef: SchemaOrRef,
  value: unknown,
  at = '',
): readonly string[] {
  const schema = resolved(description, schemaOrRef);
  const inner = (part: SchemaOrRef, one: unknown, step: string) =>
    misfits(description, part, one, `${at}/${step}`);
  if (schema.allOf !== undefined) {
    return schema.allOf.flatMap((part) => misfits(description, part, value, at));
  }
  if (schema.oneOf !== undefined) {
    const fits = schema.oneOf.some((part) => misfits(description, part, value, at).length === 0);
    return fits ? [] : [`${at} fits none of its schemas`];
  }
  if (schema.enum !== undefined && !(schema.enum as unknown[]).includes(value)) {
    return [`${at} is ${JSON.stringify(value)}, which is not listed`];
  }
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${at} is no list`];
    const { items = {} } = schema;
    return value.flatMap((one, index) => inner(items, one, String(index)));
  }
  if (schema.type !== 'object') {
    const type = schema.type === 'integer' ? 'number' : schema.type;
    return typeof value === type ? [] : [`${at} is no ${String(type)}`];
  }
  if (typeof value !== 'object' || value === null) return [`${at} is no object`];
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required
    .filter((field) => !Object.hasOwn(value, field))
    .map((field) => `${at}/${field} is missing`);
  const wrong = Object.entries(value).flatMap(([field, one]: [string, unknown]) => {
    const described = properties[field];
    if (described !== undefined) return inner(described, one, field);
    if (additionalProperties === true) return [];
    if (typeof additionalProperties === 'object') return inner(additionalProperties, one, field);
    return [`${at}/${field} is not described`];
  });
  return [...missing, ...wrong];
}
