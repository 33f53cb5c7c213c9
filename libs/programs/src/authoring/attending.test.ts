import { describe, expect, test } from '@jest/globals';
import { policyAsking } from '../policy/example.fixture.js';
import { policyChanges } from './diff.js';
import { explainRequirement } from './explain.js';
import { rendered } from './page.js';

/** What is told of attendance, and of what changes in it. */

const questions = {
  questions: [
    {
      id: 'why',
      ask: 'Is it so?',
      rules: [{ id: 'E-1', source: 'page', quote: 'So it is written.' }],
      readings: [
        { id: 'counts', says: 'So.' },
        { id: 'does-not-count', says: 'Not so.' },
      ],
      settled: 'not stated',
    },
  ],
};

/** All that a requirement says, on one line, without its title and its quote. */
function told(require: object): string {
  const policy = policyAsking(require, questions);
  const text = rendered(explainRequirement(policy, 'asked') ?? [], 'text', 80);
  const from = text.indexOf('(asked)') + '(asked)'.length;
  return text.slice(from, text.indexOf('| “So it')).replaceAll(/\s+/g, ' ').trim();
}
function changes(before: object, after: object) {
  return policyChanges(policyAsking(before, questions), policyAsking(after, questions)).map(
    ({ bearing, says }) => `${bearing}: ${says}`,
  );
}

const makeUp = (more: object = {}) => ({
  kind: 'make-up',
  sessions: ['class-day'],
  partly: 'does-not-count',
  excused: 'counts',
  where: ['next-cohort'],
  notAfter: 'not stated',
  atMost: 'none',
  ...more,
});

describe('making up', () => {
  test('is told with what must be made up, and by when', () => {
    expect(told(makeUp({ within: 'P30D', excused: { question: 'why' } }))).toBe(
      'Whatever module is missed of class day must be made up. One missed in part need not be made up. Whether one missed with an excuse must be made up is an open question: “Is it so?” It is made up in: next cohort. It must be made up within 30 days of the session missed. The source says there is none of: how many modules may be made up. Not stated: until when it must be made up.',
    );
    expect(told(makeUp())).toContain(
      'Not stated: how soon after each session it must be made up; until when it must be made up.',
    );
  });

  test.each<[object, object, string]>([
    [
      makeUp(),
      makeUp({ partly: 'counts' }),
      'stricter: One missed in part did not have to be made up; now must.',
    ],
    [
      makeUp(),
      makeUp({ excused: 'does-not-count' }),
      'looser: One missed with an excuse had to be made up; now need not.',
    ],
    [
      makeUp({ within: 'P30D' }),
      makeUp({ within: 'P1M' }),
      'looser: It had to be made up within 30 days of the session missed; now one month.',
    ],
    [
      makeUp({ within: 'P30D' }),
      makeUp({ within: 'P2W' }),
      'stricter: It had to be made up within 30 days of the session missed; now two weeks.',
    ],
    [
      makeUp(),
      makeUp({ within: 'P30D' }),
      'stricter: Not stated before: how soon after each session it must be made up. Now: it must be made up within 30 days of the session missed.',
    ],
  ])('%#: a change of it is one sentence', (before, after, sentence) => {
    expect(changes(before, after)).toEqual([sentence]);
  });
});
