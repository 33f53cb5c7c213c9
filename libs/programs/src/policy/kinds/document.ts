import { z } from 'zod';
import type { Finding } from '../outcome.js';
import { requirementFields, slug, words } from '../quote.js';
import { stated } from '../stated.js';
import { fits, whereSchema } from '../where.js';
import { anyTime, lies, motionOfWindow, windowFlaws, windowing, windowSchema } from '../window.js';
import { leafKind, momentsOfWindow } from './kind.js';

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
    const windowOf = windowing(window);
    const motionFor = motionOfWindow(window);
    return (ledger) => {
      const span = windowOf(ledger);
      const motion = motionFor(ledger);
      const papers = ledger.of('document').filter((item) => names.has(item.document));
      const evidence = papers.map(({ ref }) => ref);
      const findings: Finding[] = [];
      const fitting = papers.filter(({ ref, on, dated = on, attributes }) => {
        if (span === undefined || !lies(dated, span)) {
          const when =
            span === undefined ? 'which day it must bear' : `${span.start} to ${span.end}`;
          findings.push({ code: 'not-in-time', text: `Dated ${dated}; asked for: ${when}.`, ref });
          return false;
        }
        if (fits(where, (name) => attributes?.[name])) return true;
        findings.push({ code: 'not-as-asked', text: `${title}: not as asked for.`, ref });
        return false;
      });
      if (fitting.length >= count) {
        const final = motion.start === 'none';
        return { outcome: { status: 'met', final }, evidence, findings };
      }
      const moving = motion.endless;
      const by = span === undefined || moving || span.end === anyTime.end ? {} : { by: span.end };
      return {
        outcome: {
          status: 'unmet',
          have: fitting.length,
          need: count,
          unit: 'documents',
          ...by,
          reachable: span === undefined || moving || ledger.asOf <= span.end,
        },
        evidence,
        findings,
      };
    };
  },
});
