import type { CalendarDate, Decided, FactId } from '#event-log';
import { ShippedPolicies } from '#programs';
import type { Policy } from '#programs';
import type { Session } from '../streams/cohort/state.js';
import type { Judge } from '../streams/enrollment/consequences.js';
import type { ModuleReport } from '../streams/enrollment/decisions/attendance.js';
import { recordAttendance } from '../streams/enrollment/decisions/attendance.js';
import type { MarkedAs } from '../streams/enrollment/decisions/mark.js';
import { newMark } from '../streams/enrollment/decisions/mark.js';
import type { EnrollmentFact } from '../streams/enrollment/events.js';
import type { Decide, Happening } from '../streams/enrollment/rules.js';

/** A trainee in a Massachusetts class of two class days and a retreat, all held by 2018-06-30. */
export const massachusetts = policyOf('us-massachusetts-cps', '2018-01-01');

function policyOf(program: string, version: string): Policy {
  const policy = new ShippedPolicies().find(program, version);
  if (policy === undefined) throw new Error(`${program} ${version} is not shipped`);
  return policy;
}

export const day = (text: string) => text as CalendarDate;
export const fact = (text: string) => text as FactId;
export const id = (number: number) =>
  `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

function session(sessionId: string, date: string, kind: Session['kind'] = 'class-day'): Session {
  const modules = [1, 2, 3].map((number) => ({
    id: `${sessionId}.${number}`,
    title: `Module ${number}`,
  }));
  return { id: sessionId, kind, date: day(date), modules, cancelled: false };
}

export const class1 = session('class-1', '2018-05-07');
export const class2 = session('class-2', '2018-05-14');
export const retreat1 = session('retreat-1', '2018-05-21', 'retreat-day');
export const sessions: readonly Session[] = [class1, class2, retreat1];

export const today = day('2018-06-30');
export const judge: Judge = {
  policy: massachusetts,
  plan: {
    sessions: sessions.map(({ modules, ...rest }) => ({
      ...rest,
      modules: modules.map((module) => module.id),
    })),
    sittings: [
      { id: 'exam-1', date: '2018-06-04' },
      { id: 'exam-2', date: '2018-06-11' },
      { id: 'exam-3', date: '2018-06-18' },
      { id: 'exam-4', date: '2018-06-25' },
    ],
  },
  today,
};

type Data<Type extends EnrollmentFact['type']> = Extract<EnrollmentFact, { type: Type }>['data'];

export const enrolledAs: Data<'TraineeEnrolled'> = {
  personId: id(1),
  cohortId: id(2),
  applicationId: id(3),
  program: 'us-massachusetts-cps',
  policyVersion: '2018-01-01',
  occurredOn: day('2018-05-01'),
  appliedOn: day('2018-04-01'),
  readings: [],
  earlierAttempts: [],
};
export const enrolled = recorded('enrolled', 'TraineeEnrolled', enrolledAs);
export const withdrew = recorded('withdrew', 'TraineeWithdrew', { occurredOn: day('2018-06-01') });
export const completed = recorded('completed', 'TrainingCompleted', {
  occurredOn: day('2018-05-22'),
});
export const chosen = (reading: string, question = 'modules-late-or-missed') =>
  recorded(`chose-${reading}`, 'ReadingChosen', {
    question,
    reading,
    occurredOn: day('2018-06-01'),
  });
export const attempted = (number: number, timeAllowed = 'PT3H') =>
  recorded(`attempt-${number}`, 'ExamAttempted', {
    attemptId: id(500 + number),
    exam: 'written-exam',
    sittingId: `exam-${number}`,
    occurredOn: day(judge.plan.sittings[number - 1]?.date ?? '2018-06-29'),
    timeAllowed,
  });
export const marked = (number: number, result: 'passed' | 'failed') =>
  recorded(`mark-${number}`, 'ExamMarked', {
    attemptId: id(500 + number),
    result,
    occurredOn: day('2018-06-29'),
  });
export const tutoringAfter = (number: number): EnrollmentFact => ({
  type: 'ExamSupportOffered',
  data: { attemptId: id(500 + number), support: 'tutoring' },
});
export const earned = (...because: readonly string[]): EnrollmentFact => ({
  type: 'CertificationEarned',
  data: { because: because.map(fact) },
});
export const noLongerEarned: EnrollmentFact = { type: 'CertificationNoLongerEarned', data: {} };
export const noLongerComplete: EnrollmentFact = { type: 'TrainingNoLongerComplete', data: {} };
export const voided = (wrong: string) =>
  recorded(`voiding-${wrong}`, 'RecordVoided', { factId: fact(wrong) });
export const disqualified = (...because: readonly string[]): EnrollmentFact => ({
  type: 'TraineeDisqualified',
  data: { requirement: 'modules', because: because.map(fact) },
});
export const reinstated: EnrollmentFact = {
  type: 'DisqualificationWithdrawn',
  data: { requirement: 'modules' },
};
export const awaited = (
  because: readonly string[],
  decision = 'modules-late-or-missed',
  requirement = 'modules',
  holdsUp = true,
): EnrollmentFact => ({
  type: 'DecisionAwaited',
  data: { decision, requirement, holdsUp, because: because.map(fact) },
});
export const notAwaited = (decision = 'modules-late-or-missed'): EnrollmentFact => ({
  type: 'DecisionNoLongerAwaited',
  data: { decision },
});

export function recorded<Type extends EnrollmentFact['type']>(
  name: string,
  type: Type,
  data: Data<Type>,
) {
  return { id: fact(name), type, data };
}

export type Outcome = MarkedAs['outcome'];

/** What became of a module; its fact is called after the module, as in `1.2` of `class-1`. */
export function report(module: string, outcome: Outcome, minutesLate = 10): ModuleReport {
  const as: MarkedAs = outcome === 'late' ? { outcome, minutesLate } : { outcome };
  return { factId: fact(module), module, ...as };
}

export const roll = (of: Session, ...reports: readonly ModuleReport[]): Decide =>
  recordAttendance(of, reports, judge);

/** The fact that the roll call records, called after the module. */
export function mark(
  module: string,
  outcome: Outcome,
  name = module,
  minutesLate = 10,
): Decided<EnrollmentFact> {
  const of = sessions.find(({ modules }) => modules.some((one) => one.id === module));
  if (of === undefined) throw new Error(`no session has ${module}`);
  const data = {
    sessionId: of.id,
    sessionKind: of.kind,
    moduleId: module,
    occurredOn: of.date,
  };
  const { factId: _id, module: _module, ...as } = report(module, outcome, minutesLate);
  return newMark(fact(name), data, as);
}

export const allModules = sessions.flatMap(({ modules }) => modules.map((module) => module.id));
export const attendedAll: readonly Decided<EnrollmentFact>[] = allModules.map((module) =>
  mark(module, 'attended'),
);
/** Everything attended, and the training completed. */
export const trained: readonly Decided<EnrollmentFact>[] = [enrolled, ...attendedAll, completed];

export const on = (date: string, factId = 'new-fact'): Happening => ({
  factId: fact(factId),
  occurredOn: day(date),
});
