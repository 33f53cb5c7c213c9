import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogError } from '../errors.js';
import type { NewFact, Position, RecordedFact, StreamName } from '../facts.js';
import type { Appended, EventLog, ExpectedRevision, FollowedBatch } from '../port.js';
import { assertLimit } from '../refusals.js';
import { storable } from '../storable.js';
import { recorded } from './facts.js';
import type { FactRow } from './facts.js';
import { asLogError, damaged, isDeviceFailure } from './failures.js';
import type { LogFile } from './file.js';
import { Tables } from './tables.js';
import type { StorableAppend } from './tables.js';

interface PendingAppend extends StorableAppend {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** The log in one SQLite file, of which this is the only writer. */
export class SqliteLog implements EventLog {
  readonly #file: LogFile;
  readonly #tables: Tables;
  readonly #begin;
  readonly #commit;
  readonly #pending: PendingAppend[] = [];
  readonly #sleepingFollowers = new Set<() => void>();
  #head: Position;
  #state: 'open' | 'in doubt' | 'closed' = 'open';

  constructor(file: LogFile) {
    this.#file = file;
    this.#tables = new Tables(file.database);
    this.#begin = file.database.prepare('BEGIN IMMEDIATE');
    this.#commit = file.database.prepare('COMMIT');
    this.#head = this.#tables.head();
  }

  append(
    stream: StreamName,
    facts: readonly NewFact[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#assertWritable();
      this.#pending.push({ stream, facts: storable(stream, facts), expected, resolve, reject });
      // One commit, and one wait for the disk, for all that arrive in this turn of the event loop.
      if (this.#pending.length === 1) {
        setImmediate(() => {
          this.#commitPending();
        });
      }
    });
  }

  readStream(stream: StreamName, after = -1): Promise<readonly RecordedFact[]> {
    return answer(() => this.#read(() => this.#tables.readStream(stream, after)));
  }

  readAll(after: Position, limit: number): Promise<readonly RecordedFact[]> {
    return answer(() => {
      assertLimit(limit);
      return this.#read(() => this.#tables.readAll(after, limit));
    });
  }

  async *follow({
    after,
    signal,
    maxBatch = 1_000,
  }: Parameters<EventLog['follow']>[0]): AsyncGenerator<FollowedBatch, void> {
    this.#assertOpen();
    assertLimit(maxBatch);
    let checkpoint = after;
    let caughtUp = false;
    while (!signal.aborted && !this.#isClosed()) {
      if (caughtUp && this.#head <= checkpoint) {
        await this.#wakened(signal);
        continue;
      }
      const facts = this.#read(() => this.#tables.readAll(checkpoint, maxBatch));
      const last = facts.at(-1)?.position ?? checkpoint;
      caughtUp = facts.length < maxBatch || last === this.#head;
      // What was deleted leaves nothing to deliver between the last fact and the head.
      checkpoint = caughtUp && this.#head > last ? this.#head : last;
      yield { facts, checkpoint, caughtUp };
      // A long catch-up must not keep the rest of the process waiting.
      if (!caughtUp) await nextTurn();
    }
  }

  deleteStream(stream: StreamName, expected: ExpectedRevision): Promise<void> {
    return answer(() => {
      this.#assertWritable();
      this.#commitPending();
      this.#transaction(() => {
        this.#tables.delete(stream, expected, this.#head);
      });
      this.#forgetOverwritten();
    });
  }

  head(): Promise<Position> {
    return answer(() => {
      this.#assertOpen();
      return this.#head;
    });
  }

  close(): Promise<void> {
    return answer(() => {
      if (this.#isClosed()) return;
      this.#commitPending();
      this.#state = 'closed';
      this.#wakeFollowers();
      this.#file.database.close();
      this.#file.lock.close();
    });
  }

  #commitPending(): void {
    const group = this.#pending.splice(0);
    if (group.length === 0) return;
    const headBefore = this.#head;
    let settlements: (() => void)[];
    try {
      settlements = this.#transaction(() => group.map((append) => this.#settlement(append)));
    } catch (error) {
      this.#head = headBefore;
      for (const { reject } of group) reject(error);
      return;
    }
    for (const settle of settlements) settle();
    if (this.#head > headBefore) this.#wakeFollowers();
  }

  /** What to tell the caller once the whole group is on disk. */
  #settlement(append: PendingAppend): () => void {
    try {
      const appended = this.#tables.append(append, this.#head);
      if (!appended.repeated) this.#head = appended.position;
      return () => {
        append.resolve(appended);
      };
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      return () => {
        append.reject(error);
      };
    }
  }

  #read(query: () => FactRow[]): RecordedFact[] {
    this.#assertOpen();
    try {
      return query().map(recorded);
    } catch (error) {
      if (error instanceof SyntaxError) {
        const what = `a fact is no longer JSON: ${error.message}`;
        throw new LogError('log-damaged', damaged(this.#file.path, what), { cause: error });
      }
      throw asLogError(error, this.#file.path);
    }
  }

  #transaction<Result>(work: () => Result): Result {
    const { database, path } = this.#file;
    let committing = false;
    try {
      this.#begin.run();
      const result = work();
      committing = true;
      this.#commit.run();
      return result;
    } catch (error) {
      const inDoubt = committing && isDeviceFailure(error);
      if (inDoubt) this.#state = 'in doubt';
      if (database.isTransaction) database.exec('ROLLBACK');
      if (!inDoubt) throw asLogError(error, path);
      throw new LogError(
        'append-outcome-unknown',
        `The disk failed while ${path} was written: this may have been recorded, or not. Check the disk and start again; then read the stream, or repeat the append with the same ids.`,
        { cause: error },
      );
    }
  }

  /** Pages as they were before a deletion stay in the write-ahead file until it is emptied. */
  #forgetOverwritten(): void {
    const { database, path } = this.#file;
    let cause: unknown = 'another program is reading the log';
    try {
      const result = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      if (result?.['busy'] === 0) return;
    } catch (error) {
      cause = error;
    }
    throw new LogError(
      'log-unavailable',
      `The stream is deleted, but its bytes could not be taken out of ${path}-wal: ${String(cause)}. Mend that, and delete the stream once more.`,
      { cause },
    );
  }

  async #wakened(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const wake = () => {
      resolve(undefined);
    };
    this.#sleepingFollowers.add(wake);
    signal.addEventListener('abort', wake);
    await promise;
    signal.removeEventListener('abort', wake);
    this.#sleepingFollowers.delete(wake);
  }

  #wakeFollowers(): void {
    for (const wake of this.#sleepingFollowers) wake();
  }

  #isClosed(): boolean {
    return this.#state === 'closed';
  }

  #assertOpen(): void {
    if (!this.#isClosed()) return;
    throw new LogError('log-closed', `The log ${this.#file.path} was closed. Open it again.`);
  }

  #assertWritable(): void {
    this.#assertOpen();
    if (this.#state !== 'in doubt') return;
    throw new LogError(
      'log-unavailable',
      `The disk failed under an earlier write to ${this.#file.path}; nothing more is recorded until it is opened again. Check the disk and start again.`,
    );
  }
}

/** The port is made for stores across a network too; here every answer is at hand. */
function answer<Answer>(work: () => Answer): Promise<Answer> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
