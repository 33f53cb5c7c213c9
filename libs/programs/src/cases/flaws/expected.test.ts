import { describe, expect, test } from '@jest/globals';
import { everything } from './everything.fixture.js';
import { toldOfCase } from './told.fixture.js';

describe('what a case expects', () => {
  test('may be of the section, of its requirements, of what holds instead, and of their parts', () => {
    expect(
      toldOfCase(everything, {
        given: { requests: [{ under: 'help', offer: 'extra-time', request: 'mine' }] },
        then: {
          apply: 'unmet',
          adult: 'met',
          'of-age': 'met',
          nineteen: 'met',
          able: 'unmet',
          'courses.ethics': 'unmet',
          'courses.law': 'unmet',
          'courses.period-1': 'unmet',
          'help.mine': 'needs decision',
        },
        answered: { which: { broad: { broad: 'unmet' }, narrow: { read: 'unmet' } } },
        questions: ['which'],
        violated: ['adult'],
        atRisk: ['there'],
        outOfReach: ['test'],
        awaiting: ['conduct'],
      }),
    ).toEqual([]);
  });

  test.each<[object, string]>([
    [
      { then: { adlut: 'met' } },
      'then.adlut: apply has no requirement named adlut. Did you mean adult?',
    ],
    [
      { then: { finished: 'met' } },
      'then.finished: finished stands in the section certify, and these cases are about apply. Give each section a case file of its own.',
    ],
    [
      { then: { 'courses.period-2': 'met' } },
      'then.courses.period-2: apply has no requirement named courses.period-2. Did you mean courses.period-1?',
    ],
    [{ then: { 'help.mine': 'met' } }, 'then.help.mine: apply has no requirement named help.mine.'],
    [
      { violated: ['adlut'] },
      'violated.0: apply has no requirement named adlut. Did you mean adult?',
    ],
    [{ atRisk: ['adlut'] }, 'atRisk.0: apply has no requirement named adlut. Did you mean adult?'],
    [
      { outOfReach: ['adlut'] },
      'outOfReach.0: apply has no requirement named adlut. Did you mean adult?',
    ],
    [
      { awaiting: ['adult', 'adlut'] },
      'awaiting.1: apply has no requirement named adlut. Did you mean adult?',
    ],
    [{ questions: ['witch'] }, 'questions.0: no question is named witch. Did you mean which?'],
    [
      { answered: { witch: { broad: { adult: 'met' } } } },
      'answered.witch: no question is named witch. Did you mean which?',
    ],
    [
      { answered: { which: { borad: { adult: 'met' } } } },
      'answered.which.borad: which has no reading borad. Did you mean broad?',
    ],
    [
      { answered: { which: { broad: { adlut: 'met' } } } },
      'answered.which.broad.adlut: apply has no requirement named adlut. Did you mean adult?',
    ],
  ])('of what is not there is told: %j', (one, told) => {
    expect(toldOfCase(everything, one)).toEqual([expect.stringContaining(told)]);
  });
});
