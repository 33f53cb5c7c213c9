import { describe, expect, test } from '@jest/globals';
import type { Decided, Known } from '#event-log';
import { scenarios } from '#event-log/testing';
import { day, fact, id, massachusetts, today } from '../../testing/trainee.js';
import { planCheck } from '../../training.js';
import {
  cancelSession,
  cancelSitting,
  giveUpSeat,
  moveSession,
  moveSitting,
  planClassDay,
  planCohort,
  planSitting,
  sessionOf,
  settleReading,
  sittingOf,
  takeSeat,
} from './decisions.js';
import type { CohortPlan, PlannedDay } from './decisions.js';
import type { CohortFact } from './events.js';
import { cohort, heldSessions } from './state.js';

const scenario = scenarios(cohort);
const check = planCheck(massachusetts, today);

const classDay = (date: string, count = 3): PlannedDay => ({
  date: day(date),
  modules: Array.from({ length: count }, (_, index) => `Module ${index + 1}`),
});
const plan: CohortPlan = {
  program: 'us-massachusetts-cps',
  policyVersion: '2018-01-01',
  name: 'Spring 2018',
  timeZone: 'America/New_York',
  seats: 2,
  classDays: [classDay('2018-05-07'), classDay('2018-05-14')],
  retreatDays: [classDay('2018-05-21'), classDay('2018-05-22'), classDay('2018-05-23')],
  examSittings: [{ date: day('2018-06-06'), startsAt: '09:00' }],
};
const planWith = (changes: Partial<CohortPlan>) => planCohort({ ...plan, ...changes }, check);

const modules = (sessionId: string, count = 3) =>
  Array.from({ length: count }, (_, index) => ({
    id: `${sessionId}.${index + 1}`,
    title: `Module ${index + 1}`,
  }));
const planned: readonly Decided<CohortFact>[] = [
  {
    type: 'CohortPlanned',
    data: {
      program: 'us-massachusetts-cps',
      policyVersion: '2018-01-01',
      name: 'Spring 2018',
      timeZone: 'America/New_York',
      seats: 2,
    },
  },
  ...['2018-05-07', '2018-05-14'].map((date, index) => classPlanned(index + 1, date)),
  ...['2018-05-21', '2018-05-22', '2018-05-23'].map((date, index): CohortFact => ({
    type: 'RetreatDayPlanned',
    data: {
      sessionId: `retreat-${index + 1}`,
      date: day(date),
      modules: modules(`retreat-${index + 1}`),
    },
  })),
  {
    type: 'ExamSittingPlanned',
    data: { sittingId: 'exam-1', date: day('2018-06-06'), startsAt: '09:00' },
  },
];
function classPlanned(number: number, date: string): CohortFact {
  const sessionId = `class-${number}`;
  return {
    type: 'ClassDayPlanned',
    data: { sessionId, date: day(date), modules: modules(sessionId) },
  };
}
const cancelled = (sessionId: string): CohortFact => ({
  type: 'SessionCancelled',
  data: { sessionId },
});

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

describe('exam sittings', () => {
  const second = { date: day('2018-06-20'), startsAt: '09:00' };
  const gone: CohortFact = { type: 'ExamSittingCancelled', data: { sittingId: 'exam-1' } };

  scenario('another is planned')
    .given(...planned)
    .when(planSitting(second))
    .thenRecorded({ type: 'ExamSittingPlanned', data: { sittingId: 'exam-2', ...second } });
  scenario('the same is planned once')
    .given(...planned)
    .when(planSitting({ date: day('2018-06-06'), startsAt: '09:00' }))
    .thenNothing();
  scenario('one in the place of a cancelled one is another')
    .given(...planned, gone)
    .when(planSitting({ date: day('2018-06-06'), startsAt: '09:00' }))
    .thenRecorded({
      type: 'ExamSittingPlanned',
      data: { sittingId: 'exam-2', date: day('2018-06-06'), startsAt: '09:00' },
    });
  scenario('one is moved')
    .given(...planned)
    .when(moveSitting('exam-1', second))
    .thenRecorded({ type: 'ExamSittingMoved', data: { sittingId: 'exam-1', ...second } });
  scenario('one is not moved to where it is')
    .given(...planned)
    .when(moveSitting('exam-1', { date: day('2018-06-06'), startsAt: '09:00' }))
    .thenNothing();
  scenario('one that was cancelled is not moved')
    .given(...planned, gone)
    .when(moveSitting('exam-1', second))
    .thenRefused('sitting-cancelled');
  scenario('one that nobody planned is not moved')
    .given(...planned)
    .when(moveSitting('exam-9', second))
    .thenRefused('sitting-unknown');
  scenario('one is cancelled')
    .given(...planned)
    .when(cancelSitting('exam-1'))
    .thenRecorded(gone);
  scenario('one is cancelled once')
    .given(...planned, gone)
    .when(cancelSitting('exam-1'))
    .thenNothing();
  scenario('one that nobody planned is not cancelled')
    .given(...planned)
    .when(cancelSitting('exam-9'))
    .thenRefused('sitting-unknown');

  test('nobody sits one that was cancelled', () => {
    expect(() => sittingOf(stateAfter([...planned, gone]), 'exam-1')).toThrow('cancelled');
    expect(sittingOf(stateAfter(planned), 'exam-1').startsAt).toBe('09:00');
  });
});

describe('seats', () => {
  const seat = (number: number) => ({ applicationId: id(number), enrollmentId: id(100 + number) });
  const taken = (number: number): CohortFact => ({ type: 'SeatTaken', data: seat(number) });
  const givenUp = (number: number): CohortFact => ({
    type: 'SeatGivenUp',
    data: { applicationId: id(number) },
  });
  const unlimited = planned.map((one): Decided<CohortFact> => {
    if (one.type !== 'CohortPlanned') return one;
    const { seats: _seats, ...data } = one.data;
    return { type: 'CohortPlanned', data };
  });

  scenario('the last one is taken')
    .given(...planned, taken(1))
    .when(takeSeat(seat(2)))
    .thenRecorded(taken(2));
  scenario('there is none after the last')
    .given(...planned, taken(1), taken(2))
    .when(takeSeat(seat(3)))
    .thenRefused('cohort-full');
  scenario('nobody takes two')
    .given(...planned, taken(1))
    .when(takeSeat(seat(1)))
    .thenNothing();
  scenario('somebody in a full class keeps theirs')
    .given(...planned, taken(1), taken(2))
    .when(takeSeat(seat(2)))
    .thenNothing();
  scenario('one that is given up can be taken')
    .given(...planned, taken(1), taken(2), givenUp(1))
    .when(takeSeat(seat(3)))
    .thenRecorded(taken(3));
  scenario('are as many as are accepted where no number is planned')
    .given(...unlimited, taken(1), taken(2))
    .when(takeSeat(seat(3)))
    .thenRecorded(taken(3));
  scenario('one is given up')
    .given(...planned, taken(1))
    .when(giveUpSeat(seat(1)))
    .thenRecorded(givenUp(1));
  scenario('one is given up once')
    .given(...planned, taken(1), givenUp(1))
    .when(giveUpSeat(seat(1)))
    .thenNothing();
  scenario('a later one of the same applicant is not given up in place of the first')
    .given(...planned, taken(1), givenUp(1), {
      type: 'SeatTaken',
      data: { applicationId: id(1), enrollmentId: id(999) },
    })
    .when(giveUpSeat(seat(1)))
    .thenNothing();
  scenario('there are none in a cohort that nobody planned')
    .given()
    .when(takeSeat(seat(1)))
    .thenRefused('cohort-unknown');
});

describe('settling how a question is read', () => {
  const settlement = {
    question: 'modules-late-or-missed',
    reading: 'sum',
    because: 'The program says so.',
  };
  const settled: CohortFact = { type: 'ReadingSettled', data: settlement };
  const otherwise = { ...settlement, reading: 'separate' };

  scenario('is recorded with its reason')
    .given(...planned)
    .when(settleReading(settlement))
    .thenRecorded(settled);
  scenario('in the same way changes nothing')
    .given(...planned, settled)
    .when(settleReading(settlement))
    .thenNothing();
  scenario('in another way later is recorded too')
    .given(...planned, settled)
    .when(settleReading(otherwise))
    .thenRecorded({ type: 'ReadingSettled', data: otherwise });
  scenario('not for a cohort that nobody planned')
    .given()
    .when(settleReading(settlement))
    .thenRefused('cohort-unknown');
});

function stateAfter(facts: readonly Decided<CohortFact>[]) {
  return facts
    .map((one, index) => ({ ...one, id: fact(`fact-${index}`) }) as Known<CohortFact>)
    .reduce(cohort.evolve, cohort.initial);
}
