import { z } from 'zod';
import { addPeriod, daysBetween, parsePeriod, period } from '../calendar.js';
import type { PlannedSession } from '../evidence.js';
import type { Flaw } from '../flaw.js';
import { requirementFields, slug } from '../quote.js';
import { leafKind, met, notApplicable, type Judged } from './kind.js';

const duty = z.discriminatedUnion('check', [
  /** Each session of a kind has so many modules. */
  z.strictObject({ check: z.literal('modules'), of: slug, exactly: z.int().min(1) }),
  /** There are so many days with a session of a kind, or modules of them all, if there are any. */
  z.strictObject({
    check: z.literal('count'),
    of: slug,
    what: z
      .enum(['days', 'modules'])
      .default('days')
      .describe('What is counted: days with such a session, or the modules of them all.'),
    exactly: z.int().min(1).exactOptional(),
    atLeast: z.int().min(1).exactOptional(),
    atMost: z.int().min(1).exactOptional(),
  }),
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
type Count = Extract<Duty, { check: 'count' }>;

export const schedule = leafKind({
  schema,
  flaws: ({ duty: asked }) => (asked.check === 'count' ? [...countFlaws(asked)] : []),
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
      const own = sessions.filter(({ kind }) => kind === asked.of);
      if (own.length === 0) return { outcome: notApplicable };
      const { what, exactly, atLeast = exactly ?? 0, atMost = exactly ?? Infinity } = asked;
      const have =
        what === 'days'
          ? new Set(own.map(({ date }) => date)).size
          : own.reduce((sum, { modules }) => sum + new Set(modules).size, 0);
      const right = have >= atLeast && have <= atMost;
      return { outcome: right ? met : mendable(have, numberAsked(asked), what) };
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
            text: `The first sitting is ${days} days after the last session; the source says ${usual}, and not how far off it may be.`,
          },
        ],
      };
    }
  }
}

function numberAsked({ exactly, atLeast, atMost }: Count): number | string {
  if (exactly !== undefined) return exactly;
  if (atMost === undefined) return `at least ${atLeast ?? 0}`;
  return atLeast === undefined ? `at most ${atMost}` : `${atLeast} to ${atMost}`;
}

function* countFlaws({ exactly, atLeast, atMost }: Count): Generator<Flaw> {
  const bounded = atLeast !== undefined || atMost !== undefined;
  if (exactly === undefined && !bounded) {
    yield {
      path: ['duty'],
      problem: 'the duty asks for no number',
      mend: 'Write `exactly`, `atLeast`, `atMost`, or the last two of these.',
    };
  }
  if (exactly !== undefined && bounded) {
    yield {
      path: ['duty', 'exactly'],
      problem: 'the number is given exactly and by a bound as well',
      mend: 'Leave out `exactly`, or `atLeast` and `atMost`.',
    };
  }
  if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
    yield {
      path: ['duty', 'atMost'],
      problem: `at least ${atLeast} and at most ${atMost} cannot both hold`,
      mend: 'Correct one of them.',
    };
  }
}

function mendable(have: number | string, need: number | string, unit: string) {
  return { status: 'unmet', have, need, unit, reachable: true } as const;
}
