import type { Decided } from '#event-log';
import type { CohortPlan, PlannedDay } from '../streams/cohort/decisions.js';
import type { CohortFact } from '../streams/cohort/events.js';
import { cohort } from '../streams/cohort/state.js';
import { day, fact } from './trainee.js';

export const classDay = (date: string, count = 3): PlannedDay => ({
  date: day(date),
  modules: Array.from({ length: count }, (_, index) => `Module ${index + 1}`),
});
/** Two class days, a retreat and one exam sitting, with two seats. */
export const plan: CohortPlan = {
  program: 'us-massachusetts-cps',
  policyVersion: '2018-01-01',
  name: 'Spring 2018',
  timeZone: 'America/New_York',
  seats: 2,
  classDays: [classDay('2018-05-07'), classDay('2018-05-14')],
  retreatDays: [classDay('2018-05-21'), classDay('2018-05-22'), classDay('2018-05-23')],
  examSittings: [{ date: day('2018-06-06'), startsAt: '09:00' }],
};
const modules = (sessionId: string) =>
  Array.from({ length: 3 }, (_, index) => ({
    id: `${sessionId}.${index + 1}`,
    title: `Module ${index + 1}`,
  }));
/** What planning it records. */
export const planned: readonly Decided<CohortFact>[] = [
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
export function classPlanned(number: number, date: string): CohortFact {
  const sessionId = `class-${number}`;
  return {
    type: 'ClassDayPlanned',
    data: { sessionId, date: day(date), modules: modules(sessionId) },
  };
}
export const cancelled = (sessionId: string): CohortFact => ({
  type: 'SessionCancelled',
  data: { sessionId },
});

export function stateAfter(facts: readonly Decided<CohortFact>[]) {
  return facts
    .map((one, index) => ({ ...one, id: fact(`fact-${index}`) }))
    .reduce(cohort.evolve, cohort.initial);
}
