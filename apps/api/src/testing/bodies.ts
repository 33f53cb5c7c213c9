import type { OpenAPIObject } from '@nestjs/swagger';
import fc from 'fast-check';
import { resolved } from './operations.js';
import type { SchemaOrRef } from './operations.js';

/** What exists, by the name of the field or parameter it fits: the log must be reached to break. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Mostly what fits a place of that name, now and then what fits another. */
export function knownFor(known: Known, place: string): fc.Arbitrary<string> {
  const all = Object.values(known).flat();
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...(known[place] ?? all)) },
    { weight: 1, arbitrary: fc.constantFrom(...all) },
  );
}

export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '2026-02-30',
    '0000-00-00',
    -0,
    1e308,
    -1,
    [],
    {},
    [[]],
    [null],
    '\ud800',
    '\0',
    '\u202e',
    '__proto__',
    'constructor',
    'toString',
    '😀'.repeat(200),
    'x'.repeat(20_000),
  ),
);

/** Values that mostly fit a schema of the API's description, and sometimes don't at all. */
export function bodyFor(
  description: OpenAPIObject,
  schema: SchemaOrRef,
  known: Known,
  place = '',
): fc.Arbitrary<unknown> {
  const fit = fitting(description, schema, known, place);
  return fc.oneof({ weight: 24, arbitrary: fit }, { weight: 1, arbitrary: odd });
}

function fitting(
  description: OpenAPIObject,
  schemaOrRef: SchemaOrRef,
  known: Known,
  place: string,
): fc.Arbitrary<unknown> {
  const schema = resolved(description, schemaOrRef);
  if (schema.enum !== undefined) return fc.constantFrom<unknown>(...(schema.enum as unknown[]));
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const fields = Object.fromEntries(
        Object.entries(properties).map(([field, inner]) => [
          field,
          bodyFor(description, inner, known, field),
        ]),
      );
      const fit = fc.record(fields, { requiredKeys: required });
      const more = fc.dictionary(fc.string({ maxLength: 5 }), odd, { maxKeys: 1 });
      return fc.oneof(
        { weight: 18, arbitrary: fit },
        { weight: 1, arbitrary: fc.tuple(fit, more).map(([a, b]) => ({ ...a, ...b })) },
        { weight: 1, arbitrary: fc.record(fields, { requiredKeys: [] }) },
      );
    }
    case 'array':
      return fc.array(bodyFor(description, schema.items ?? {}, known, place), { maxLength: 4 });
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 5 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -5, max: schema.maximum ?? 5, noNaN: true });
    case undefined:
    default:
      return text(schema, known, place);
  }
}

const dates = fc.constantFrom(
  '1900-01-01',
  '2020-02-29',
  '2026-01-10',
  '2026-01-12',
  '2026-03-02',
  '2026-03-09',
  '2026-04-05',
  '2199-12-31',
  '2026-02-30',
);

interface TextSchema {
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly example?: unknown;
}

function text(schema: TextSchema, known: Known, place: string): fc.Arbitrary<unknown> {
  switch (schema.format) {
    case 'uuid':
      return knownFor(known, place);
    case 'date':
      return dates;
    case 'email':
      return fc.constantFrom('a@b.c', 'sam@example.org', '😀@b.c', 'a@b');
    case undefined:
    default:
      if (schema.pattern !== undefined) {
        const example = fc.constantFrom('09:00', String(schema.example));
        return fc.oneof(knownFor(known, place), example);
      }
      return fc.oneof(
        fc.constantFrom('America/New_York', 'UTC', 'GED', 'Because.'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        // As long as the description allows, in characters that take two code units each.
        fc.constant('😀'.repeat(schema.maxLength ?? 1)),
      );
  }
}
