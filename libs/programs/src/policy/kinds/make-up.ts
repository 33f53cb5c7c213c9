import { z } from 'zod';
import type { EvidenceOf } from '../evidence.js';
import type { Ledger } from '../ledger.js';
import { momentSchema, reckoning, type Moment } from '../moment.js';
import { requirementFields, slug } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { leafKind } from './kind.js';
import { lengthOf, missedWhole, rollOf, type Module } from './roll.js';

/** Whatever was missed must be made up. */
const schema = z.strictObject({
  kind: z.literal('make-up'),
  ...requirementFields,
  sessions: z.array(slug).min(1).describe('Kinds of sessions that must be made up.'),
  where: stated(z.array(slug).min(1)).describe('Such as next-cohort.'),
  notAfter: stated(momentSchema),
  atMost: stated(z.int().min(1)).describe('How many modules may be made up at all.'),
});

function isMadeUp(module: Module, made: readonly EvidenceOf<'made-up'>[], ledger: Ledger): boolean {
  const own = made.filter(
    (item) =>
      item.session === module.session &&
      item.on >= module.on &&
      (item.module === undefined || item.module === module.module),
  );
  if (own.some(({ minutes }) => minutes === undefined)) return true;
  const { minutesLate = 0, minutesEarly = 0, minutesAway = 0 } = module;
  const missed = missedWhole(module)
    ? lengthOf(module, ledger)
    : minutesLate + minutesEarly + minutesAway;
  const madeUp = own.reduce((sum, { minutes = 0 }) => sum + minutes, 0);
  return missed !== undefined && own.length > 0 && madeUp >= missed;
}

export const makeUp = leafKind({
  schema,
  moments: ({ notAfter }) => (isValue<Moment>(notAfter) ? [[notAfter, ['notAfter']]] : []),
  judge: ({ sessions, where, notAfter, atMost }) => {
    const kinds = new Set(sessions);
    const places = isValue(where) ? new Set<string>(where) : undefined;
    const lastDayOf = isValue<Moment>(notAfter) ? reckoning(notAfter) : () => undefined;
    const most = isValue(atMost) ? atMost : Infinity;
    return (ledger) => {
      const missed = rollOf(ledger).missed.filter(({ sessionKind }) => kinds.has(sessionKind));
      if (missed.length === 0) return { outcome: { status: 'met', final: false } };
      const by = lastDayOf(ledger);
      const made = ledger
        .of('made-up')
        .filter((item) => places?.has(item.where) !== false && (by === undefined || item.on <= by));
      const open = missed.filter((module) => !isMadeUp(module, made, ledger));
      const evidence = [...missed, ...made].map(({ ref }) => ref);
      const tally = { missed: missed.length, madeUp: missed.length - open.length };
      if (missed.length > most) {
        return {
          outcome: {
            status: 'unmet',
            have: missed.length,
            need: `at most ${most} to make up`,
            unit: 'modules',
            reachable: false,
          },
          evidence,
          breaking: missed.map(({ ref }) => ref),
          tally,
        };
      }
      if (open.length === 0) return { outcome: { status: 'met', final: false }, evidence, tally };
      return {
        outcome: {
          status: 'unmet',
          have: tally.madeUp,
          need: missed.length,
          unit: 'modules made up',
          ...(by !== undefined && { by }),
          reachable: by === undefined || ledger.asOf <= by,
        },
        evidence,
        breaking: open.map(({ ref }) => ref),
        tally,
      };
    };
  },
});
