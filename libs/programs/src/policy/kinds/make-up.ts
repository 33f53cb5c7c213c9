import { z } from 'zod';
import { addPeriod, parsePeriod, period } from '../calendar.js';
import type { IsoDate } from '../evidence.js';
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
  within: stated(period)
    .default('not stated')
    .describe('How long after each session missed; the last day lies within it.'),
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
  judge: ({ sessions, partly, excused, where, within, notAfter, atMost }) => {
    const kinds = new Set(sessions);
    const places = isValue(where) ? new Set<string>(where) : undefined;
    const lastDayOf = isValue<Moment>(notAfter) ? reckoning(notAfter) : () => undefined;
    const most = isValue(atMost) ? atMost : Infinity;
    const long = isValue(within) ? parsePeriod(within) : undefined;
    /** Of a module missed on that day, where everything is to be made up by `by`. */
    const lastDayFrom = (day: IsoDate, by: IsoDate | undefined) =>
      long === undefined ? by : earlier(addPeriod(day, long), by);
    const countingOf = ({ outcome }: Module): Counting => {
      if (outcome === 'missed') return 'counts';
      return outcome === 'excused' ? excused : partly;
    };
    return (ledger) => {
      const own = rollOf(ledger).missed.filter(({ sessionKind }) => kinds.has(sessionKind));
      const by = lastDayOf(ledger);
      const placed = ledger.of('made-up').filter((item) => places?.has(item.where) !== false);
      const made = placed.filter((item) => by === undefined || item.on <= by);
      return underReadings(ledger, ({ counts }) => {
        const missed = own.filter((module) => counts(countingOf(module)));
        if (missed.length === 0) return { outcome: { status: 'met', final: false } };
        const take = taking(made);
        let due: IsoDate | undefined;
        const open = missed.filter((module) => {
          const lastDay = lastDayFrom(module.on, by);
          if (take(module, minutesMissed(module, ledger), lastDay) === 'all') return false;
          due = earlier(lastDay, due);
          return true;
        });
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
            ...(due !== undefined && { by: due }),
            reachable: due === undefined || ledger.asOf <= due,
          },
          evidence,
          breaking: open.map(({ ref }) => ref),
          tally,
        };
      });
    };
  },
});

function earlier(day: IsoDate | undefined, other: IsoDate | undefined): IsoDate | undefined {
  if (day === undefined) return other;
  return other === undefined || day < other ? day : other;
}
