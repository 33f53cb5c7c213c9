import { z } from 'zod';
import { requirementFields, slug } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { timeSpan } from '../calendar.js';
import { windowFlaws, windowSchema } from '../window.js';
import { leafKind, momentsOfWindow } from './kind.js';
import { inTime, timing } from './timing.js';

/** An interview that was held, in the mode that the program asks for. */
const schema = z.strictObject({
  kind: z.literal('interview'),
  ...requirementFields,
  mode: stated(slug),
  length: stated(timeSpan),
  window: stated(windowSchema)
    .exactOptional()
    .describe('When it must be held, such as in the term; `none`: once is enough for ever.'),
});

export const interview = leafKind({
  schema,
  moments: ({ window }) => momentsOfWindow(window, ['window']),
  flaws: ({ window }) => windowFlaws(window, ['window']),
  judge: ({ mode, window }) => {
    const wanted = isValue(mode) ? mode : undefined;
    const timingOf = timing(window);
    return (ledger) => {
      const held = ledger.of('interview');
      const when = timingOf(ledger);
      const { fitting: timely, findings } = inTime(held, when, 'Held on');
      const fitting = timely.find((item) => wanted === undefined || item.mode === wanted);
      if (fitting !== undefined)
        return { outcome: { status: 'met', final: when.final }, evidence: [fitting.ref] };
      return {
        outcome: {
          status: 'unmet',
          have: timely.length === 0 ? 'not held' : timely.map((item) => item.mode).join(', '),
          need: wanted ?? 'held',
          ...when.missing,
        },
        evidence: held.map((item) => item.ref),
        findings,
      };
    };
  },
});
