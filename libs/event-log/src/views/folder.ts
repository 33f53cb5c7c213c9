import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from './connection.js';
import { messageOf, sqliteCode, ViewsError } from './errors.js';
import { filesOf } from './file.js';

const lockName = 'views.lock';
const generationName = /^views-(\d+)\.sqlite$/;

/**
 * Where the files of views are. Each rebuild gives the file of the next generation; the newest one
 * counts, so a rebuild takes effect in the one rename that gives its file this name.
 */
export class ViewsFolder {
  #generation: number;

  private constructor(
    readonly folder: string,
    readonly lock: Connection,
  ) {
    this.#generation = Math.max(0, ...this.#generations());
  }

  /** @throws ViewsError views-in-use, views-unavailable */
  static open(folder: string): ViewsFolder {
    let lock: Connection | undefined;
    try {
      mkdirSync(folder, { recursive: true });
      // The operating system lets go of it when the process dies, however it dies.
      lock = new Connection(join(folder, lockName), {
        readOnly: false,
        pragmas: ['journal_mode = MEMORY'],
      });
      lock.run('BEGIN EXCLUSIVE');
      return new ViewsFolder(folder, lock);
    } catch (error) {
      lock?.close();
      if (sqliteCode(error) === 5) {
        throw new ViewsError(
          'views-in-use',
          `Another process keeps its views in ${folder}. Stop it, or give each process a folder of its own.`,
          { cause: error },
        );
      }
      throw new ViewsError(
        'views-unavailable',
        `Can't keep views in ${folder}: ${messageOf(error)}. It must be a folder that this process may write to.`,
        { cause: error },
      );
    }
  }

  /** The file that counts, after everything a crash may have left beside it is gone. */
  newest(): string | undefined {
    const newest = this.#generations().length === 0 ? undefined : this.#path(this.#generation);
    const kept = newest === undefined ? [] : filesOf(newest);
    for (const name of readdirSync(this.folder)) {
      const path = join(this.folder, name);
      if (name.startsWith('views-') && !kept.includes(path)) rmSync(path, { force: true });
    }
    return newest;
  }

  next(): string {
    this.#generation += 1;
    return this.#path(this.#generation);
  }

  close(): void {
    this.lock.close();
  }

  #path(generation: number): string {
    return join(this.folder, `views-${generation}.sqlite`);
  }

  #generations(): number[] {
    return readdirSync(this.folder).flatMap((name) => {
      const generation = generationName.exec(name)?.[1];
      return generation === undefined ? [] : [Number(generation)];
    });
  }
}
