import { renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { START } from '../facts.js';
import type { EventLog } from '../port.js';
import { Connection } from './connection.js';
import { ViewsError } from './errors.js';
import { checkpointTable, removeFile, ViewsFile, writeCheckpoint } from './file.js';
import type { ViewsFolder } from './folder.js';
import { type Progress, ProgressReport } from './progress.js';
import { createTables, Projection } from './projection.js';
import type { View } from './view.js';

// Nobody reads the rows yet, so each key is settled once at the end; more than these fill memory.
const keptKeys = 100_000;
const settledAtOnce = 200;

interface BuildOptions {
  readonly folder: ViewsFolder;
  readonly views: readonly View[];
  readonly fingerprint: string;
  readonly log: EventLog;
  readonly maxBatch: number;
  readonly reason: string;
  readonly onProgress: (progress: Progress) => void;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Computes all views from the whole log into the folder's next file, which gets its name only once
 * it is complete and on disk. The process answers others meanwhile.
 * @throws ViewsError view-failed, views-unavailable; the signal's reason; LogError; an SQLite error
 */
export async function buildNext(options: BuildOptions): Promise<ViewsFile> {
  const { views, fingerprint, signal } = options;
  signal.throwIfAborted();
  const path = options.folder.next();
  const unfinished = `${path}.unfinished`;
  const head = await options.log.head();
  const progress = new ProgressReport(options.reason, head, options.now, options.onProgress);
  try {
    await compute(unfinished, progress, options);
    // The rename must not reach the disk before what the file holds.
    const file = await open(unfinished, 'r+');
    await file.sync().finally(() => file.close());
    signal.throwIfAborted();
    renameSync(unfinished, path);
  } catch (error) {
    removeFile(unfinished);
    throw error;
  }
  progress.end();
  const built = ViewsFile.open(path, views, fingerprint);
  if (typeof built !== 'string') return built;
  throw new ViewsError('views-unavailable', `${built} as soon as it was built: ${path}`);
}

async function compute(
  path: string,
  progress: ProgressReport,
  { views, fingerprint, log, maxBatch, signal }: BuildOptions,
): Promise<void> {
  const write = new Connection(path, {
    readOnly: false,
    // A crash leaves an unfinished file, which is thrown away: nothing need be undone or be durable.
    pragmas: [
      'journal_mode = OFF',
      'synchronous = OFF',
      'locking_mode = EXCLUSIVE',
      'secure_delete = ON',
      'cache_size = -65536',
    ],
  });
  try {
    createTables(write, views);
    write.database.exec(checkpointTable);
    write.run('BEGIN');
    write.run('INSERT INTO views_checkpoint (fingerprint, position) VALUES (?, ?)', [
      fingerprint,
      START,
    ]);
    const projection = new Projection(write, views, { position: START });
    const settle = async () => {
      while (projection.unsettled > 0) {
        projection.settle(settledAtOnce);
        await setImmediate();
        signal.throwIfAborted();
      }
    };
    let position = START;
    for await (const batch of log.follow({ after: START, signal, maxBatch })) {
      signal.throwIfAborted();
      projection.apply(batch.facts);
      position = batch.checkpoint;
      progress.add(batch.facts.length, position);
      // What is appended from now on is little, and is added to the finished file.
      if (batch.caughtUp || position >= progress.head) break;
      if (projection.unsettled > keptKeys) await settle();
      await setImmediate();
    }
    signal.throwIfAborted();
    await settle();
    writeCheckpoint(write, { position, lastFact: projection.lastFact });
    write.run('COMMIT');
  } finally {
    write.close();
  }
}
