import { Dossier } from '#event-log';
import type { RecordedFact, Rows, View } from '#event-log';
import { certificate } from '../../streams/certificate/state.js';

export const certificateDossier = new Dossier('certificate_facts', certificate);

/** Every certificate awarded. */
export const certificatesView: View = {
  name: 'certificates',
  version: 1,
  schema: `
    CREATE TABLE certificates (
      certificate TEXT PRIMARY KEY, person TEXT NOT NULL, cohort TEXT NOT NULL, program TEXT NOT NULL,
      policy_version TEXT NOT NULL, awarded_on TEXT NOT NULL, because TEXT NOT NULL,
      revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX certificates_of ON certificates (person);
    ${certificateDossier.schema}`,
  on: { CertificateAwarded },
};

function CertificateAwarded(rows: Rows, fact: RecordedFact): void {
  const id = certificateDossier.keep(rows, fact);
  const { personId, cohortId, program, policyVersion, occurredOn, because } = fact.data as Record<
    string,
    string
  >;
  rows.run('INSERT INTO certificates VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
    id,
    personId ?? '',
    cohortId ?? '',
    program ?? '',
    policyVersion ?? '',
    occurredOn ?? '',
    JSON.stringify(because),
    fact.revision,
  ]);
}
