import { z } from 'zod';
import { requirementFields, slug, words } from '../quote.js';
import { stated } from '../stated.js';
import { windowFlaws, windowSchema } from '../window.js';
import { leafKind, momentsOfWindow } from './kind.js';
import { inTime, timing } from './timing.js';

/** A named statement that the person attests. */
const schema = z.strictObject({
  kind: z.literal('attestation'),
  ...requirementFields,
  /** Named by the evidence; permanent. */
  statement: slug,
  /** What the person puts their name to. */
  text: words,
  /** Further choices that may be given with it; an open list takes other words too. */
  details: z.strictObject({ choices: z.array(words).min(1), open: z.boolean() }).exactOptional(),
  window: stated(windowSchema)
    .exactOptional()
    .describe('When it must be attested, such as in the term; `none`: once is enough for ever.'),
});

export const attestation = leafKind({
  schema,
  moments: ({ window }) => momentsOfWindow(window, ['window']),
  flaws: ({ window }) => windowFlaws(window, ['window']),
  judge: ({ statement, text, details, window }) => {
    const acceptable = (detail: string | undefined) =>
      detail === undefined ||
      details === undefined ||
      details.open ||
      details.choices.includes(detail);
    const timingOf = timing(window);
    return (ledger) => {
      const items = ledger.of('attestation').filter((item) => item.statement === statement);
      const when = timingOf(ledger);
      const { fitting: timely, findings } = inTime(items, when, 'Attested on');
      const fitting = timely.find((item) => acceptable(item.detail));
      if (fitting !== undefined)
        return { outcome: { status: 'met', final: when.final }, evidence: [fitting.ref] };
      return {
        outcome: { status: 'unmet', have: 'not attested', need: text, ...when.missing },
        evidence: items.map((item) => item.ref),
        findings: [
          ...findings,
          ...timely.map((item) => ({
            code: 'detail-not-accepted',
            text: `“${item.detail ?? ''}” is not one of: ${details?.choices.join(', ') ?? ''}.`,
            ref: item.ref,
          })),
        ],
      };
    };
  },
});
