import { z } from 'zod';
import { requirementFields, slug } from '../quote.js';
import type { IsoDate } from '../evidence.js';
import { momentSchema, reckoning, type Moment } from '../moment.js';
import type { Finding } from '../outcome.js';
import { isValue, stated } from '../stated.js';
import { leafKind } from './kind.js';

/** Whether a credential is in force on the day judged, after all that ended or restored it. */
const schema = z.strictObject({
  kind: z.literal('in-force'),
  ...requirementFields,
  begins: slug.describe('Step with which it begins.'),
  expires: stated(momentSchema).describe('Its last day.'),
  ends: z
    .array(
      z.strictObject({
        step: slug,
        restored: z
          .strictObject({ by: slug, retroactive: stated(z.boolean()) })
          .exactOptional()
          .describe('Step that undoes it; retroactive: as if it had never ended.'),
      }),
    )
    .default([]),
});

function gap(from: IsoDate, to: IsoDate, sure: boolean): Finding {
  return sure
    ? { code: 'not-in-force', text: `Not in force from ${from} until ${to}.` }
    : {
        code: 'not-in-force-perhaps',
        text: `Whether it was in force from ${from} until ${to} is not stated.`,
      };
}

export const inForce = leafKind({
  schema,
  moments: ({ expires }) => (isValue<Moment>(expires) ? [[expires, ['expires']]] : []),
  judge: ({ begins, expires, ends }) => {
    const lastDayOf = isValue<Moment>(expires) ? reckoning(expires) : () => undefined;
    return (ledger) => {
      const steps = ledger.of('step');
      const named = (name: string) => steps.filter(({ step }) => step === name);
      const began = named(begins);
      const need = 'in force';
      if (began.length === 0)
        return { outcome: { status: 'unmet', have: 'not begun', need, reachable: true } };
      const evidence = began.map(({ ref }) => ref);
      const findings: Finding[] = [];
      let ended: IsoDate | undefined;
      for (const { step, restored } of ends) {
        for (const end of named(step)) {
          evidence.push(end.ref);
          const undone =
            restored === undefined ? undefined : named(restored.by).find(({ on }) => on >= end.on);
          if (undone === undefined || restored === undefined) {
            ended = ended === undefined || end.on < ended ? end.on : ended;
            continue;
          }
          evidence.push(undone.ref);
          if (restored.retroactive === true) continue;
          findings.push(gap(end.on, undone.on, restored.retroactive === false));
        }
      }
      const expiry = lastDayOf(ledger);
      const shared = { evidence: [...new Set(evidence)], findings };
      if (ended !== undefined) {
        const outcome = {
          status: 'unmet',
          have: `ended on ${ended}`,
          need,
          reachable: true,
        } as const;
        return { ...shared, outcome, more: { standing: 'ended' } };
      }
      if (expiry !== undefined && ledger.asOf > expiry) {
        const outcome = {
          status: 'unmet',
          have: `expired after ${expiry}`,
          need,
          by: expiry,
          reachable: false,
        } as const;
        return { ...shared, outcome, more: { standing: 'expired' } };
      }
      return {
        ...shared,
        outcome: { status: 'met', final: false },
        more: { standing: 'in-force', until: expiry },
      };
    };
  },
});
