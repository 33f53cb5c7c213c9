import { describe, expect, test } from '@jest/globals';
import { policyAsking } from './example.fixture.js';
import { timeAllowed } from './terms.js';

describe('the time an exam may take', () => {
  const part = (id: string, timeLimit: string) => ({ id, title: id, items: 'none', timeLimit });
  const exam = (id: string, ...parts: object[]) => ({
    id,
    title: id,
    kind: 'exam',
    parts,
    passMark: 'none',
    attempts: { atMost: 3, form: 'none', waiting: 'none', window: 'none', afterLast: 'none' },
  });
  const offer = (id: string, of: string, which: string, factor: number) => ({
    id,
    title: id,
    entitled: true,
    time: { exam: of, part: which, factor },
  });
  const offers = [
    offer('half-more', 'test', 'written', 1.5),
    offer('double', 'test', 'written', 2),
    offer('spoken-double', 'test', 'oral', 2),
    offer('other-double', 'other', 'written', 2),
    { id: 'reader', title: 'A reader', entitled: true },
  ];
  const accommodation = {
    id: 'help',
    title: 'Help',
    kind: 'accommodation',
    offers,
    open: false,
    inAdvance: 'none',
    letter: 'none',
  };
  const policy = policyAsking({
    kind: 'all',
    of: [
      exam('test', part('written', 'PT1H'), part('oral', 'PT25M')),
      exam('other', part('written', 'PT2H')),
      exam('unlimited', part('written', 'PT1H'), part('oral', 'none')),
      exam('unlimited-first', part('written', 'none'), part('oral', 'PT1H')),
      exam('silent', part('written', 'not stated'), part('oral', 'none')),
      exam('silent-later', part('written', 'none'), part('oral', 'not stated')),
      exam('silent-of-one', part('written', 'PT1H'), part('oral', 'not stated')),
      accommodation,
    ],
  });

  test('is that of all its parts, each as long as the most that was granted for it', () => {
    const allowed = (...granted: string[]) => timeAllowed(policy, 'test', granted);
    expect(timeAllowed(policy, 'test')).toBe('PT1H25M');
    expect(allowed('reader', 'other-double', 'unheard-of')).toBe('PT1H25M');
    expect(allowed('half-more')).toBe('PT1H55M');
    expect(allowed('double', 'half-more')).toBe('PT2H25M');
    expect(allowed('half-more', 'double')).toBe('PT2H25M');
    expect(allowed('spoken-double')).toBe('PT1H50M');
    expect(timeAllowed(policy, 'other', ['other-double', 'double'])).toBe('PT4H');
  });

  test('is not stated where that of a part is not, in whatever order the parts are listed', () => {
    for (const silent of ['silent', 'silent-later', 'silent-of-one'])
      expect(timeAllowed(policy, silent, ['double', 'spoken-double'])).toBe('not stated');
    expect(timeAllowed(policy, 'nothing')).toBe('not stated');
  });

  test('is none where all are stated and one part has none, in whatever order', () => {
    expect(timeAllowed(policy, 'unlimited')).toBe('none');
    expect(timeAllowed(policy, 'unlimited-first')).toBe('none');
  });
});
