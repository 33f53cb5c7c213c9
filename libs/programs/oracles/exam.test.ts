import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judged, type Given } from '../src/policy/kinds/judged.fixture.js';
import { knownFaults, plus, plusDays, runs, type Day } from './testing/naive.js';
import { nothing, told } from './testing/told.js';

/** Exams: attempts are gone through one by one, and what may still happen is tried day by day. */

const first = '2025-11-20';
const day = (max: number) => fc.integer({ min: 0, max }).map((n) => plusDays(first, n));

interface ATry {
  readonly on: Day;
  readonly verdict: 'passed' | 'failed' | 'unmarked';
  readonly part?: 'written' | 'oral';
}
interface Rule {
  readonly atMost: number | undefined;
  readonly per: 'ever' | 'training' | 'calendar-year' | 'not stated' | { readonly within: string };
  readonly waiting: string | undefined;
  /** In place of a fixed window: so long from the first attempt, or from the training that an attempt followed. */
  readonly since:
    { readonly from: 'first attempt' | 'training'; readonly length: string } | undefined;
  readonly window: { readonly first?: Day; readonly last?: Day } | undefined;
  readonly blocks: readonly { readonly attempts: number; readonly gate: number }[] | undefined;
  readonly byPart: boolean;
}
const aRule: fc.Arbitrary<Rule> = fc.record({
  atMost: nothing(fc.integer({ min: 1, max: 3 })),
  per: fc.constantFrom<Rule['per']>('ever', 'training', 'calendar-year', 'not stated', {
    within: 'P1M',
  }),
  waiting: nothing(fc.constantFrom('P1D', 'P30D', 'P1M', 'P2W')),
  since: fc.option(
    fc.record({
      from: fc.constantFrom('first attempt' as const, 'training' as const),
      length: fc.constantFrom('P1M', 'P30D', 'P2M'),
    }),
    { nil: undefined, freq: 1 },
  ),
  window: nothing(
    fc
      .record({
        first: nothing(day(40)),
        last: nothing(fc.integer({ min: 40, max: 120 }).map((n) => plusDays(first, n))),
      })
      .map(({ first: from, last: to }) => ({
        ...(from !== undefined && { first: from }),
        ...(to !== undefined && { last: to }),
      })),
  ),
  blocks: nothing(
    fc.array(fc.record({ attempts: fc.integer({ min: 1, max: 2 }), gate: fc.constantFrom(0, 2) }), {
      minLength: 1,
      maxLength: 3,
    }),
  ),
  byPart: fc.boolean(),
});
interface History {
  readonly tries: readonly ATry[];
  readonly trained: readonly Day[];
  readonly work: readonly { readonly on: Day; readonly amount: number }[];
}
const aHistory: fc.Arbitrary<History> = fc.record({
  tries: fc
    .uniqueArray(
      fc.record({
        on: day(110),
        verdict: fc.constantFrom<ATry['verdict']>(
          'failed',
          'failed',
          'failed',
          'passed',
          'unmarked',
        ),
        part: nothing(fc.constantFrom('written' as const, 'oral' as const)),
      }),
      { maxLength: 5, selector: ({ on }) => on },
    )
    .map((tries) =>
      tries.map(({ part, ...rest }) => (part === undefined ? rest : { ...rest, part })),
    ),
  trained: fc.uniqueArray(day(110), { maxLength: 2 }),
  work: fc.array(fc.record({ on: day(110), amount: fc.integer({ min: 1, max: 2 }) }), {
    maxLength: 3,
  }),
});

const parts = ['written', 'oral'] as const;
const requirement = ({ atMost, per, waiting, since, window, blocks, byPart }: Rule) => ({
  kind: 'exam',
  parts: parts.map((id) => ({ id, title: id, items: 'none', timeLimit: 'none' })),
  passMark: 'not stated',
  attempts: {
    atMost: atMost ?? 'none',
    form: 'none',
    per,
    waiting: waiting ?? 'none',
    afterLast: 'none',
    scope: byPart ? 'part' : 'exam',
    window:
      since !== undefined
        ? {
            from: since.from === 'training' ? 'training-end' : { attempt: 'first', at: 'asked' },
            length: since.length,
          }
        : window === undefined || Object.keys(window).length === 0
          ? 'none'
          : {
              ...(window.first !== undefined && { from: window.first }),
              ...(window.last !== undefined && { to: window.last }),
            },
    ...(blocks !== undefined && {
      blocks: blocks.map(({ attempts, gate }) => ({
        attempts,
        ...(gate > 0 && {
          gate: { title: 'Remedial', tally: 'work', unit: 'hours', atLeast: gate },
        }),
      })),
    }),
  },
});
const facts = ({ tries, trained, work }: History): Given[] => [
  ...trained.map((on): Given => ({ kind: 'step', step: 'training-completed', on })),
  ...work.map(({ on, amount }): Given => ({
    kind: 'activity',
    tally: 'work',
    unit: 'hours',
    amount,
    on,
  })),
  ...tries.flatMap(({ on, verdict, part }, at): Given[] => [
    {
      kind: 'exam-attempt',
      exam: 'asked',
      attempt: `try-${at}`,
      on,
      ...(part !== undefined && { part }),
    },
    ...(verdict === 'unmarked'
      ? []
      : [{ kind: 'exam-mark' as const, attempt: `try-${at}`, result: verdict, on }]),
  ]),
];

type Verdict = 'met' | 'waits' | 'unmet';

/** The training that an attempt followed, or else the first. */
function trainingOf(on: Day, { trained }: History): Day | undefined {
  const inOrder = [...trained].sort();
  return inOrder.findLast((one) => one <= on) ?? inOrder[0];
}

/** Where repeating the training begins all anew, what was made after an earlier one is as if it never was. */
function matter({ per }: Rule, history: History): readonly ATry[] {
  const last = [...history.trained].sort().at(-1);
  return history.tries.filter(({ on }) => per !== 'training' || trainingOf(on, history) === last);
}

/** On which days an attempt made on that one may lie. */
function daysFor(rule: Rule, history: History, on: Day): { first?: Day; last?: Day } {
  const { since } = rule;
  if (since === undefined) return rule.window ?? {};
  const first =
    since.from === 'training'
      ? trainingOf(on, history)
      : matter(rule, history)
          .map((one) => one.on)
          .sort()[0];
  return first === undefined ? {} : { first, last: plus(first, since.length) };
}

/** How attempts at one thing stand: each in its turn counts or not. */
function go(rule: Rule, tries: readonly ATry[], history: History): Verdict {
  const { work } = history;
  const own = matter(rule, history);
  const counted: ATry[] = [];
  for (const one of [...tries].sort((a, b) => (a.on < b.on ? -1 : 1))) {
    if (!own.includes(one)) continue;
    const { first: from, last: to } = daysFor(rule, history, one.on);
    if ((from !== undefined && one.on < from) || (to !== undefined && one.on > to)) continue;
    const before = counted.at(-1);
    if (
      before !== undefined &&
      rule.waiting !== undefined &&
      one.on < plus(before.on, rule.waiting)
    )
      continue;
    const { per } = rule;
    const used = counted.filter(({ on }) => {
      if (typeof per === 'object') return one.on < plus(on, per.within);
      return per !== 'calendar-year' || on.slice(0, 4) === one.on.slice(0, 4);
    });
    if (used.length >= (rule.atMost ?? Infinity)) continue;
    if (rule.blocks !== undefined) {
      // In which block it would be, and whether it is the first of it.
      let left = counted.length;
      const block = rule.blocks.find(({ attempts }) => {
        if (left < attempts) return true;
        left -= attempts;
        return false;
      });
      if (block === undefined) continue;
      const done = work
        .filter(({ on }) => (before === undefined || on >= before.on) && on <= one.on)
        .reduce((sum, { amount }) => sum + amount, 0);
      if (left === 0 && done < block.gate) continue;
    }
    counted.push(one);
  }
  if (counted.some(({ verdict }) => verdict === 'passed')) return 'met';
  return counted.some(({ verdict }) => verdict === 'unmarked') ? 'waits' : 'unmet';
}

function standing(rule: Rule, history: History): Verdict {
  if (!rule.byPart) return go(rule, history.tries, history);
  const each = parts.map((part) =>
    go(
      rule,
      history.tries.filter((one) => one.part === undefined || one.part === part),
      history,
    ),
  );
  return each.every((one) => one === 'met') ? 'met' : each.includes('unmet') ? 'unmet' : 'waits';
}

/** Days from one on on which an attempt, passed, passes; whatever a gate asks for is done on the first of them. */
function daysThatWork(rule: Rule, history: History, from: Day): Day[] {
  const found: Day[] = [];
  // Not so that it opens the gate for an attempt that was made before.
  const done = history.tries.some(({ on }) => on === from) ? plusDays(from, 1) : from;
  for (let n = 0; n <= 420; n++) {
    const on = plusDays(from, n);
    const then = { ...history, work: [...history.work, { on: done, amount: 9 }] };
    // Where parts are open, a try of all of them; one on the same day as another comes after it.
    const tries = [
      ...history.tries.map((one) =>
        one.verdict === 'unmarked' ? { ...one, verdict: 'failed' as const } : one,
      ),
      { on, verdict: 'passed' as const },
    ];
    if (standing(rule, { ...then, tries }) === 'met') found.push(on);
  }
  return found;
}

describe('an exam', () => {
  const judge = (rule: Rule, history: History, asOf: Day) =>
    judged(requirement(rule), facts(history), { asOf }).outcome;
  const upTo = (asOf: Day, { tries, trained, work }: History): History => ({
    tries: tries.filter(({ on }) => on <= asOf),
    trained: trained.filter((on) => on <= asOf),
    work: work.filter(({ on }) => on <= asOf),
  });

  test('is passed, can still be, until that day, or cannot', () => {
    fc.assert(
      fc.property(aRule, aHistory, day(130), (rule, all, asOf) => {
        const history = upTo(asOf, all);
        fc.pre(rule.per !== 'not stated' || history.trained.length < 2);
        // An attempt made before the training was first completed is lost with that, though nothing was repeated.
        fc.pre(
          knownFaults ||
            rule.per !== 'training' ||
            history.trained.length === 0 ||
            history.tries.every((one) => history.trained.some((on) => on <= one.on)),
        );
        // Where no training is known, attempts cannot be placed.
        fc.pre(rule.since?.from !== 'training' || history.trained.length > 0);
        const stands = standing(rule, history);
        const outcome = judge(rule, history, asOf);
        if (stands === 'met') {
          expect(told(outcome)).toBe('met');
          return;
        }
        if (
          stands === 'waits' ||
          (rule.byPart && history.tries.some(({ verdict }) => verdict === 'unmarked'))
        ) {
          expect(outcome.status).toBe('unmet');
          return;
        }
        const days = daysThatWork(rule, history, asOf);
        const end = daysFor(rule, history, asOf).last;
        expect(told(outcome)).toBe(days.length > 0 ? 'unmet' : 'unmet for good');
        if (outcome.status === 'unmet' && outcome.reachable && end !== undefined)
          expect(outcome.by).toBe(days.at(-1));
      }),
      { ...runs(3000), maxSkipsPerRun: 1000 },
    );
  });

  test('that does not say what repeating the training gives is asked about where it matters', () => {
    fc.assert(
      fc.property(
        aRule,
        fc.uniqueArray(day(110), { minLength: 2, maxLength: 2 }),
        fc.uniqueArray(day(110), { maxLength: 4 }),
        fc.boolean(),
        fc.nat(20),
        (some, trained, days, passes, after) => {
          const rule = { ...some, byPart: false, blocks: undefined, waiting: undefined };
          const last = [...trained].sort().at(-1) ?? '';
          const asOf = plusDays([...trained, ...days].sort().at(-1) ?? '', after);
          const tries = days.map((on): ATry => ({
            on,
            verdict: passes && on >= last ? 'passed' : 'failed',
          }));
          const history: History = { tries, trained, work: [] };
          const [ever, anew, silent] = (['ever', 'training', 'not stated'] as const).map((per) =>
            told(judge({ ...rule, per }, history, asOf)),
          );
          expect(silent).toBe(ever === anew ? ever : 'needs-decision');
        },
      ),
      { ...runs(1500), maxSkipsPerRun: 2000 },
    );
  });

  test('goes by the window of the route that is recorded', () => {
    const window = {
      table: [
        { where: { route: ['slow'] }, value: { from: '2026-01-01', length: 'P1Y' } },
        { where: { route: ['fast', 'faster'] }, value: { from: '2026-01-01', length: 'P1M' } },
      ],
      otherwise: 'not stated',
    };
    fc.assert(
      fc.property(
        fc.constantFrom('slow', 'fast', 'faster', 'other', undefined),
        fc.integer({ min: -5, max: 400 }),
        (route, n) => {
          const on = plusDays('2026-01-01', n);
          const rule = requirement({
            atMost: undefined,
            per: 'ever',
            waiting: undefined,
            since: undefined,
            window: undefined,
            blocks: undefined,
            byPart: false,
          });
          const asked = { ...rule, attempts: { ...rule.attempts, window } };
          const passed = facts({ tries: [{ on, verdict: 'passed' }], trained: [], work: [] });
          const by = (name: string) =>
            name === 'other' ||
            (n >= 0 && on <= plus('2026-01-01', name === 'slow' ? 'P1Y' : 'P1M'));
          const own: Given[] =
            route === undefined
              ? []
              : [{ kind: 'circumstance', name: 'route', value: route, on: '2020-01-01' }];
          const { outcome } = judged(asked, [...own, ...passed], { asOf: on });
          const possible = new Set(
            (route === undefined ? ['slow', 'fast', 'other'] : [route]).map(by),
          );
          expect(outcome.status).toBe(
            possible.size > 1 ? 'needs-decision' : possible.has(true) ? 'met' : 'unmet',
          );
        },
      ),
      runs(1500),
    );
  });
});

describe('a mark', () => {
  const mark = fc.constantFrom<object | string>(
    'completed',
    'not stated',
    { percent: 70 },
    { points: 12 },
    { scaled: 300 },
  );
  const scores = fc.record({
    result: nothing(fc.constantFrom('passed', 'failed')),
    score: nothing(fc.constantFrom(69, 70, 71)),
    points: nothing(fc.constantFrom(5, 11, 12)),
    scaled: nothing(fc.constantFrom(299, 300)),
  });
  type Scores = typeof scores extends fc.Arbitrary<infer One> ? One : never;

  /** "By the pass mark where there is one to hold the score against, else what was recorded." */
  function verdict(
    pass: object | string,
    completed: boolean,
    recorded:
      | Partial<Record<'score' | 'points' | 'scaled', number | undefined> & Pick<Scores, 'result'>>
      | undefined,
  ): string {
    if (pass === 'completed') return completed ? 'passed' : 'failed';
    if (recorded === undefined) return 'unmarked';
    const held =
      typeof pass === 'string'
        ? undefined
        : 'percent' in pass
          ? recorded.score
          : 'points' in pass
            ? recorded.points
            : recorded.scaled;
    const need = typeof pass === 'string' ? 0 : (Object.values(pass)[0] as number);
    return held === undefined
      ? (recorded.result ?? 'unmarked')
      : held >= need
        ? 'passed'
        : 'failed';
  }

  test('passes by percent, points, scale or completion, of the whole and of each part that has its own', () => {
    fc.assert(
      fc.property(
        mark,
        mark,
        mark,
        fc.boolean(),
        nothing(scores),
        fc.record({ written: nothing(scores), oral: nothing(scores) }),
        (whole, one, two, completed, own, each) => {
          const strip = (of: object) =>
            Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined));
          const given = Object.fromEntries(
            Object.entries(each).flatMap(([name, of]) =>
              of === undefined ? [] : [[name, strip(of)]],
            ),
          );
          const passMarks = { written: one, oral: two };
          const asked = {
            kind: 'exam',
            passMark: whole,
            parts: parts.map((id) => ({
              id,
              title: id,
              items: 'none',
              timeLimit: 'none',
              passMark: passMarks[id],
            })),
            attempts: {
              atMost: 'none',
              form: 'none',
              waiting: 'none',
              window: 'none',
              afterLast: 'none',
            },
          };
          const marked = own !== undefined;
          const items: Given[] = [
            {
              kind: 'exam-attempt',
              exam: 'asked',
              attempt: 't',
              on: '2026-02-01',
              ...(!completed && { completed }),
            },
          ];
          const hasParts = Object.keys(given).length > 0;
          if (marked)
            items.push({
              kind: 'exam-mark',
              attempt: 't',
              on: '2026-02-01',
              ...(strip(own) as { result: 'passed' }),
              ...(hasParts && { parts: given }),
            });
          const sum = Object.values(given).flatMap(({ points }) =>
            points === undefined ? [] : [points as number],
          );
          const points =
            own?.points ?? (sum.length > 0 ? sum.reduce((a, b) => a + b, 0) : undefined);
          const verdicts = [verdict(whole, completed, marked ? { ...own, points } : undefined)];
          for (const id of parts) {
            if (passMarks[id] === 'not stated') continue;
            // A part of which nothing is said is not marked, if something is said of others.
            const of = !marked ? undefined : (each[id] ?? (hasParts ? {} : own));
            verdicts.push(verdict(passMarks[id], completed, of));
          }
          const expected = verdicts.includes('failed')
            ? '1 failed'
            : verdicts.includes('unmarked')
              ? 'an attempt not yet marked'
              : undefined;
          const { outcome } = judged(asked, items);
          expect(outcome.status === 'unmet' ? outcome.have : undefined).toBe(expected);
        },
      ),
      runs(4000),
    );
  });
});
