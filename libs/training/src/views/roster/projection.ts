import { Temporal } from 'temporal-polyfill';
import { Dossier, dateIn, idOf } from '#event-log';
import type { ReadRows, RecordedFact, Rows, View, WriteRows } from '#event-log';
import { adoptedPolicy } from '#programs';
import type { Policy } from '#programs';
import type { CohortState } from '../../streams/cohort/state.js';
import { deadlines } from '../../streams/enrollment/deadlines.js';
import { enrollmentFacts } from '../../streams/enrollment/events.js';
import { enrollment } from '../../streams/enrollment/state.js';
import { planOf } from '../../training.js';
import { cohortIn } from '../cohorts/projection.js';
import { rosterEntry } from './entry.js';

export const enrollmentDossier = new Dossier('enrollment_facts', enrollment);

/** Everybody in a class with where they stand, what is at risk and what can no longer be met. */
export const rosterView: View = {
  name: 'roster',
  version: 4,
  schema: `
    CREATE TABLE enrolled (
      enrollment TEXT PRIMARY KEY, cohort TEXT NOT NULL, person TEXT NOT NULL, application TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX enrolled_in ON enrolled (cohort);
    CREATE INDEX enrolled_person ON enrolled (person);
    CREATE TABLE certified (enrollment TEXT PRIMARY KEY, since TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE roster (
      enrollment TEXT PRIMARY KEY, standing TEXT NOT NULL, entry TEXT NOT NULL, revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE next_deadline (
      enrollment TEXT PRIMARY KEY, last_day TEXT NOT NULL, time_zone TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX next_deadline_by_day ON next_deadline (last_day);
    ${enrollmentDossier.schema}`,
  on: {
    ...Object.fromEntries(Object.keys(enrollmentFacts).map((type) => [type, keep])),
    TraineeEnrolled,
    CertificateAwarded,
    SessionMoved: planChanged,
    SessionCancelled: planChanged,
    ClassDayPlanned: planChanged,
    RetreatDayPlanned: planChanged,
    ExamSittingPlanned: planChanged,
    ExamSittingMoved: planChanged,
    ExamSittingCancelled: planChanged,
  },
  settle,
};

function keep(rows: Rows, fact: RecordedFact): void {
  // Some types have a namesake in the stream of applications.
  if (!fact.stream.startsWith('enrollment-')) return;
  rows.touch(enrollmentDossier.keep(rows, fact));
}

function TraineeEnrolled(rows: Rows, fact: RecordedFact): void {
  const { cohortId, personId, applicationId } = fact.data as Record<string, string>;
  rows.run('INSERT INTO enrolled VALUES (?, ?, ?, ?)', [
    idOf(fact.stream, 'enrollment'),
    cohortId ?? '',
    personId ?? '',
    applicationId ?? '',
  ]);
  keep(rows, fact);
}

function CertificateAwarded(rows: Rows, { data }: RecordedFact): void {
  const { enrollmentId, occurredOn } = data as { enrollmentId: string; occurredOn: string };
  rows.run('INSERT INTO certified VALUES (?, ?)', [enrollmentId, occurredOn]);
  rows.touch(enrollmentId);
}

// What is still to come, and so what can still be met, depends on the plan.
function planChanged(rows: Rows, { stream }: RecordedFact): void {
  const inClass = rows.all<{ enrollment: string }>(
    'SELECT enrollment FROM enrolled WHERE cohort = ?',
    [idOf(stream, 'cohort')],
  );
  for (const { enrollment: id } of inClass) rows.touch(id);
}

function settle(rows: WriteRows, touched: readonly string[]): void {
  const cohorts = new Map<string, CohortState>();
  for (const id of touched) {
    const latest = enrollmentDossier.latest(rows, id);
    if (latest?.state.enrolled === undefined) continue;
    const { state, revision, recordedAt } = latest;
    const { cohortId, program, policyVersion } = latest.state.enrolled;
    const cohort = cohorts.get(cohortId) ?? cohortIn(rows, cohortId);
    cohorts.set(cohortId, cohort);
    const timeZone = cohort.plan?.timeZone ?? 'UTC';
    const judge = {
      policy: pinned(rows, program, policyVersion),
      plan: planOf(cohort),
      // Rows know no clock; nothing is recorded of a day that has not come.
      today: dateIn(timeZone, Temporal.Instant.from(recordedAt)),
    };
    const since = rows.get<{ since: string }>('SELECT since FROM certified WHERE enrollment = ?', [
      id,
    ])?.since;
    const entry = rosterEntry(state, judge, since);
    rows.run('INSERT OR REPLACE INTO roster VALUES (?, ?, ?, ?)', [
      id,
      entry.standing,
      JSON.stringify(entry),
      revision,
    ]);
    const [next] = deadlines(state, judge)
      .map(({ by }) => by)
      .sort();
    if (next === undefined) rows.run('DELETE FROM next_deadline WHERE enrollment = ?', [id]);
    else {
      rows.run('INSERT OR REPLACE INTO next_deadline VALUES (?, ?, ?)', [id, next, timeZone]);
    }
  }
}

/** The first and the last places on earth where a day begins. */
const [firstToday, lastToday] = ['Pacific/Kiritimati', 'Etc/GMT+12'] as const;

/**
 * Enrollments with a deadline whose last day is over where the class is held, the longest past
 * first; looks at no more than have passed somewhere on earth.
 */
export function deadlinesOver(
  rows: ReadRows,
  now: Temporal.Instant,
  limit: number,
): readonly string[] {
  const [furthest, nearest] = [dateIn(firstToday, now), dateIn(lastToday, now)];
  const everywhere = rows.all<NextDeadline>(
    'SELECT * FROM next_deadline WHERE last_day < ? ORDER BY last_day, enrollment LIMIT ?',
    [nearest, limit],
  );
  // A day or two, of which all are looked at: those still open in one place must hide nobody elsewhere.
  const somewhere = rows.all<NextDeadline>(
    `SELECT * FROM next_deadline WHERE last_day >= ? AND last_day < ?
     ORDER BY last_day, enrollment`,
    [nearest, furthest],
  );
  const zones = new Set(somewhere.map(({ time_zone }) => time_zone));
  const todays = new Map([...zones].map((zone) => [zone, dateIn(zone, now)]));
  return [
    ...everywhere,
    ...somewhere.filter(({ last_day, time_zone }) => last_day < (todays.get(time_zone) ?? nearest)),
  ]
    .slice(0, limit)
    .map(({ enrollment: id }) => id);
}

interface NextDeadline {
  readonly enrollment: string;
  readonly last_day: string;
  readonly time_zone: string;
}

/** The policy that an enrollment or a cohort is judged by. */
export function pinned(rows: ReadRows, program: string, version: string): Policy {
  const policy = adoptedPolicy(rows, program, version);
  if (policy === undefined)
    throw new Error(`${program}@${version} is pinned but not in the views.`);
  return policy;
}
