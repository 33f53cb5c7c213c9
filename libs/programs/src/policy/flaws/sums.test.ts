import { describe, expect, test } from '@jest/globals';
import { quota, tally, told } from './told.fixture.js';

describe('sums that do not add up', () => {
  test.each<[string, object, string]>([
    [
      'parts that come to more than the whole, though nothing counts twice',
      { overlap: 'separate', quotas: [quota('a', { atLeast: 30 }), quota('b', { atLeast: 11 })] },
      'quotas: the quotas come to 41, more than the whole of 40. Correct a number, or say that they may overlap.',
    ],
    [
      'a part larger than its whole',
      { quotas: [quota('a', { atLeast: 41 })] },
      'quotas.0.atLeast: a part of at least 41 in a whole of 40. A part cannot be more than the whole.',
    ],
    [
      'a part of a part larger than it',
      { quotas: [quota('a', { atLeast: 10, quotas: [quota('b', { atLeast: 11 })] })] },
      'quotas.0.quotas.0.atLeast: a part of at least 11 in a whole of 10. A part cannot be more than the whole.',
    ],
    [
      'a cap below its floor',
      { quotas: [quota('a', { atLeast: 10, countsUpTo: 9 })] },
      'quotas.0.countsUpTo: counts up to 9, but 10 are needed. Correct one of them.',
    ],
    [
      'a part of a part larger than what of that counts',
      { quotas: [quota('a', { countsUpTo: 10, quotas: [quota('b', { atLeast: 11 })] })] },
      'quotas.0.quotas.0.atLeast: a part of at least 11 in what counts up to 10. A part cannot be more than the whole.',
    ],
    [
      'parts of a part that come to more than what of that counts, though nothing counts twice',
      {
        quotas: [
          quota('a', {
            countsUpTo: 10,
            overlap: 'separate',
            quotas: [quota('b', { atLeast: 6 }), quota('c', { atLeast: 5 })],
          }),
        ],
      },
      'quotas.0.quotas: the quotas come to 11, more than the 10 that count. Correct a number, or say that they may overlap.',
    ],
    [
      'several parts without a word on overlap',
      { quotas: [quota('a', {}), quota('b', {})] },
      'quotas: several quotas, and it is not said whether one hour may fill two of them. Write `overlap: shared` or `separate`, or the question that asks it.',
    ],
    [
      'several parts of a part without a word on overlap',
      { quotas: [quota('a', { quotas: [quota('b', {}), quota('c', {})] })] },
      'quotas.0.quotas: several quotas, and it is not said whether one hour may fill two of them. Write `overlap: shared` or `separate`, or the question that asks it.',
    ],
    [
      'overlap that hangs on a question that is not there',
      { overlap: { question: 'why' }, quotas: [quota('a', {}), quota('b', {})] },
      'overlap: no question is named why. Add it to `questions`.',
    ],
    [
      'overlap of a part that hangs on a question that is not there',
      { quotas: [quota('a', { overlap: { question: 'why' }, quotas: [quota('b', {})] })] },
      'quotas.0.overlap: no question is named why. Add it to `questions`.',
    ],
    [
      'a limit below what is needed',
      { atMost: 39 },
      'atMost: at least 40 and at most 39 cannot both hold. Correct one of them.',
    ],
    [
      'a tally that asks for nothing',
      { atLeast: 'none' },
      'atLeast: the tally asks for nothing. Say how much is needed, or `not stated` where the source does not say.',
    ],
    [
      'a tally whose parts ask for nothing either',
      { atLeast: 'none', quotas: [quota('a', { countsUpTo: 5 })] },
      'atLeast: the tally asks for nothing. Say how much is needed, or `not stated` where the source does not say.',
    ],
    [
      'periods in a window without a first day',
      { periods: [{ every: 'P1M', atLeast: 1 }] },
      'periods.0: periods are counted in a window, and it has no first day. Give the tally a window that starts on some day.',
    ],
    [
      'periods in a window that has a last day only',
      { window: { to: 'as-of' }, periods: [{ every: 'P1M', atLeast: 1 }] },
      'periods.0: periods are counted in a window, and it has no first day. Give the tally a window that starts on some day.',
    ],
    [
      'periods of no days',
      { window: { from: 'as-of', length: 'P1Y' }, periods: [{ every: 'P0D', atLeast: 1 }] },
      'periods.0.every: a period of no days. Make it longer.',
    ],
    [
      'what must be distinct in periods counted from no day',
      { window: { to: 'as-of' }, distinct: { by: 'topic', within: 'P1Y' } },
      'distinct.within: periods are counted in a window, and it has no first day. Give the tally a window that starts on some day.',
    ],
    [
      'what must be distinct in periods of no days',
      { window: { from: 'as-of' }, distinct: { by: 'topic', within: 'P0D' } },
      'distinct.within: a period of no days. Make it longer.',
    ],
    [
      'a part larger than the floor of its period',
      {
        window: { from: 'as-of' },
        periods: [
          { every: 'calendar-month', atLeast: 1 },
          { every: 'P1Y', atLeast: 2, quotas: [quota('a', { atLeast: 3 })] },
        ],
      },
      'periods.1.quotas.0.atLeast: a part of at least 3 in a whole of 2. A part cannot be more than the whole.',
    ],
    [
      'a conversion of the unit into itself',
      {
        convert: [
          { from: 'days', factor: 8 },
          { from: 'hours', factor: 2 },
        ],
      },
      'convert.1.from: `hours` is the unit of the sum itself. Take the conversion out.',
    ],
  ])('%s', (_, more, flaw) => {
    expect(told(tally(more))).toEqual([`apply.require.${flaw}`]);
  });

  test('what must be distinct by the calendar needs no first day, nor does what must be so at any time', () => {
    for (const within of ['calendar-year', 'window', 'ever'])
      expect(told(tally({ distinct: { by: 'topic', within } }))).toEqual([]);
    const counted = { distinct: { by: 'topic', within: 'P1Y' } };
    for (const window of [{ from: 'as-of' }, { to: 'as-of', length: 'P5Y' }])
      expect(told(tally({ window, ...counted }))).toEqual([]);
  });

  test('what does add up is no flaw', () => {
    const quotas = [quota('a', { atLeast: 30, countsUpTo: 30 }), quota('b', { atLeast: 10 })];
    expect(told(tally({ overlap: 'separate', quotas }))).toEqual([]);
    expect(
      told(
        tally({
          overlap: 'shared',
          quotas: [quota('a', { atLeast: 30 }), quota('b', { atLeast: 11 })],
        }),
      ),
    ).toEqual([]);
    expect(told(tally({ quotas: [quota('a', { atLeast: 40, countsUpTo: 40 })] }))).toEqual([]);
    const capped = (overlap: string, more: number) =>
      quota('a', {
        countsUpTo: 10,
        overlap,
        quotas: [quota('b', { atLeast: 5 }), quota('c', { atLeast: more })],
      });
    for (const within of [capped('separate', 5), capped('shared', 10)])
      expect(told(tally({ quotas: [within] }))).toEqual([]);
    for (const asking of [
      { atMost: 5 },
      { quotas: [quota('a', { atLeast: 1 })] },
      { window: { length: 'P1Y', to: 'as-of' }, periods: [{ every: 'P1D', atLeast: 1 }] },
    ]) {
      expect(told(tally({ ...asking, atLeast: 'none' }))).toEqual([]);
    }
    expect(told(tally({ atLeast: 'not stated' }))).toEqual([]);
    expect(
      told(
        tally({
          atMost: 40,
          window: { from: 'application' },
          periods: [{ every: 'calendar-month', atLeast: 1 }],
        }),
      ),
    ).toEqual([]);
  });
});
