import { rmSync } from 'node:fs';
import { LogError } from '../errors.js';
import type { Position, StreamName } from '../facts.js';
import type { EventLog, FollowedBatch } from '../port.js';
import { Connection } from './connection.js';
import { isDamage, messageOf, sqliteCode, ViewsError } from './errors.js';
import { type LastFact, Projection } from './projection.js';
import type { ReadRows, View } from './view.js';

export interface Checkpoint {
  /** Everything in the log up to here is in the rows. */
  readonly position: Position;
  readonly lastFact: LastFact | undefined;
}

export const checkpointTable = `CREATE TABLE views_checkpoint (
  fingerprint TEXT NOT NULL,
  position INTEGER NOT NULL,
  last_stream TEXT,
  last_revision INTEGER,
  last_fact TEXT
) STRICT`;

interface CheckpointRow {
  readonly fingerprint: string;
  readonly position: number;
  readonly last_stream: string | null;
  readonly last_revision: number | null;
  readonly last_fact: string | null;
}

export function writeCheckpoint(write: Connection, { position, lastFact }: Checkpoint): void {
  write.run(
    'UPDATE views_checkpoint SET position = ?, last_stream = ?, last_revision = ?, last_fact = ?',
    [position, lastFact?.stream ?? null, lastFact?.revision ?? null, lastFact?.id ?? null],
  );
}

/** A whole file of views: readers read it while it is moved on, batch by batch. */
export class ViewsFile {
  readonly #write: Connection;
  readonly #read: Connection;
  readonly #projection: Projection;
  #checkpoint: Checkpoint;

  private constructor(
    readonly path: string,
    write: Connection,
    views: readonly View[],
    checkpoint: Checkpoint,
  ) {
    this.#write = write;
    this.#checkpoint = checkpoint;
    this.#projection = new Projection(write, views, checkpoint);
    this.#read = new Connection(path, { readOnly: true, pragmas: [] });
  }

  /**
   * Answers with a sentence when the file is of no use and must be computed anew.
   * @throws ViewsError views-unavailable
   */
  static open(path: string, views: readonly View[], fingerprint: string): ViewsFile | string {
    let write: Connection | undefined;
    try {
      write = new Connection(path, {
        readOnly: false,
        // NORMAL keeps the file whole through a power cut; the batches it may lose are in the log.
        pragmas: ['journal_mode = WAL', 'synchronous = NORMAL', 'secure_delete = ON'],
      });
      const row = write.get<CheckpointRow>('SELECT * FROM views_checkpoint');
      if (row?.fingerprint !== fingerprint) {
        write.close();
        return 'The views have changed';
      }
      // A kill between an erasure's commit and its truncation would have left it undone.
      truncateJournal(write);
      return new ViewsFile(path, write, views, checkpointOf(row));
    } catch (error) {
      write?.close();
      if (isDamage(error)) return 'The file was damaged';
      if (sqliteCode(error) === 1) return 'The file did not hold views';
      throw new ViewsError('views-unavailable', `Can't open ${path}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  get position(): Position {
    return this.#checkpoint.position;
  }

  get rows(): ReadRows {
    return this.#read;
  }

  /** Why the rows can't have come from this log as it is now, or undefined. */
  async disagreement(log: EventLog): Promise<string | undefined> {
    const { position, lastFact } = this.#checkpoint;
    if (position > (await log.head())) return 'The views were ahead of the log';
    if (lastFact === undefined) return undefined;
    const { stream, revision, id } = lastFact;
    try {
      const after = revision === 0 ? undefined : revision - 1;
      const [fact] = await log.readStream(stream as StreamName, after);
      // A copy holds the same facts at other positions, and a checkpoint is one: all that stands
      // between the last fact and the checkpoint was seen, and there was nothing.
      const isLast = fact?.id === id && fact.position <= position;
      const [next] = isLast ? await log.readAll(fact.position, 1) : [];
      const isSame = isLast && (next === undefined || next.position > position);
      return isSame ? undefined : 'The views belonged to another log';
    } catch (error) {
      // Nothing is left to compare with, and computing anew is always right.
      if (error instanceof LogError && error.code === 'stream-deleted') {
        return 'The last fact in the views has been deleted from the log';
      }
      throw error;
    }
  }

  /** Rows and checkpoint in one transaction. @throws ViewsError view-failed, or an SQLite error */
  apply({ facts, checkpoint }: FollowedBatch): void {
    if (checkpoint <= this.position) return;
    const projection = this.#projection;
    try {
      this.#write.transaction(() => {
        projection.apply(facts);
        projection.settle();
        writeCheckpoint(this.#write, { position: checkpoint, lastFact: projection.lastFact });
      });
    } catch (error) {
      projection.rewind(this.#checkpoint);
      throw error;
    }
    this.#checkpoint = { position: checkpoint, lastFact: projection.lastFact };
    if (projection.takeLeaveNoTrace()) truncateJournal(this.#write);
  }

  close(): void {
    this.#read.close();
    this.#write.close();
  }

  remove(): void {
    this.close();
    removeFile(this.path);
  }
}

export function filesOf(path: string): readonly string[] {
  return [path, `${path}-wal`, `${path}-shm`];
}

export function removeFile(path: string): void {
  for (const file of filesOf(path)) rmSync(file, { force: true });
}

// Overwritten rows live on in the write-ahead file, whatever secure_delete does to the main one.
function truncateJournal(write: Connection): void {
  write.get('PRAGMA wal_checkpoint(TRUNCATE)');
}

function checkpointOf(row: CheckpointRow): Checkpoint {
  const { last_stream: stream, last_revision: revision, last_fact: id } = row;
  return {
    position: row.position as Position,
    lastFact:
      stream === null || revision === null || id === null ? undefined : { stream, revision, id },
  };
}
