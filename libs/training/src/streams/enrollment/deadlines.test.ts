import { describe, expect, test } from '@jest/globals';
import type { FactId } from '#event-log';
import { scenarios } from '#event-log/testing';
import { policySchema } from '#programs';
import { completed, day, enrolled, judge, recorded, withdrew } from '../../testing/trainee.js';
import { deadlines } from './deadlines.js';
import { passDeadlines } from './decisions/deadlines.js';
import { enrollment } from './state.js';

const rules = [{ id: 'E-1', source: 'page', quote: 'The training is completed within 3 months.' }];

/** Training is to be completed within three months of the application, or one is out. */
const policy = policySchema.parse({
  program: 'us-massachusetts-cps',
  name: 'An example',
  credential: 'Example',
  operator: 'Nobody',
  timeZone: 'America/New_York',
  effective: { from: '2018-01-01', basis: 'Made up.' },
  sources: [
    {
      id: 'page',
      title: 'A page',
      publisher: 'Nobody',
      text: 'page.txt',
      checked: '2018-01-01',
      published: 'none',
    },
  ],
  apply: 'not stated',
  select: 'not stated',
  train: {
    require: {
      id: 'in-time',
      kind: 'step',
      title: 'Completed in time',
      step: 'training-completed',
      notAfter: { from: 'application', plus: 'P3M' },
      otherwise: 'disqualified',
      rules,
    },
  },
  exam: 'not stated',
  certify: 'not stated',
  renew: 'none',
  appeal: 'not stated',
});

const appliedOn = enrolled.data.appliedOn;
const scenario = scenarios(enrollment);
const lastDay = day('2018-07-01');
const on = (date: string) => ({ ...judge, policy, today: day(date) });
const ids = () => {
  let next = 0;
  return () => `passed-${++next}` as FactId;
};
const passed = recorded('passed-1', 'DeadlinePassed', { requirement: 'in-time', by: lastDay });

const out = {
  type: 'TraineeDisqualified' as const,
  data: { requirement: 'in-time', because: [] },
};

describe('a deadline', () => {
  test('is the last day on which something can be met', () => {
    expect(appliedOn).toBe('2018-04-01');
    const state = enrollment.evolve(enrollment.initial, enrolled);
    expect(deadlines(state, on('2018-05-01'))).toEqual([{ requirement: 'in-time', by: lastDay }]);
  });

  scenario('is not over on its day')
    .given(enrolled)
    .when(passDeadlines(ids(), on('2018-07-01')))
    .thenNothing();
  scenario('passes the day after, with what follows from it')
    .given(enrolled)
    .when(passDeadlines(ids(), on('2018-07-02')))
    .thenRecorded(passed, out);
  scenario('passes once')
    .given(enrolled, passed, out)
    .when(passDeadlines(ids(), on('2018-07-20')))
    .thenNothing();
  scenario('does not pass for who met it')
    .given(enrolled, completed)
    .when(passDeadlines(ids(), on('2018-07-02')))
    .thenNothing();
  scenario('does not pass for who has left')
    .given(enrolled, withdrew)
    .when(passDeadlines(ids(), on('2018-07-02')))
    .thenNothing();
});
