import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SqlParams, WriteRows } from './view.js';

// Far more than the views write out as constants; a query that composes its SQL can't fill memory.
const keptStatements = 500;

export class Connection implements WriteRows {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @throws an SQLite error when the file can't be opened */
  constructor(path: string, options: { readOnly: boolean; pragmas: readonly string[] }) {
    this.database = new DatabaseSync(path, { readOnly: options.readOnly });
    try {
      for (const pragma of options.pragmas) this.database.exec(`PRAGMA ${pragma}`);
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  run(sql: string, params?: SqlParams): number {
    const statement = this.#prepared(sql);
    if (params === undefined) return Number(statement.run().changes);
    if (isList(params)) return Number(statement.run(...params).changes);
    return Number(statement.run(params).changes);
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- only who writes the SQL knows the columns it gives
  get<Row>(sql: string, params?: SqlParams): Row | undefined {
    const statement = this.#prepared(sql);
    if (params === undefined) return statement.get() as Row | undefined;
    if (isList(params)) return statement.get(...params) as Row | undefined;
    return statement.get(params) as Row | undefined;
  }

  all<Row>(sql: string, params?: SqlParams): Row[] {
    const statement = this.#prepared(sql);
    if (params === undefined) return statement.all() as Row[];
    if (isList(params)) return statement.all(...params) as Row[];
    return statement.all(params) as Row[];
  }

  /** Runs all of it or nothing. */
  transaction(work: () => void): void {
    this.run('BEGIN IMMEDIATE');
    try {
      work();
      this.run('COMMIT');
    } catch (error) {
      // SQLite has already rolled back by itself after some errors, such as a full disk.
      if (this.database.isTransaction) this.run('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.database.prepare(sql);
      if (this.#statements.size >= keptStatements) {
        const oldest = this.#statements.keys().next();
        if (oldest.done !== true) this.#statements.delete(oldest.value);
      }
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function isList(params: SqlParams): params is Extract<SqlParams, readonly unknown[]> {
  return Array.isArray(params);
}
