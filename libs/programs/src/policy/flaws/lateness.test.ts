import { expect, test } from '@jest/globals';
import { told } from './told.fixture.js';

/** What an author is told of what being late is taken for. */

const time = {
  kind: 'missed-time',
  sessions: ['class'],
  atMost: 'PT1H',
  late: 'counts',
  early: 'counts',
  away: 'counts',
  excused: 'counts',
  approval: 'not-needed',
};
const modules = {
  kind: 'attendance',
  limits: [{ count: ['late'], fewerThan: 1 }],
  excused: 'counts',
  sessions: {},
  lateFrom: 'PT10M',
};

test.each(['missedFromLate', 'missedFromEarly'])(
  'a part is missed from one time on: %s',
  (field) => {
    const steps = [
      { from: 'PT10M', is: 'half' },
      { from: 'PT30M', is: 'whole' },
      { moreThan: 'PT20M', is: 'half' },
    ];
    for (const rule of [time, modules]) {
      expect(told({ ...rule, [field]: steps })).toEqual([
        `apply.require.${field}.2: says twice from when on half is missed. Say it once.`,
      ]);
      expect(told({ ...rule, [field]: steps.slice(0, 2) })).toEqual([]);
      expect(told({ ...rule, [field]: 'PT10M' })).toEqual([]);
      expect(told({ ...rule, [field]: 'none' })).toEqual([]);
    }
  },
);

test('from when on somebody is late must be of use where time adds up', () => {
  expect(told({ ...time, lateFrom: 'PT10M' })).toEqual([
    'apply.require.lateFrom: nothing goes by from when on somebody is late. Say how many late make one missed (`lateMakeMissed`), or take it out: minutes late add up from the first on.',
  ]);
  expect(told({ ...time, lateFrom: 'PT10M', lateMakeMissed: 3 })).toEqual([]);
  expect(told({ ...time, lateFrom: 'none', lateMakeMissed: 'none' })).toEqual([]);
  expect(told(modules)).toEqual([]);
});
