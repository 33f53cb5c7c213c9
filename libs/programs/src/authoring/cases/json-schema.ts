import { z } from 'zod';
import { caseFileSchema } from '../../cases/case.js';
import { describing, type Node } from '../json-schema.js';

/** The JSON Schema of a case file, with words on every field for whoever writes one. */
export function caseJsonSchema(): Node {
  const schema = z.toJSONSchema(caseFileSchema, {
    io: 'input',
    target: 'draft-7',
    override: describing,
  }) as Node;
  return {
    title: 'People on whom a policy is tried',
    description: 'Each case says what is known of a person and what should come of it.',
    ...schema,
  };
}
