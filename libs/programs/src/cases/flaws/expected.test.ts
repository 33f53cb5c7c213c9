import { describe, expect, test } from '@jest/globals';
import { caseFileSchema } from '../case.js';
import { everything } from './everything.fixture.js';
import { caseFlaws } from './flaws.js';
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

  test.each<[object, string]>([
    [{ then: {} }, ': the case expects nothing.'],
    [{ then: {}, answered: { which: {} } }, 'answered.which: no reading is named.'],
    [
      { answered: { which: { broad: {} } } },
      'answered.which.broad: nothing is expected of this reading.',
    ],
  ])('must be something: %j', (one, told) => {
    expect(toldOfCase(everything, one)).toEqual([
      `${told} Write what should come of it under \`then\`, such as \`then: { <requirement>: met }\`.`,
    ]);
  });

  test.each([
    { questions: [] },
    { violated: [] },
    { atRisk: [] },
    { outOfReach: [] },
    { awaiting: [] },
  ])('may be a list alone, of nothing even: %j', (one) => {
    expect(toldOfCase(everything, { then: {}, ...one })).toEqual([]);
  });
});

test('a second case of one name is told, since a case is named by it', () => {
  const one = { case: 'one', given: {}, then: { apply: 'unmet' } };
  const cases = [one, { ...one, case: 'two' }, one];
  const file = caseFileSchema.parse({ policy: 'a/policy.yaml', section: 'apply', cases });
  expect(caseFlaws(everything, file)).toEqual([
    {
      path: ['cases', 2, 'case'],
      problem: 'a second case named “one”',
      mend: 'Give each its own name.',
    },
  ]);
});
