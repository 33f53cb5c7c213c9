import { describe, expect, test } from '@jest/globals';
import { scenarios } from '#event-log/testing';
import { planned, stateAfter } from '../../testing/class.js';
import { day } from '../../testing/trainee.js';
import { cancelSitting, moveSitting, planSitting, sittingOf } from './decisions.js';
import type { CohortFact } from './events.js';
import { cohort } from './state.js';

const scenario = scenarios(cohort);

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
