import { idOf } from '#event-log';
import type { RecordedFact, Rows, View } from '#event-log';

export type DecisionSubject = 'application' | 'enrollment';

/** What waits for a person to decide it, in applications and in classes. */
export const decisionsWaitingView: View = {
  name: 'decisions-waiting',
  version: 1,
  schema: `
    CREATE TABLE decision_subjects (
      kind TEXT NOT NULL, subject TEXT NOT NULL, person TEXT NOT NULL, program TEXT NOT NULL,
      policy_version TEXT NOT NULL, cohort TEXT, PRIMARY KEY (kind, subject)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE decisions_waiting (
      position INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, decision TEXT NOT NULL,
      requirement TEXT NOT NULL, because TEXT NOT NULL, since TEXT NOT NULL,
      PRIMARY KEY (position, decision)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX decisions_of ON decisions_waiting (kind, subject, decision);`,
  on: {
    ApplicationReceived: begun,
    TraineeEnrolled: begun,
    DecisionAwaited,
    DecisionNoLongerAwaited,
    ApplicantDeclined: over,
    ApplicationWithdrawn: over,
    TraineeWithdrew: over,
  },
};

function begun(rows: Rows, fact: RecordedFact): void {
  const [kind, subject] = subjectOf(fact);
  const data = fact.data as Record<string, string>;
  rows.run('INSERT INTO decision_subjects VALUES (?, ?, ?, ?, ?, ?)', [
    kind,
    subject,
    data['personId'] ?? '',
    data['program'] ?? '',
    data['policyVersion'] ?? '',
    data['cohortId'] ?? null,
  ]);
}

function DecisionAwaited(rows: Rows, fact: RecordedFact): void {
  const { decision, requirement, because } = fact.data as {
    decision: string;
    requirement: string;
    because: readonly string[];
  };
  rows.run('INSERT INTO decisions_waiting VALUES (?, ?, ?, ?, ?, ?, ?)', [
    fact.position,
    ...subjectOf(fact),
    decision,
    requirement,
    JSON.stringify(because),
    fact.metadata.recordedAt,
  ]);
}

function DecisionNoLongerAwaited(rows: Rows, fact: RecordedFact): void {
  const { decision } = fact.data as { decision: string };
  rows.run('DELETE FROM decisions_waiting WHERE kind = ? AND subject = ? AND decision = ?', [
    ...subjectOf(fact),
    decision,
  ]);
}

function over(rows: Rows, fact: RecordedFact): void {
  rows.run('DELETE FROM decisions_waiting WHERE kind = ? AND subject = ?', [...subjectOf(fact)]);
}

function subjectOf({ stream }: RecordedFact): readonly [DecisionSubject, string] {
  const kind = stream.startsWith('application-') ? 'application' : 'enrollment';
  return [kind, idOf(stream, kind)];
}
