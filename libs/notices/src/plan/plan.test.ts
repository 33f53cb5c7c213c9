import { expect, test } from '@jest/globals';
import { Trainee } from '../testing/trainee.js';
import { possibleNotices } from './plan.js';

test('every correction of a sitting moved twice is found, also the one that was cancelled', () => {
  const trainee = new Trainee();
  trainee.sent(trainee.of(trainee.sitting('2018-06-04'), 'P7D'));
  const first = trainee.of(trainee.moved('2018-06-11'));
  const second = trainee.of(trainee.moved('2018-06-12'));
  const possible = possibleNotices(trainee.record);
  expect(possible).toContain(first.noticeId);
  expect(possible).toContain(second.noticeId);
});

test('a notice keeps its id for good, whatever else is recorded', () => {
  const trainee = new Trainee();
  const sitting = trainee.sitting('2018-06-04');
  const ids = () => [trainee.of(sitting, 'P7D').noticeId, trainee.of(sitting, 'P1D').noticeId];
  const before = ids();
  trainee.sitting('2018-06-18', '10:00', 'exam-2');
  trainee.disqualified();
  trainee.reinstated();
  expect(ids()).toEqual(before);
  // Other ids would send what was sent.
  expect(before).toMatchSnapshot();
});

test('of somebody who is not enrolled nothing is owed', () => {
  const { record } = new Trainee();
  const { enrolled: _enrolled, ...nobody } = record.enrollment;
  const causes = { enrollment: [], cohort: record.causes.cohort };
  expect(possibleNotices({ ...record, enrollment: nobody, causes })).toEqual([]);
});
