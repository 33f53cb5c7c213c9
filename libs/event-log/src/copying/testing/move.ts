import { join } from 'node:path';
import { streamName, type StreamName } from '../../facts.js';
import type { EventLog } from '../../port.js';
import { openSqliteLog } from '../../sqlite/open.js';
import { LogFolder } from '../../sqlite/testing/fixtures.js';
import { compareLogs } from '../compare.js';
import { copyLog, CopyRefused, type Copied } from '../copy.js';
import { openLogFileAsTarget, openLogFileToCopy } from '../log-file.js';
import type { CopiedLog, CopyTarget } from '../logs.js';
import { History } from './history.js';

export const [a, b, c] = ['a', 'b', 'c'].map((id) => streamName('cohort', id)) as [
  StreamName,
  StreamName,
  StreamName,
];

/** A log that a server holds, and a place to copy it to. */
export class Move implements AsyncDisposable {
  readonly from: string;
  readonly to: string;
  readonly history: History;

  private constructor(
    readonly folder: LogFolder,
    readonly source: EventLog,
  ) {
    this.from = join(folder.folder, 'from.sqlite');
    this.to = join(folder.folder, 'to.sqlite');
    this.history = new History(source);
  }

  static async begin(): Promise<Move> {
    const folder = new LogFolder();
    return new Move(folder, await openSqliteLog({ path: join(folder.folder, 'from.sqlite') }));
  }

  async copy(
    around: (to: CopyTarget) => CopyTarget = (to) => to,
    reading: (from: CopiedLog) => CopiedLog = (from) => from,
  ): Promise<Copied> {
    const from = openLogFileToCopy(this.from);
    const to = await openLogFileAsTarget(this.to);
    try {
      return await copyLog(reading(from), around(to));
    } finally {
      await to.close();
      await from.close();
    }
  }

  async compare() {
    const [from, to] = [openLogFileToCopy(this.from), openLogFileToCopy(this.to)];
    try {
      return await compareLogs(from, to);
    } finally {
      await from.close();
      await to.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.source.close();
    this.folder[Symbol.dispose]();
  }
}

/** A target whose power is cut after so many appends. */
export function cutAfter(appends: number): (to: CopyTarget) => CopyTarget {
  let left = appends;
  return (to) => ({
    ...to,
    keepsOrderAsked: false,
    append: (...asked) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('power cut')) : to.append(...asked);
    },
  });
}

export async function refusedCopy(copy: Promise<unknown>): Promise<string> {
  const error = await copy.then(
    () => new Error('it was not refused'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof CopyRefused) return error.message;
  throw error;
}
