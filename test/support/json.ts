import type { Json, JsonObject } from './api.js';

/** Parts of an answer that must be there. */

export function list(value: Json): readonly JsonObject[] {
  if (!Array.isArray(value)) throw new Error(`Not a list: ${JSON.stringify(value)}`);
  return value as readonly JsonObject[];
}

export function word(value: JsonObject | undefined, field: string): string {
  const found = value?.[field];
  if (typeof found !== 'string') throw new Error(`No ${field} in ${JSON.stringify(value)}`);
  return found;
}
