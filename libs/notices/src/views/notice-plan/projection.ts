import { Temporal } from 'temporal-polyfill';
import { idOf } from '#event-log';
import type { ReadRows, RecordedFact, Rows, View, WriteRows } from '#event-log';
import { cohortFacts, cohortIn, enrollmentDossier, enrollmentFacts, pinned } from '#training';
import type { EnrollmentFact } from '#training';
import type { Candidate } from '../../plan/candidate.js';
import { planFor } from '../../plan/plan.js';
import { cohortCauses, enrollmentCauses } from '../../plan/record.js';
import type { CohortCause, EnrollmentCause, NoticeRecord } from '../../plan/record.js';
import { noticeFacts } from '../../streams/notice/events.js';
import type { NoticeState } from '../../streams/notice/state.js';
import { noticeDossier } from '../notice-ledger/projection.js';

/**
 * Most of what is recorded in a class; no exam is judged by it, and what follows from it is told by
 * a fact of its own. Only a mail that named some is held against it.
 */
const marks = [
  'ModuleAttended',
  'ModuleAttendedLate',
  'ModuleMissed',
  'ModuleExcused',
] as const satisfies readonly EnrollmentFact['type'][];

/** Nothing that is told hangs on these. */
const beside: ReadonlySet<string> = new Set<EnrollmentFact['type']>([
  'HomeworkTurnedIn',
  'DecisionAwaited',
  'DecisionNoLongerAwaited',
  'ExamSupportOffered',
]);

/** Every notice that an enrollment's facts could call for, and where the ledger says otherwise. */
export const noticePlanView: View = {
  name: 'notice-plan',
  version: 3,
  schema: `
    CREATE TABLE notice_of (
      notice TEXT PRIMARY KEY, enrollment TEXT NOT NULL, kind TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX notices_of_enrollment ON notice_of (enrollment, kind);
    CREATE TABLE erased_people (person TEXT PRIMARY KEY, fact TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE notice_plan (
      notice TEXT PRIMARY KEY, enrollment TEXT NOT NULL, place INTEGER NOT NULL,
      differs INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX notice_plan_of ON notice_plan (enrollment, place);
    CREATE INDEX notice_plan_differs ON notice_plan (enrollment) WHERE differs = 1;`,
  on: {
    ...Object.fromEntries(
      Object.keys(enrollmentFacts)
        .filter((type) => !beside.has(type))
        .map((type) => [type, enrollmentChanged]),
    ),
    ...Object.fromEntries(marks.map((type) => [type, moduleMarked])),
    ...Object.fromEntries(
      Object.keys(cohortFacts)
        .filter((type) => !type.startsWith('Seat'))
        .map((type) => [type, cohortChanged]),
    ),
    ...Object.fromEntries(Object.keys(noticeFacts).map((type) => [type, noticeChanged])),
    NoticePlanned,
    PersonErased,
  },
  settle,
};

function enrollmentChanged(rows: Rows, { stream }: RecordedFact): void {
  // Some types have a namesake in the stream of applications.
  if (stream.startsWith('enrollment-')) rows.touch(idOf(stream, 'enrollment'));
}

function moduleMarked(rows: Rows, { stream }: RecordedFact): void {
  const enrollment = idOf(stream, 'enrollment');
  const named = rows.get('SELECT 1 FROM notice_of WHERE enrollment = ? AND kind = ? LIMIT 1', [
    enrollment,
    'disqualified',
  ]);
  if (named !== undefined) rows.touch(enrollment);
}

function cohortChanged(rows: Rows, { stream }: RecordedFact): void {
  touchAll(rows, 'SELECT enrollment FROM enrolled WHERE cohort = ?', idOf(stream, 'cohort'));
}

function NoticePlanned(rows: Rows, { stream, data }: RecordedFact): void {
  const { enrollmentId, kind } = data as { enrollmentId: string; kind: string };
  rows.run('INSERT OR IGNORE INTO notice_of VALUES (?, ?, ?)', [
    idOf(stream, 'notice'),
    enrollmentId,
    kind,
  ]);
  rows.touch(enrollmentId);
}

function noticeChanged(rows: Rows, { stream }: RecordedFact): void {
  touchAll(rows, 'SELECT enrollment FROM notice_of WHERE notice = ?', idOf(stream, 'notice'));
}

function PersonErased(rows: Rows, { stream, id }: RecordedFact): void {
  const person = idOf(stream, 'person');
  rows.run('INSERT OR IGNORE INTO erased_people VALUES (?, ?)', [person, id]);
  touchAll(rows, 'SELECT enrollment FROM enrolled WHERE person = ?', person);
}

function touchAll(rows: Rows, enrollments: string, key: string): void {
  for (const { enrollment } of rows.all<{ enrollment: string }>(enrollments, [key])) {
    rows.touch(enrollment);
  }
}

// When the mail is to go out is for whoever plans it; whether it is wanted does not hang on it.
const atOnce = new Temporal.Duration();

function settle(rows: WriteRows, touched: readonly string[]): void {
  for (const enrollmentId of touched) {
    const record = recordIn(rows, enrollmentId, atOnce);
    if (record === undefined) continue;
    rows.run('DELETE FROM notice_plan WHERE enrollment = ?', [enrollmentId]);
    for (const [place, candidate] of planFor(record).entries()) {
      const { noticeId } = candidate;
      const differs = isOtherwise(candidate, record.ledger.get(noticeId));
      rows.run('INSERT INTO notice_plan VALUES (?, ?, ?, ?)', [
        noticeId,
        enrollmentId,
        place,
        differs ? 1 : 0,
      ]);
    }
  }
}

/** Whether following the plan would record something; what a courier has in hand is left to it. */
function isOtherwise({ wanted }: Candidate, state: NoticeState | undefined): boolean {
  const status = state?.status ?? 'unknown';
  return wanted
    ? status === 'unknown' || status === 'cancelled'
    : status === 'planned' || status === 'deferred';
}

/** What the plan of an enrollment's notices is computed from, as of the views. */
export function recordIn(
  rows: ReadRows,
  enrollmentId: string,
  hold: Temporal.Duration,
): NoticeRecord | undefined {
  const enrollment = enrollmentDossier.latest(rows, enrollmentId)?.state;
  if (enrollment?.enrolled === undefined) return undefined;
  const { cohortId, personId, program, policyVersion } = enrollment.enrolled;
  const erased = rows.get<{ fact: string }>('SELECT fact FROM erased_people WHERE person = ?', [
    personId,
  ]);
  const ids = rows.all<{ notice: string }>(
    'SELECT notice FROM notice_of WHERE enrollment = ? ORDER BY notice',
    [enrollmentId],
  );
  return {
    enrollmentId,
    enrollment,
    cohort: cohortIn(rows, cohortId),
    causes: {
      enrollment: causesIn(rows, enrollmentCausesSql, enrollmentId) as readonly EnrollmentCause[],
      cohort: causesIn(rows, cohortCausesSql, cohortId) as readonly CohortCause[],
    },
    policy: pinned(rows, program, policyVersion),
    ledger: new Map(
      ids.flatMap(({ notice }) => {
        const state = noticeDossier.latest(rows, notice)?.state;
        return state === undefined ? [] : [[notice, state]];
      }),
    ),
    hold,
    erasedBy: erased?.fact,
  };
}

const causesSql = (table: string, types: readonly string[]) =>
  `SELECT fact_id, type, data, recorded_at FROM ${table}
   WHERE stream_id = ? AND type IN (${types.map((type) => `'${type}'`).join(', ')})
   ORDER BY revision`;
const enrollmentCausesSql = causesSql('enrollment_facts', enrollmentCauses);
const cohortCausesSql = causesSql('cohort_facts', cohortCauses);

// The facts were held against their schemas when the dossiers folded them.
function causesIn(rows: ReadRows, sql: string, id: string): readonly unknown[] {
  return rows
    .all<{ fact_id: string; type: string; data: string; recorded_at: string }>(sql, [id])
    .map(({ fact_id, type, data, recorded_at: recordedAt }) => ({
      id: fact_id,
      type,
      data: JSON.parse(data) as unknown,
      recordedAt,
    }));
}

/** Enrollments whose plan is to be followed, since the ledger says otherwise; at the cost of these. */
export function differences(rows: ReadRows, limit: number): readonly string[] {
  return rows
    .all<{ enrollment: string }>(
      `SELECT DISTINCT enrollment FROM notice_plan INDEXED BY notice_plan_differs
       WHERE differs = 1 ORDER BY enrollment LIMIT ?`,
      [limit],
    )
    .map(({ enrollment }) => enrollment);
}

/**
 * Notices that were sent or tried, to people who were erased since: copies may still lie about. A
 * courier that was slow may leave one later, and then the revision moves on.
 */
export function mailsToErased(
  rows: ReadRows,
): readonly { readonly noticeId: string; readonly revision: number }[] {
  return rows
    .all<{ notice: string; revision: number }>(
      `SELECT n.notice, n.revision FROM erased_people e JOIN notices n ON n.person = e.person
       WHERE n.attempts > 0 ORDER BY n.notice`,
    )
    .map(({ notice: noticeId, revision }) => ({ noticeId, revision }));
}
