import { z } from 'zod';
import { addPeriod, daysBetween, parsePeriod, period } from '../calendar.js';
import type { PlannedSession } from '../evidence.js';
import { requirementFields, slug } from '../quote.js';
import { leafKind, met, notApplicable, type Judged } from './kind.js';

const duty = z.discriminatedUnion('check', [
  /** Each session of a kind has so many modules. */
  z.strictObject({ check: z.literal('modules'), of: slug, exactly: z.int().min(1) }),
  /** There are so many sessions of a kind, if there are any. */
  z.strictObject({ check: z.literal('count'), of: slug, exactly: z.int().min(1) }),
  /** So many sessions of a kind come before the first of another kind, if there are any of those. */
  z.strictObject({ check: z.literal('order'), of: slug, atLeast: z.int().min(1), before: slug }),
  /** How long after the last session the first exam sitting usually is. Described, never judged. */
  z.strictObject({
    check: z.literal('approximately'),
    after: z.literal('last-session'),
    sitting: period,
  }),
]);

/** What the source says of a cohort's plan. */
const schema = z.strictObject({ kind: z.literal('schedule'), ...requirementFields, duty });
type Duty = z.infer<typeof duty>;

export const schedule = leafKind({
  schema,
  judge:
    ({ duty: asked }) =>
    ({ context: { plan } }) =>
      plan === undefined ? { outcome: notApplicable } : judgeDuty(asked, plan),
});

function judgeDuty(
  asked: Duty,
  {
    sessions,
    sittings,
  }: { sessions: readonly PlannedSession[]; sittings: readonly { date: string }[] },
): Judged {
  switch (asked.check) {
    case 'modules': {
      const own = sessions.filter(({ kind }) => kind === asked.of);
      if (own.length === 0) return { outcome: notApplicable };
      const others = own.filter(({ modules }) => new Set(modules).size !== asked.exactly);
      if (others.length === 0) return { outcome: met };
      const have = others
        .map(({ date, modules }) => `${new Set(modules).size} on ${date}`)
        .join(', ');
      return { outcome: mendable(have, `${asked.exactly} on each ${asked.of}`, 'modules') };
    }
    case 'count': {
      const have = new Set(sessions.filter(({ kind }) => kind === asked.of).map(({ date }) => date))
        .size;
      if (have === 0) return { outcome: notApplicable };
      return { outcome: have === asked.exactly ? met : mendable(have, asked.exactly, 'days') };
    }
    case 'order': {
      const first = sessions
        .filter(({ kind }) => kind === asked.before)
        .map(({ date }) => date)
        .sort()[0];
      if (first === undefined) return { outcome: notApplicable };
      const have = sessions.filter(({ kind, date }) => kind === asked.of && date < first).length;
      return {
        outcome:
          have >= asked.atLeast
            ? met
            : mendable(have, `${asked.atLeast} before ${first}`, asked.of),
      };
    }
    case 'approximately': {
      const last = sessions
        .map(({ date }) => date)
        .sort()
        .at(-1);
      const sitting = sittings.map(({ date }) => date).sort()[0];
      if (last === undefined || sitting === undefined) return { outcome: notApplicable };
      const days = daysBetween(last, sitting);
      const usual = daysBetween(last, addPeriod(last, parsePeriod(asked.sitting)));
      return {
        outcome: { status: 'not-stated', have: days, of: usual, unit: 'days' },
        findings: [
          {
            code: 'approximately',
            text: `The first sitting is ${days} days after the last session; the source describes about ${usual}.`,
          },
        ],
      };
    }
  }
}

function mendable(have: number | string, need: number | string, unit: string) {
  return { status: 'unmet', have, need, unit, reachable: true } as const;
}
