import { Dossier } from '#event-log';
import type { RecordedFact, Rows, View, WriteRows } from '#event-log';
import { applicationFacts } from '../../streams/application/events.js';
import { application, applicationStanding } from '../../streams/application/state.js';

export const applicationDossier = new Dossier('application_facts', application);

/** Every application with its standing. */
export const applicationsView: View = {
  name: 'applications',
  version: 1,
  schema: `
    CREATE TABLE applications (
      application TEXT PRIMARY KEY, person TEXT NOT NULL, program TEXT NOT NULL,
      policy_version TEXT NOT NULL, applied_on TEXT NOT NULL, standing TEXT NOT NULL,
      complete INTEGER NOT NULL, cohort TEXT, enrollment TEXT, revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX applications_of ON applications (person);
    ${applicationDossier.schema}`,
  on: Object.fromEntries(Object.keys(applicationFacts).map((type) => [type, keep])),
  settle,
};

function keep(rows: Rows, fact: RecordedFact): void {
  // Some types have a namesake in the stream of enrollments.
  if (!fact.stream.startsWith('application-')) return;
  rows.touch(applicationDossier.keep(rows, fact));
}

function settle(rows: WriteRows, touched: readonly string[]): void {
  for (const id of touched) {
    const latest = applicationDossier.latest(rows, id);
    if (latest?.state.received === undefined) continue;
    const { state, revision } = latest;
    const { personId, program, policyVersion, occurredOn } = latest.state.received;
    rows.run('INSERT OR REPLACE INTO applications VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      id,
      personId,
      program,
      policyVersion,
      occurredOn,
      applicationStanding(state),
      state.complete ? 1 : 0,
      state.placement?.cohortId ?? null,
      state.placement?.enrollmentId ?? null,
      revision,
    ]);
  }
}
