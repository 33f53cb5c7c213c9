import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judged, question, type Given } from '../src/policy/kinds/judged.fixture.js';
import { plus, plusDays, runs, type Day } from './testing/naive.js';
import { clean, nothing, told } from './testing/told.js';

/** Attendance: what is missed, late, excused, protected and made up, counted by hand. */

interface AMark {
  readonly session: number;
  readonly module: number;
  readonly outcome: 'attended' | 'late' | 'missed' | 'excused';
  readonly late?: number;
  readonly early?: number;
  readonly away?: number;
  readonly minutes?: number;
  readonly approved?: boolean;
}
const kinds = ['class', 'class', 'retreat', 'evening'] as const;
const dayOfSession = (session: number): Day =>
  plusDays('2026-02-02', session === 1 ? 0 : session * 7);
const modules = ['1', '2', '3'];
const plan = {
  sessions: kinds.map((kind, at) => ({
    id: `s-${at}`,
    kind,
    date: dayOfSession(at),
    modules,
    minutes: 180,
  })),
  sittings: [],
};
const minutes = nothing(fc.constantFrom(0, 5, 9, 10, 11, 15, 20, 30, 45));
const aMark: fc.Arbitrary<AMark> = fc
  .record({
    session: fc.nat(3),
    module: fc.nat(2),
    outcome: fc.constantFrom('attended', 'late', 'missed', 'excused'),
    late: minutes,
    early: minutes,
    away: minutes,
    minutes: nothing(fc.constantFrom(30, 60)),
    approved: nothing(fc.boolean()),
  })
  .map((one) => clean(one) as AMark);
/** At most one mark for each module: which of two holds is another matter. */
const marks = fc.uniqueArray(aMark, {
  maxLength: 7,
  selector: ({ session, module }) => session * 3 + module,
});
const factOf = ({
  session,
  module,
  outcome,
  late,
  early,
  away,
  minutes: long,
  approved,
}: AMark): Given =>
  clean({
    kind: 'attendance' as const,
    session: `s-${session}`,
    sessionKind: kinds[session] ?? 'class',
    module: modules[module] ?? '1',
    outcome,
    minutesLate: late,
    minutesEarly: early,
    minutesAway: away,
    minutes: long,
    approved,
    on: dayOfSession(session),
  }) as Given;
const asOf = '2026-06-30';

describe('modules', () => {
  const counting = fc.constantFrom('counts', 'does-not-count');
  const limits = fc.array(
    fc.record({
      count: fc.constantFrom<('missed' | 'late')[]>(['missed'], ['late'], ['missed', 'late']),
      fewerThan: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 2 },
  );
  const rule = fc.record({
    limits,
    excused: counting,
    retreat: nothing(counting),
    lateFrom: nothing(fc.constantFrom(10, 15)),
    missedFromLate: nothing(fc.constantFrom(20, 30)),
    missedFromEarly: nothing(fc.constantFrom(20, 30)),
    lateMakeMissed: nothing(fc.constantFrom(2, 3)),
  });
  type Rule = typeof rule extends fc.Arbitrary<infer One> ? One : never;

  const requirement = (one: Rule) => ({
    kind: 'attendance',
    limits: one.limits,
    excused: one.excused,
    sessions: clean({ class: 'counts', retreat: one.retreat }),
    lateFrom: one.lateFrom === undefined ? 'not stated' : `PT${one.lateFrom}M`,
    missedFromLate: one.missedFromLate === undefined ? 'none' : `PT${one.missedFromLate}M`,
    missedFromEarly: one.missedFromEarly === undefined ? 'not stated' : `PT${one.missedFromEarly}M`,
    lateMakeMissed: one.lateMakeMissed ?? 'none',
  });

  function holds(one: Rule, all: readonly AMark[]): boolean {
    let [missed, late] = [0, 0];
    for (const { session, outcome, late: by, early = 0 } of all) {
      const kind = kinds[session];
      if (kind === 'evening' || (kind === 'retreat' && one.retreat !== 'counts')) continue;
      if (outcome === 'excused') {
        if (one.excused === 'counts') missed += 1;
      } else if (
        outcome === 'missed' ||
        early >= (one.missedFromEarly ?? Infinity) ||
        (by ?? 0) >= (one.missedFromLate ?? Infinity)
      )
        missed += 1;
      else if (
        one.lateFrom !== undefined && by !== undefined ? by >= one.lateFrom : outcome === 'late'
      )
        late += 1;
    }
    if (one.lateMakeMissed !== undefined) missed += Math.floor(late / one.lateMakeMissed);
    return one.limits.every(
      ({ count, fewerThan }) =>
        (count.includes('missed') ? missed : 0) + (count.includes('late') ? late : 0) < fewerThan,
    );
  }

  test('are within their limits or not', () => {
    fc.assert(
      fc.property(rule, marks, (one, all) => {
        const { outcome } = judged(requirement(one), all.map(factOf), { asOf, context: { plan } });
        expect(told(outcome)).toBe(holds(one, all) ? 'met' : 'unmet for good');
      }),
      runs(5000),
    );
  });

  test('are so for good if and only if nothing that is still to come can break it; so many more do', () => {
    fc.assert(
      fc.property(rule, marks, (one, all) => {
        fc.pre(holds(one, all));
        const { outcome } = judged(requirement(one), all.map(factOf), { asOf, context: { plan } });
        if (outcome.status !== 'met') throw new Error(outcome.status);
        const open = plan.sessions
          .flatMap((_, session) => modules.map((__, module) => ({ session, module })))
          .filter(
            ({ session, module }) =>
              !all.some((mark) => mark.session === session && mark.module === module),
          );
        // Whatever becomes of those to come, all of one kind is the worst there is of that kind.
        const breaks = (of: readonly { session: number; module: number }[]) =>
          (['missed', 'late'] as const).some(
            (how) => !holds(one, [...all, ...of.map((at) => ({ ...at, outcome: how }))]),
          ) ||
          // Some late and the rest missed, too.
          of.some(
            (_, place) =>
              !holds(one, [
                ...all,
                ...of.map((at, other) => ({
                  ...at,
                  outcome: other < place ? ('late' as const) : ('missed' as const),
                })),
              ]),
          );
        if (outcome.final) expect(breaks(open)).toBe(false);
        else expect(breaks(open)).toBe(true);
        // "how many more break it": so many of those that count; one fewer never does.
        const fresh = Array.from({ length: 12 }, (_, n) => ({ session: 0, module: 100 + n }));
        let more = 1;
        while (more <= 12 && !breaks(fresh.slice(0, more))) more += 1;
        expect(outcome.margin).toBe(more);
      }),
      { ...runs(4000), maxSkipsPerRun: 1000 },
    );
  });
});

describe('time missed', () => {
  const counting = fc.constantFrom('counts', 'does-not-count', 'asks');
  const rule = fc.record({
    late: counting,
    early: counting,
    away: counting,
    excused: counting,
    atMost: fc.constantFrom('PT0H', 'PT30M', 'PT1H', 'PT2H', 5, 10),
    wholeLate: nothing(fc.constant(20)),
    wholeEarly: nothing(fc.constant(30)),
    approval: fc.constantFrom('needed', 'not-needed'),
  });
  type Rule = typeof rule extends fc.Arbitrary<infer One> ? One : never;
  const fields = ['late', 'early', 'away', 'excused'] as const;
  const requirement = (one: Rule) => ({
    kind: 'missed-time',
    sessions: ['class', 'retreat'],
    ...Object.fromEntries(
      fields.map((field) => [field, one[field] === 'asks' ? { question: field } : one[field]]),
    ),
    atMost: typeof one.atMost === 'string' ? one.atMost : { percent: one.atMost },
    missedFromLate: one.wholeLate === undefined ? 'none' : `PT${one.wholeLate}M`,
    missedFromEarly: one.wholeEarly === undefined ? 'not stated' : `PT${one.wholeEarly}M`,
    approval: one.approval,
  });
  const more = { questions: fields.map((name) => question(name, 'counts', 'does-not-count')) };

  /** With every question answered. The length of a module is told of it, else its share of its session, unless there is no plan. */
  function judge(one: Rule, all: readonly AMark[], planned: boolean): string {
    const own = all.filter(
      ({ session, outcome, late = 0, early = 0, away = 0 }) =>
        kinds[session] !== 'evening' && (outcome !== 'attended' || late + early + away > 0),
    );
    let minutesMissed = 0;
    let unsure = false;
    for (const { outcome, late = 0, early = 0, away = 0, minutes: long } of own) {
      if (
        outcome === 'missed' ||
        outcome === 'excused' ||
        late >= (one.wholeLate ?? Infinity) ||
        early >= (one.wholeEarly ?? Infinity)
      ) {
        if (outcome === 'excused' && one.excused === 'does-not-count') continue;
        const length = long ?? (planned ? 60 : undefined);
        if (length !== undefined) {
          minutesMissed += length;
          continue;
        }
        // So much at least, and more: what else was missed of it.
        unsure = true;
        if (outcome === 'missed' || outcome === 'excused') continue;
        if (late < (one.wholeLate ?? Infinity) && one.late === 'counts') minutesMissed += late;
        if (early < (one.wholeEarly ?? Infinity) && one.early === 'counts') minutesMissed += early;
        if (one.away === 'counts') minutesMissed += away;
        continue;
      }
      if (one.late === 'counts') minutesMissed += late;
      if (one.early === 'counts') minutesMissed += early;
      if (one.away === 'counts') minutesMissed += away;
    }
    const budget =
      typeof one.atMost === 'string'
        ? { PT0H: 0, PT30M: 30, PT1H: 60, PT2H: 120 }[one.atMost]
        : planned
          ? (540 * one.atMost) / 100
          : undefined;
    if (budget !== undefined && minutesMissed > budget) return 'unmet for good';
    if (one.approval === 'needed' && own.some(({ approved }) => approved === false))
      return 'unmet for good';
    if (one.approval === 'needed' && own.some(({ approved }) => approved === undefined))
      return 'needs-decision';
    if (unsure) return 'needs-decision';
    return budget === undefined ? 'not-stated' : 'met';
  }

  test('is within its budget or not, under each reading', () => {
    fc.assert(
      fc.property(
        rule,
        marks,
        fc.boolean(),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        (one, all, planned, answers) => {
          const answered = { ...one } as Record<string, unknown> & Rule;
          fields.forEach((field, place) => {
            if (one[field] === 'asks')
              answered[field] = answers[place] === true ? 'counts' : 'does-not-count';
          });
          const around = { asOf, more, context: planned ? { plan } : {} };
          const facts = all.map(factOf);
          const reply = fields.flatMap((field, place): Given[] =>
            one[field] === 'asks'
              ? [
                  {
                    kind: 'answer',
                    question: field,
                    reading: answers[place] === true ? 'counts' : 'does-not-count',
                    on: asOf,
                  },
                ]
              : [],
          );
          // Once answered, and answered by the policy itself: the same.
          expect(told(judged(requirement(one), [...facts, ...reply], around).outcome)).toBe(
            judge(answered, all, planned),
          );
          let open = judged(requirement(one), facts, around).outcome;
          while (open.status === 'depends-on-reading') {
            const { question: name, readings } = open;
            const taken =
              answers[fields.indexOf(name as 'late')] === true ? 'counts' : 'does-not-count';
            open = readings.find(({ reading }) => reading === taken)?.outcome ?? open;
          }
          expect(told(open)).toBe(judge(answered, all, planned));
        },
      ),
      { ...runs(5000), maxSkipsPerRun: 1000 },
    );
  });
});

describe('protected sessions and what is made up', () => {
  test('no module of a protected day or kind may be missed', () => {
    fc.assert(
      fc.property(
        fc.subarray([1, 2, 3, 4]),
        fc.subarray(['retreat', 'evening']),
        fc.constantFrom('counts', 'does-not-count'),
        marks,
        fc.boolean(),
        (days, sessions, partly, all, planned) => {
          fc.pre(days.length + sessions.length > 0);
          const dates = [...new Set(plan.sessions.map(({ date }) => date))].sort();
          const bad = all.some(({ session, outcome, late = 0, early = 0, away = 0 }) => {
            const isProtected =
              sessions.includes(kinds[session] ?? '') ||
              (planned && days.some((day) => dates[day - 1] === dayOfSession(session)));
            if (!isProtected) return false;
            if (outcome === 'missed' || outcome === 'excused') return true;
            return partly === 'counts' && (outcome === 'late' || late + early + away > 0);
          });
          const { outcome } = judged(
            { kind: 'protected-sessions', days, sessions, partly },
            all.map(factOf),
            { asOf, context: planned ? { plan } : {} },
          );
          expect(told(outcome)).toBe(bad ? 'unmet for good' : 'met');
        },
      ),
      { ...runs(3000), maxSkipsPerRun: 1000 },
    );
  });

  interface AMakingUp {
    readonly session: number;
    readonly module: number | undefined;
    readonly minutes: number | undefined;
    readonly where: string;
    readonly after: number;
  }
  /** How long what was missed of a module took; Infinity where nobody knows. */
  function lengthMissed(mark: AMark, planned: boolean): number {
    const { outcome, late, early = 0, away = 0, minutes: long } = mark;
    if (outcome === 'missed' || outcome === 'excused') return long ?? (planned ? 60 : Infinity);
    return outcome === 'late' && late === undefined ? Infinity : (late ?? 0) + early + away;
  }
  /** Minutes made up of a module alone serve it alone; those of its session are shared by its modules. */
  function isMadeUp(
    lacking: readonly AMark[],
    up: readonly AMakingUp[],
    planned: boolean,
  ): boolean {
    const minutesFor = (module: number | undefined) =>
      up.filter((one) => one.module === module).reduce((sum, one) => sum + (one.minutes ?? 0), 0);
    const isWhole = (module: number) =>
      up.some(
        (one) => one.minutes === undefined && (one.module === undefined || one.module === module),
      );
    const open = lacking
      .filter(({ module }) => !isWhole(module))
      .map((mark) => Math.max(0, lengthMissed(mark, planned) - minutesFor(mark.module)));
    return open.reduce((sum, more) => sum + more, 0) <= minutesFor(undefined);
  }

  test('whatever was missed is made up where and when it may be, whole or minute by minute', () => {
    const made: fc.Arbitrary<AMakingUp> = fc.record({
      session: fc.nat(3),
      module: nothing(fc.nat(2)),
      minutes: nothing(fc.constantFrom(5, 10, 20, 60)),
      where: fc.constantFrom('online', 'next-cohort'),
      after: fc.integer({ min: -10, max: 60 }),
    });
    const rule = fc.record({
      partly: fc.boolean(),
      excused: fc.boolean(),
      asked: fc.boolean(),
      online: fc.boolean(),
      within: nothing(fc.constantFrom('P2W', 'P1M', 'P1Y')),
      notAfter: nothing(fc.constantFrom('2026-03-01', '2026-04-10', '2026-12-31')),
      atMost: nothing(fc.constantFrom(1, 2, 4)),
    });
    fc.assert(
      fc.property(
        marks,
        fc.array(made, { maxLength: 5 }),
        rule,
        fc.boolean(),
        (all, up, one, planned) => {
          const { partly, excused, online, within, notAfter, atMost } = one;
          const lacking = all.filter(({ session, outcome, late = 0, early = 0, away = 0 }) => {
            if (kinds[session] === 'evening') return false;
            if (outcome === 'missed') return true;
            if (outcome === 'excused') return excused;
            return partly && (outcome === 'late' || late + early + away > 0);
          });
          const lastDayOf = (session: number) =>
            [
              within === undefined ? '9999-12-31' : plus(dayOfSession(session), within),
              notAfter ?? '9999-12-31',
            ].sort()[0] ?? '';
          const inTime = up.filter(
            ({ session, where, after }) =>
              after >= 0 &&
              (!online || where === 'online') &&
              plusDays(dayOfSession(session), after) <= lastDayOf(session),
          );
          const requirement = {
            kind: 'make-up',
            sessions: ['class', 'retreat'],
            partly: one.asked ? { question: 'partly' } : partly ? 'counts' : 'does-not-count',
            excused: excused ? 'counts' : 'does-not-count',
            where: online ? ['online'] : 'none',
            within: within ?? 'none',
            notAfter: notAfter ?? 'none',
            atMost: atMost ?? 'none',
          };
          const facts = [
            ...all.map(factOf),
            ...up.map(
              ({ session, module, minutes: long, where, after }): Given =>
                clean({
                  kind: 'made-up' as const,
                  session: `s-${session}`,
                  module: module === undefined ? undefined : modules[module],
                  minutes: long,
                  where,
                  on: plusDays(dayOfSession(session), after),
                }) as Given,
            ),
          ];
          const { outcome } = judged(requirement, facts, {
            asOf,
            context: planned ? { plan } : {},
            more: { questions: [question('partly', 'counts', 'does-not-count')] },
          });
          const taken = partly ? 'counts' : 'does-not-count';
          const read =
            outcome.status === 'depends-on-reading'
              ? outcome.readings.find(({ reading }) => reading === taken)?.outcome
              : outcome;
          const ofSession = <T extends { readonly session: number }>(
            of: readonly T[],
            session: number,
          ) => of.filter((item) => item.session === session);
          const open = [0, 1, 2, 3].filter(
            (session) =>
              !isMadeUp(ofSession(lacking, session), ofSession(inTime, session), planned),
          );
          const isLost =
            lacking.length > (atMost ?? Infinity) ||
            open.some((session) => asOf > lastDayOf(session));
          expect(read && told(read)).toBe(
            isLost ? 'unmet for good' : open.length === 0 ? 'met' : 'unmet',
          );
        },
      ),
      runs(4000),
    );
  });
});
