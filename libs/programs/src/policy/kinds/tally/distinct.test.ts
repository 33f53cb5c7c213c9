import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { height } from '../../logic/chain.js';
import type { Outcome } from '../../outcome.js';
import { judged, type Given } from '../judged.fixture.js';
import { asked, of, work, year } from './told.fixture.js';

/** Of what must be distinct: which counts, and what waits because its value is not recorded. */

const distinct = (atLeast: number, more: object = {}) =>
  asked({ atLeast, window: year, distinct: { by: 'topic', within: 'window' }, ...more });
const on = (topic: string | readonly string[] | undefined, amount = 1, more: object = {}) =>
  of({ ...(topic !== undefined && { topic }), ...more }, amount);
const status = (rule: object, facts: readonly Given[], asOf = '2026-06-30') => {
  const { outcome } = judged(rule, facts, { asOf });
  return outcome.status === 'unmet' && !outcome.reachable ? 'unmet for good' : outcome.status;
};
const live = { id: 'live', title: 'Live', where: { mode: ['live'] }, atLeast: 1 };

describe('of what is on the same topic', () => {
  test('whichever counts best counts, and not always the largest', () => {
    const rule = (need: number) => distinct(need, { quotas: [live] });
    const facts = [on('loss', 3, { mode: 'online' }), on('loss', 2, { mode: 'live' })];
    expect(judged(rule(2), facts)).toMatchObject({
      outcome: { status: 'met', final: true },
      tally: { have: 2, need: 2 },
      evidence: ['fact-2'],
      findings: [{ code: 'not-distinct', ref: 'fact-1' }],
    });
    expect(judged(rule(3), facts)).toMatchObject({
      outcome: { status: 'unmet' },
      tally: { have: 2, need: 3 },
      evidence: ['fact-2'],
    });
    expect(judged(distinct(4), facts)).toMatchObject({
      outcome: { status: 'unmet' },
      tally: { have: 3, need: 4 },
      evidence: ['fact-1'],
      findings: [{ code: 'not-distinct', ref: 'fact-2' }],
    });
  });

  test('what is recorded later never takes away what counted', () => {
    const rule = distinct(1, { quotas: [live] });
    const first = on('loss', 1, { mode: 'live' });
    expect(judged(rule, [first]).outcome).toStrictEqual({ status: 'met', final: true });
    expect(status(rule, [first, on('loss', 5, { mode: 'online' })])).toBe('met');
  });

  test('counts again in the next period, whenever the window began, and however long ago', () => {
    const has = (window: unknown, within: string, ...days: string[]) =>
      judged(
        distinct(9, { window, distinct: { by: 'topic', within } }),
        days.map((day) => of({ topic: 'loss' }, 1, day)),
      ).tally['have'];
    for (const window of ['none', { to: '2026-12-31' }]) {
      expect(has(window, 'calendar-year', '2025-12-31', '2026-01-01')).toBe(2);
      expect(has(window, 'calendar-year', '2026-01-01', '2026-06-30')).toBe(1);
    }
    const since = { from: '2020-01-01' };
    expect(has(since, 'P1D', '2026-02-01', '2026-02-01', '2026-02-02')).toBe(2);
  });

  test('one counts in the period that lacks it', () => {
    const rule = distinct(2, {
      periods: [{ every: 'calendar-quarter', atLeast: 1, in: { any: 2 } }],
    });
    const at = (topic: string, day: string) => of({ topic }, 1, day);
    expect(
      status(rule, [at('loss', '2026-02-01'), at('grief', '2026-02-02'), at('loss', '2026-05-01')]),
    ).toBe('met');
    expect(
      status(rule, [at('loss', '2026-02-01'), at('grief', '2026-02-02'), at('loss', '2026-03-01')]),
    ).toBe('unmet');
  });

  test('one counts that was not counted for another credential, where that is capped', () => {
    const rule = distinct(2, { sharing: [{ with: 'supervisor', countsUpTo: 1 }] });
    const claimed = (topic: string, amount: number) =>
      work(amount, '2026-03-02', { attributes: { topic }, claimedFor: ['supervisor'] });
    expect(status(rule, [claimed('loss', 3), on('loss', 2)])).toBe('met');
    expect(status(rule, [claimed('loss', 3), claimed('loss', 2)])).toBe('unmet');
  });

  test('the largest is told where none comes out better', () => {
    const rule = distinct(9, { sharing: [{ with: 'supervisor', countsUpTo: 5 }] });
    const facts = [
      work(2, '2026-03-02', { attributes: { topic: 'loss' }, claimedFor: ['supervisor'] }),
      on('loss', 3),
    ];
    for (const recorded of [facts, facts.toReversed()])
      expect(judged(rule, recorded).tally['have']).toBe(3);
  });

  test('one that fills a part does not count where a period is lost with it', () => {
    const rule = distinct(2, {
      quotas: [live],
      periods: [{ every: 'calendar-quarter', atLeast: 1 }],
    });
    const facts = [
      of({ topic: 'loss', mode: 'online' }, 1, '2026-02-01'),
      of({ topic: 'loss', mode: 'live' }, 1, '2026-05-01'),
    ];
    expect(status(rule, facts.slice(1), '2026-05-31')).toBe('unmet for good');
    expect(status(rule, facts, '2026-05-31')).toBe('unmet');
  });

  test('in whichever order several topics are recorded they are the same', () => {
    expect(judged(distinct(9), [on(['a', 'b']), on(['b', 'a'])]).tally['have']).toBe(1);
    expect(judged(distinct(9), [on(['a', 'b']), on(['a'])]).tally['have']).toBe(2);
    expect(judged(distinct(9), [on(['a']), on('a')]).tally['have']).toBe(1);
  });

  test('and of what a person may say counts, no two count either', () => {
    const sources = { attribute: 'payer', count: ['state'], doNotCount: [], open: true };
    const by = (payer: string, topic: string) => on(topic, 1, { payer });
    const rule = distinct(2, { sources });
    expect(status(rule, [by('state', 'loss'), by('city', 'loss')])).toBe('unmet');
    expect(status(rule, [by('state', 'loss'), by('city', 'grief')])).toBe('needs-decision');
  });
});

describe('a topic that is not recorded', () => {
  const waiting = {
    status: 'needs-decision',
    decisions: [
      {
        requirement: 'asked',
        question: 'Not recorded of an activity: topic. Is this met: Asked?',
        options: ['met', 'unmet'],
      },
    ],
  };
  const missing = (hangs: string, ...refs: readonly string[]) =>
    refs.map((ref) => ({
      code: 'value-missing',
      text: `Not recorded of it: topic. ${hangs}`,
      ref,
    }));

  test('is waited for where two may be the same', () => {
    const result = judged(distinct(2), [on(undefined), on(undefined)]);
    expect(result).toMatchObject({
      outcome: waiting,
      evidence: ['fact-1', 'fact-2'],
      tally: { have: 1, need: 2 },
    });
    expect(result.findings).toStrictEqual(
      missing('What it comes to hangs on that.', 'fact-1', 'fact-2'),
    );
    const another = judged(distinct(2), [on('loss'), on(undefined)]);
    expect(another.outcome).toStrictEqual(waiting);
    expect(another.findings).toStrictEqual(missing('What it comes to hangs on that.', 'fact-2'));
  });

  test('is not waited for where it comes to the same, and yet told', () => {
    const enough = judged(distinct(2), [on('loss'), on('grief'), on(undefined)]);
    expect(enough.outcome).toStrictEqual({ status: 'met', final: true });
    expect(enough.findings).toStrictEqual(missing('So far it comes to the same.', 'fact-3'));
    const short = judged(distinct(3), [on('loss'), on(undefined)]);
    expect(short.outcome).toMatchObject({ status: 'unmet', have: 1, need: 3 });
    expect(short.findings).toStrictEqual(missing('So far it comes to the same.', 'fact-2'));
  });

  test('matters for nothing where there is no other', () => {
    expect(judged(distinct(1), [on(undefined)])).toMatchObject({
      outcome: { status: 'met', final: true },
      findings: [],
    });
  });

  test('of the larger one counts for as much, whatever it is', () => {
    expect(status(distinct(3), [on('loss', 2), on(undefined, 3)])).toBe('met');
    expect(status(distinct(4), [on('loss', 2), on(undefined, 3)])).toBe('needs-decision');
    expect(status(distinct(5), [on('loss', 2), on(undefined, 3)])).toBe('needs-decision');
    expect(status(distinct(6), [on('loss', 2), on(undefined, 3)])).toBe('unmet');
  });

  test('may be that of one other, and not of two at once', () => {
    const facts = [on('loss', 2), on('grief', 1), on(undefined, 3)];
    expect(status(distinct(4), facts)).toBe('met');
    expect(status(distinct(5), facts)).toBe('needs-decision');
  });

  test('is told of in words', () => {
    const rule = distinct(2, { distinct: { by: 'topic-of-course', within: 'window' } });
    expect(judged(rule, [on('loss'), on('grief')])).toMatchObject({
      outcome: {
        decisions: [
          { question: 'Not recorded of an activity: topic of course. Is this met: Asked?' },
        ],
      },
    });
  });

  test('makes a part wait that hangs on it, and no other', () => {
    const grief = { id: 'grief', title: 'Grief', where: { about: ['grief'] }, atLeast: 1 };
    const rule = distinct(5, { overlap: 'shared', quotas: [{ ...live, atLeast: 2 }, grief] });
    const result = judged(rule, [
      on('loss', 1, { mode: 'live' }),
      on(undefined, 1, { mode: 'live' }),
    ]);
    expect(result.outcome).toMatchObject({ status: 'unmet', have: 1, need: 5 });
    expect(result.children.map(({ outcome }) => outcome)).toMatchObject([
      {
        status: 'needs-decision',
        decisions: [
          {
            subject: 'live',
            question: 'Not recorded of an activity: topic. Is this met: Live?',
          },
        ],
      },
      { status: 'unmet' },
    ]);
  });

  test('in a period of its own is no other’s', () => {
    const rule = distinct(2, { distinct: { by: 'topic', within: 'calendar-quarter' } });
    const at = (day: string, topic?: string) => of(topic === undefined ? {} : { topic }, 1, day);
    expect(status(rule, [at('2026-02-01'), at('2026-05-01')])).toBe('met');
    expect(status(rule, [at('2026-02-01', 'loss'), at('2026-05-01')])).toBe('met');
    expect(status(rule, [at('2026-02-01'), at('2026-03-01')])).toBe('needs-decision');
  });

  test('may be that of something earlier, where nothing may ever be the same', () => {
    const rule = distinct(1, { distinct: { by: 'topic', within: 'ever' } });
    const at = (day: string, topic?: string) => of(topic === undefined ? {} : { topic }, 1, day);
    expect(status(rule, [at('2026-02-01')])).toBe('met');
    expect(status(rule, [at('2025-02-01', 'loss'), at('2026-02-01')])).toBe('needs-decision');
    expect(status(rule, [at('2025-02-01', 'loss'), at('2026-02-01', 'grief')])).toBe('met');
    const before = judged(rule, [at('2025-02-01'), at('2026-02-01', 'loss')]);
    expect(before.outcome).toStrictEqual(waiting);
    expect(before.findings).toStrictEqual(missing('What it comes to hangs on that.', 'fact-1'));
    const two = [at('2025-02-01'), at('2026-02-01', 'loss'), at('2026-03-01', 'grief')];
    expect(status(rule, two)).toBe('met');
    expect(status(rule, [at('2025-03-01'), ...two])).toBe('needs-decision');
    expect(status(rule, [at('2025-02-01'), at('2026-02-01')])).toBe('needs-decision');
  });

  test('of something earlier matters for nothing where nothing is left to count', () => {
    const rule = distinct(1, { distinct: { by: 'topic', within: 'ever' } });
    const earlier = [of({}, 1, '2025-02-01'), of({ topic: 'loss' }, 1, '2025-03-01')];
    for (const facts of [earlier, [...earlier, of({ topic: 'loss' }, 1, '2026-02-01')]]) {
      const result = judged(rule, facts);
      expect(result.outcome.status).toBe('unmet');
      expect(result.findings.filter(({ code }) => code === 'value-missing')).toStrictEqual([]);
    }
  });

  test('is asked for together with what else a person is asked', () => {
    const sources = { attribute: 'payer', count: ['state'], doNotCount: [], open: true };
    const by = (payer: string, topic?: string) => on(topic, 1, { payer });
    const result = judged(distinct(2, { sources }), [
      by('state', 'loss'),
      by('state'),
      by('city', 'grief'),
    ]);
    expect(result.outcome).toMatchObject({
      status: 'needs-decision',
      decisions: [
        {
          question:
            'Does this source count: city? Not recorded of an activity: topic. Is this met: Asked?',
        },
      ],
    });
  });
});

describe('where there are too many ways to choose', () => {
  const online = { id: 'online', title: 'Online', where: { mode: ['online'] }, atLeast: 6 };
  const rule = (need: number, ofLive = 6) =>
    distinct(need, { overlap: 'shared', quotas: [{ ...live, atLeast: ofLive }, online] });
  const twice = (topics: number) =>
    Array.from({ length: topics }, (_, topic) => [
      on(`topic-${topic}`, 2, { mode: 'live' }),
      on(`topic-${topic}`, 1, { mode: 'online' }),
    ]).flat();

  test('it is told if the largest of each are enough, or all of it would be too little', () => {
    expect(status(distinct(12, { quotas: [{ ...live, atLeast: 12 }] }), twice(6))).toBe('met');
    expect(status(rule(19), twice(6))).toBe('unmet');
  });

  test('else it is for a person to say', () => {
    const result = judged(rule(9), twice(6));
    expect(result.outcome).toMatchObject({
      status: 'needs-decision',
      decisions: [{ question: 'Which of those with the same topic count? Is this met: Asked?' }],
    });
    expect(status(rule(9), twice(5))).toBe('unmet');
  });

  test('nor are all ways tried in which much that is not recorded may be the same', () => {
    const many = (unrecorded: number) => [
      ...['a', 'b', 'c'].map((topic) => on(topic)),
      ...Array.from({ length: unrecorded }, () => on(undefined)),
    ];
    for (const unrecorded of [3, 4]) {
      expect(status(distinct(3), many(unrecorded))).toBe('met');
      expect(status(distinct(4), many(unrecorded))).toBe('needs-decision');
      expect(status(distinct(4 + unrecorded), many(unrecorded))).toBe('unmet');
    }
  });

  test('nor all in which one of so many was there before', () => {
    const before = of({}, 1, '2025-02-01');
    const rest = (need: number, topics: number) =>
      status(distinct(need, { distinct: { by: 'topic', within: 'ever' } }), [
        before,
        ...Array.from({ length: topics }, (_, topic) => on(`topic-${topic}`)),
      ]);
    expect(rest(59, 60)).toBe('met');
    expect(rest(60, 60)).toBe('needs-decision');
    expect(rest(60, 61)).toBe('needs-decision');
    expect(rest(62, 61)).toBe('unmet');
  });

  test('nor where there are too many in only some of the ways in which it may be the same', () => {
    const before = of({}, 1, '2025-02-01');
    const ever = (need: number) =>
      distinct(need, {
        distinct: { by: 'topic', within: 'ever' },
        overlap: 'shared',
        quotas: [
          { ...live, atLeast: 1 },
          { ...online, atLeast: 1 },
        ],
      });
    expect(status(ever(9), [before, ...twice(5)])).toBe('needs-decision');
    expect(status(ever(9), [before, ...twice(6)])).toBe('needs-decision');
    const within = (need: number) => distinct(need, { quotas: [live] });
    const facts = [
      ...twice(5),
      on('topic-6', 1, { mode: 'live' }),
      on(undefined, 1, { mode: 'online' }),
    ];
    expect(status(within(10), facts)).toBe('met');
    expect(status(within(12), facts)).toBe('needs-decision');
    expect(status(within(13), facts)).toBe('unmet');
  });

  test('of what is all not recorded in a period one counts however it turns out', () => {
    const rule = (need: number) =>
      distinct(need, { distinct: { by: 'topic', within: 'calendar-quarter' } });
    const facts = [
      ...['a', 'b', 'c'].map((topic) => on(topic)),
      ...Array.from({ length: 4 }, () => on(undefined)),
      of({}, 1, '2026-05-01'),
      of({}, 1, '2026-05-02'),
    ];
    expect(status(rule(4), facts)).toBe('met');
    expect(status(rule(5), facts)).toBe('needs-decision');
  });
});

const rank = (outcome: Outcome) => height(outcome) ?? -1;
const topics = ['a', 'b'];
const activity = fc.record({
  topic: fc.constantFrom(...topics, undefined),
  amount: fc.integer({ min: 1, max: 2 }),
  mode: fc.constantFrom('live', 'online'),
  day: fc.constantFrom('2025-06-05', '2026-02-05', '2026-05-05'),
});
const rules = fc.record({
  atLeast: fc.integer({ min: 1, max: 5 }),
  within: fc.constantFrom('window', 'ever', 'calendar-quarter'),
  more: fc.constantFrom(
    {},
    { quotas: [{ ...live, atLeast: 2 }] },
    { quotas: [{ id: 'live', title: 'Live', where: live.where, countsUpTo: 1 }] },
    { periods: [{ every: 'calendar-quarter', atLeast: 1, in: { any: 2 } }] },
  ),
});
type Drawn = Parameters<Parameters<typeof activity.map>[0]>[0];
const given = ({ topic, amount, mode, day }: Drawn) =>
  of({ ...(topic !== undefined && { topic }), mode }, amount, day);

describe('whatever must be distinct', () => {
  test('counts as the best choice does that has no two the same', () => {
    const recorded = activity.filter(({ topic }) => topic !== undefined);
    fc.assert(
      fc.property(rules, fc.array(recorded, { maxLength: 6 }), ({ atLeast, more }, facts) => {
        const inYear = facts.filter(({ day }) => day.startsWith('2026'));
        const choices = topics.reduce<readonly (readonly Drawn[])[]>(
          (sofar, topic) => {
            const own = inYear.filter((one) => one.topic === topic);
            return own.length === 0
              ? sofar
              : sofar.flatMap((some) => own.map((one) => [...some, one]));
          },
          [[]],
        );
        const plain = asked({ atLeast, window: year, ...more });
        const best = Math.max(
          ...choices.map((some) => rank(judged(plain, some.map(given)).outcome)),
        );
        expect(rank(judged(distinct(atLeast, more), facts.map(given)).outcome)).toBe(best);
      }),
    );
  });

  test('waits where what is not recorded makes a difference, and only there', () => {
    const facts = fc.array(activity, { maxLength: 5 });
    fc.assert(
      fc.property(rules, facts, ({ atLeast, within, more }, drawn) => {
        const rule = distinct(atLeast, { ...more, distinct: { by: 'topic', within } });
        const values = [...topics, ...drawn.map((_, place) => `other-${place}`)];
        const completed = drawn.reduce<readonly (readonly Drawn[])[]>(
          (sofar, one) =>
            sofar.flatMap((some) =>
              one.topic !== undefined
                ? [[...some, one]]
                : values.map((topic) => [...some, { ...one, topic }]),
            ),
          [[]],
        );
        const possible = new Set(
          completed.map((all) => rank(judged(rule, all.map(given)).outcome)),
        );
        const found = judged(rule, drawn.map(given)).outcome;
        const [only] = possible;
        if (possible.size === 1) expect(rank(found)).toBe(only);
        else expect(found.status).toBe('needs-decision');
      }),
    );
  });
});
