import { z } from 'zod';
import { countingFlaws } from '../flaw.js';
import { momentSchema, reckoning, type Moment } from '../moment.js';
import { countingSchema, type Counting } from '../question.js';
import { requirementFields, slug } from '../quote.js';
import { isValue, stated } from '../stated.js';
import { leafKind } from './kind.js';
import { taking } from './made-up.js';
import { underReadings } from './readings.js';
import { minutesMissed, rollOf, type Module } from './roll.js';

/** What was missed must be made up. */
const schema = z.strictObject({
  kind: z.literal('make-up'),
  ...requirementFields,
  sessions: z.array(slug).min(1).describe('Kinds of sessions that must be made up.'),
  partly: countingSchema.describe(
    'Whether a module of which only a part was missed (late, early, away) must be made up.',
  ),
  excused: countingSchema.describe('Whether a module missed with an excuse must be made up.'),
  where: stated(z.array(slug).min(1)).describe('Such as next-cohort.'),
  notAfter: stated(momentSchema),
  atMost: stated(z.int().min(1)).describe('How many modules may be made up at all.'),
});

export const makeUp = leafKind({
  schema,
  moments: ({ notAfter }) => (isValue<Moment>(notAfter) ? [[notAfter, ['notAfter']]] : []),
  flaws: ({ partly, excused }, { questions }) => [
    ...countingFlaws(partly, ['partly'], questions),
    ...countingFlaws(excused, ['excused'], questions),
  ],
  judge: ({ sessions, partly, excused, where, notAfter, atMost }) => {
    const kinds = new Set(sessions);
    const places = isValue(where) ? new Set<string>(where) : undefined;
    const lastDayOf = isValue<Moment>(notAfter) ? reckoning(notAfter) : () => undefined;
    const most = isValue(atMost) ? atMost : Infinity;
    const countingOf = ({ outcome }: Module): Counting => {
      if (outcome === 'missed') return 'counts';
      return outcome === 'excused' ? excused : partly;
    };
    return (ledger) => {
      const own = rollOf(ledger).missed.filter(({ sessionKind }) => kinds.has(sessionKind));
      const by = lastDayOf(ledger);
      const made = ledger
        .of('made-up')
        .filter((item) => places?.has(item.where) !== false && (by === undefined || item.on <= by));
      return underReadings(ledger, ({ counts }) => {
        const missed = own.filter((module) => counts(countingOf(module)));
        if (missed.length === 0) return { outcome: { status: 'met', final: false } };
        const take = taking(made);
        const open = missed.filter(
          (module) => take(module, minutesMissed(module, ledger), undefined) !== 'all',
        );
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
      });
    };
  },
});
