import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Position, StreamName } from '../facts.js';
import type { Appended, ExpectedRevision } from '../port.js';
import { factIdTaken, revisionConflict, streamDeleted } from '../refusals.js';
import type { StorableFact } from '../storable.js';
import type { FactRow } from './facts.js';

export interface StorableAppend {
  readonly stream: StreamName;
  readonly facts: readonly StorableFact[];
  readonly expected: ExpectedRevision;
}

interface Stream {
  readonly id: number | bigint;
  readonly deletedAt: number | null;
  /** -1 when it holds no facts. */
  readonly revision: number;
}

interface Place {
  readonly stream: number;
  readonly revision: number;
  readonly position: Position;
}

export const factRows = `
  SELECT facts.position, streams.name AS stream, facts.revision, facts.id, facts.type,
    facts.data, facts.metadata
  FROM facts JOIN streams ON streams.id = facts.stream`;

/** What is read and written inside a transaction; opens none of its own. */
export class Tables {
  readonly #stream: StatementSync;
  readonly #placeOf: StatementSync;
  readonly #addStream: StatementSync;
  readonly #addFact: StatementSync;
  readonly #readStream: StatementSync;
  readonly #readAll: StatementSync;
  readonly #removeFacts: StatementSync;
  readonly #entomb: StatementSync;
  readonly #lastGiven: StatementSync;

  constructor(database: DatabaseSync) {
    this.#stream = database.prepare(
      `SELECT id, deletedAt,
         coalesce((SELECT max(revision) FROM facts WHERE stream = streams.id), -1) AS revision
       FROM streams WHERE name = ?`,
    );
    this.#placeOf = database.prepare('SELECT stream, revision, position FROM facts WHERE id = ?');
    this.#addStream = database.prepare('INSERT INTO streams (name) VALUES (?)');
    this.#addFact = database.prepare(
      `INSERT INTO facts (position, stream, revision, id, type, data, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#readStream = database.prepare(
      `${factRows} WHERE facts.stream = ? AND facts.revision > ? ORDER BY facts.revision`,
    );
    this.#readAll = database.prepare(
      `${factRows} WHERE facts.position > ? ORDER BY facts.position LIMIT ?`,
    );
    this.#removeFacts = database.prepare('DELETE FROM facts WHERE stream = ?');
    this.#entomb = database.prepare(
      `INSERT INTO streams (name, deletedAt) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET deletedAt = excluded.deletedAt`,
    );
    this.#lastGiven = database.prepare(
      `SELECT max(
         coalesce((SELECT max(position) FROM facts), 0),
         coalesce((SELECT max(deletedAt) FROM streams WHERE deletedAt IS NOT NULL), 0)
       ) AS head`,
    );
  }

  /** The last position ever given, whether its fact is still there or deleted. */
  head(): Position {
    return (this.#lastGiven.get() as { head: Position }).head;
  }

  readStream(name: StreamName, after: number): FactRow[] {
    const stream = this.#living(name);
    if (stream === undefined) return [];
    return this.#readStream.all(stream.id, after) as unknown as FactRow[];
  }

  readAll(after: Position, limit: number): FactRow[] {
    return this.#readAll.all(after, limit) as unknown as FactRow[];
  }

  /** Checks all before it writes any, so that a refusal leaves nothing behind. */
  append({ stream: name, facts, expected }: StorableAppend, head: Position): Appended {
    const stream = this.#living(name);
    const repeated = this.#repeated(name, stream, facts);
    if (repeated !== undefined) return repeated;
    let revision = stream?.revision ?? -1;
    assertRevision(name, revision, expected);
    const streamId = stream?.id ?? this.#addStream.run(name).lastInsertRowid;
    let position = head;
    for (const { id, type, data, metadata } of facts) {
      revision += 1;
      position = (position + 1) as Position;
      this.#addFact.run(position, streamId, revision, id, type, data, metadata);
    }
    return { revision, position, repeated: false };
  }

  /** The name stays as a tombstone. */
  delete(name: StreamName, expected: ExpectedRevision, head: Position): void {
    const stream = this.#find(name);
    if (stream !== undefined && stream.deletedAt !== null) return;
    assertRevision(name, stream?.revision ?? -1, expected);
    if (stream !== undefined) this.#removeFacts.run(stream.id);
    this.#entomb.run(name, head);
  }

  /** The first answer, when these very facts are there already. */
  #repeated(
    name: StreamName,
    stream: Stream | undefined,
    facts: readonly StorableFact[],
  ): Appended | undefined {
    const places = facts.map(({ id }) => this.#placeOf.get(id) as Place | undefined);
    if (places.every((place) => place === undefined)) return undefined;
    const first = places[0]?.revision ?? 0;
    const last = places.at(-1);
    const asBefore = places.every(
      (place, index) => place?.stream === stream?.id && place?.revision === first + index,
    );
    if (asBefore && last !== undefined) {
      return { revision: last.revision, position: last.position, repeated: true };
    }
    throw factIdTaken(name);
  }

  #living(name: StreamName): Stream | undefined {
    const stream = this.#find(name);
    if (stream === undefined || stream.deletedAt === null) return stream;
    throw streamDeleted(name);
  }

  #find(name: StreamName): Stream | undefined {
    return this.#stream.get(name) as Stream | undefined;
  }
}

function assertRevision(stream: StreamName, revision: number, expected: ExpectedRevision): void {
  if (expected === 'any') return;
  if (expected === (revision === -1 ? 'none' : revision)) return;
  throw revisionConflict(stream, revision, expected);
}
