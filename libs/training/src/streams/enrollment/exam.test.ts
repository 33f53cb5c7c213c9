import { describe } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import {
  attempted,
  day,
  disqualified,
  earned,
  enrolled,
  fact,
  id,
  judge,
  marked,
  noLongerEarned,
  on,
  recorded,
  trained,
  tutoringAfter,
  voided,
  withdrew,
} from '../../testing/trainee.js';
import { correctRecord } from './decisions/corrections.js';
import { attemptExam, markExam } from './decisions/exam.js';
import { enrollment } from './state.js';

const scenario = scenarios(enrollment);

const attempt = (number: number, changes: Partial<Parameters<typeof attemptExam>[0]> = {}) =>
  attemptExam(
    {
      attemptId: id(500 + number),
      exam: 'written-exam',
      sittingId: `exam-${number}`,
      ...on(attempted(number).data.occurredOn, `attempt-${number}`),
      ...changes,
    },
    judge,
  );
const mark = (number: number, result: 'passed' | 'failed', score?: number) =>
  markExam(
    { attemptId: id(500 + number), result, score, ...on('2018-06-29', `mark-${number}`) },
    judge,
  );
const take = (wrong: string) =>
  correctRecord(fact(wrong), fact(`voiding-${wrong}`), undefined, judge);

const failed = (number: number) => [attempted(number), marked(number, 'failed')];
const failedOnce = [...trained, ...failed(1), tutoringAfter(1)] as const;
const failedTwice = [...failedOnce, ...failed(2)] as const;
const failedThrice = [...failedTwice, ...failed(3)] as const;

describe('attempting the exam', () => {
  scenario('follows the training, with three hours')
    .given(...trained)
    .when(attempt(1))
    .thenRecorded(attempted(1));
  scenario('not before the training is completed')
    .given(...trained.slice(0, -1))
    .when(attempt(1))
    .thenRefused('training-not-completed');
  scenario('not when disqualified')
    .given(enrolled, disqualified('some-fact'))
    .when(attempt(1))
    .thenRefused('trainee-disqualified');
  scenario('not after leaving')
    .given(...trained, withdrew)
    .when(attempt(1))
    .thenRefused('trainee-withdrew');
  scenario('again changes nothing')
    .given(...trained, attempted(1))
    .when(attempt(1))
    .thenNothing();
  scenario('in an exam that the rules know')
    .given(...trained)
    .when(attempt(1, { exam: 'oral-exam' }))
    .thenRefused('exam-unknown');
  scenario('not in advance')
    .given(...trained)
    .when(attempt(1, on('2018-07-01')))
    .thenRefused('date-in-future');
  scenario('a second time waits for the first to be marked')
    .given(...trained, attempted(1))
    .when(attempt(2))
    .thenRefused('attempt-not-marked');
  scenario('a second time after failing')
    .given(...failedOnce)
    .when(attempt(2))
    .thenRecorded(attempted(2));
  scenario('once at each sitting')
    .given(...failedOnce)
    .when(attempt(2, { sittingId: 'exam-1' }))
    .thenRefused('sitting-already-attempted');
  scenario('a third time after failing twice')
    .given(...failedTwice)
    .when(attempt(3))
    .thenRecorded(attempted(3));
  scenario('a fourth time never')
    .given(...failedThrice)
    .when(attempt(4))
    .thenRefused('no-attempts-left');
  scenario('not once it is passed')
    .given(
      ...trained,
      attempted(1),
      marked(1, 'passed'),
      earned('completed', 'attempt-1', 'mark-1'),
    )
    .when(attempt(2))
    .thenRefused('exam-already-passed');
  scenario('a third time counts again once an attempt that never was is taken back')
    .given(...failedThrice, voided('attempt-2'))
    .when(attempt(4))
    .thenRecorded(attempted(4));
  scenario('at the sitting of an attempt that was taken back')
    .given(...trained, attempted(1), voided('attempt-1'))
    .when(attempt(2, { sittingId: 'exam-1', ...on('2018-06-04', 'attempt-2') }))
    .thenRecorded({
      ...attempted(2),
      data: { ...attempted(2).data, sittingId: 'exam-1', occurredOn: day('2018-06-04') },
    });
  scenario('keeps the minutes it took')
    .given(...trained)
    .when(attempt(1, { minutesTaken: 170 }))
    .thenRecorded({ ...attempted(1), data: { ...attempted(1).data, minutesTaken: 170 } });
});

describe('marking', () => {
  const sat = [...trained, attempted(1)] as const;
  const because = ['completed', 'attempt-1', 'mark-1'];

  scenario('a pass earns the certification in the same append')
    .given(...sat)
    .when(mark(1, 'passed'))
    .thenRecorded(marked(1, 'passed'), earned(...because));
  for (const score of [0, 84, 85, 97, 100]) {
    const scored = { ...marked(1, 'passed').data, score };
    scenario(`a pass is a pass when the person who marks says so, with ${score} percent too`)
      .given(...sat)
      .when(mark(1, 'passed', score))
      .thenRecorded({ ...marked(1, 'passed'), data: scored }, earned(...because));
    scenario(`a fail is a fail, with ${score} percent too`)
      .given(...sat)
      .when(mark(1, 'failed', score))
      .thenRecorded(
        { ...marked(1, 'failed'), data: { ...scored, result: 'failed' } },
        tutoringAfter(1),
      );
  }
  scenario('again changes nothing')
    .given(...sat, marked(1, 'failed'))
    .when(mark(1, 'failed'))
    .thenNothing();
  scenario('otherwise needs the first mark taken back')
    .given(...sat, marked(1, 'failed'))
    .when(mark(1, 'passed'))
    .thenRefused('attempt-already-marked');
  scenario('with another score needs the first mark taken back')
    .given(...sat, marked(1, 'failed'))
    .when(mark(1, 'failed', 60))
    .thenRefused('attempt-already-marked');
  scenario('nothing that nobody attempted')
    .given(...trained)
    .when(mark(1, 'passed'))
    .thenRefused('attempt-unknown');
  scenario('not before the attempt')
    .given(...sat)
    .when(markExam({ attemptId: id(501), result: 'passed', ...on('2018-06-03') }, judge))
    .thenRefused('date-before-attempt');
  scenario('on the day of the attempt')
    .given(...sat)
    .when(markExam({ attemptId: id(501), result: 'failed', ...on('2018-06-04', 'mark-1') }, judge))
    .thenRecorded(
      recorded('mark-1', 'ExamMarked', {
        attemptId: id(501),
        result: 'failed',
        occurredOn: day('2018-06-04'),
      }),
      tutoringAfter(1),
    );
  scenario('not in advance')
    .given(...sat)
    .when(markExam({ attemptId: id(501), result: 'passed', ...on('2018-07-01') }, judge))
    .thenRefused('date-in-future');
  scenario('a pass on the third try earns the certification as well')
    .given(...failedTwice, attempted(3))
    .when(mark(3, 'passed'))
    .thenRecorded(
      marked(3, 'passed'),
      earned('completed', 'attempt-1', 'attempt-2', 'attempt-3', 'mark-1', 'mark-2', 'mark-3'),
    );
});

describe('tutoring', () => {
  scenario('is offered after the first fail')
    .given(...trained, attempted(1))
    .when(mark(1, 'failed'))
    .thenRecorded(marked(1, 'failed'), tutoringAfter(1));
  scenario('is not offered again after the second')
    .given(...failedOnce, attempted(2))
    .when(mark(2, 'failed'))
    .thenRecorded(marked(2, 'failed'));
  scenario('is not offered twice when the first fail is marked anew')
    .given(...failedOnce, voided('mark-1'))
    .when(mark(1, 'failed'))
    .thenRecorded(marked(1, 'failed'));
});

describe('taking a mark back', () => {
  const passed = [
    ...trained,
    attempted(1),
    marked(1, 'passed'),
    earned('completed', 'attempt-1', 'mark-1'),
  ] as const;

  scenario('takes the certification back in the same append')
    .given(...passed)
    .when(take('mark-1'))
    .thenRecorded(voided('mark-1'), noLongerEarned);
  scenario('or the attempt with it')
    .given(...passed)
    .when(take('attempt-1'))
    .thenRecorded(voided('attempt-1'), noLongerEarned);
  scenario('leaves the attempt to be marked anew')
    .given(...passed, voided('mark-1'), noLongerEarned)
    .when(mark(1, 'failed'))
    .thenRecorded(marked(1, 'failed'), tutoringAfter(1));
});
