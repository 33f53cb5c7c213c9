import { describe, expect, test } from '@jest/globals';
import { closest, isMisspelt } from './closest.js';

describe('the name that was probably meant', () => {
  test.each([
    ['a letter is wrong', 'tolly', 'tally'],
    ['a letter is missing', 'taly', 'tally'],
    ['a letter is too many', 'tallly', 'tally'],
    ['two letters changed places', 'tlaly', 'tally'],
    ['capitals', 'Tally', 'tally'],
    ['a part is missing', 'certification-applied', 'certification-application'],
  ])('is found where %s', (_what, name, meant) => {
    expect(closest(name, ['step', meant, 'exam'])).toBe(meant);
  });

  test('is the closest of several', () => {
    expect(closest('hour', ['hours', 'tour', 'house'])).toBe('hours');
    expect(closest('level-4', ['level-12', 'level-3'])).toBe('level-3');
  });

  test('is none where all are too far', () => {
    expect(closest('abc', ['xyz', 'abcdef'])).toBeUndefined();
    expect(closest('abc', ['xyc'])).toBe('xyc');
    expect(closest('transcript', ['ethics-code'])).toBeUndefined();
    expect(closest('anything', [])).toBeUndefined();
  });
});

describe('a value is surely another one misspelt', () => {
  test.each([
    ['familly', 'family', true],
    ['clinc', 'clinic', true],
    ['abraod', 'abroad', true],
    ['wards', 'words', true],
    ['worts', 'wards', false],
    ['this-aplicatoin', 'this-application', true],
    ['an-application', 'this-application', false],
    // So short that a letter makes another word.
    ['one', 'two', false],
    ['ca', 'co', false],
    ['fee', 'see', false],
    ['free', 'fret', true],
    // What differs in a number is often meant.
    ['level-2', 'level-1', false],
    ['dd215', 'dd214', false],
  ])('%s, %s: %s', (value, other, is) => {
    expect(isMisspelt(value, other)).toBe(is);
  });
});
