import type { AnyFact, FactOf, FactSchemas, Known, RecordedFact } from '../facts.js';
import { idOf } from '../facts.js';
import { decode } from '../decide.js';
import type { StreamDefinition } from '../stream.js';
import type { ReadRows, Rows } from './view.js';

/** One fact of a dossier with all that is known of its recording. */
export interface DossierFact<Fact extends AnyFact = AnyFact> {
  readonly fact: Known<Fact>;
  readonly revision: number;
  readonly position: number;
  readonly recordedAt: string;
  readonly actor: string;
  /** Sealed. */
  readonly reason?: string;
  readonly policy?: string;
}

interface DossierRow {
  readonly revision: number;
  readonly position: number;
  readonly fact_id: string;
  readonly type: string;
  readonly data: string;
  readonly recorded_at: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly policy: string | null;
}

/**
 * Keeps every fact of one kind of stream in a table of the views, so that a standing, its reasons
 * and a timeline are read where the rows are, without asking the log.
 */
export class Dossier<State, Schemas extends FactSchemas> {
  readonly schema: string;
  readonly #insert: string;
  readonly #select: string;

  constructor(
    readonly table: string,
    readonly stream: StreamDefinition<State, Schemas>,
  ) {
    this.schema = `CREATE TABLE ${table} (
      stream_id TEXT NOT NULL, revision INTEGER NOT NULL, position INTEGER NOT NULL,
      fact_id TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL, recorded_at TEXT NOT NULL,
      actor TEXT NOT NULL, reason TEXT, policy TEXT,
      PRIMARY KEY (stream_id, revision)
    ) STRICT, WITHOUT ROWID;`;
    this.#insert = `INSERT INTO ${table} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
    this.#select = `SELECT * FROM ${table} WHERE stream_id = ? ORDER BY revision`;
  }

  /** Keeps the fact; answers the id of its stream. */
  keep(rows: Rows, fact: RecordedFact): string {
    const { metadata } = fact;
    const id = idOf(fact.stream, this.stream.kind);
    rows.run(this.#insert, [
      id,
      fact.revision,
      fact.position,
      fact.id,
      fact.type,
      JSON.stringify(fact.data),
      metadata.recordedAt,
      metadata.actor,
      metadata.reason ?? null,
      metadata.policy ?? null,
    ]);
    return id;
  }

  facts(rows: ReadRows, id: string): readonly DossierFact<FactOf<Schemas>>[] {
    return rows.all<DossierRow>(this.#select, [id]).map((row) => ({
      fact: decode(this.stream, {
        id: row.fact_id as Known<AnyFact>['id'],
        type: row.type,
        data: JSON.parse(row.data) as AnyFact['data'],
      }),
      revision: row.revision,
      position: row.position,
      recordedAt: row.recorded_at,
      actor: row.actor,
      ...(row.reason !== null && { reason: row.reason }),
      ...(row.policy !== null && { policy: row.policy }),
    }));
  }

  /** The stream as its decisions see it. */
  state(facts: readonly DossierFact<FactOf<Schemas>>[]): State {
    return facts.reduce((state, { fact }) => this.stream.evolve(state, fact), this.stream.initial);
  }
}
