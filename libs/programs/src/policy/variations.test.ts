import { describe, expect, test } from '@jest/globals';
import type { Context } from './evidence.js';
import { exampleQuote, policyAsking } from './example.fixture.js';
import { judged, type Given } from './kinds/judged.fixture.js';
import { findRequirement } from './terms.js';

/** Whom a variation holds for: all of what it says must fit. */

const asked = {
  id: 'a',
  kind: 'attestation',
  title: 'A',
  statement: 'a',
  text: 'I do a.',
};
const variation = (id: string, more: object, requirement = 'a') => ({
  id,
  title: id,
  as: 'variant',
  rules: [exampleQuote],
  ...more,
  changes: [{ requirement, to: 'none' }],
});
const is = (value: boolean): Given => ({
  kind: 'circumstance',
  name: 'veteran',
  value,
  on: '2020-01-01',
});
const veteran = is(true);
const held = (variations: readonly object[], items: readonly Given[] = [], context: Context = {}) =>
  judged(asked, items, { context, more: { variations } }).variation;

test('one that says nothing of whom it holds for holds for everybody', () => {
  expect(held([variation('other', {})])).toBe('other');
});

test('one that is of another requirement leaves this one as it is', () => {
  expect(held([variation('other', {}, 'b')])).toBeUndefined();
  expect('variation' in judged(asked)).toBe(false);
});

test('of several that fit the first holds, and one that does not is passed over', () => {
  const [first, second] = [
    variation('first', { for: { veteran: [true] } }),
    variation('second', {}),
  ];
  expect(held([first, second], [veteran])).toBe('first');
  expect(held([first, second], [is(false)])).toBe('second');
});

test('who and which cohort must both fit', () => {
  const both = [
    variation('other', { for: { veteran: [true] }, cohort: { audience: ['veterans'] } }),
  ];
  const cohort = { cohort: { audience: 'veterans' } };
  expect(held(both, [veteran], cohort)).toBe('other');
  expect(held(both, [is(false)], cohort)).toBeUndefined();
  expect(held(both, [veteran], { cohort: { audience: 'youth' } })).toBeUndefined();
});

test('dates that are open at one end hold on that side for ever, but for no day that is not known', () => {
  const on = (dates: object, appliedOn?: string) =>
    held([variation('other', { on: { anchor: 'application', ...dates } })], [], {
      ...(appliedOn !== undefined && { appliedOn }),
    });
  const days = ['1999-01-01', '2026-02-01', '2026-03-31', '2099-01-01', undefined];
  const all = (dates: object) => days.map((day) => on(dates, day));
  expect(all({ from: '2026-02-01' })).toStrictEqual([
    undefined,
    'other',
    'other',
    'other',
    undefined,
  ]);
  expect(all({ to: '2026-03-31' })).toStrictEqual([
    'other',
    'other',
    'other',
    undefined,
    undefined,
  ]);
  expect(all({})).toStrictEqual(['other', 'other', 'other', 'other', undefined]);
});

test('what holds instead under an id of its own is decided by that', () => {
  const to = {
    id: 'b',
    title: 'B',
    kind: 'discretion',
    ask: 'May they?',
    options: ['yes'],
  };
  const variations = [{ ...variation('v', {}), changes: [{ requirement: 'a', to }] }];
  const decided = (kind: 'judgement' | 'waiver', requirement: string) =>
    judged(
      { kind: 'all', of: [asked] },
      [
        kind === 'waiver'
          ? { kind, requirement, on: '2026-02-01' }
          : { kind, requirement, outcome: 'met', on: '2026-02-01' },
      ],
      { more: { variations } },
    ).outcome;
  expect(decided('judgement', 'c')).toMatchObject({ decisions: [{ requirement: 'b' }] });
  expect(decided('judgement', 'b').status).toBe('met');
  expect(decided('waiver', 'b').status).toBe('waived');
  expect(findRequirement(policyAsking(asked, { variations }), 'b')).toMatchObject({
    requirement: { id: 'b' },
    section: 'apply',
  });
});

describe('what holds for a time', () => {
  const tally = (atLeast: number) => ({
    id: 'a',
    title: 'A',
    kind: 'tally',
    tally: 'work',
    unit: 'hours',
    atLeast,
    window: 'none',
  });
  const by = (on: object, asOf: string, hours: number, least: [number, number] = [10, 5]) => {
    const changes = [{ requirement: 'a', to: tally(least[1]) }];
    const work: Given = {
      kind: 'activity',
      tally: 'work',
      amount: hours,
      unit: 'hours',
      on: '2026-02-01',
    };
    const { outcome } = judged({ ...tally(least[0]), id: 'a' }, [work], {
      asOf,
      context: { appliedOn: '2026-03-30' },
      more: { variations: [{ ...variation('v', { on }), changes }] },
    });
    return outcome.status === 'met' ? [outcome.status, outcome.final] : [outcome.status];
  };

  test('is met for that time, and for good only once it is over', () => {
    const until = { anchor: 'as-of', to: '2026-03-31' };
    expect(by(until, '2026-03-31', 5)).toEqual(['met', false]);
    expect(by(until, '2026-04-01', 5)).toEqual(['unmet']);
    expect(by(until, '2026-04-01', 10)).toEqual(['met', true]);
    expect(by(until, '2026-03-31', 10)).toEqual(['met', false]);
    const from = { anchor: 'as-of', from: '2026-04-01' };
    expect(by(from, '2026-03-31', 10, [5, 20])).toEqual(['met', false]);
    expect(by(from, '2026-04-01', 20, [5, 20])).toEqual(['met', true]);
    const between = { anchor: 'as-of', from: '2026-03-01', to: '2026-03-31' };
    expect(by(between, '2026-02-20', 10)).toEqual(['met', false]);
  });

  test('is for good where it goes by a day that does not move', () => {
    for (const [on, hours] of [
      [{ anchor: 'application', to: '2026-03-31' }, 5],
      [{ anchor: 'application', from: '2026-03-31' }, 10],
    ] as const)
      expect(by(on, '2026-03-30', hours)).toEqual(['met', true]);
  });
});
