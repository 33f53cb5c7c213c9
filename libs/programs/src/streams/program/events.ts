import { z } from 'zod';
import { field } from '#event-log';
import type { FactOf } from '#event-log';
import { policySchema } from '../../policy/schema.js';

/** What can have happened to a program's rules. Names are permanent in storage. */
export const programFacts = {
  /** The whole policy, so that the log alone says by which rules it was judged. */
  PolicyAdopted: z.strictObject({
    version: z.string(),
    /** SHA-256 of the policy's canonical JSON, hexadecimal. */
    digest: z.string().regex(/^[0-9a-f]{64}$/u),
    policy: policySchema,
    occurredOn: field.date,
  }),
};

export type ProgramFact = FactOf<typeof programFacts>;
