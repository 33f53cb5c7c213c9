import { setImmediate, setTimeout } from 'node:timers/promises';
import { START, type Position } from '../facts.js';
import { buildNext } from './build.js';
import { asError, closed, isDamage, mayPass, messageOf, noRows, ViewsError } from './errors.js';
import type { ViewsFile } from './file.js';
import type { ViewsFolder } from './folder.js';
import { ProgressReport, type Progress } from './progress.js';
import type { ReadRows } from './view.js';
import type { Views, ViewsOptions, ViewsStatus, WaitOptions } from './views.js';
import { behind, Waiting } from './waiting.js';

interface NextFile {
  readonly file: ViewsFile;
  readonly swapped: PromiseWithResolvers<undefined>;
}

export class KeptViews implements Views {
  readonly #options: Required<Pick<ViewsOptions, 'maxBatch' | 'pause' | 'now'>> & ViewsOptions;
  readonly #folder: ViewsFolder;
  readonly #fingerprint: string;
  readonly #waiting: Waiting;
  readonly #closing = new AbortController();

  #served: ViewsFile | undefined;
  /** Built, and followed until it is no older than the one that is served. */
  #next: NextFile | undefined;
  #whyBuild = 'A rebuild was asked for';
  #building: Promise<NextFile> | undefined;
  #progress: Progress | undefined;

  /** Aborted when the loop must look again which file to follow. */
  #turn = new AbortController();
  #running: Promise<void>;
  #live = false;
  #trouble: { readonly error: Error; readonly final: boolean } | undefined;
  #attempts = 0;

  constructor(
    options: ViewsOptions,
    folder: ViewsFolder,
    fingerprint: string,
    start: ViewsFile | string,
  ) {
    this.#options = {
      maxBatch: 500,
      pause: (ms, signal) => setTimeout(ms, undefined, { signal }),
      now: () => performance.now(),
      ...options,
    };
    this.#folder = folder;
    this.#fingerprint = fingerprint;
    this.#waiting = new Waiting(this.#options.pause);
    if (typeof start === 'string') this.#whyBuild = start;
    else this.#served = start;
    this.#running = this.#run();
  }

  get position(): Position {
    return this.#served?.position ?? START;
  }

  status(): ViewsStatus {
    return {
      state: this.#state(),
      position: this.position,
      ...(this.#progress !== undefined && { rebuild: this.#progress }),
      ...(this.#trouble !== undefined && { error: this.#trouble.error }),
    };
  }

  async lag(): Promise<number> {
    return Math.max(0, (await this.#options.log.head()) - this.position);
  }

  query<T>(ask: (rows: ReadRows) => T): T {
    const file = this.#served;
    if (file === undefined) throw this.#noRows();
    try {
      return ask(file.rows);
    } catch (error) {
      if (!isDamage(error) || this.#served !== file) throw error;
      this.#discard(file);
      this.#lookAgain();
      throw this.#noRows(error);
    }
  }

  async waitFor(position: Position, options: WaitOptions = {}): Promise<void> {
    if (this.#served !== undefined && this.#served.position >= position) return;
    if (this.#isClosed()) throw closed();
    if (this.#trouble?.final === true) throw this.#stopped(position);
    await this.#waiting.until(position, options);
  }

  async rebuild(): Promise<void> {
    if (this.#served !== undefined) this.#whyBuild = 'A rebuild was asked for';
    const next =
      this.#next ??
      (await this.#build().catch((error: unknown) => {
        throw asError(error);
      }));
    this.#lookAgain();
    await next.swapped.promise;
  }

  async close(): Promise<void> {
    if (!this.#isClosed()) {
      this.#closing.abort(closed());
      this.#turn.abort();
      this.#waiting.refuse(closed);
      this.#next?.swapped.reject(closed());
    }
    await this.#building?.catch(() => undefined);
    await this.#running;
    this.#served?.close();
    this.#next?.file.close();
    this.#served = this.#next = undefined;
    this.#folder.close();
  }

  /** Follows the log with the file of the hour until there is nothing left to try. */
  async #run(): Promise<void> {
    while (!this.#isClosed()) {
      let file: ViewsFile | undefined;
      try {
        file = this.#next?.file ?? this.#served;
        await (file === undefined ? this.#build() : this.#follow(file));
      } catch (error) {
        if (this.#isClosed()) return;
        if (isDamage(error) && file !== undefined) {
          this.#discard(file);
        } else if (mayPass(error)) {
          await this.#stall(error);
        } else {
          this.#stop(error);
          return;
        }
      }
    }
  }

  async #follow(file: ViewsFile): Promise<void> {
    const { log, maxBatch, now, onProgress } = this.#options;
    const from = file.position;
    let catchingUp: ProgressReport | undefined;
    const turn = (this.#turn = new AbortController());
    const { signal } = turn;
    for await (const batch of log.follow({ after: file.position, signal, maxBatch })) {
      if (signal.aborted) return;
      file.apply(batch);
      this.#attempts = 0;
      this.#trouble = undefined;
      if (file !== this.#served && file.position >= this.position) this.#serve(file);
      this.#live = batch.caughtUp && file === this.#served;
      if (this.#served !== undefined) this.#waiting.reached(this.#served.position);
      if (batch.caughtUp) {
        catchingUp?.end();
        catchingUp = undefined;
        continue;
      }
      if (onProgress !== undefined) {
        const reason = 'The views were behind the log';
        catchingUp ??= new ProgressReport(reason, await log.head(), now, onProgress, from);
        catchingUp.add(batch.facts.length, batch.checkpoint);
      }
      // Readers and commands have their turn during a long catch-up.
      await setImmediate();
    }
    if (!turn.signal.aborted) {
      throw new ViewsError(
        'views-unavailable',
        'The log was closed while the views followed it. Close the views first.',
      );
    }
  }

  #serve(file: ViewsFile): void {
    const before = this.#served;
    this.#served = file;
    before?.remove();
    if (this.#next?.file === file) {
      this.#next.swapped.resolve(undefined);
      this.#next = undefined;
    }
  }

  /** One at a time; whoever needs a new file meanwhile gets that one. */
  #build(): Promise<NextFile> {
    this.#building ??= this.#buildNext().finally(() => {
      this.#building = undefined;
      this.#progress = undefined;
    });
    return this.#building;
  }

  async #buildNext(): Promise<NextFile> {
    const file = await buildNext({
      ...this.#options,
      folder: this.#folder,
      fingerprint: this.#fingerprint,
      reason: this.#whyBuild,
      signal: this.#closing.signal,
      onProgress: (progress) => {
        this.#progress = progress;
        this.#options.onProgress?.(progress);
      },
    });
    if (this.#isClosed()) {
      file.close();
      throw closed();
    }
    const swapped = Promise.withResolvers<undefined>();
    // Nobody waits for a file that was built because there was none.
    swapped.promise.catch(() => undefined);
    this.#next = { file, swapped };
    return this.#next;
  }

  #lookAgain(): void {
    this.#turn.abort();
    if (this.#trouble?.final !== true) return;
    this.#trouble = undefined;
    this.#running = this.#run();
  }

  #discard(file: ViewsFile): void {
    this.#live = false;
    this.#whyBuild = 'The file was damaged';
    if (file === this.#served) this.#served = undefined;
    if (file === this.#next?.file) {
      this.#next.swapped.reject(new ViewsError('views-unavailable', 'The new file was damaged.'));
      this.#next = undefined;
    }
    file.remove();
  }

  async #stall(error: unknown): Promise<void> {
    this.#live = false;
    this.#report(error, false);
    const ms = Math.min(30_000, 1_000 * 2 ** this.#attempts++);
    await this.#options.pause(ms, this.#closing.signal).catch(() => undefined);
  }

  #stop(error: unknown): void {
    this.#live = false;
    const { error: reason } = this.#report(error, true);
    this.#waiting.refuse((position) => this.#stopped(position));
    this.#next?.swapped.reject(reason);
  }

  #report(error: unknown, final: boolean): { readonly error: Error } {
    this.#trouble = { error: asError(error), final };
    this.#options.onTrouble?.(this.#trouble.error);
    return this.#trouble;
  }

  #state(): ViewsStatus['state'] {
    if (this.#isClosed()) return 'closed';
    if (this.#trouble !== undefined) return this.#trouble.final ? 'failed' : 'stalled';
    if (this.#served === undefined) return 'building';
    return this.#live ? 'live' : 'catching-up';
  }

  #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  #noRows(cause?: unknown): ViewsError {
    if (this.#isClosed()) return closed();
    const failure = this.#trouble?.final === true ? this.#trouble.error : undefined;
    return noRows(this.#progress, failure, cause);
  }

  #stopped(position: Position): ViewsError {
    const error = this.#trouble?.error;
    return behind(position, `they have stopped: ${messageOf(error)}`, error);
  }
}
