import type { FactId } from '#event-log';
import { withConsequences } from '../consequences.js';
import type { Judge } from '../consequences.js';
import type { EnrollmentFact } from '../events.js';
import { assertEnrolled, assertHappened, broken } from '../rules.js';
import type { Decide, Happening } from '../rules.js';

type TraineeEnrolled = Extract<EnrollmentFact, { type: 'TraineeEnrolled' }>['data'];

export const enrollTrainee =
  (enrolled: TraineeEnrolled, factId: FactId, judge: Judge): Decide =>
  (state) => {
    if (state.enrolled !== undefined) {
      if (state.enrolled.applicationId === enrolled.applicationId) return [];
      throw broken('already-enrolled', 'This enrollment belongs to another application.');
    }
    return withConsequences(
      state,
      [{ id: factId, type: 'TraineeEnrolled', data: enrolled }],
      judge,
    );
  };

export const withdrawTrainee =
  ({ factId, occurredOn }: Happening, judge: Judge): Decide =>
  (state) => {
    assertEnrolled(state);
    if (state.leftOn !== undefined) return [];
    assertHappened(state, occurredOn, judge.today);
    return withConsequences(
      state,
      [{ id: factId, type: 'TraineeWithdrew', data: { occurredOn } }],
      judge,
    );
  };
