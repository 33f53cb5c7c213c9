import type { RecordedFact, Rows, View } from '#event-log';
import { idOf } from '#event-log';
import type { Policy } from '../../policy/schema.js';

/** Which rules each program has adopted. */
export const programsView: View = {
  name: 'programs',
  version: 1,
  schema: `CREATE TABLE policies (
    program TEXT NOT NULL, version TEXT NOT NULL, name TEXT NOT NULL, operator TEXT NOT NULL,
    digest TEXT NOT NULL, policy TEXT NOT NULL, adopted_on TEXT NOT NULL, revision INTEGER NOT NULL,
    PRIMARY KEY (program, version)
  ) STRICT, WITHOUT ROWID;`,
  on: { PolicyAdopted: policyAdopted },
};

function policyAdopted(rows: Rows, { stream, data, revision }: RecordedFact): void {
  const { version, digest, policy, occurredOn } = data as {
    version: string;
    digest: string;
    policy: Policy;
    occurredOn: string;
  };
  rows.run('INSERT INTO policies VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
    idOf(stream, 'program'),
    version,
    policy.name,
    policy.operator,
    digest,
    JSON.stringify(policy),
    occurredOn,
    revision,
  ]);
}
