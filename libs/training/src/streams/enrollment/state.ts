import type { CalendarDate, Known, StreamDefinition } from '#event-log';
import { enrollmentFacts } from './events.js';
import type { EnrollmentFact } from './events.js';

type FactNamed<Type extends EnrollmentFact['type']> = Known<
  Extract<EnrollmentFact, { type: Type }>
>;

export type ModuleMark = FactNamed<
  'ModuleAttended' | 'ModuleAttendedLate' | 'ModuleMissed' | 'ModuleExcused'
>;

export interface EnrollmentState {
  readonly enrolled?: FactNamed<'TraineeEnrolled'>['data'];
  /** The day on which the trainee left, once they have. */
  readonly leftOn?: CalendarDate;
  /** What the rules are judged on, in the order of recording; voided facts are not among it. */
  readonly records: readonly Known<EnrollmentFact>[];
  /** Records that were taken out of the evidence, by id. */
  readonly voided: ReadonlyMap<string, Known<EnrollmentFact>>;
  /** Requirements that the trainee is disqualified by. */
  readonly disqualifiedBy: ReadonlySet<string>;
  /** Decisions that wait for a person, and whether the standing depends on them. */
  readonly awaiting: ReadonlyMap<string, boolean>;
  /** Deadlines that were recorded as passed; see `deadlineName`. */
  readonly passed: ReadonlySet<string>;
  /** Attempts after which support was offered. */
  readonly supported: ReadonlySet<string>;
  /** Facts that the certification was earned by, while it is. */
  readonly earnedBy?: readonly string[];
}

export const enrollment: StreamDefinition<EnrollmentState, typeof enrollmentFacts> = {
  kind: 'enrollment',
  schemas: enrollmentFacts,
  initial: {
    records: [],
    voided: new Map(),
    disqualifiedBy: new Set(),
    awaiting: new Map(),
    passed: new Set(),
    supported: new Set(),
  },
  evolve,
};

function evolve(state: EnrollmentState, fact: Known<EnrollmentFact>): EnrollmentState {
  switch (fact.type) {
    case 'TraineeEnrolled':
      return { ...state, enrolled: fact.data, records: [fact] };
    case 'TraineeWithdrew':
      return { ...state, leftOn: fact.data.occurredOn };
    case 'ModuleAttended':
    case 'ModuleAttendedLate':
    case 'ModuleMissed':
    case 'ModuleExcused':
    case 'HomeworkTurnedIn':
    case 'AccommodationRequested':
    case 'AccommodationDocumented':
    case 'AccommodationGranted':
    case 'AccommodationDenied':
    case 'ReadingChosen':
    case 'RequirementJudged':
    case 'TrainingCompleted':
    case 'ExamAttempted':
    case 'ExamMarked':
      return { ...state, records: [...state.records, fact] };
    case 'TrainingNoLongerComplete':
      return {
        ...state,
        records: state.records.filter(({ type }) => type !== 'TrainingCompleted'),
      };
    case 'TraineeDisqualified':
      return {
        ...state,
        disqualifiedBy: new Set([...state.disqualifiedBy, fact.data.requirement]),
      };
    case 'DisqualificationWithdrawn':
      return { ...state, disqualifiedBy: without(state.disqualifiedBy, fact.data.requirement) };
    case 'DecisionAwaited':
      return {
        ...state,
        awaiting: new Map([...state.awaiting, [fact.data.decision, fact.data.holdsUp]]),
      };
    case 'DecisionNoLongerAwaited':
      return {
        ...state,
        awaiting: new Map([...state.awaiting].filter(([id]) => id !== fact.data.decision)),
      };
    case 'DeadlinePassed':
      return {
        ...state,
        passed: new Set([...state.passed, deadlineName(fact.data)]),
      };
    case 'ExamSupportOffered':
      return { ...state, supported: new Set([...state.supported, fact.data.attemptId]) };
    case 'CertificationEarned':
      return { ...state, earnedBy: fact.data.because };
    case 'CertificationNoLongerEarned': {
      const { earnedBy: _lost, ...rest } = state;
      return rest;
    }
    case 'RecordVoided': {
      const record = state.records.find(({ id }) => id === fact.data.factId);
      if (record === undefined) return state;
      return {
        ...state,
        records: state.records.filter((one) => one !== record),
        voided: new Map([...state.voided, [record.id, record]]),
      };
    }
  }
}

/** Tells a passed deadline from one that was moved. */
export function deadlineName({
  requirement,
  by,
}: {
  readonly requirement: string;
  readonly by: string;
}): string {
  return `${requirement} ${by}`;
}

function without(set: ReadonlySet<string>, gone: string): ReadonlySet<string> {
  return new Set([...set].filter((one) => one !== gone));
}

export type Standing =
  | 'unknown'
  | 'withdrawn'
  | 'disqualified'
  | 'certification-earned'
  | 'decision-awaited'
  | 'training-completed'
  | 'in-training';

/** Where the trainee is; the gravest word that applies. */
export function standingOf(state: EnrollmentState): Standing {
  if (state.enrolled === undefined) return 'unknown';
  if (state.leftOn !== undefined) return 'withdrawn';
  if (state.disqualifiedBy.size > 0) return 'disqualified';
  if (state.earnedBy !== undefined) return 'certification-earned';
  if ([...state.awaiting.values()].includes(true)) return 'decision-awaited';
  return trainingCompleted(state) ? 'training-completed' : 'in-training';
}

export function trainingCompleted(state: EnrollmentState): boolean {
  return state.records.some(({ type }) => type === 'TrainingCompleted');
}

/** What was recorded of each module, by module. */
export function marks(state: EnrollmentState): ReadonlyMap<string, ModuleMark> {
  return new Map(state.records.filter(isMark).map((mark) => [mark.data.moduleId, mark]));
}

export function isMark(fact: Known<EnrollmentFact>): fact is ModuleMark {
  return (
    fact.type === 'ModuleAttended' ||
    fact.type === 'ModuleAttendedLate' ||
    fact.type === 'ModuleMissed' ||
    fact.type === 'ModuleExcused'
  );
}

export interface Attempt {
  readonly attempted: FactNamed<'ExamAttempted'>;
  readonly marked?: FactNamed<'ExamMarked'> | undefined;
}

/** Exam attempts in the order of recording, each with its mark. */
export function attempts(state: EnrollmentState): readonly Attempt[] {
  return named(state, 'ExamAttempted').map((attempted) => ({
    attempted,
    marked: named(state, 'ExamMarked').find(
      ({ data }) => data.attemptId === attempted.data.attemptId,
    ),
  }));
}

export type UsedAttempt = NonNullable<EnrollmentState['enrolled']>['earlierAttempts'][number];

/** Every attempt that counts, those of earlier classes first. */
export function usedAttempts(state: EnrollmentState): readonly UsedAttempt[] {
  const own = attempts(state).map(({ attempted: { data }, marked }): UsedAttempt => {
    const { attemptId, exam, occurredOn } = data;
    return { attemptId, exam, occurredOn, result: marked?.data.result ?? 'not marked' };
  });
  return [...(state.enrolled?.earlierAttempts ?? []), ...own];
}

/** The standing records of one type. */
export function named<Type extends EnrollmentFact['type']>(
  state: EnrollmentState,
  type: Type,
): readonly FactNamed<Type>[] {
  return state.records.filter((fact): fact is FactNamed<Type> => fact.type === type);
}
