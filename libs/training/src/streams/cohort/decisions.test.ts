import { describe, expect, test } from '@jest/globals';
import type { Decided } from '#event-log';
import { scenarios } from '#event-log/testing';
import {
  cancelled,
  classDay,
  classPlanned,
  plan,
  planned,
  stateAfter,
} from '../../testing/class.js';
import { day, massachusetts, today } from '../../testing/trainee.js';
import { planCheck } from '../../training.js';
import { cancelSession, moveSession, planClassDay, planCohort, sessionOf } from './decisions.js';
import type { CohortPlan } from './decisions.js';
import type { CohortFact } from './events.js';
import { cohort, heldSessions } from './state.js';

const scenario = scenarios(cohort);
const check = planCheck(massachusetts, today);

const planWith = (changes: Partial<CohortPlan>) => planCohort({ ...plan, ...changes }, check);

describe('planning a cohort', () => {
  scenario('with its days and sittings')
    .given()
    .when(planWith({}))
    .thenRecorded(...planned);
  scenario('not twice')
    .given(...planned)
    .when(planWith({}))
    .thenRefused('cohort-already-planned');
  scenario('not with a class day of two modules')
    .given()
    .when(planWith({ classDays: [classDay('2018-05-07', 2)] }))
    .thenRefused('plan-breaks-rules');
  scenario('not with a class day of four modules')
    .given()
    .when(planWith({ classDays: [classDay('2018-05-07', 4)] }))
    .thenRefused('plan-breaks-rules');
  scenario('not with a retreat of two days')
    .given()
    .when(planWith({ retreatDays: plan.retreatDays.slice(0, 2) }))
    .thenRefused('plan-breaks-rules');
  scenario('not with a retreat of four days')
    .given()
    .when(planWith({ retreatDays: [...plan.retreatDays, classDay('2018-05-24')] }))
    .thenRefused('plan-breaks-rules');
  scenario('not with a retreat before the first class day')
    .given()
    .when(planWith({ classDays: [classDay('2018-05-24')] }))
    .thenRefused('plan-breaks-rules');
  scenario('not with two sessions on one day')
    .given()
    .when(planWith({ classDays: [classDay('2018-05-07'), classDay('2018-05-07')] }))
    .thenRefused('plan-out-of-order');
  scenario('with an exam long after the last class, since "approximately two weeks" is no rule')
    .given()
    .when(planWith({ examSittings: [{ date: day('2018-09-06'), startsAt: '09:00' }] }))
    .thenRecorded(...planned.slice(0, -1), {
      type: 'ExamSittingPlanned',
      data: { sittingId: 'exam-1', date: day('2018-09-06'), startsAt: '09:00' },
    });
  scenario('without a retreat, which is not said to be needed')
    .given()
    .when(planWith({ retreatDays: [] }))
    .thenRecorded(...planned.slice(0, 3), ...planned.slice(6));

  test('says which rules a plan breaks, and how', () => {
    expect(() => planWith({ classDays: [classDay('2018-05-24', 2)] })(cohort.initial)).toThrow(
      /Three modules on each class day: needed 3 .* found 2 on 2018-05-24\..*before the retreat/u,
    );
  });
});

describe('planning another class day', () => {
  scenario('numbers it after the others')
    .given(...planned)
    .when(planClassDay(classDay('2018-05-28'), check))
    .thenRecorded(classPlanned(3, '2018-05-28'));
  scenario('numbers it after one that was cancelled too')
    .given(...planned, cancelled('class-2'))
    .when(planClassDay(classDay('2018-05-14'), check))
    .thenRecorded(classPlanned(3, '2018-05-14'));
  scenario('not with two modules')
    .given(...planned)
    .when(planClassDay(classDay('2018-05-28', 2), check))
    .thenRefused('plan-breaks-rules');
  scenario('not on the day of another')
    .given(...planned)
    .when(planClassDay(classDay('2018-05-21'), check))
    .thenRefused('plan-out-of-order');
  scenario('not in a cohort that nobody planned')
    .given()
    .when(planClassDay(classDay('2018-05-28'), check))
    .thenRefused('cohort-unknown');
  scenario('even though a storm left two days of the retreat')
    .given(...planned, cancelled('retreat-3'))
    .when(planClassDay(classDay('2018-05-28'), check))
    .thenRecorded(classPlanned(3, '2018-05-28'));
});

describe('moving a session', () => {
  const moved = (sessionId: string, date: string): CohortFact => ({
    type: 'SessionMoved',
    data: { sessionId, date: day(date) },
  });
  scenario('to a free day')
    .given(...planned)
    .when(moveSession('class-2', day('2018-05-15'), check))
    .thenRecorded(moved('class-2', '2018-05-15'));
  scenario('to where it is already changes nothing')
    .given(...planned)
    .when(moveSession('class-2', day('2018-05-14'), check))
    .thenNothing();
  scenario('not to the day of another')
    .given(...planned)
    .when(moveSession('class-2', day('2018-05-07'), check))
    .thenRefused('plan-out-of-order');
  scenario('to the day of one that was cancelled')
    .given(...planned, cancelled('class-1'))
    .when(moveSession('class-2', day('2018-05-07'), check))
    .thenRecorded(moved('class-2', '2018-05-07'));
  scenario('not the only class day to after the retreat')
    .given(...planned, cancelled('class-1'))
    .when(moveSession('class-2', day('2018-05-30'), check))
    .thenRefused('plan-breaks-rules');
  scenario('even though a storm left two days of the retreat')
    .given(...planned, cancelled('retreat-3'))
    .when(moveSession('class-2', day('2018-05-15'), check))
    .thenRecorded(moved('class-2', '2018-05-15'));
  scenario('not one that was cancelled')
    .given(...planned, cancelled('class-2'))
    .when(moveSession('class-2', day('2018-05-15'), check))
    .thenRefused('session-cancelled');
  scenario('not one that nobody planned')
    .given(...planned)
    .when(moveSession('class-9', day('2018-05-15'), check))
    .thenRefused('session-unknown');
});

describe('cancelling a session', () => {
  scenario('takes it out of what is to be held')
    .given(...planned)
    .when(cancelSession('class-2'))
    .thenRecorded(cancelled('class-2'));
  scenario('again changes nothing')
    .given(...planned, cancelled('class-2'))
    .when(cancelSession('class-2'))
    .thenNothing();
  scenario('not one that nobody planned')
    .given(...planned)
    .when(cancelSession('class-9'))
    .thenRefused('session-unknown');

  test('leaves the others to be held, in the order of their dates', () => {
    const facts: readonly Decided<CohortFact>[] = [
      ...planned,
      cancelled('class-1'),
      { type: 'SessionMoved', data: { sessionId: 'retreat-1', date: day('2018-05-24') } },
    ];
    const state = stateAfter(facts);
    expect(heldSessions(state).map((one) => one.id)).toEqual([
      'class-2',
      'retreat-2',
      'retreat-3',
      'retreat-1',
    ]);
    expect(() => sessionOf(state, 'class-1')).toThrow('cancelled');
    expect(sessionOf(state, 'class-2').date).toBe('2018-05-14');
  });
});
