import { expect, test } from '@jest/globals';
import type { Context } from './evidence.js';
import { exampleQuote } from './example.fixture.js';
import { judged, type Given } from './kinds/judged.fixture.js';

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
