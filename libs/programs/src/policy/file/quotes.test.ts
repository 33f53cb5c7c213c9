import { describe, expect, test } from '@jest/globals';
import { policyAsking } from '../example.fixture.js';
import { misquotes } from './quotes.js';

const text = `Applicants must be at least eighteen (18)
years of age. They must be
of good health.

Application Fee
Must be paid.  Must be signed. Must be signed.
`;

/** What is told of words quoted from the text. */
function told(...quotes: readonly string[]) {
  const rules = quotes.map((quote, at) => ({ id: `E-${at + 1}`, source: 'page', quote }));
  const policy = policyAsking({
    kind: 'attestation',
    statement: 'adult',
    text: 'I am of age.',
    rules,
  });
  return [...misquotes(policy, new Map([['page', text]]))].map(
    ({ path, problem, mend }) => `${path.join('.')}: ${problem}. ${mend}`,
  );
}

describe('a quote', () => {
  const exactly = 'Copy the words of the source exactly, and whole words.';

  test('is words of the source as they stand there, however its lines are broken', () => {
    expect(
      told('must be at least eighteen (18) years of age', 'must be\n  of good health'),
    ).toEqual([]);
    expect(told('must be at least  eighteen', 'must be of good health.')).toEqual([]);
    for (const other of ['must be at least 18', 'Must be at least eighteen', 'of good health!'])
      expect(told(other)).toEqual([
        `apply.require.rules.0.quote: the quote E-1 does not stand in page: “${other}”. ${exactly}`,
      ]);
  });

  test('is whole words', () => {
    expect(told('be at least eighteen')).toEqual([]);
    for (const part of ['e at least eighteen', 'be at least eight', '(1', 'years of ag'])
      expect(told(part)).toEqual([
        `apply.require.rules.0.quote: the quote E-1 does not stand in page: “${part}”. ${exactly}`,
      ]);
  });

  test('is more than one word, or a line by itself', () => {
    const more = 'Quote the words around it as well, or the whole line.';
    expect(told('Application Fee', 'at least')).toEqual([]);
    expect(told('eighteen')).toEqual([
      `apply.require.rules.0.quote: the quote E-1 is a single word, which says nothing by itself: “eighteen”. ${more}`,
    ]);
    expect(told('(')).toEqual([
      `apply.require.rules.0.quote: the quote E-1 is no word, which says nothing by itself: “(”. ${more}`,
    ]);
    expect(told('years', 'age.')).toHaveLength(2);
  });

  test('of a few words stands in one place only', () => {
    const more = 'Quote more of the words around it, or the whole line.';
    expect(told('Must be paid', 'must be of good')).toEqual([]);
    expect(told('must be', 'Must be signed')).toEqual([
      `apply.require.rules.0.quote: the quote E-1 could be from any of 2 places in page: “must be”. ${more}`,
      `apply.require.rules.1.quote: the quote E-2 could be from any of 2 places in page: “Must be signed”. ${more}`,
    ]);
    // Of more words it may be printed twice.
    expect(told('Must be signed. Must', 'signed. Must be signed')).toEqual([]);
    const twice = `${text}${text}`;
    const policy = policyAsking({
      kind: 'attestation',
      statement: 'adult',
      text: 'I am of age.',
      rules: [
        { id: 'E-1', source: 'page', quote: 'must be at least' },
        { id: 'E-2', source: 'page', quote: 'Application Fee' },
      ],
    });
    expect([...misquotes(policy, new Map([['page', twice]]))]).toEqual([]);
  });

  test('of a source without a text is told of with the source', () => {
    expect([...misquotes(policyAsking({ kind: 'step', step: 'x' }), new Map())]).toEqual([]);
  });
});
