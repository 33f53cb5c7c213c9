import { z } from 'zod';
import { requirementFields, slug, words } from '../quote.js';
import { leafKind, met } from './kind.js';

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
});

export const attestation = leafKind({
  schema,
  judge: ({ statement, text, details }) => {
    const missing = { status: 'unmet', have: 'not attested', need: text, reachable: true } as const;
    const acceptable = (detail: string | undefined) =>
      detail === undefined ||
      details === undefined ||
      details.open ||
      details.choices.includes(detail);
    return (ledger) => {
      const items = ledger.of('attestation').filter((item) => item.statement === statement);
      const fitting = items.find((item) => acceptable(item.detail));
      if (fitting !== undefined) return { outcome: met, evidence: [fitting.ref] };
      return {
        outcome: missing,
        evidence: items.map((item) => item.ref),
        findings: items.map((item) => ({
          code: 'detail-not-accepted',
          text: `“${item.detail ?? ''}” is not one of: ${details?.choices.join(', ') ?? ''}.`,
          ref: item.ref,
        })),
      };
    };
  },
});
