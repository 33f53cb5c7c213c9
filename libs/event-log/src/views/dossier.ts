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

/** A stream folded up to its last fact. */
export interface Latest<State> {
  readonly state: State;
  readonly revision: number;
  readonly recordedAt: string;
}

interface Remembered<State> extends Latest<State> {
  readonly factId: string;
}

const rememberedStreams = 1_000;

/**
 * Keeps every fact of one kind of stream in a table of the views, so that a standing, its reasons
 * and a timeline are read where the rows are, without asking the log.
 */
export class Dossier<State, Schemas extends FactSchemas> {
  readonly schema: string;
  readonly #insert: string;
  readonly #select: string;
  readonly #remembered = new WeakMap<ReadRows, Map<string, Remembered<State>>>();

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
    this.#select = `SELECT * FROM ${table} WHERE stream_id = ? AND revision >= ? ORDER BY revision`;
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
    return this.#factsFrom(rows, id, 0);
  }

  #factsFrom(
    rows: ReadRows,
    id: string,
    revision: number,
  ): readonly DossierFact<FactOf<Schemas>>[] {
    return rows.all<DossierRow>(this.#select, [id, revision]).map((row) => ({
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

  /**
   * The stream as its decisions see it. What was folded before is remembered for as long as the
   * connection lives, so that a long stream costs no more than a short one.
   */
  latest(rows: ReadRows, id: string): Latest<State> | undefined {
    const remembered = this.#rememberedOn(rows);
    const before = remembered.get(id);
    const news = this.#factsFrom(rows, id, before?.revision ?? 0);
    // A batch that was rolled back leaves more remembered than there is.
    const known = news[0]?.fact.id === before?.factId ? before : undefined;
    if (before !== undefined && known === undefined) {
      remembered.delete(id);
      return this.latest(rows, id);
    }
    const fresh = known === undefined ? news : news.slice(1);
    const last = news.at(-1);
    if (last === undefined) return undefined;
    const state = fresh.reduce(
      (folded, { fact }) => this.stream.evolve(folded, fact),
      known?.state ?? this.stream.initial,
    );
    const { revision, recordedAt } = last;
    remembered.delete(id);
    remembered.set(id, { state, revision, recordedAt, factId: last.fact.id });
    if (remembered.size > rememberedStreams) {
      const [oldest] = remembered.keys();
      if (oldest !== undefined) remembered.delete(oldest);
    }
    return { state, revision, recordedAt };
  }

  #rememberedOn(rows: ReadRows): Map<string, Remembered<State>> {
    const known = this.#remembered.get(rows) ?? new Map<string, Remembered<State>>();
    this.#remembered.set(rows, known);
    return known;
  }

  /** The stream as its decisions see it. */
  state(facts: readonly DossierFact<FactOf<Schemas>>[]): State {
    return facts.reduce((state, { fact }) => this.stream.evolve(state, fact), this.stream.initial);
  }
}
