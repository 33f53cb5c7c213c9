import { describe } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import {
  class1,
  day,
  enrolled,
  enrolledAs,
  judge,
  mark,
  report,
  roll,
  withdrew,
} from '../../testing/trainee.js';
import { recordAttendance } from './decisions/attendance.js';
import { enrollment } from './state.js';

const scenario = scenarios(enrollment);

describe('the roll call of a session', () => {
  scenario('says of each module what became of it')
    .given(enrolled)
    .when(
      roll(
        class1,
        report('class-1.1', 'attended'),
        report('class-1.2', 'missed'),
        report('class-1.3', 'excused'),
      ),
    )
    .thenRecorded(
      mark('class-1.1', 'attended'),
      mark('class-1.2', 'missed'),
      mark('class-1.3', 'excused'),
    );
  scenario('taken again changes nothing')
    .given(enrolled, mark('class-1.1', 'attended'), mark('class-1.2', 'missed'))
    .when(roll(class1, report('class-1.1', 'attended'), report('class-1.2', 'missed')))
    .thenNothing();
  scenario('records what is new in it, and leaves the rest')
    .given(enrolled, mark('class-1.1', 'attended'))
    .when(roll(class1, report('class-1.1', 'attended'), report('class-1.2', 'missed')))
    .thenRecorded(mark('class-1.2', 'missed'));
  scenario('does not contradict what is recorded')
    .given(enrolled, mark('class-1.1', 'attended'))
    .when(roll(class1, report('class-1.1', 'missed')))
    .thenRefused('module-already-marked');
  scenario('does not change by how many minutes somebody was late')
    .given(enrolled, mark('class-1.1', 'late'))
    .when(roll(class1, report('class-1.1', 'late', 11)))
    .thenRefused('module-already-marked');
  scenario('knows the modules of its session only')
    .given(enrolled)
    .when(roll(class1, report('class-2.1', 'attended')))
    .thenRefused('module-unknown');
  scenario('says of a module once what became of it')
    .given(enrolled)
    .when(roll(class1, report('class-1.1', 'attended'), report('class-1.1', 'missed')))
    .thenRefused('module-reported-twice');
  scenario('is not taken before the day')
    .given(enrolled)
    .when(
      recordAttendance(class1, [report('class-1.1', 'attended')], {
        ...judge,
        today: day('2018-05-06'),
      }),
    )
    .thenRefused('date-in-future');
  scenario('is taken on the day')
    .given(enrolled)
    .when(
      recordAttendance(class1, [report('class-1.1', 'attended')], {
        ...judge,
        today: day('2018-05-07'),
      }),
    )
    .thenRecorded(mark('class-1.1', 'attended'));
  scenario('records what somebody missed who applied when the class was under way')
    .given({
      ...enrolled,
      data: { ...enrolledAs, appliedOn: day('2018-05-10'), occurredOn: day('2018-05-11') },
    })
    .when(roll(class1, report('class-1.1', 'missed')))
    .thenRecorded(mark('class-1.1', 'missed'));
  scenario('records nothing of somebody who had left by then')
    .given(enrolled, { ...withdrew, data: { occurredOn: day('2018-05-06') } })
    .when(roll(class1, report('class-1.1', 'attended')))
    .thenRefused('trainee-withdrew');
  scenario('records nothing of somebody who is not enrolled')
    .given()
    .when(roll(class1, report('class-1.1', 'attended')))
    .thenRefused('enrollment-unknown');
});
