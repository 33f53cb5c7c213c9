import { describe, expect, test } from '@jest/globals';
import { meantBy, mendOf } from './spelling.js';

describe('a name that is not known', () => {
  const known = new Set(['application', 'acceptance', 'atLeast', 'two-letters', 'fee', 'date']);

  test.each([
    ['aplication', 'application'],
    ['applicattion', 'application'],
    ['applicatoin', 'application'],
    ['applikation', 'application'],
    ['atleast', 'atLeast'],
    ['at-least', 'atLeast'],
    ['at_least', 'atLeast'],
    ['TwoLetters', 'two-letters'],
    ['two letters', 'two-letters'],
    ['Fee', 'fee'],
    ['dates', 'date'],
    ['late', 'date'],
    ['datex', 'date'],
    ['fees', 'fee'],
    ['dat', 'date'],
  ])('%s is meant as %s', (name, meant) => {
    expect(meantBy(name, known)).toBe(meant);
  });

  test.each(['aplicaton', 'interview', 'see', 'fe', 'x', '', '—', 'da'])(
    '%s is meant as none of them',
    (name) => {
      expect(meantBy(name, known)).toBeUndefined();
    },
  );

  test('is meant as the first of those that are as near, and nearer by letters than by one less', () => {
    expect(meantBy('lated', new Set(['latex', 'later']))).toBe('latex');
    expect(meantBy('late-r', new Set(['latex', 'later']))).toBe('later');
  });

  test('is mended by the one that is meant, or otherwise', () => {
    const table = new Map([['which-hours', 1]]);
    expect(mendOf('wich-hours', table, 'Add it to `questions`.')).toBe(
      'Did you mean `which-hours`? If not: add it to `questions`.',
    );
    expect(mendOf('other', table, 'Add it.')).toBe('Add it.');
  });
});
