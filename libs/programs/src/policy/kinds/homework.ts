import { z } from 'zod';
import { requirementFields, slug, words } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { leafKind, met } from './kind.js';

/** Assignments turned in; they gate nothing unless the policy states how many must be. */
const schema = z.strictObject({
  kind: z.literal('homework'),
  ...requirementFields,
  /** Kinds of sessions that give assignments; where not stated, nobody knows of how many. */
  sessions: stated(z.array(slug).min(1)),
  threshold: stated(z.strictObject({ atLeast: z.int().min(1) })),
  weight: stated(words),
});

export const homework = leafKind({
  schema,
  judge: ({ sessions, threshold }) => {
    const giving = isValue(sessions) ? new Set(sessions) : undefined;
    return (ledger) => {
      const turnedIn = new Map(ledger.of('homework').map((item) => [item.session, item.ref]));
      const assigned =
        giving && ledger.context.plan?.sessions.filter(({ kind }) => giving.has(kind)).length;
      const evidence = [...turnedIn.values()];
      const tally = { turnedIn: turnedIn.size, ...(assigned !== undefined && { assigned }) };
      const have = { have: turnedIn.size, unit: 'assignments' };
      if (!isValue(threshold)) {
        const of = assigned === undefined ? {} : { of: assigned };
        return { outcome: { status: 'not-stated', ...have, ...of }, evidence, tally };
      }
      if (turnedIn.size >= threshold.atLeast) return { outcome: met, evidence, tally };
      const outcome = {
        status: 'unmet',
        ...have,
        need: threshold.atLeast,
        reachable: true,
      } as const;
      return { outcome, evidence, tally };
    };
  },
});
