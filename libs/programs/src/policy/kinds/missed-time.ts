import { z } from 'zod';
import { timeSpan } from '../calendar.js';
import { countingSchema } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { stated } from '../stated.js';
import { leafKind } from './kind.js';

/** A budget of time that may be missed, lateness and early leaving added up. */
const schema = z.strictObject({
  kind: z.literal('missed-time'),
  ...requirementFields,
  sessions: z.array(slug).min(1).describe('Kinds of sessions whose time counts.'),
  atMost: z
    .union([timeSpan, z.strictObject({ percent: z.number().min(0).max(100) })])
    .describe('Exactly as much is still within it; percent is of the time planned.'),
  late: countingSchema.describe('Whether minutes late add up.'),
  early: countingSchema.describe('Whether minutes of leaving early add up.'),
  away: countingSchema.describe('Whether minutes away in between add up.'),
  excused: countingSchema.describe('Whether time missed with an excuse adds up.'),
  wholeFrom: z
    .strictObject({ late: timeSpan.exactOptional(), early: timeSpan.exactOptional() })
    .exactOptional()
    .describe('From so much late or early on, the whole module is missed.'),
  approval: z
    .enum(['needed', 'not-needed'])
    .describe('Whether time may only be missed with the approval of who runs the training.'),
});

export const missedTime = leafKind({
  schema,
  judge: () => () => ({ outcome: { status: 'not-stated' } }),
});
