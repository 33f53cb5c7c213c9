import { z } from 'zod';
import type { Finding } from '../outcome.js';
import { requirementFields, slug, words } from '../quote.js';
import { stated } from '../stated.js';
import { fits, whereSchema } from '../where.js';
import { lies, windowFlaws, windowSchema } from '../window.js';
import { leafKind, momentsOfWindow } from './kind.js';
import { daysAsked, timing } from './timing.js';

/** A paper that must be there: a transcript, a background check, a signed code of ethics. */
const schema = z.strictObject({
  kind: z.literal('document'),
  ...requirementFields,
  document: z.union([slug, z.array(slug).min(1)]).describe('Which; any of a list does.'),
  count: z.int().min(1).default(1),
  window: stated(windowSchema).describe('When it must be dated; `none` is any time.'),
  where: whereSchema.exactOptional().describe('Attributes it must have, such as its result.'),
  channels: stated(z.array(words).min(1)).default('not stated').describe('Shown, never judged.'),
});

export const document = leafKind({
  schema,
  moments: ({ window }) => momentsOfWindow(window, ['window']),
  flaws: ({ window }) => windowFlaws(window, ['window']),
  judge: ({ document: wanted, count, window, where = {}, title }) => {
    const names = new Set([wanted].flat());
    const timingOf = timing(window);
    return (ledger) => {
      const { span, final, missing } = timingOf(ledger);
      const papers = ledger.of('document').filter((item) => names.has(item.document));
      const evidence = papers.map(({ ref }) => ref);
      const findings: Finding[] = [];
      const fitting = papers.filter(({ ref, on, dated = on, attributes }) => {
        if (span === undefined || !lies(dated, span)) {
          findings.push({ code: 'not-in-time', text: `Dated ${dated}; ${daysAsked(span)}.`, ref });
          return false;
        }
        if (fits(where, (name) => attributes?.[name])) return true;
        findings.push({ code: 'not-as-asked', text: `${title}: not as asked for.`, ref });
        return false;
      });
      if (fitting.length >= count) {
        return { outcome: { status: 'met', final }, evidence, findings };
      }
      return {
        outcome: {
          status: 'unmet',
          have: fitting.length,
          need: count,
          unit: 'documents',
          ...missing,
        },
        evidence,
        findings,
      };
    };
  },
});
