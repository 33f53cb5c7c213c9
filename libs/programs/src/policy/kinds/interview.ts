import { z } from 'zod';
import { requirementFields, slug } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { timeSpan } from '../calendar.js';
import { leafKind, met } from './kind.js';

/** An interview that was held, in the mode that the program asks for. */
const schema = z.strictObject({
  kind: z.literal('interview'),
  ...requirementFields,
  mode: stated(slug),
  length: stated(timeSpan),
});

export const interview = leafKind({
  schema,
  judge: ({ mode }) => {
    const wanted = isValue(mode) ? mode : undefined;
    return (ledger) => {
      const held = ledger.of('interview');
      const fitting = held.find((item) => wanted === undefined || item.mode === wanted);
      if (fitting !== undefined) return { outcome: met, evidence: [fitting.ref] };
      return {
        outcome: {
          status: 'unmet',
          have: held.length === 0 ? 'not held' : held.map((item) => item.mode).join(', '),
          need: wanted ?? 'held',
          reachable: true,
        },
        evidence: held.map((item) => item.ref),
      };
    };
  },
});
