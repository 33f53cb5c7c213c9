import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactId, Position, RecordedFact } from '../facts.js';
import { streamName } from '../facts.js';
import type { StreamDefinition } from '../stream.js';
import { Connection } from './connection.js';
import { Dossier } from './dossier.js';
import type { Rows } from './view.js';

const schemas = { Counted: z.strictObject({ by: z.number() }) };
const counter: StreamDefinition<readonly number[], typeof schemas> = {
  kind: 'counter',
  schemas,
  initial: [],
  evolve: (state, { data }) => [...state, data.by],
};

let folder: string;
let connection: Connection;
let dossier: Dossier<readonly number[], typeof schemas>;
let ids = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-dossier-'));
  connection = new Connection(join(folder, 'rows.sqlite'), { readOnly: false, pragmas: [] });
  dossier = new Dossier('counter_facts', counter);
  connection.database.exec(dossier.schema);
});
afterEach(() => {
  connection.close();
  rmSync(folder, { recursive: true });
});

function keep(id: string, revision: number, by: number): void {
  ids += 1;
  const fact: RecordedFact = {
    id: `fact-${ids}` as FactId,
    type: 'Counted',
    data: { by },
    metadata: { recordedAt: '2026-03-02T14:00:00Z', actor: 'somebody', correlationId: 'request' },
    stream: streamName('counter', id),
    revision,
    position: ids as Position,
  };
  dossier.keep(connection as unknown as Rows, fact);
}

describe('the latest state of a stream', () => {
  test('is that of all its facts, whenever it is asked for', () => {
    const step = fc.record({ id: fc.constantFrom('a', 'b'), by: fc.integer(), ask: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        connection.database.exec('DELETE FROM counter_facts');
        const revisions = new Map<string, number>();
        for (const { id, by, ask } of steps) {
          const revision = (revisions.get(id) ?? -1) + 1;
          revisions.set(id, revision);
          keep(id, revision, by);
          if (!ask) continue;
          expect(dossier.latest(connection, id)).toMatchObject({
            state: dossier.state(dossier.facts(connection, id)),
            revision,
          });
        }
      }),
    );
  });

  test('forgets what was rolled back', () => {
    keep('a', 0, 1);
    connection.database.exec('BEGIN');
    keep('a', 1, 2);
    expect(dossier.latest(connection, 'a')?.state).toEqual([1, 2]);
    connection.database.exec('ROLLBACK');
    expect(dossier.latest(connection, 'a')?.state).toEqual([1]);
    keep('a', 1, 3);
    expect(dossier.latest(connection, 'a')?.state).toEqual([1, 3]);
  });

  test('of a stream without facts there is none', () => {
    expect(dossier.latest(connection, 'a')).toBeUndefined();
  });
});
