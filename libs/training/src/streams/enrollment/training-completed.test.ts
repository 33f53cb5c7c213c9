import { describe } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import {
  allModules,
  attendedAll,
  awaited,
  class1,
  completed,
  day,
  disqualified,
  enrolled,
  judge,
  mark,
  on,
  recorded,
  withdrew,
} from '../../testing/trainee.js';
import { completeTraining, turnInHomework } from './decisions/attendance.js';
import { enrollment } from './state.js';

const scenario = scenarios(enrollment);
const missed = (...modules: readonly string[]) => modules.map((module) => mark(module, 'missed'));

describe('homework', () => {
  const turnIn = turnInHomework(class1, on('2018-05-14', 'homework'), judge);
  const turnedIn = recorded('homework', 'HomeworkTurnedIn', {
    sessionId: 'class-1',
    occurredOn: day('2018-05-14'),
  });
  scenario('is turned in').given(enrolled).when(turnIn).thenRecorded(turnedIn);
  scenario('is turned in once').given(enrolled, turnedIn).when(turnIn).thenNothing();
  scenario('is not turned in tomorrow')
    .given(enrolled)
    .when(turnInHomework(class1, on('2018-07-01'), judge))
    .thenRefused('date-in-future');
  scenario('is not turned in by somebody who has left')
    .given(enrolled, withdrew)
    .when(turnInHomework(class1, on('2018-06-02', 'homework'), judge))
    .thenRefused('trainee-withdrew');
});

describe('completing the training', () => {
  const complete = completeTraining(on('2018-05-22', 'completed'), judge);

  scenario('with everything attended, homework or not')
    .given(enrolled, ...attendedAll)
    .when(complete)
    .thenRecorded(completed);
  scenario('again changes nothing')
    .given(enrolled, ...attendedAll, completed)
    .when(complete)
    .thenNothing();
  scenario('not while a module is not marked')
    .given(enrolled, ...attendedAll.slice(1))
    .when(complete)
    .thenRefused('modules-not-marked');
  scenario('without the modules of a session that is not to be held')
    .given(enrolled, ...attendedAll.slice(0, 6))
    .when(
      completeTraining(on('2018-05-22', 'completed'), {
        ...judge,
        plan: { ...judge.plan, sessions: judge.plan.sessions.slice(0, 2) },
      }),
    )
    .thenRecorded(completed);
  scenario('not while a decision is awaited')
    .given(enrolled, mark('class-1.1', 'late'), awaited(['class-1.1']), ...attendedAll.slice(1))
    .when(complete)
    .thenRefused('decision-awaited');
  scenario('not when disqualified')
    .given(
      enrolled,
      ...missed(...allModules.slice(0, 4)),
      disqualified(...allModules.slice(0, 4)),
      ...attendedAll.slice(4),
    )
    .when(complete)
    .thenRefused('trainee-disqualified');
  scenario('not after leaving')
    .given(enrolled, ...attendedAll, withdrew)
    .when(completeTraining(on('2018-06-02', 'completed'), judge))
    .thenRefused('trainee-withdrew');
  scenario('not in advance')
    .given(enrolled, ...attendedAll)
    .when(completeTraining(on('2018-07-01'), judge))
    .thenRefused('date-in-future');
});
