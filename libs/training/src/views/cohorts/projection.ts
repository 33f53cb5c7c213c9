import { Dossier } from '#event-log';
import type { ReadRows, RecordedFact, Rows, View, WriteRows } from '#event-log';
import { cohortFacts } from '../../streams/cohort/events.js';
import type { CohortState } from '../../streams/cohort/state.js';
import { cohort, heldSessions } from '../../streams/cohort/state.js';

const cohortDossier = new Dossier('cohort_facts', cohort);

/** Every cohort with its plan. */
export const cohortsView: View = {
  name: 'cohorts',
  version: 1,
  schema: `
    CREATE TABLE cohorts (
      cohort TEXT PRIMARY KEY, program TEXT NOT NULL, policy_version TEXT NOT NULL,
      name TEXT NOT NULL, time_zone TEXT NOT NULL, seats INTEGER, taken INTEGER NOT NULL,
      starts_on TEXT, ends_on TEXT, revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    ${cohortDossier.schema}`,
  on: Object.fromEntries(Object.keys(cohortFacts).map((type) => [type, keep])),
  settle,
};

function keep(rows: Rows, fact: RecordedFact): void {
  rows.touch(cohortDossier.keep(rows, fact));
}

function settle(rows: WriteRows, touched: readonly string[]): void {
  for (const id of touched) {
    const latest = cohortDossier.latest(rows, id);
    if (latest?.state.plan === undefined) continue;
    const { state, revision } = latest;
    const { program, policyVersion, name, timeZone, seats } = latest.state.plan;
    const dates = heldSessions(state).map(({ date }) => date);
    rows.run('INSERT OR REPLACE INTO cohorts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      id,
      program,
      policyVersion,
      name,
      timeZone,
      seats ?? null,
      state.taken.size,
      dates[0] ?? null,
      dates.at(-1) ?? null,
      revision,
    ]);
  }
}

/** The cohort as its decisions see it. */
export function cohortIn(rows: ReadRows, id: string): CohortState {
  return cohortDossier.latest(rows, id)?.state ?? cohort.initial;
}
