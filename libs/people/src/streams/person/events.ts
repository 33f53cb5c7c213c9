import { z } from 'zod';
import { field } from '#event-log';
import type { FactOf } from '#event-log';

/**
 * What can have happened to a person's record. Names are permanent in storage. `personal` and
 * `referee` are sealed JSON of `PersonalDetails` and `RefereeDetails`.
 */
export const personFacts = {
  PersonRegistered: z.strictObject({ personal: field.sealed }),
  PersonalDetailsCorrected: z.strictObject({ personal: field.sealed }),
  RefereeNamed: z.strictObject({ refereeId: field.id, referee: field.sealed }),
  PersonErased: z.strictObject({}),
};

export type PersonFact = FactOf<typeof personFacts>;

/** Who a person is and how to reach them. Only ever stored sealed. */
export const personalDetails = z.strictObject({
  name: z.string(),
  email: z.string().optional(),
  phone: z.string().optional(),
});
export type PersonalDetails = z.infer<typeof personalDetails>;

/** Who vouches for a person. Only ever stored sealed, with the key of the person vouched for. */
export const refereeDetails = z.strictObject({
  name: z.string(),
  email: z.string().optional(),
});
export type RefereeDetails = z.infer<typeof refereeDetails>;
