import { describe, expect, test } from '@jest/globals';
import type { FactId } from '#event-log';
import { scenarios } from '#event-log/testing';
import { trainedInThreeMonths as policy } from '../../testing/deadline.js';
import { completed, day, enrolled, judge, recorded, withdrew } from '../../testing/trainee.js';
import { deadlines } from './deadlines.js';
import { passDeadlines } from './decisions/deadlines.js';
import { enrollment } from './state.js';

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
