import { z } from 'zod';
import { requirementFields, slug, words } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { chosen, varying, whereSchema } from '../where.js';
import { anyTime } from '../window.js';
import { leafKind, notApplicable } from './kind.js';
import { sumOf, tidied } from './tally/counted.js';

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
  judge: ({ id, amount, currency, perUnit }) => {
    const amountOf = isValue(amount) ? chosen(amount) : () => amount;
    return (ledger) => {
      const payments = ledger.of('payment').filter((item) => item.fee === id);
      const evidence = payments.map(({ ref }) => ref);
      const paid = tidied(payments.reduce((sum, payment) => sum + payment.amount, 0));
      const fixed = amountOf(ledger);
      if (fixed === 'none') return { outcome: notApplicable, evidence };
      if (fixed === 'not stated')
        return { outcome: { status: 'not-stated', have: paid, unit: currency }, evidence };
      const units = perUnit === undefined ? 0 : sumOf(ledger, perUnit, anyTime) * perUnit.each;
      const due = tidied(fixed + Math.min(units, perUnit?.atMost ?? Infinity));
      const tally = { due, paid };
      if (paid >= due)
        return { outcome: { status: 'met', final: perUnit === undefined }, evidence, tally };
      return {
        outcome: { status: 'unmet', have: paid, need: due, unit: currency, reachable: true },
        evidence,
        tally,
      };
    };
  },
});
