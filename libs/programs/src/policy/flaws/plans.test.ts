import { expect, test } from '@jest/globals';
import { told } from './told.fixture.js';

/** What an author is told of the bounds of a plan. */

test.each<[object, string[]]>([
  [
    {},
    [
      ': the duty asks for no number. Write `exactly`, `atLeast`, `atMost`, or the last two of these.',
    ],
  ],
  ...[{ atLeast: 1 }, { atMost: 3 }, { atLeast: 1, atMost: 3 }].map((bound): [object, string[]] => [
    { exactly: 2, ...bound },
    [
      '.exactly: the number is given exactly and by a bound as well. Leave out `exactly`, or `atLeast` and `atMost`.',
    ],
  ]),
  [
    { atLeast: 4, atMost: 3 },
    ['.atMost: at least 4 and at most 3 cannot both hold. Correct one of them.'],
  ],
  [{ atLeast: 3, atMost: 3 }, []],
  [{ atLeast: 4 }, []],
  [{ atMost: 3 }, []],
  [{ exactly: 2 }, []],
])('%j', (numbers, flaws) => {
  const duty = { check: 'count', of: 'class', ...numbers };
  expect(told({ kind: 'schedule', duty })).toEqual(
    flaws.map((flaw) => `apply.require.duty${flaw}`),
  );
});
