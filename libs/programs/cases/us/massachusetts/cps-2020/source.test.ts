import { describe, expect, test } from '@jest/globals';
import {
  isValue,
  quotesOf,
  requirementsOf,
  sectionNames,
  shippedPolicies,
  timeAllowed,
} from '../../../../src/index.js';

/** The rules of the page by the ids of its reading; `advice`, and what only describes, is never judged. */
const rules = [
  '01 02 03 04 05 06 08 09 10 11 12e 12f 13 14 15 16 17 18 19 21 22 24 25 26 27 29 30 33 34 35 36',
  '42 43 44 45 46 47 48 49 50 52 53 54',
];
const advice = ['07 12 12a 12b 12c 12d 20 23 28 31 32 37 40 41 56 57'];
const ids = (rows: readonly string[]) =>
  rows.flatMap((row) => row.split(' ')).map((number) => `S1-${number}`);

describe('Massachusetts CPS, by the page of the Kiva Centers', () => {
  const versions = shippedPolicies().filter(({ program }) => program === 'us-massachusetts-cps');
  const [, policy] = versions;
  if (policy === undefined) throw new Error('not shipped');
  const quotes = quotesOf(policy);

  test('is the second version of its program', () => {
    expect(versions.map(({ effective, operator }) => [effective.from, operator])).toEqual([
      ['2018-01-01', 'The Transformation Center'],
      ['2020-09-01', 'Kiva Centers'],
    ]);
  });

  test('quotes every rule of its source, and every piece of advice, and nothing else', () => {
    const found = new Set(quotes.map(({ quote }) => quote.id));
    expect([...found].sort()).toEqual([...ids(rules), ...ids(advice)].sort());
  });

  test('judges nobody by advice', () => {
    const soft = new Set(ids(advice));
    const places = quotes.filter(({ quote }) => soft.has(quote.id)).map(({ path }) => path[1]);
    expect(places.length).toBeGreaterThanOrEqual(soft.size);
    expect(new Set(places)).toEqual(new Set(['guidance']));
  });

  test('judges the two success factors that are eligibility requirements as well', () => {
    for (const id of ['S1-12e', 'S1-12f']) {
      const places = quotes.filter(({ quote }) => quote.id === id).map(({ path }) => path[1]);
      expect(new Set(places)).toEqual(new Set(['require', 'guidance']));
    }
  });

  test('takes no rule over from the earlier version', () => {
    expect(requirementsOf(policy, 'attendance')).toEqual([]);
    expect(requirementsOf(policy, 'accommodation')).toEqual([]);
    expect(requirementsOf(policy, 'schedule').map(({ id }) => id)).toEqual(['modules']);
    expect(requirementsOf(policy, 'interview')).toMatchObject([
      { mode: 'not stated', length: 'not stated' },
    ]);
    expect(new Set(requirementsOf(policy, 'references').map(({ knownFor }) => knownFor))).toEqual(
      new Set(['not stated']),
    );
    expect(new Set(quotes.map(({ quote }) => quote.source))).toEqual(new Set(['page']));
  });

  test('leaves not stated what its source does not state', () => {
    const [exam] = requirementsOf(policy, 'exam');
    expect(exam).toMatchObject({
      passMark: 'not stated',
      parts: [{ items: 'not stated', timeLimit: 'not stated' }],
      attempts: {
        atMost: 'not stated',
        form: 'not stated',
        waiting: 'not stated',
        afterLast: 'not stated',
      },
      support: [],
    });
    expect(requirementsOf(policy, 'exam')[0]?.attempts.atMost).toBe('not stated');
    expect(timeAllowed(policy, 'written-exam')).toBe('not stated');
    expect([policy.renew, policy.appeal, policy.governs]).toEqual([
      'not stated',
      'not stated',
      'not stated',
    ]);
    expect(policy.workingDays).toBe('not stated');
    expect(new Set(policy.questions.map(({ settled }) => settled))).toEqual(
      new Set(['not stated']),
    );
    expect(policy.documents.map(({ held }) => held)).toEqual([false, false, false, false]);
    const silent = sectionNames.flatMap((name) => {
      const section = policy[name];
      return isValue(section)
        ? section.terms.filter(({ value }) => value === 'not stated').map(({ id }) => id)
        : [];
    });
    expect(silent).toEqual([
      'recovery-duration',
      'known-for',
      'prior-experience',
      'application-fee',
      'scholarships',
      'background-check',
      'interview-mode',
      'notice-of-decision',
      'attendance',
      'lateness',
      'make-up',
      'curriculum-hours',
      'accommodations',
      'training-fee',
      'exam-date',
      'accommodations-for-exams',
      'exam-fee',
      'code-of-ethics-signature',
      'stages',
      'fieldwork',
      'supervised-hours',
      'valid-for',
    ]);
  });

  test('holds no address and no number of anybody', () => {
    expect(JSON.stringify(policy)).not.toMatch(/@|\d{3}-\d{3}/);
  });
});
