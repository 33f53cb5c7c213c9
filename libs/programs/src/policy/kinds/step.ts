import { z } from 'zod';
import { steps } from '../evidence.js';
import { requirementFields, slug } from '../quote.js';
import { stated, isValue } from '../stated.js';
import { leafKind, met } from './kind.js';

/** Something done once, perhaps before a date that the program posts. */
const schema = z.strictObject({
  kind: z.literal('step'),
  ...requirementFields,
  step: z.enum(steps),
  /** Name of a posted date that it must come before; see `Context.posted`. */
  before: stated(z.strictObject({ posted: slug })),
});

export const step = leafKind({
  schema,
  judge: ({ step: wanted, title, before }) => {
    const deadline = isValue(before) ? before.posted : undefined;
    return (ledger) => {
      const by = deadline === undefined ? undefined : ledger.context.posted?.[deadline];
      const done = ledger.of('step').filter((item) => item.step === wanted);
      const inTime = done.find((item) => by === undefined || item.on < by);
      if (inTime !== undefined) return { outcome: met, evidence: [inTime.ref] };
      const late = done[0];
      return {
        outcome: {
          status: 'unmet',
          have: late === undefined ? 'not yet' : `on ${late.on}`,
          need: by === undefined ? title : `before ${by}`,
          reachable: by === undefined || ledger.asOf < by,
        },
        evidence: done.map((item) => item.ref),
      };
    };
  },
});
