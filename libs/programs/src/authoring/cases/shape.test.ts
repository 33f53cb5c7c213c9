import { describe, expect, test } from '@jest/globals';
import { shaped } from './shape.js';

const sound = {
  policy: 'us/state/program/2026-01-01.yaml',
  section: 'apply',
  cases: [{ case: 'one', given: {}, then: { adult: 'met' } }],
};

/** What is told of a case with these fields, paths from the case on. */
function told(one: object): readonly string[] {
  const { flaws = [] } = shaped({ ...sound, cases: [{ ...sound.cases[0], ...one }] });
  return flaws.map(({ path, problem, mend }) => `${path.slice(2).join('.')}: ${problem}. ${mend}`);
}

test('a file of the right shape is read, with what it leaves out', () => {
  expect(shaped(sound).cases).toMatchObject({
    section: 'apply',
    cases: [{ case: 'one', asOf: '2026-12-31', notInPolicy: [], answered: {} }],
  });
});

describe('what is wrong is told with what may stand there', () => {
  const outcomes =
    'must be one of met, unmet, unmet for good, needs decision, depends on reading, not stated, waived, not applicable';

  test.each<[object, string]>([
    [{ gievn: {} }, 'gievn: there is no field gievn here. Did you mean given?'],
    [
      { because: 'so' },
      'because: there is no field because here. Here may stand: case, asOf, given, notInPolicy, then, answered, questions, violated, atRisk, outOfReach, awaiting.',
    ],
    [
      { given: { activites: [] } },
      'given.activites: there is no field activites here. Did you mean activities?',
    ],
    [
      { given: { activities: [{ tally: 'work', hours: 3 }] } },
      'given.activities.0.hours: there is no field hours here. Here may stand: tally, times, amount, unit, on, until, ongoing, with, claimedFor.',
    ],
    [
      { given: { activities: [{}] } },
      'given.activities.0.tally: is missing. Write a name in lower-case words joined by hyphens. `tally`: What it is,',
    ],
    [
      { given: { activities: [{ tally: 'work', amount: -40 }] } },
      'given.activities.0.amount: must be a number, 0 or more. Correct it. `amount`: How much, in `unit`;',
    ],
    [
      { given: { activities: [{ tally: 'work', times: 1.5 }] } },
      'given.activities.0.times: must be a whole number, 1 or more. Correct it. `times`: So many of them',
    ],
    [
      { given: { activities: [{ tally: 'work', ongoing: 'yes' }] } },
      'given.activities.0.ongoing: must be true or false. Correct it.',
    ],
    [
      { given: { activities: [{ tally: 'work', with: { topic: [{}] } }] } },
      'given.activities.0.with.topic.0: must be words, a number, true or false. Correct it. `with`: Attributes that rules look at',
    ],
    [
      { given: { activities: [7] } },
      'given.activities.0: must be a group of fields with tally. Correct it. `activities`: Hours, courses',
    ],
    [
      { given: { activities: 'work' } },
      'given.activities: must be a list. Correct it. `activities`: Hours, courses',
    ],
    [
      { given: { applied: '2026-02-30' } },
      'given.applied: must be a day of the calendar such as 2026-03-31. Correct it. `applied`: Day of the application.',
    ],
    [
      { given: { attests: ['Of Age'] } },
      'given.attests.0: must be a name in lower-case words joined by hyphens, or a group of fields with statement, detail. Correct it. `attests`: Statements',
    ],
    [
      { given: { attests: [{ statement: 'adult' }] } },
      'given.attests.0.detail: is missing. Write words. `detail`: The choice given with it.',
    ],
    [
      { given: { steps: { Done: '2026-03-02' } } },
      'given.steps.Done: Done is no name: names are lower-case words joined by hyphens. Write a name such as done, as it stands in the policy.',
    ],
    [
      { given: { steps: { done: [] } } },
      'given.steps.done: must not be empty. Correct it. `steps`: Steps done, by name',
    ],
    [
      { given: { circumstances: { age: [{ is: 18 }] } } },
      'given.circumstances.age.0.on: is missing. Write a day of the calendar such as 2026-03-31. `on`: From which day on.',
    ],
    [
      { given: { circumstances: { age: null } } },
      'given.circumstances.age: must be words, a number, true or false, or a list. Correct it. `circumstances`: What is so of the person',
    ],
    [
      { given: { attempts: [{ marked: 'pased' }] } },
      'given.attempts.0.marked: must be one of passed, failed, not yet. Did you mean passed?',
    ],
    [
      { given: { attempts: [{ marked: 'passed', score: 120 }] } },
      'given.attempts.0.score: must be a number from 0 to 100. Correct it. `score`: Percent.',
    ],
    [
      { given: { plan: {} } },
      'given.plan.days: is missing. Write a list. `days`: The days of the class, in order.',
    ],
    [
      { given: { posted: 'soon' } },
      'given.posted: must be a group of names, each with its value. Correct it. `posted`: Dates',
    ],
    [{ given: 'nothing' }, 'given: must be a group of fields with applied, posted, steps,'],
    [{ case: ' ' }, 'case: must not be empty. Correct it. `case`: What the case shows'],
    [{ case: 'none' }, 'case: must say something, and not `none` or `not stated`. Correct it.'],
    [
      { then: { adult: 'mett' } },
      `then.adult: ${outcomes}, or a group of fields with outcome. Did you mean met?`,
    ],
    [
      { then: { adult: { have: 3 } } },
      `then.adult.outcome: is missing. Write ${outcomes.replace('must be ', '')}. \`outcome\`: \`met\` fits`,
    ],
    [
      { then: { adult: { outcome: 'met', finl: true } } },
      'then.adult.finl: there is no field finl here. Did you mean final?',
    ],
    [
      { then: { adult: true } },
      `then.adult: ${outcomes}, or a group of fields with outcome. Correct it. \`then\`: What comes of it`,
    ],
    [
      { answered: { which: { broad: { adult: 'maybe' } } } },
      `answered.which.broad.adult: ${outcomes}, or a group of fields with outcome. Correct it. \`answered\`:`,
    ],
  ])('%j', (one, text) => {
    expect(told(one)).toEqual([expect.stringContaining(text)]);
    expect(told(one)[0]?.startsWith(text.slice(0, 20))).toBe(true);
  });

  test('of the file as a whole', () => {
    const flaws = (value: unknown) =>
      shaped(value).flaws?.map(
        ({ path, problem, mend }) => `${path.join('.')}: ${problem}. ${mend}`,
      );
    expect(flaws({ ...sound, section: 'certfy' })).toEqual([
      'section: must be one of apply, select, train, exam, certify, renew, appeal. Did you mean certify?',
    ]);
    expect(flaws({ ...sound, cases: [] })).toEqual([
      'cases: must not be empty. Correct it. `cases`: The cases, each with a name of its own.',
    ]);
    expect(flaws(null)).toEqual([
      ': must be a group of fields with policy, section, cases. Correct it.',
    ]);
    expect(flaws({})).toHaveLength(3);
  });

  test('all at once', () => {
    expect(told({ case: 7, given: { homework: -1, x: 1 }, asOf: 'today' })).toHaveLength(4);
  });
});
