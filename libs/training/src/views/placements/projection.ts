import { idOf } from '#event-log';
import type { ReadRows, RecordedFact, Rows, View } from '#event-log';

/**
 * Which acceptance is placed in which class, and how far that has come: placing somebody and giving
 * the place up each touch three streams, and what is cut off between them has to be finished.
 */
export const placementsView: View = {
  name: 'placements',
  version: 1,
  schema: `
    CREATE TABLE placements (
      enrollment TEXT PRIMARY KEY, application TEXT NOT NULL, cohort TEXT NOT NULL,
      state TEXT NOT NULL, since TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX placements_of ON placements (application, cohort);
    CREATE INDEX placements_unfinished ON placements (since) WHERE state <> 'enrolled';`,
  on: { ApplicantPlaced, TraineeEnrolled, TraineeWithdrew, PlacementGivenUp },
};

function ApplicantPlaced(rows: Rows, { stream, data, metadata }: RecordedFact): void {
  const { cohortId, enrollmentId } = data as Record<string, string>;
  rows.run("INSERT OR REPLACE INTO placements VALUES (?, ?, ?, 'placed', ?)", [
    enrollmentId ?? '',
    idOf(stream, 'application'),
    cohortId ?? '',
    metadata.recordedAt,
  ]);
}

function TraineeEnrolled(rows: Rows, fact: RecordedFact): void {
  move(rows, fact, 'enrolled');
}

function TraineeWithdrew(rows: Rows, fact: RecordedFact): void {
  move(rows, fact, 'withdrawn');
}

function move(rows: Rows, { stream, metadata }: RecordedFact, state: string): void {
  rows.run('UPDATE placements SET state = ?, since = ? WHERE enrollment = ?', [
    state,
    metadata.recordedAt,
    idOf(stream, 'enrollment'),
  ]);
}

// The last step of giving a place up.
function PlacementGivenUp(rows: Rows, { stream, data }: RecordedFact): void {
  const { cohortId } = data as Record<string, string>;
  rows.run('DELETE FROM placements WHERE application = ? AND cohort = ?', [
    idOf(stream, 'application'),
    cohortId ?? '',
  ]);
}

export interface Unfinished {
  /** What was cut off. */
  readonly step: 'enrolling' | 'withdrawing';
  readonly enrollmentId: string;
  readonly applicationId: string;
  readonly cohortId: string;
}

/** Placements under way since before an instant (ISO 8601, UTC), the oldest first. */
export function unfinishedPlacements(
  rows: ReadRows,
  before: string,
  limit: number,
): readonly Unfinished[] {
  return rows
    .all<{ enrollment: string; application: string; cohort: string; state: string }>(
      `SELECT enrollment, application, cohort, state FROM placements
       WHERE state <> 'enrolled' AND since < ? ORDER BY since LIMIT ?`,
      [before, limit],
    )
    .map(({ enrollment, application, cohort, state }) => ({
      step: state === 'placed' ? 'enrolling' : 'withdrawing',
      enrollmentId: enrollment,
      applicationId: application,
      cohortId: cohort,
    }));
}
