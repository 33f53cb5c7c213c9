import { z } from 'zod';
import { steps } from '../evidence.js';
import { momentSchema } from '../moment.js';
import { requirementFields, slug } from '../quote.js';
import { stated, isValue } from '../stated.js';
import { leafKind, met } from './kind.js';

/** Something done, perhaps not before one day and not after another. */
const schema = z.strictObject({
  kind: z.literal('step'),
  ...requirementFields,
  step: slug.describe(
    `Known to the system: ${steps.join(', ')}. Any other name is recorded as such.`,
  ),
  before: stated(momentSchema)
    .default('not stated')
    .describe('Strictly before this day. While the day is not known there is none to miss.'),
  notAfter: momentSchema.exactOptional().describe('On this day at the latest.'),
  after: momentSchema
    .exactOptional()
    .describe('Strictly after this day; while that is not known, it is too early.'),
  notBefore: momentSchema.exactOptional().describe('On this day at the earliest.'),
});

export const step = leafKind({
  schema,
  judge: ({ step: wanted, title, before }) => {
    const deadline =
      isValue(before) && typeof before === 'object' && 'posted' in before
        ? before.posted
        : undefined;
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
