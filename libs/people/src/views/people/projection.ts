import { Dossier, idOf } from '#event-log';
import type { RecordedFact, Rows, Sealed, View } from '#event-log';
import { unseal } from '../../sealing.js';
import { personalDetails, refereeDetails } from '../../streams/person/events.js';
import { person } from '../../streams/person/state.js';

export const personDossier = new Dossier('person_facts', person);

/** Who is known, in the clear: rows that go with the person when they are erased. */
export const peopleView: View = {
  name: 'people',
  version: 1,
  schema: `
    CREATE TABLE person_keys (person TEXT PRIMARY KEY, key TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE people (
      person TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT, phone TEXT,
      registered_at TEXT NOT NULL, revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX people_by_name ON people (name COLLATE NOCASE, person);
    CREATE TABLE referees (
      referee TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, email TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX referees_of ON referees (person);
    ${personDossier.schema}`,
  on: { PersonKeyCreated, PersonRegistered, PersonalDetailsCorrected, RefereeNamed, PersonErased },
};

function PersonKeyCreated(rows: Rows, { stream, data }: RecordedFact): void {
  const { key } = data as { key: string };
  rows.run('INSERT INTO person_keys VALUES (?, ?)', [idOf(stream, 'person-key'), key]);
}

function PersonRegistered(rows: Rows, fact: RecordedFact): void {
  const id = personDossier.keep(rows, fact);
  const details = opened(rows, id, fact.data['personal']);
  // The key is gone: the person was erased after this.
  if (details === undefined) return;
  const { name, email, phone } = personalDetails.parse(details);
  rows.run('INSERT INTO people VALUES (?, ?, ?, ?, ?, ?)', [
    id,
    name,
    email ?? null,
    phone ?? null,
    fact.metadata.recordedAt,
    fact.revision,
  ]);
}

function PersonalDetailsCorrected(rows: Rows, fact: RecordedFact): void {
  const id = personDossier.keep(rows, fact);
  const details = opened(rows, id, fact.data['personal']);
  if (details === undefined) return;
  const { name, email, phone } = personalDetails.parse(details);
  rows.run('UPDATE people SET name = ?, email = ?, phone = ?, revision = ? WHERE person = ?', [
    name,
    email ?? null,
    phone ?? null,
    fact.revision,
    id,
  ]);
}

function RefereeNamed(rows: Rows, fact: RecordedFact): void {
  const id = personDossier.keep(rows, fact);
  const { refereeId } = fact.data as { refereeId: string };
  const details = opened(rows, id, fact.data['referee']);
  if (details === undefined) return;
  const { name, email } = refereeDetails.parse(details);
  rows.run('INSERT INTO referees VALUES (?, ?, ?, ?)', [refereeId, id, name, email ?? null]);
  rows.run('UPDATE people SET revision = ? WHERE person = ?', [fact.revision, id]);
}

function PersonErased(rows: Rows, fact: RecordedFact): void {
  const id = personDossier.keep(rows, fact);
  rows.run('DELETE FROM people WHERE person = ?', [id]);
  rows.run('DELETE FROM referees WHERE person = ?', [id]);
  rows.run('DELETE FROM person_keys WHERE person = ?', [id]);
  rows.leaveNoTrace();
}

function opened(rows: Rows, id: string, sealed: unknown): unknown {
  const key = rows.get<{ key: string }>('SELECT key FROM person_keys WHERE person = ?', [id])?.key;
  const text = key === undefined ? undefined : unseal(sealed as Sealed, id, key);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}
