import { Query } from '@nestjs/cqrs';
import { RuleBroken } from '#event-log';
import type { ReadRows } from '#event-log';
import { ViewRows, answers } from '#event-log/nest';
import type { CohortRule } from '../../streams/cohort/decisions.js';
import type { Session, Sitting } from '../../streams/cohort/state.js';
import { cohortIn } from './projection.js';

export interface CohortSummary {
  readonly id: string;
  readonly program: string;
  readonly policyVersion: string;
  readonly name: string;
  readonly timeZone: string;
  /** Absent: as many as are accepted. */
  readonly seats?: number;
  readonly taken: number;
  readonly startsOn?: string;
  readonly endsOn?: string;
  readonly revision: number;
}

export interface CohortCard extends CohortSummary {
  readonly sessions: readonly Session[];
  readonly sittings: readonly Sitting[];
  /** How open questions of the rules are read for this class. */
  readonly readings: readonly { readonly question: string; readonly reading: string }[];
}

export class ListCohorts extends Query<readonly CohortSummary[]> {
  constructor(
    readonly limit: number,
    readonly after?: string,
    readonly program?: string,
  ) {
    super();
  }
}

export class GetCohort extends Query<CohortCard> {
  constructor(readonly id: string) {
    super();
  }
}

export interface CohortRow {
  readonly cohort: string;
  readonly program: string;
  readonly policy_version: string;
  readonly name: string;
  readonly time_zone: string;
  readonly seats: number | null;
  readonly taken: number;
  readonly starts_on: string | null;
  readonly ends_on: string | null;
  readonly revision: number;
}

export const cohortQueries = [
  answers(ListCohorts, [ViewRows], ({ limit, after, program }, views) =>
    views.query((rows) =>
      rows
        .all<CohortRow>(
          `SELECT * FROM cohorts WHERE cohort > :after AND (:program IS NULL OR program = :program)
           ORDER BY cohort LIMIT :limit`,
          { after: after ?? '', program: program ?? null, limit },
        )
        .map(summary),
    ),
  ),

  answers(GetCohort, [ViewRows], ({ id }, views) =>
    views.query((rows) => {
      const state = cohortIn(rows, id);
      return {
        ...summary(cohortRow(rows, id)),
        sessions: [...state.sessions.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
        sittings: [...state.sittings.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
        readings: [...state.settled].map(([question, reading]) => ({ question, reading })),
      };
    }),
  ),
];

/** @throws RuleBroken cohort-unknown */
export function cohortRow(rows: ReadRows, id: string): CohortRow {
  const row = rows.get<CohortRow>('SELECT * FROM cohorts WHERE cohort = ?', [id]);
  if (row === undefined) {
    throw new RuleBroken<CohortRule>('cohort-unknown', 'There is no such cohort.');
  }
  return row;
}

function summary(row: CohortRow): CohortSummary {
  const { seats, starts_on: startsOn, ends_on: endsOn } = row;
  return {
    id: row.cohort,
    program: row.program,
    policyVersion: row.policy_version,
    name: row.name,
    timeZone: row.time_zone,
    ...(seats !== null && { seats }),
    taken: row.taken,
    ...(startsOn !== null && { startsOn }),
    ...(endsOn !== null && { endsOn }),
    revision: row.revision,
  };
}
