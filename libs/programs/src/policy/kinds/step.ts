import { z } from 'zod';
import { addDays } from '../calendar.js';
import { steps, type IsoDate } from '../evidence.js';
import { inWords, momentSchema, reckoning, type Moment } from '../moment.js';
import { requirementFields, slug } from '../quote.js';
import { followsDayJudged, motionOf, still, type MotionOf } from '../motion.js';
import { stated, isValue } from '../stated.js';
import { leafKind } from './kind.js';

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
  notBefore: stated(momentSchema)
    .exactOptional()
    .describe('On this day at the earliest; `none`: once done is done for ever.'),
});

export const step = leafKind({
  schema,
  moments: ({ before, notAfter, after, notBefore }) =>
    Object.entries({ before, notAfter, after, notBefore }).flatMap(([field, moment]) =>
      moment === undefined || !isValue<Moment>(moment) ? [] : [[moment, [field]]],
    ),
  judge: ({ step: wanted, title, before, notAfter, after, notBefore = 'none' }) => {
    const beforeDay = isValue<Moment>(before) ? reckoning(before) : undefined;
    const beforeMoves = isValue<Moment>(before) ? moving(before) : still;
    const lastDay = notAfter === undefined ? undefined : reckoning(notAfter);
    const lastMoves = notAfter === undefined ? still : moving(notAfter);
    const bounds = [
      ...(after === undefined ? [] : [{ itself: false, moment: after }]),
      ...(isValue<Moment>(notBefore) ? [{ itself: true, moment: notBefore }] : []),
    ].map((bound) => ({
      itself: bound.itself,
      words: inWords(bound.moment),
      reckon: reckoning(bound.moment),
      motion: motionOf(bound.moment),
    }));
    return (ledger) => {
      const limit = beforeDay?.(ledger);
      const last = lastDay?.(ledger);
      const dayBefore = limit === undefined ? undefined : addDays(limit, -1);
      const by = earlier(dayBefore, last);
      const floors = bounds.map(({ reckon, itself, words }) => ({
        day: reckon(ledger),
        itself,
        words,
      }));
      const beforeGoes = beforeMoves(ledger);
      const lastGoes = lastMoves(ledger);
      // A last day that moves on every day is never missed: waiting mends it.
      const due = earlier(
        beforeGoes === 'daily' ? undefined : dayBefore,
        lastGoes === 'daily' ? undefined : last,
      );
      const firm = earlier(
        beforeGoes === 'none' ? dayBefore : undefined,
        lastGoes === 'none' ? last : undefined,
      );
      // A first day only ever moves on, so that one which comes after the last does so for good.
      const never =
        firm !== undefined &&
        floors.some(({ day = '', itself }) => (itself ? day > firm : day >= firm));
      const missing = {
        ...(due !== undefined && { by: due }),
        reachable: due === undefined || (ledger.asOf <= due && !never),
      };
      const done = ledger.stepsOf(wanted);
      const isEarly = (on: IsoDate) =>
        floors.some(({ day = '', itself }) => (itself ? on < day : on <= day));
      const fitting = done.find(({ on }) => !isEarly(on) && (by === undefined || on <= by));
      const [other] = done;
      const have = other === undefined ? 'not yet' : `on ${other.on}`;
      const waits = floors.find(({ day }) => day === undefined);
      if (waits !== undefined) {
        // What was done by the last day may turn out to have come after the first.
        return {
          outcome: {
            status: 'unmet',
            have: fitting === undefined ? have : 'too early',
            need: `after ${waits.words}`,
            ...(fitting === undefined ? missing : { reachable: true }),
          },
          evidence: refsOf(done),
          findings: [{ code: 'anchor-missing', text: `No day is known for ${waits.words}.` }],
        };
      }
      if (fitting !== undefined) {
        // A last day that is not known yet may turn out to have been missed.
        const open =
          (beforeDay !== undefined && limit === undefined) ||
          (lastDay !== undefined && last === undefined);
        const final = !open && bounds.every(({ motion }) => motion(ledger) === 'none');
        return { outcome: { status: 'met', final }, evidence: [fitting.ref] };
      }
      const early = floors.flatMap(
        ({ day = '', itself }) => `${itself ? 'on or after' : 'after'} ${day}`,
      );
      const late =
        limit !== undefined && (last === undefined || limit <= last)
          ? [`before ${limit}`]
          : last === undefined
            ? []
            : [`by ${last}`];
      const need = [...early, ...late].join(', ');
      return {
        outcome: {
          status: 'unmet',
          have,
          need: need === '' ? title : need,
          ...missing,
        },
        evidence: refsOf(done),
      };
    };
  },
});

/** How a last day goes with the day judged, or may once a step that it hangs on is done again. */
function moving(moment: Moment): MotionOf {
  const follows = followsDayJudged(moment);
  const motion = motionOf(moment);
  return (ledger) => (follows(ledger) ? 'daily' : motion(ledger));
}

function refsOf(items: readonly { readonly ref: string }[]): readonly string[] {
  return items.map(({ ref }) => ref);
}

function earlier(a: IsoDate | undefined, b: IsoDate | undefined): IsoDate | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}
