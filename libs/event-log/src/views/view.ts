import type { RecordedFact } from '../facts.js';

export type SqlValue = string | number | bigint | null | Uint8Array;

/** Values for `?`, or for `:name` without the colon. */
export type SqlParams = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

export type SqlRow = Readonly<Record<string, SqlValue>>;

/** Statements are prepared once and kept; write the SQL as a constant. */
export interface ReadRows {
  // Only who writes the SQL knows the columns it gives.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- only who writes the SQL knows the columns it gives
  get<Row = SqlRow>(sql: string, params?: SqlParams): Row | undefined;
  all<Row = SqlRow>(sql: string, params?: SqlParams): Row[];
}

export interface WriteRows extends ReadRows {
  /** Number of rows inserted, changed or deleted. */
  run(sql: string, params?: SqlParams): number;
}

export interface Rows extends WriteRows {
  /** Names something (an enrollment's id, say) that `settle` must compute before the batch ends. */
  touch(key: string): void;
  /** What this batch overwrites or deletes is to be gone from disk with it; for erasure. */
  leaveNoTrace(): void;
}

/**
 * A table of fact type → row change. It sees every fact once and in order, and gets the same rows
 * from the same facts: it reads no clock, no randomness and nothing outside its rows.
 *
 * A handler never refuses a fact and never sends anything; one that throws stops all views. A
 * deleted stream is not announced: rows that must go with it need a fact that says so.
 */
export interface View {
  readonly name: string;
  /** To be raised when a handler, or anything it calls, gives other rows than before. */
  readonly version: number;
  /** DDL of the tables and indexes; no other view may have a table of the same name. */
  readonly schema: string;
  readonly on: Readonly<Record<string, (rows: Rows, fact: RecordedFact) => void>>;
  /**
   * For rows that are dear to compute: runs after the facts of a batch, with each touched key once.
   * Batches differ between a rebuild and day-to-day work, so it replaces all it wrote for a key,
   * reads only what handlers wrote, and every handler that changes what it reads touches the key;
   * handlers don't read what it wrote.
   */
  readonly settle?: (rows: WriteRows, touched: readonly string[]) => void;
}
