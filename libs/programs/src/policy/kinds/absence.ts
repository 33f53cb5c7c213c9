import { z } from 'zod';
import { requirementFields, slug } from '../quote.js';
import { stated } from '../stated.js';
import type { EvidenceOf } from '../evidence.js';
import { fits, whereSchema } from '../where.js';
import { motionOfWindow, windowFlaws, windowing, windowSchema } from '../window.js';
import { leafKind, momentsOfWindow } from './kind.js';
import { attributesOf, lastDay } from './tally/counted.js';

type Activity = EvidenceOf<'activity'>;

/** Something that must not have happened in a window; what lasted counts by its last day. */
const schema = z.strictObject({
  kind: z.literal('absence'),
  ...requirementFields,
  of: z.union([slug, z.array(slug).min(1)]).describe('Which activities, by their `tally`.'),
  window: stated(windowSchema),
  where: whereSchema.exactOptional().describe('Attributes of those that are meant.'),
  longerThan: z
    .strictObject({ amount: z.number().min(0), unit: slug, orExactly: z.boolean().default(false) })
    .exactOptional()
    .describe('Only those of more than this matter.'),
  except: z
    .array(z.strictObject({ where: whereSchema, unless: whereSchema.exactOptional() }))
    .default([])
    .describe('Those with these attributes do not matter, unless they have those.'),
});

const minutesIn: Readonly<Record<string, number>> = {
  minutes: 1,
  hours: 60,
  days: 1440,
  weeks: 10_080,
};

/** Undefined where it is not known how the units compare. */
function isLonger(
  { amount, unit }: Activity,
  than: z.infer<typeof schema>['longerThan'],
): boolean | undefined {
  if (than === undefined) return true;
  const own = minutesIn[unit];
  const other = minutesIn[than.unit];
  const factor =
    unit === than.unit ? 1 : own === undefined || other === undefined ? undefined : own / other;
  if (factor === undefined) return undefined;
  const size = amount * factor;
  return than.orExactly ? size >= than.amount : size > than.amount;
}

export const absence = leafKind({
  schema,
  moments: ({ window }) => momentsOfWindow(window, ['window']),
  flaws: ({ window }) => windowFlaws(window, ['window']),
  judge: ({ id, of, window, where = {}, longerThan, except }) => {
    const names = new Set([of].flat());
    const windowOf = windowing(window);
    const motionFor = motionOfWindow(window);
    const excepted = (activity: Activity) =>
      except.some(
        (one) =>
          fits(one.where, attributesOf(activity)) &&
          (one.unless === undefined || !fits(one.unless, attributesOf(activity))),
      );
    return (ledger) => {
      const span = windowOf(ledger);
      const known = ledger
        .of('activity')
        .filter((item) => names.has(item.tally) && fits(where, attributesOf(item)));
      if (span === undefined) {
        return {
          outcome: {
            status: 'unmet',
            have: 'not known yet',
            need: 'the day it is judged from',
            reachable: true,
          },
          findings: [
            { code: 'anchor-missing', text: 'The day from which it is judged is not known yet.' },
          ],
        };
      }
      const motion = motionFor(ledger);
      const evidence = known.map(({ ref }) => ref);
      const within = known.filter(
        (item) =>
          lastDay(item, ledger.asOf) >= span.start && item.on <= span.end && !excepted(item),
      );
      const matter = within.map((item) => [item, isLonger(item, longerThan)] as const);
      const broken = matter.filter(([, longer]) => longer === true).map(([item]) => item);
      const [first] = broken;
      if (first !== undefined) {
        const ended =
          broken
            .map((item) => lastDay(item, ledger.asOf))
            .sort()
            .at(-1) ?? first.on;
        return {
          outcome: {
            status: 'unmet',
            have: `${first.tally.replaceAll('-', ' ')} until ${ended}`,
            need: `none from ${span.start} to ${span.end}`,
            reachable: motion.start === 'daily',
          },
          evidence,
        };
      }
      const unsure = matter.find(([, longer]) => longer === undefined);
      if (unsure !== undefined && longerThan !== undefined) {
        const ask = `Was this more than ${longerThan.amount} ${longerThan.unit}: ${unsure[0].amount} ${unsure[0].unit}?`;
        const decision = { requirement: id, question: ask, options: ['met', 'unmet'] };
        return { outcome: { status: 'needs-decision', decisions: [decision] }, evidence };
      }
      const still = motion.start === 'none' && motion.end === 'none';
      return { outcome: { status: 'met', final: still && ledger.asOf > span.end }, evidence };
    };
  },
});
