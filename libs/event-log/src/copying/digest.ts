import { createHash } from 'node:crypto';
import type { RecordedFact } from '../facts.js';

/**
 * Everything of a fact but its position, which is the store's own. Equal for equal facts, whatever
 * order a store gives the fields of an object back in.
 */
export function written({ stream, revision, id, type, data, metadata }: RecordedFact): string {
  return canonical([stream, revision, id, type, data, metadata]);
}

export function digestOf(fact: RecordedFact): Buffer {
  return createHash('sha256').update(written(fact)).digest();
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}
