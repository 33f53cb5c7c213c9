import { z } from 'zod';

/** A value, explicitly none, or not stated by the source: three different things. */
export type Stated<Value> = Value | 'none' | 'not stated';

export function stated<Schema extends z.ZodType>(value: Schema) {
  return z.union([z.literal('not stated'), z.literal('none'), value]);
}

export function isValue<Value>(
  field: Stated<Value>,
): field is Exclude<Value, 'none' | 'not stated'> {
  return field !== 'none' && field !== 'not stated';
}
