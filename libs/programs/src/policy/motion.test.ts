import { describe, expect, test } from '@jest/globals';
import { evaluate } from './evaluate.js';
import type { Context, EvidenceItem } from './evidence.js';
import { policyAsking } from './example.fixture.js';
import type { Outcome } from './outcome.js';

/** What is met or unmet only because of the day judged is not so for good. */

type Given = EvidenceItem extends infer Item
  ? Item extends EvidenceItem
    ? Omit<Item, 'ref'>
    : never
  : never;

const more = {
  anchors: { issued: 'Its award.', ending: 'Its end.' },
  dates: [
    { id: 'a-year-ago', title: 'A year ago', is: { from: 'as-of', minus: 'P1Y' } },
    { id: 'longer-ago', title: 'Longer ago', is: { from: 'a-year-ago', minus: 'P1Y' } },
  ],
};

function outcome(
  require: object,
  items: readonly Given[],
  asOf = '2026-06-30',
  context: Context = {},
): Outcome {
  const evidence = items.map((item, place) => ({ ref: `fact-${place + 1}`, ...item }));
  return evaluate(policyAsking(require, more), 'apply', evidence, asOf, context).outcome;
}

const done = (on: string): Given => ({ kind: 'step', step: 'done', on });
const worked = (on: string, amount = 1): Given => ({
  kind: 'activity',
  tally: 'work',
  amount,
  unit: 'hours',
  on,
});
const step = (bounds: object) => ({ kind: 'step', step: 'done', ...bounds });
const yearAgo = { from: 'as-of', minus: 'P1Y' };
const lastYear = { to: 'as-of', length: 'P1Y' };

describe('a step', () => {
  test.each<[string, object, boolean]>([
    ['a fixed day', { notBefore: '2026-01-01' }, true],
    ['a year back from the day judged', { notBefore: yearAgo }, false],
    ['the same, strictly', { after: yearAgo }, false],
    ['the same by a name', { notBefore: 'a-year-ago' }, false],
    ['a name that starts from that name', { notBefore: 'longer-ago' }, false],
    [
      'a repetition of a day',
      { notBefore: { from: { from: 'issued', every: 'P1Y' }, minus: 'P1Y' } },
      false,
    ],
    [
      'an anniversary of it',
      { notBefore: { from: '2025-01-01', next: { date: { anniversaryOf: 'a-year-ago' } } } },
      false,
    ],
    [
      'an anniversary of a fixed day',
      { notBefore: { from: '2025-01-01', next: { date: { anniversaryOf: 'issued' } } } },
      true,
    ],
    [
      'the latest of a fixed day and that',
      { notBefore: { latest: ['2026-01-01', yearAgo] } },
      false,
    ],
    ['the same, the other way round', { notBefore: { latest: [yearAgo, '2026-01-01'] } }, false],
    [
      'the latest of a fixed day and a repetition of one that is not known',
      { notBefore: { latest: ['2026-01-01', { from: 'ending', every: 'P1Y' }] } },
      true,
    ],
    ['the latest of two fixed days', { notBefore: { latest: ['2026-01-01', 'issued'] } }, true],
    [
      'the earliest, while that is the day judged',
      { notBefore: { from: { earliest: ['ending', 'as-of'] }, minus: 'P1Y' } },
      false,
    ],
    ['a posted day', { notBefore: { posted: 'opening' } }, true],
    ['the first attempt at an exam', { notBefore: { attempt: 'first', at: 'exam' } }, true],
    [
      'the latest of an attempt and the day judged',
      { notBefore: { from: { latest: [{ attempt: 'last', at: 'exam' }, 'as-of'] }, minus: 'P1Y' } },
      false,
    ],
    ['a last day that moves on', { notAfter: 'as-of' }, true],
  ])('not before %s: met, for good or not', (_, bounds, final) => {
    const context = { anchors: { issued: '2024-03-01' }, posted: { opening: '2026-01-01' } };
    const tried: Given = { kind: 'exam-attempt', attempt: 'one', exam: 'exam', on: '2026-05-01' };
    expect(outcome(step(bounds), [done('2026-06-01'), tried], '2026-06-30', context)).toEqual({
      status: 'met',
      final,
    });
  });

  test('not before the earlier of a day and the day judged is met for good once that day has come', () => {
    for (const earliest of [
      ['ending', 'as-of'],
      ['as-of', 'ending'],
    ]) {
      const asked = step({ notBefore: { from: { earliest }, minus: 'P1Y' } });
      const judged = (anchors: Record<string, string>) =>
        outcome(asked, [done('2026-06-01')], '2026-06-30', { anchors });
      expect(judged({ ending: '2026-06-29' })).toMatchObject({ final: true });
      expect(judged({ ending: '2026-06-30' })).toMatchObject({ final: true });
      expect(judged({ ending: '2026-07-01' })).toMatchObject({ final: false });
      expect(judged({})).toMatchObject({ final: false });
    }
  });

  test('a day given by the facts is as it was given, whatever the policy reckons', () => {
    const given = { anchors: { 'a-year-ago': '2026-01-01' } };
    expect(
      outcome(step({ notBefore: 'a-year-ago' }), [done('2026-06-01')], '2026-06-30', given),
    ).toMatchObject({ final: true });
  });

  test('that must be longer ago than it is needs only time', () => {
    const asked = step({ before: yearAgo });
    expect(outcome(asked, [done('2025-06-30')])).toEqual({
      status: 'unmet',
      have: 'on 2025-06-30',
      need: 'before 2025-06-30',
      reachable: true,
    });
    expect(outcome(asked, [done('2025-06-29')])).toEqual({ status: 'met', final: true });
    expect(outcome(step({ notAfter: 'a-year-ago' }), [done('2025-07-01')])).toMatchObject({
      reachable: true,
    });
  });

  test('but not beyond a last day that is fixed', () => {
    const asked = step({ before: yearAgo, notAfter: '2025-12-31' });
    expect(outcome(asked, [done('2026-02-01')], '2025-12-31')).toMatchObject({
      by: '2025-12-31',
      reachable: true,
    });
    expect(outcome(asked, [done('2026-02-01')], '2026-06-30')).toMatchObject({
      by: '2025-12-31',
      reachable: false,
    });
  });

  test('days that start from each other are never known, and come to an end', () => {
    const round = {
      dates: [
        { id: 'one', title: 'One', is: { latest: ['other', 'as-of'] } },
        { id: 'other', title: 'Other', is: { from: 'one', minus: 'P1D' } },
      ],
    };
    const policy = policyAsking(step({ notBefore: 'other' }), round);
    const fact = { ref: 'fact', ...done('2026-06-30') };
    expect(evaluate(policy, 'apply', [fact], '2026-06-30').outcome.status).toBe('met');
  });
});

describe('in a window that moves on', () => {
  const window = (days: object) => ({
    kind: 'tally',
    tally: 'work',
    unit: 'hours',
    window: days,
  });

  test.each<[string, object, boolean]>([
    ['to the day judged', lastYear, false],
    ['to a day of that name', { to: 'a-year-ago', length: 'P5Y' }, false],
    ['from a day back', { from: yearAgo }, false],
    ['of each year', { to: { from: 'issued', every: 'P1Y' }, length: 'P1Y' }, false],
    ['up to the day judged, from ever', { to: 'as-of' }, true],
    ['that only its end moves', { from: 'issued', to: 'as-of' }, true],
    ['that stands still', { from: 'issued', length: 'P5Y' }, true],
  ])('%s: enough is enough, for good or not', (_, days, final) => {
    const context = { anchors: { issued: '2024-03-01' } };
    const items = [worked('2025-01-01', 5), worked('2026-06-01', 5)];
    expect(outcome({ ...window(days), atLeast: 5 }, items, '2026-06-30', context)).toEqual({
      status: 'met',
      final,
    });
  });

  test('what is too much is so until it falls out', () => {
    const over = (days: object) =>
      outcome(
        { ...window(days), atLeast: 'none', atMost: 4 },
        [worked('2026-06-01', 5)],
        '2026-06-30',
        {
          anchors: { issued: '2024-03-01' },
        },
      );
    expect(over(lastYear)).toMatchObject({ status: 'unmet', reachable: true });
    expect(over({ from: 'issued', to: 'as-of' })).toMatchObject({ reachable: false });
    // Of each year it is broken in that year: what follows from it must not wait for the next to begin.
    const eachYear = { to: { from: 'issued', every: 'P1Y' }, length: 'P1Y' };
    expect(over(eachYear)).toMatchObject({ reachable: false });
    const away = { kind: 'absence', of: 'work', window: eachYear };
    expect(
      outcome(away, [worked('2026-06-01')], '2026-06-30', { anchors: { issued: '2024-03-01' } }),
    ).toMatchObject({ status: 'unmet', reachable: false });
  });

  test('what is not too much is so for good once no other days can come to lie in it', () => {
    const within = (days: object) =>
      outcome(
        { ...window({ from: 'issued', ...days }), atLeast: 'none', atMost: 4 },
        [worked('2025-01-01', 4)],
        '2026-06-30',
        { anchors: { issued: '2024-03-01' } },
      );
    expect(within({ to: 'a-year-ago' })).toMatchObject({ status: 'met', final: false });
    expect(within({ to: '2026-06-29' })).toMatchObject({ status: 'met', final: true });
    expect(within({ to: '2026-06-30' })).toMatchObject({ status: 'met', final: false });
    expect(within({ length: 'P1Y' })).toMatchObject({ status: 'met', final: true });
  });

  test('a paper and a letter grow too old', () => {
    const paper: Given = { kind: 'document', document: 'check', on: '2026-06-01' };
    const letter: Given = {
      kind: 'reference',
      referee: 'ana',
      relation: 'friend',
      roles: [],
      knownSince: '2015-01-01',
      on: '2026-06-01',
    };
    const paperIn = (days: unknown) =>
      outcome({ kind: 'document', document: 'check', window: days }, [paper]);
    const letterIn = (days: unknown) =>
      outcome(
        {
          kind: 'references',
          count: 1,
          knownFor: 'none',
          from: 'none',
          excluded: 'none',
          distinct: true,
          channels: 'none',
          window: days,
        },
        [letter],
      );
    for (const judged of [paperIn, letterIn]) {
      expect(judged(lastYear)).toEqual({ status: 'met', final: false });
      expect(judged({ from: '2026-01-01', to: 'as-of' })).toEqual({ status: 'met', final: true });
      expect(judged('none')).toEqual({ status: 'met', final: true });
    }
  });

  test('what is asked for every year passed is asked for again next year', () => {
    const asked = (forEvery: object) =>
      outcome(
        { ...window({ from: 'issued' }), atLeast: 1, forEvery: { rounding: 'down', ...forEvery } },
        [worked('2026-06-01', 5)],
        '2026-06-30',
        { anchors: { issued: '2024-03-01' } },
      );
    const each = { period: 'P1Y', since: 'issued' };
    expect(asked(each)).toEqual({ status: 'met', final: false });
    expect(asked({ ...each, until: '2026-03-01' })).toEqual({ status: 'met', final: true });
  });

  test('a ratio is settled once its window is over', () => {
    const ratio = (asOf: string) =>
      outcome(
        {
          ...window({ to: '2026-06-30' }),
          atLeast: 1,
          forEvery: { amount: 5, tally: 'service', unit: 'hours', rounding: 'up' },
        },
        [worked('2026-06-01', 5)],
        asOf,
      );
    expect(ratio('2026-06-30')).toEqual({ status: 'met', final: false });
    expect(ratio('2026-07-01')).toEqual({ status: 'met', final: true });
  });

  test('a ratio or a share of a year is not settled while its window grows', () => {
    const until = (to: unknown, more: object) =>
      outcome({ ...window({ from: '2026-01-01', to }), atLeast: 1, ...more }, [
        worked('2026-02-01', 5),
      ]);
    const ratio = { amount: 5, tally: 'service', unit: 'hours', rounding: 'up' };
    const monthAgo = { from: 'as-of', minus: 'P1M' };
    expect(until(monthAgo, { forEvery: ratio })).toEqual({ status: 'met', final: false });
    expect(until('2026-05-30', { forEvery: ratio })).toEqual({ status: 'met', final: true });
    const prorated = { full: 'P1Y', rounding: 'up' };
    expect(until(monthAgo, { prorated })).toEqual({ status: 'met', final: false });
    expect(until('2026-07-30', { prorated })).toEqual({ status: 'met', final: true });
    expect(until(monthAgo, {})).toEqual({ status: 'met', final: true });
  });
});
