import type { Temporal } from 'temporal-polyfill';
import type { Known } from '#event-log';
import type { Policy } from '#programs';
import type { CohortFact, CohortState, EnrollmentFact, EnrollmentState } from '#training';
import type { NoticeState } from '../streams/notice/state.js';

type Timed<Fact extends { readonly type: string; readonly data: object }> = Known<
  Fact & { readonly data: Readonly<Record<string, unknown>> }
> & { readonly recordedAt: string };
type Named<Fact extends { readonly type: string }, Type extends Fact['type']> = Extract<
  Fact,
  { type: Type }
>;

/** Facts of an enrollment that call for a notice, or end it, or say why one ended. */
export const enrollmentCauses = [
  'TraineeEnrolled',
  'TraineeDisqualified',
  'DisqualificationWithdrawn',
  'TraineeWithdrew',
  'RecordVoided',
  'ReadingChosen',
  'RequirementJudged',
] as const;
export type EnrollmentCause = {
  [Type in (typeof enrollmentCauses)[number]]: Timed<Named<EnrollmentFact, Type>>;
}[(typeof enrollmentCauses)[number]];

/** Facts of a cohort that set the date of a sitting, or end it. */
export const cohortCauses = [
  'ExamSittingPlanned',
  'ExamSittingMoved',
  'ExamSittingCancelled',
] as const;
export type CohortCause = {
  [Type in (typeof cohortCauses)[number]]: Timed<Named<CohortFact, Type>>;
}[(typeof cohortCauses)[number]];

/** All that the plan of one enrollment's notices is computed from. */
export interface NoticeRecord {
  readonly enrollmentId: string;
  readonly enrollment: EnrollmentState;
  readonly cohort: CohortState;
  /** In the order of recording, with the instant each was learned of. */
  readonly causes: {
    readonly enrollment: readonly EnrollmentCause[];
    readonly cohort: readonly CohortCause[];
  };
  /** The rules that the enrollment is judged by. */
  readonly policy: Policy;
  /** What became of this enrollment's notices, by id. */
  readonly ledger: ReadonlyMap<string, NoticeState>;
  /** How long a notice waits in case its cause was a slip. */
  readonly hold: Temporal.Duration;
  /** The fact that erased the person. */
  readonly erasedBy?: string | undefined;
}
