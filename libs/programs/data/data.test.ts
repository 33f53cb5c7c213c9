import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  accommodationsOffered,
  findRequirement,
  isValue,
  policyName,
  quotesOf,
  requirementsOf,
  sectionNames,
  shippedPolicies,
  statementsToAttest,
  timeAllowed,
} from '../src/index.js';

/** The rules of the source by the ids of its reading; `advice`, and what only describes, is never judged. */
const rules = [
  '01 04 05 06 07 08 10 11 13 14 15 16 18 19 20 22 23 26 27 28 29 30 31 34 35 37 39 40 41',
  '43 44 45 46 47 50 51 52 56 64',
];
const advice = ['02 03 09 12 17 24 25 32 33 36 38 49 53 57 58 59 60 61 62 63 67'];
const ids = (rows: readonly string[]) =>
  rows.flatMap((row) => row.split(' ')).map((number) => `S2-${number}`);

describe('Massachusetts CPS, by the FAQ of the Transformation Center', () => {
  const [policy] = shippedPolicies().filter(({ program }) => program === 'us-massachusetts-cps');
  if (policy === undefined) throw new Error('not shipped');
  const quotes = quotesOf(policy);

  test('is named by program and day', () => {
    expect(policyName(policy)).toBe('us-massachusetts-cps@2018-01-01');
  });

  test('quotes every rule of its source, and every piece of advice', () => {
    const found = new Set(quotes.map(({ quote }) => quote.id));
    expect([...ids(rules), ...ids(advice)].filter((id) => !found.has(id))).toEqual([]);
  });

  test('judges nobody by advice', () => {
    const soft = new Set(ids(advice));
    const places = quotes.filter(({ quote }) => soft.has(quote.id)).map(({ path }) => path[1]);
    expect(places.length).toBeGreaterThanOrEqual(soft.size);
    expect(new Set(places)).toEqual(new Set(['guidance']));
  });

  test('makes no pass mark of the passing rate', () => {
    const [exam] = requirementsOf(policy, 'exam');
    expect(exam?.passMark).toBe('not stated');
    const rate = quotes.filter(({ quote }) => quote.quote.includes('85%'));
    expect(rate.map(({ path }) => path.slice(0, 2))).toEqual([['exam', 'guidance']]);
  });

  test('leaves not stated what its source does not state', () => {
    const [exam] = requirementsOf(policy, 'exam');
    expect(exam?.attempts).toMatchObject({
      atMost: 3,
      waiting: 'not stated',
      afterLast: 'not stated',
    });
    expect(requirementsOf(policy, 'homework')).toMatchObject([
      { threshold: 'not stated', weight: 'not stated' },
    ]);
    expect([policy.renew, policy.appeal]).toEqual(['not stated', 'not stated']);
    const terms = sectionNames.flatMap((name) => {
      const section = policy[name];
      return isValue(section) ? section.terms : [];
    });
    expect(terms.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['application-fee', 'background-check', 'prerequisites', 'make-up', 'code-of-ethics']),
    );
    expect(new Set(terms.map(({ value }) => value))).toEqual(new Set(['not stated']));
    expect(policy.documents.map(({ held }) => held)).toEqual([false, false]);
    expect(new Set(policy.questions.map(({ settled }) => settled))).toEqual(new Set(['not stated']));
  });

  test('gives three hours, and half as much again to whoever is granted it', () => {
    expect(timeAllowed(policy, 'written-exam')).toBe('PT3H');
    expect(timeAllowed(policy, 'written-exam', ['scribe'])).toBe('PT3H');
    expect(timeAllowed(policy, 'written-exam', ['extra-time'])).toBe('PT4H30M');
    expect(timeAllowed(policy, 'another-exam')).toBe('not stated');
    expect(requirementsOf(policy, 'exam')[0]?.attempts.atMost).toBe(3);
  });

  test('says what may be attested and asked for', () => {
    expect(statementsToAttest(policy).map(({ statement }) => statement)).toEqual([
      'lived-experience',
      'active-in-recovery',
      'willing-to-share',
      'eighteen-or-older',
      'high-school-diploma-or-equivalent',
      'lives-in-massachusetts',
      'works-in-massachusetts',
    ]);
    expect(accommodationsOffered(policy).map(({ offer: { id, entitled } }) => [id, entitled])).toEqual([
      ['private-room', true],
      ['extra-time', false],
      ['scribe', false],
    ]);
    expect(findRequirement(policy, 'modules')).toMatchObject({ section: 'train', requirement: { kind: 'readings' } });
    expect(findRequirement(policy, 'nothing')).toBeUndefined();
  });
});

test('no code knows a program', () => {
  const words = /massachusetts|maine\b|mississippi|minnesota|kiva|transformation center|\bcps+\b|cipss/i;
  const source = join(import.meta.dirname, '..', 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  expect(files.length).toBeGreaterThan(20);
  const knowing = files.filter((file) => words.test(readFileSync(join(source, file), 'utf8')));
  expect(knowing).toEqual([]);
  expect(words.test('the CPS program')).toBe(true);
});
