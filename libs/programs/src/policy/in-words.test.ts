import { describe, expect, test } from '@jest/globals';
import { counted, dateInWords, listed, monthDayInWords, periodInWords } from './in-words.js';

describe('in words', () => {
  test.each([
    ['P1Y', 'one year'],
    ['P2M', 'two months'],
    ['P1Y6M', 'one year and six months'],
    ['P2W', 'two weeks'],
    ['P1M1W1D', 'one month, one week and one day'],
    ['P12D', 'twelve days'],
    ['P13D', '13 days'],
    ['P0D', 'no days'],
  ])('%s is %s', (period, words) => {
    expect(periodInWords(period)).toBe(words);
  });

  test.each([
    ['2026-03-02', '2 March 2026'],
    ['0999-12-31', '31 December 999'],
    ['2026-01-10', '10 January 2026'],
  ])('%s is %s', (date, words) => {
    expect(dateInWords(date)).toBe(words);
  });

  test.each([
    ['09-30', '30 September'],
    ['02-05', '5 February'],
  ])('%s is %s', (monthDay, words) => {
    expect(monthDayInWords(monthDay)).toBe(words);
  });

  test('a count has its thing, one or many', () => {
    expect([0, 1, 2].map((count) => counted(count, 'letter'))).toEqual([
      'no letters',
      'one letter',
      'two letters',
    ]);
    expect(counted(2, 'of these', 'of these')).toBe('two of these');
  });

  test('a list has its last item joined by a word', () => {
    expect(listed([])).toBe('');
    expect(listed(['one'])).toBe('one');
    expect(listed(['one', 'two'])).toBe('one and two');
    expect(listed(['one', 'two', 'three'], 'or')).toBe('one, two or three');
  });
});
