import { describe, expect, test } from '@jest/globals';
import { policyAsking } from '../policy/example.fixture.js';
import { attest, examIn } from '../policy/flaws/told.fixture.js';
import { caseSchema } from './case.js';
import { differences } from './differences.js';

const either = policyAsking(
  {
    kind: 'all',
    of: [
      attest('adult'),
      { id: 'written', title: 'Written', ...examIn('none') },
      { id: 'oral', title: 'Oral', ...examIn('none') },
      {
        id: 'step',
        title: 'Step',
        kind: 'step',
        step: 'workbook-completed',
        notAfter: '2026-03-31',
      },
      {
        id: 'read',
        title: 'Read',
        kind: 'readings',
        question: 'which',
        readings: { broad: attest('broad'), narrow: attest('narrow') },
      },
    ],
  },
  {
    questions: [
      {
        id: 'which',
        ask: 'Which?',
        rules: [{ id: 'E-1', source: 'page', quote: 'So it is written.' }],
        readings: [
          { id: 'broad', says: 'Broadly.' },
          { id: 'narrow', says: 'Narrowly.' },
        ],
        settled: 'not stated',
      },
    ],
  },
);

const differing = (one: object) =>
  differences(either, 'apply', caseSchema.parse({ case: 'one', given: {}, ...one }));

test('one case may hold attempts at two exams', () => {
  const failed = { exam: 'written', marked: 'failed' };
  const attempts = [failed, failed, failed, { exam: 'oral', marked: 'passed' }];
  expect(
    differing({ given: { attempts }, then: { written: 'unmet for good', oral: 'met' } }),
  ).toEqual([]);
});

describe('an outcome is compared as it is told', () => {
  const given = { attests: ['adult'] };

  test('met fits what is met, for good or not, unless it is said which', () => {
    expect(differing({ given, then: { adult: 'met' } })).toEqual([]);
    expect(differing({ given, then: { adult: { outcome: 'met', final: true } } })).toEqual([]);
    expect(differing({ given, then: { adult: { outcome: 'met', final: false } } })).toEqual([
      'adult: final is true, not false',
    ]);
  });

  test('unmet does not fit what is unmet for good, nor the other way round', () => {
    const asOf = (day: string, step: string) => differing({ asOf: day, then: { step } });
    expect(asOf('2026-03-31', 'unmet')).toEqual([]);
    expect(asOf('2026-03-31', 'unmet for good')).toHaveLength(1);
    expect(asOf('2026-04-01', 'unmet')).toEqual(['step: outcome is "unmet for good", not "unmet"']);
    expect(asOf('2026-04-01', 'unmet for good')).toEqual([]);
  });
});

test('what a question is answered counts on whatever day is judged', () => {
  const given = { attests: ['broad'] };
  const answered = { which: { broad: { read: 'met' }, narrow: { read: 'unmet' } } };
  for (const asOf of ['2020-01-01', '2026-12-31'])
    expect(differing({ asOf, given, answered })).toEqual([]);
});
