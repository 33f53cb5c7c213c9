import { z } from 'zod';
import { requirementFields, slug, words } from '../quote.js';
import { stated } from '../stated.js';
import { varying, whereSchema } from '../where.js';
import { leafKind } from './kind.js';

const money = z.number().min(0);

/** What is to be paid. `none` is that the source says there is no fee, and 0 that it is nothing. */
const schema = z.strictObject({
  kind: z.literal('fee'),
  ...requirementFields,
  for: slug.describe('What it is paid for, such as application, training, exam or renewal.'),
  amount: stated(varying(money)),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency such as USD'),
  perUnit: z
    .strictObject({
      each: money,
      tally: slug,
      unit: slug,
      where: whereSchema.exactOptional(),
      atMost: money.exactOptional().describe('Cap on this part.'),
    })
    .exactOptional()
    .describe('Beside the amount, so much for each of a tally.'),
  paidBy: stated(words).default('not stated').describe('Who pays it; shown, never judged.'),
  waiver: stated(words)
    .default('not stated')
    .describe('Scholarships and the like; granted as a waiver of this requirement.'),
});

export const fee = leafKind({
  schema,
  judge: () => () => ({ outcome: { status: 'not-stated' } }),
});
