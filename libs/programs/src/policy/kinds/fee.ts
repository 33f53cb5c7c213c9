import { z } from 'zod';
import type { Ledger } from '../ledger.js';
import { requirementFields, slug, words } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { chosen, varying, whereSchema } from '../where.js';
import { anyTime, windowFlaws, windowSchema } from '../window.js';
import { leafKind, momentsOfWindow, notApplicable } from './kind.js';
import { sumOf, tidied } from './tally/counted.js';
import { inTime, timing } from './timing.js';

const money = z.number().min(0);

/** What is to be paid. `none` is that the source says there is no fee, and 0 that it is nothing. */
const schema = z.strictObject({
  kind: z.literal('fee'),
  ...requirementFields,
  for: slug.describe('What it is paid for, such as application, training, exam or renewal.'),
  amount: stated(varying(money)),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency such as USD'),
  window: stated(windowSchema)
    .exactOptional()
    .describe('When it must be paid, such as in the term; `none`: once paid is paid for ever.'),
  perUnit: z
    .strictObject({
      each: money,
      tally: slug,
      unit: slug,
      where: whereSchema.exactOptional(),
      window: stated(windowSchema)
        .exactOptional()
        .describe('When what is paid for must lie; `none` is any time.'),
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
  moments: ({ window, perUnit }) => [
    ...momentsOfWindow(window, ['window']),
    ...momentsOfWindow(perUnit?.window, ['perUnit', 'window']),
  ],
  flaws: ({ window, perUnit }) => [
    ...windowFlaws(window, ['window']),
    ...windowFlaws(perUnit?.window, ['perUnit', 'window']),
  ],
  judge: ({ id, amount, currency, window, perUnit }) => {
    const amountOf = isValue(amount) ? chosen(amount) : () => amount;
    const timingOf = timing(window);
    const unitsIn = timing(perUnit?.window);
    /** While it is not known when they count, all of them are paid for. */
    const unitsDue = (ledger: Ledger) =>
      perUnit === undefined
        ? 0
        : sumOf(ledger, perUnit, unitsIn(ledger).span ?? anyTime) * perUnit.each;
    return (ledger) => {
      const payments = ledger.of('payment').filter((item) => item.fee === id);
      const when = timingOf(ledger);
      const { fitting, findings } = inTime(payments, when, 'Paid on');
      const paid = tidied(fitting.reduce((sum, payment) => sum + payment.amount, 0));
      const evidence = fitting.map(({ ref }) => ref);
      const fixed = amountOf(ledger);
      if (fixed === 'none') return { outcome: notApplicable, evidence };
      if (fixed === 'not stated')
        return { outcome: { status: 'not-stated', have: paid, unit: currency }, evidence };
      const due = tidied(fixed + Math.min(unitsDue(ledger), perUnit?.atMost ?? Infinity));
      const tally = { due, paid };
      if (paid >= due) {
        const final = perUnit === undefined && when.final;
        return { outcome: { status: 'met', final }, evidence, tally };
      }
      return {
        outcome: { status: 'unmet', have: paid, need: due, unit: currency, ...when.missing },
        evidence: payments.map(({ ref }) => ref),
        findings,
        tally,
      };
    };
  },
});
