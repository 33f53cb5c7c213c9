import {
  Worker as BullWorker,
  DelayedError,
  UnrecoverableError,
  type Job as BullJob,
} from 'bullmq';
import type { Temporal } from 'temporal-polyfill';
import { attempt } from '../attempt.js';
import { jobOf } from '../job.js';
import type { Handler, Job, QueueListeners, Retries, Worker, WorkOptions } from '../port.js';
import { waitAfter, type Draw } from '../retries.js';
import { millisecondsOf } from '../timer.js';
import type { RedisClient } from './connect.js';
import type { Jobs } from './jobs.js';
import { isError } from '../is-error.js';

export interface WorkerSurroundings {
  readonly client: RedisClient;
  readonly prefix: string;
  readonly leaseMs: number;
  readonly draw: Draw;
  readonly listeners: QueueListeners;
  readonly onError: (error: Error) => void;
  /** Adds a job once more; never rejects. */
  readonly addAgain: (job: Job, at: number) => Promise<void>;
}

export interface FilledOptions extends WorkOptions {
  readonly retries: Retries;
  readonly patience: Temporal.Duration;
}

/** Works the jobs of one name on connections of its own. */
export class BullmqWorker implements Worker {
  readonly #jobs: Jobs;
  readonly #handler: Handler;
  readonly #options: FilledOptions;
  readonly #around: WorkerSurroundings;
  readonly #bull: EndableWorker;
  readonly #seeingTo = new Set<Promise<void>>();
  readonly #tried = new WeakSet<Error>();
  #running = 0;

  constructor(jobs: Jobs, handler: Handler, options: FilledOptions, around: WorkerSurroundings) {
    this.#jobs = jobs;
    this.#handler = handler;
    this.#options = options;
    this.#around = around;
    const { retries, rateLimit, concurrency } = options;
    this.#bull = new EndableWorker(jobs.name, (job, token) => this.#run(job, token), {
      connection: around.client,
      prefix: around.prefix,
      concurrency,
      ...(rateLimit === undefined
        ? {}
        : { limiter: { max: rateLimit.jobs, duration: rateLimit.per.total('milliseconds') } }),
      lockDuration: around.leaseMs,
      stalledInterval: around.leaseMs / 2,
      maxStalledCount: retries.attempts,
      runRetryDelay: 1000,
      settings: { backoffStrategy: (failures) => waitAfter(failures, retries, around.draw) },
    });
    this.#bull.on('error', around.onError);
    this.#bull.on('completed', ({ id }) => {
      this.#seeTo(jobOf(id ?? ''), true);
    });
    this.#bull.on('failed', (job, error) => {
      if (job?.id === undefined) return;
      // It is tried again anyhow, or dead.
      this.#seeTo(jobOf(job.id), false);
      if (!this.#tried.has(error)) around.listeners.onOutcome?.(jobs.name, 'dead', 0);
    });
  }

  async close(patience = this.#options.patience): Promise<number> {
    const closed = this.#bull.close().catch(this.#around.onError);
    const waited = Promise.withResolvers<true>();
    const timeout = setTimeout(waited.resolve, patience.total('milliseconds'), true);
    const tooLong = await Promise.race([closed, waited.promise]);
    clearTimeout(timeout);
    const givenUp = this.#running;
    if (tooLong === true) await this.#bull.end();
    await Promise.race([Promise.all(this.#seeingTo), waited.promise]);
    return givenUp;
  }

  async #run(bull: BullJob, token: string | undefined): Promise<void> {
    const job = jobOf(bull.id ?? '');
    this.#running += 1;
    try {
      const { retries } = this.#options;
      const work = { handler: this.#handler, attempts: retries.attempts };
      const ended = await attempt(job, bull.attemptsMade, work, this.#around.listeners);
      switch (ended.ending) {
        case 'done':
          return;
        case 'again':
          await this.#putBack(bull, token, ended.until);
          this.#seeTo(job, true);
          throw new DelayedError();
        case 'failed':
          throw this.#failure(new Error(ended.reason));
        case 'dead':
          throw this.#failure(new UnrecoverableError(ended.reason));
      }
    } finally {
      this.#running -= 1;
    }
  }

  #failure(error: Error): Error {
    this.#tried.add(error);
    return error;
  }

  async #putBack({ id = '' }: BullJob, token: string | undefined, until: Temporal.Instant) {
    const now = Date.now();
    const delay = Math.max(millisecondsOf(until) - now, 0);
    await this.#bull.backend.moveToDelayed(id, now, delay, token, {
      skipAttempt: true,
      fieldsToUpdate: { atm: 0 },
    });
  }

  /** Runs the job once more when that was wished while it ran. */
  #seeTo(job: Job, wanted: boolean): void {
    const seen = this.#takeWish(job, wanted).finally(() => {
      this.#seeingTo.delete(seen);
    });
    this.#seeingTo.add(seen);
  }

  async #takeWish(job: Job, wanted: boolean): Promise<void> {
    try {
      const at = await this.#jobs.takeWish(job);
      if (at !== undefined && wanted) await this.#around.addAgain(job, at);
    } catch (error) {
      this.#around.onError(isError(error) ? error : new Error(String(error)));
    }
  }
}

class EndableWorker extends BullWorker {
  /** Lets go of what still runs: its locks are no longer renewed, and its end reaches nobody. */
  async end(): Promise<void> {
    await this.lockManager.close();
    await this.backend.close(true);
  }
}
