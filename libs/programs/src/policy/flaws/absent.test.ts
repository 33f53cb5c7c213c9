import { describe, expect, test } from '@jest/globals';
import { attest, examIn, quota, rules, tally, told } from './told.fixture.js';

describe('what is asked for and not there', () => {
  test('more asked than there is', () => {
    const two = [attest('a'), attest('b')];
    expect(told({ kind: 'k-of-n', atLeast: 3, of: two })).toEqual([
      'apply.require.atLeast: asks for 3 of 2. Ask for no more than there are.',
    ]);
    expect(told({ kind: 'k-of-n', atLeast: 2, of: two })).toEqual([]);
  });

  test('extra time at an exam or a part that is not there', () => {
    const offering = (...times: (object | undefined)[]) => ({
      kind: 'accommodation',
      open: true,
      inAdvance: 'some',
      letter: 'none',
      offers: times.map((time, place) => ({
        id: `offer-${place}`,
        title: 'An offer',
        entitled: false,
        ...(time !== undefined && { time }),
      })),
    });
    const time = (exam: string, part: string) => ({ exam, part, factor: 2 });
    const offers = offering(
      undefined,
      time('test', 'all'),
      time('test', 'oral'),
      time('quiz', 'all'),
    );
    const mend = 'Name an exam of this file and one of its parts.';
    expect(
      told(
        { kind: 'all', of: [{ id: 'time', title: 'Time', ...offers }] },
        { exam: { require: { id: 'test', title: 'Test', rules, ...examIn('none') } } },
      ),
    ).toEqual([
      `apply.require.of.0.offers.2.time: no exam test has a part oral. ${mend}`,
      `apply.require.of.0.offers.3.time: no exam quiz has a part all. ${mend}`,
    ]);
  });

  test('in variations is found like anywhere', () => {
    const instead = { ...tally({ quotas: [quota('a', { atLeast: 41 })] }), id: 'a', title: 'A' };
    const changes = [{ requirement: 'a', to: instead }];
    expect(
      told(attest('a'), {
        variations: [{ id: 'other', title: 'Other', as: 'variant', rules, changes }],
      }),
    ).toEqual([
      'variations.0.changes.0.to.quotas.0.atLeast: a part of at least 41 in a whole of 40. A part cannot be more than the whole.',
    ]);
  });

  test('in a duty is found like anywhere', () => {
    const duties = [attest('a'), { kind: 'same-as', id: 'b', title: 'B', requirement: 'c' }];
    expect(
      told(attest('x'), {
        select: {
          require: 'not stated',
          duties: duties.map((duty) => ({ ...duty, rules })),
        },
      }),
    ).toEqual([
      'select.duties.1.requirement: no requirement is named c. Name a requirement of this file.',
    ]);
  });
});
