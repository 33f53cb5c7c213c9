/* eslint-disable no-restricted-properties -- Each of these is to fail, and says so once it does not. */
import { describe, expect, test } from '@jest/globals';
import { judged, type Given } from '../src/policy/kinds/judged.fixture.js';

/*
 * Where the evaluator is known to be otherwise than the documents say, each as small as it gets. Every
 * test says what should be, and fails. Once that is mended it passes, and `test.failing` turns red:
 * then move it to the tests of what was mended, and take out what leaves it out of its oracle
 * (`knownFaults`).
 */

const work = (amount: number, on: string, attributes: object = {}, more: object = {}): Given =>
  ({ kind: 'activity', tally: 'work', amount, unit: 'hours', on, attributes, ...more }) as Given;
const step = (name: string, on: string): Given => ({ kind: 'step', step: name, on });
const tally = (more: object) => ({
  kind: 'tally',
  tally: 'work',
  unit: 'hours',
  window: 'none',
  ...more,
});
const exam = (attempts: object) => ({
  kind: 'exam',
  parts: [{ id: 'w', title: 'W', items: 'none', timeLimit: 'none' }],
  passMark: 'not stated',
  attempts: {
    atMost: 'none',
    form: 'none',
    waiting: 'none',
    window: 'none',
    afterLast: 'none',
    ...attempts,
  },
});
const tried = (id: string, on: string, result?: 'passed' | 'failed'): Given[] => [
  { kind: 'exam-attempt', attempt: id, exam: 'asked', on },
  ...(result === undefined ? [] : [{ kind: 'exam-mark' as const, attempt: id, result, on }]),
];
const quota = (id: string, more: object) => ({ id, title: id, where: { topic: [id] }, ...more });
const open = { attribute: 'source', count: ['paid'], open: true };

describe('wrongly met or unmet', () => {
  test.failing('with a floor and a limit, one of two sources may be what is wanted', () => {
    const asked = tally({ atLeast: 2, atMost: 3, window: { to: '2026-03-01' }, sources: open });
    const facts = [
      work(2, '2026-02-01', { source: 'one' }),
      work(2, '2026-02-01', { source: 'two' }),
    ];
    expect(judged(asked, facts).outcome.status).toBe('needs-decision');
  });

  test.failing(
    'of two of one name the larger counts towards a limit, whatever quotas there are',
    () => {
      const facts = [
        work(2, '2026-02-01', { name: 'n', topic: 'a' }),
        work(1, '2026-02-01', { name: 'n', topic: 'b' }),
      ];
      const asked = { atLeast: 0, atMost: 1, distinct: { by: 'name', within: 'window' } };
      expect(judged(tally(asked), facts).outcome.status).toBe('unmet');
      expect(judged(tally({ ...asked, quotas: [quota('a', {})] }), facts).outcome.status).toBe(
        'unmet',
      );
    },
  );

  test.failing(
    'an attempt made before the training was first completed counts, since nothing was repeated',
    () => {
      const facts = [
        ...tried('a', '2026-01-31', 'passed'),
        step('training-completed', '2026-02-01'),
      ];
      expect(judged(exam({ per: 'training' }), facts).outcome.status).toBe('met');
    },
  );
});

describe('told to be for good, and is not', () => {
  const later = (
    asked: object,
    before: readonly Given[],
    after: readonly Given[],
    [first, second]: readonly [string, string] = ['2026-06-30', '2026-06-30'],
  ) => {
    const one = judged(asked, before, { asOf: first }).outcome;
    const two = judged(asked, [...before, ...after], { asOf: second }).outcome;
    const forGood =
      (one.status === 'met' && one.final) || (one.status === 'unmet' && !one.reachable);
    const isOtherwise =
      two.status !== one.status ||
      (one.status === 'unmet' && two.status === 'unmet' && one.reachable !== two.reachable);
    expect(forGood && isOtherwise).toBe(false);
  };

  test.failing(
    'what goes on counts on the day of an attempt, and opens its gate the day after',
    () => {
      const facts = [
        work(3, '2026-01-01', {}, { ongoing: true }),
        ...tried('a', '2026-02-25', 'passed'),
      ];
      later(
        exam({
          blocks: [{ attempts: 1, gate: { title: 'G', tally: 'work', unit: 'hours', atLeast: 2 } }],
        }),
        facts,
        [],
        ['2026-02-25', '2026-02-26'],
      );
    },
  );
});
