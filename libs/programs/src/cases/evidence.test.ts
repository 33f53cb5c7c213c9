import { describe, expect, test } from '@jest/globals';
import { evidenceOf } from './evidence.js';
import { givenSchema } from './given.js';

const evidence = (given: object, asOf = '2026-12-31') => evidenceOf(givenSchema.parse(given), asOf);
const daysOf = (given: object, asOf?: string) => evidence(given, asOf).map(({ on }) => on);

describe('what is given without a day', () => {
  const undated = {
    attests: ['adult'],
    letters: [{ from: 'ana' }],
    interviews: ['in-person'],
    modules: [{ missed: 1 }],
    roll: [{ day: 1 }],
    madeUp: [{ day: 1 }],
    homework: 1,
    requests: [
      {
        under: 'help',
        offer: 'time',
        letter: { from: 'doctor', names: true },
        decided: 'granted',
      },
    ],
    exam: 'test',
    attempts: [{ marked: 'passed' }],
    activities: [{ tally: 'work' }],
    documents: ['transcript', { document: 'transcript' }],
    payments: [{ fee: 'fee', amount: 1 }],
    extensions: [{ requirement: 'first' }],
    answers: { which: 'broad' },
    judged: { adult: 'met' },
    chosen: { practice: 'again', studies: { option: 'again' } },
    waived: ['fee'],
  };

  test('happened on 2 March 2026', () => {
    const days = daysOf(undated);
    expect(days).toHaveLength(22);
    expect(new Set(days)).toEqual(new Set(['2026-03-02']));
    expect(new Set(daysOf(undated, '2026-03-02'))).toEqual(new Set(['2026-03-02']));
  });

  test('happened on the day judged where that is earlier, so that it is known then', () => {
    expect(new Set(daysOf(undated, '2026-03-01'))).toEqual(new Set(['2026-03-01']));
  });

  test('has always been so of a person', () => {
    expect(daysOf({ circumstances: { veteran: true } }, '2020-01-01')).toEqual(['1900-01-01']);
  });

  test('and a day that is given is kept', () => {
    expect(daysOf({ activities: [{ tally: 'work', on: '2027-01-01' }] }, '2026-03-01')).toEqual([
      '2027-01-01',
    ]);
  });
});

test('attempts are at the exam that they name, else at the one of the case', () => {
  const attempts = [
    { marked: 'failed' },
    { exam: 'oral', marked: 'passed' },
    { marked: 'not yet' },
  ];
  expect(evidence({ exam: 'written', attempts })).toMatchObject([
    { kind: 'exam-attempt', attempt: 'attempt-1', exam: 'written' },
    { kind: 'exam-mark', attempt: 'attempt-1', result: 'failed' },
    { kind: 'exam-attempt', attempt: 'attempt-2', exam: 'oral' },
    { kind: 'exam-mark', attempt: 'attempt-2', result: 'passed' },
    { kind: 'exam-attempt', attempt: 'attempt-3', exam: 'written' },
  ]);
});

test('nothing is less than none: neither amounts nor payments nor marks', () => {
  const isRefused = (given: object) => !givenSchema.safeParse(given).success;
  const worked = (amount: number) => ({ activities: [{ tally: 'work', amount }] });
  const paid = (amount: number) => ({ payments: [{ fee: 'fee', amount }] });
  const marked = (score: number) => ({ attempts: [{ marked: 'passed', score }] });
  expect([worked(0), paid(0), marked(0), marked(100)].map(isRefused)).toEqual(Array(4).fill(false));
  expect([worked(-40), paid(-1), marked(-1), marked(101)].map(isRefused)).toEqual(
    Array(4).fill(true),
  );
});
