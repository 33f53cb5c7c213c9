import type { FactId, NewFact, RecordedFact } from '../../facts.js';
import type { Rows, View } from '../view.js';

/** Counts, so that a fact seen twice shows, and a standing that is settled from the counts. */
export const attendance: View = {
  name: 'attendance',
  version: 1,
  schema: `
    CREATE TABLE attendance (
      enrollment TEXT PRIMARY KEY,
      attended INTEGER NOT NULL DEFAULT 0,
      missed INTEGER NOT NULL DEFAULT 0,
      revision INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE standings (enrollment TEXT PRIMARY KEY, standing TEXT NOT NULL) STRICT;`,
  on: {
    ModuleAttended: (rows, fact) => {
      count(rows, fact, 1, 0);
    },
    ModuleMissed: (rows, fact) => {
      count(rows, fact, 0, 1);
    },
  },
  settle: (rows, touched) => {
    for (const enrollment of touched) {
      rows.run(
        `INSERT OR REPLACE INTO standings
         SELECT enrollment, iif(missed < 4, 'in training', 'disqualified')
         FROM attendance WHERE enrollment = :enrollment`,
        { enrollment },
      );
    }
  },
};

function count(rows: Rows, fact: RecordedFact, attended: number, missed: number): void {
  rows.run(
    `INSERT INTO attendance VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
       attended = attended + excluded.attended, missed = missed + excluded.missed,
       revision = excluded.revision`,
    [fact.stream, attended, missed, fact.revision],
  );
  rows.touch(fact.stream);
}

export const timeline: View = {
  name: 'timeline',
  version: 1,
  schema: `CREATE TABLE timeline (
    enrollment TEXT NOT NULL, revision INTEGER NOT NULL, what TEXT NOT NULL, note TEXT,
    PRIMARY KEY (enrollment, revision)
  ) STRICT`,
  on: {
    ModuleAttended: note,
    ModuleMissed: note,
    PersonErased: (rows, fact) => {
      rows.run('UPDATE timeline SET note = NULL WHERE enrollment = ?', [fact.stream]);
      rows.leaveNoTrace();
    },
  },
};

function note(rows: Rows, { stream, revision, type, data }: RecordedFact): void {
  const written = typeof data['note'] === 'string' ? data['note'] : null;
  rows.run('INSERT INTO timeline VALUES (?, ?, ?, ?)', [stream, revision, type, written]);
}

export const sampleViews: readonly View[] = [attendance, timeline];

export type SampleFact = 'ModuleAttended' | 'ModuleMissed' | 'PersonErased';

export function sampleFact(id: string, type: SampleFact, data: NewFact['data'] = {}): NewFact {
  return {
    id: id as FactId,
    type,
    data,
    metadata: { recordedAt: '2026-03-02T14:00:00Z', actor: 'a-1', correlationId: 'c-1' },
  };
}
