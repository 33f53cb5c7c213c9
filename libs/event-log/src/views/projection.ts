import type { Position, RecordedFact } from '../facts.js';
import type { Connection } from './connection.js';
import { messageOf, ViewsError } from './errors.js';
import type { Rows, SqlParams, View } from './view.js';

/** The last fact that the rows reflect; proves that a log is the one they were computed from. */
export interface LastFact {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
}

/** Turns facts into rows on one connection. Transactions are the caller's. */
export class Projection {
  readonly #perView: readonly ViewRows[];
  readonly #handlers = new Map<string, { rows: ViewRows; handle: Handler }[]>();
  #position: Position;
  #lastFact: LastFact | undefined;

  constructor(
    connection: Connection,
    views: readonly View[],
    from: { readonly position: Position; readonly lastFact?: LastFact | undefined },
  ) {
    this.#position = from.position;
    this.#lastFact = from.lastFact;
    this.#perView = views.map((view) => new ViewRows(connection, view));
    for (const rows of this.#perView) {
      for (const [type, handle] of Object.entries(rows.view.on)) {
        const handlers = this.#handlers.get(type) ?? [];
        handlers.push({ rows, handle });
        this.#handlers.set(type, handlers);
      }
    }
  }

  /** Undefined until a fact has been applied. */
  get lastFact(): LastFact | undefined {
    return this.#lastFact;
  }

  /**
   * Facts that the rows reflect already are passed over.
   * @throws ViewsError view-failed; the rows are then between two facts and must be rolled back
   */
  apply(facts: readonly RecordedFact[]): void {
    for (const fact of facts) {
      if (fact.position <= this.#position) continue;
      for (const { rows, handle } of this.#handlers.get(fact.type) ?? []) {
        try {
          handle(rows, fact);
        } catch (cause) {
          throw new ViewsError(
            'view-failed',
            `The view ${rows.view.name} failed on ${fact.type} at position ${fact.position} (revision ${fact.revision} of ${fact.stream}): ${messageOf(cause)}. Mend its handler, raise the view's version and start again.`,
            { cause },
          );
        }
      }
      this.#position = fact.position;
      this.#lastFact = { stream: fact.stream, revision: fact.revision, id: fact.id };
    }
  }

  /** Number of keys touched and not settled. */
  get unsettled(): number {
    return this.#perView.reduce((sum, { touched }) => sum + touched.size, 0);
  }

  /** Settles at most so many keys of each view. @throws ViewsError view-failed */
  settle(limit = Infinity): void {
    for (const { view, touched, written } of this.#perView) {
      if (touched.size === 0) continue;
      const keys = touched.values().take(limit).toArray();
      for (const key of keys) touched.delete(key);
      try {
        view.settle?.(written, keys);
      } catch (cause) {
        throw new ViewsError(
          'view-failed',
          `The view ${view.name} failed to settle after position ${this.#position}: ${messageOf(cause)}. Mend its settle, raise the view's version and start again.`,
          { cause },
        );
      }
    }
  }

  /** Whether a handler has asked for it since this was last asked. */
  takeLeaveNoTrace(): boolean {
    const asked = this.#perView.some(({ noTrace }) => noTrace);
    for (const rows of this.#perView) rows.noTrace = false;
    return asked;
  }

  /** To go on after a roll-back to where it was. */
  rewind(to: { readonly position: Position; readonly lastFact?: LastFact | undefined }): void {
    this.#position = to.position;
    this.#lastFact = to.lastFact;
    this.takeLeaveNoTrace();
    for (const { touched } of this.#perView) touched.clear();
  }
}

type Handler = View['on'][string];

class ViewRows implements Rows {
  readonly touched = new Set<string>();
  noTrace = false;
  constructor(
    readonly written: Connection,
    readonly view: View,
  ) {}
  run(sql: string, params?: SqlParams): number {
    return this.written.run(sql, params);
  }
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- only who writes the SQL knows the columns it gives
  get<Row>(sql: string, params?: SqlParams): Row | undefined {
    return this.written.get<Row>(sql, params);
  }
  all<Row>(sql: string, params?: SqlParams): Row[] {
    return this.written.all<Row>(sql, params);
  }
  touch(key: string): void {
    if (this.view.settle === undefined) {
      throw new Error(`${this.view.name} touches “${key}” but has no settle`);
    }
    this.touched.add(key);
  }
  leaveNoTrace(): void {
    this.noTrace = true;
  }
}

export function createTables(connection: Connection, views: readonly View[]): void {
  for (const view of views) {
    try {
      connection.database.exec(view.schema);
    } catch (cause) {
      throw new ViewsError(
        'views-invalid',
        `The schema of the view ${view.name} can't be used: ${messageOf(cause)}.`,
        { cause },
      );
    }
  }
}
