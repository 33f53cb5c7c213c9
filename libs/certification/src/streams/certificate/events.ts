import { z } from 'zod';
import { field } from '#event-log';
import type { FactOf } from '#event-log';

/** What can have happened to a person's credential. Names are permanent in storage. */
export const certificateFacts = {
  CertificateAwarded: z.strictObject({
    personId: field.id,
    enrollmentId: field.id,
    cohortId: field.id,
    program: field.name,
    policyVersion: z.string(),
    occurredOn: field.date,
    /** The facts of the enrollment that it was earned by. */
    because: z.array(field.factId),
  }),
};

export type CertificateFact = FactOf<typeof certificateFacts>;
