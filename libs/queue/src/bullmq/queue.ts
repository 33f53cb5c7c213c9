import type { Temporal } from 'temporal-polyfill';
import { QueueError } from '../errors.js';
import { checkJob, checkName } from '../job.js';
import type {
  Counts,
  DeadLetters,
  Handler,
  Job,
  Queue,
  QueueListeners,
  Retries,
  Worker,
  WorkOptions,
} from '../port.js';
import type { Draw } from '../retries.js';
import { millisecondsOf } from '../timer.js';
import type { RedisClient } from './connect.js';
import { listed, retriedAll, retriedOne } from './dead-letters.js';
import { Jobs } from './jobs.js';
import { isLost, unreachable, type Outage } from './outage.js';
import { BullmqWorker } from './worker.js';
import { isError } from '../is-error.js';
import { queueClosed } from '../refusals.js';

export interface BullmqSurroundings {
  /** Asks and adds; its commands fail when the server is away. */
  readonly client: RedisClient;
  /** Connects for workers; commands wait for the server. */
  readonly connectWorkers: () => RedisClient;
  readonly outage: Outage;
  readonly listeners: QueueListeners;
  readonly prefix: string;
  readonly leaseMs: number;
  readonly answerMs: number;
  readonly retries: Retries;
  readonly patience: Temporal.Duration;
  readonly draw: Draw;
}

export class BullmqQueue implements Queue {
  readonly dead: DeadLetters;
  readonly #around: BullmqSurroundings;
  readonly #jobs = new Map<string, Jobs>();
  readonly #workers = new Set<BullmqWorker>();
  #workersClient: RedisClient | undefined;
  #closing: Promise<number> | undefined;

  constructor(around: BullmqSurroundings) {
    this.#around = around;
    const { client } = around;
    this.dead = {
      list: (name, page) => this.#ask(() => listed(this.#of(name), client, page)),
      retry: (job) => this.#ask(() => retriedOne(this.#ofJob(job), job)),
      retryAll: (name) => this.#ask(() => retriedAll(this.#of(name), client)),
      drop: (job) =>
        this.#ask(async () => {
          const jobs = this.#ofJob(job);
          return (await jobs.state(job)) === 'failed' && (await jobs.remove(job));
        }),
    };
  }

  add(job: Job, { notBefore }: { readonly notBefore?: Temporal.Instant } = {}) {
    const at = notBefore === undefined ? -Infinity : millisecondsOf(notBefore);
    return this.#ask((given) => this.#ofJob(job).add(checkJob(job), at, given));
  }

  cancel(job: Job): Promise<boolean> {
    return this.#ask(async (given) => {
      const jobs = this.#ofJob(job);
      await jobs.takeWish(job);
      given.throwIfAborted();
      const state = await jobs.state(job);
      given.throwIfAborted();
      return state !== 'unknown' && state !== 'active' && (await jobs.remove(job));
    });
  }

  work(name: string, handler: Handler, options: WorkOptions): Worker {
    this.#assertOpen();
    const { retries, patience, connectWorkers, listeners, prefix, leaseMs, draw } = this.#around;
    this.#workersClient ??= connectWorkers();
    const filled = { retries, patience, ...options };
    const worker = new BullmqWorker(this.#of(name), handler, filled, {
      ...{ client: this.#workersClient, prefix, leaseMs, draw, listeners },
      onError: this.#tell,
      addAgain: (job, at) => this.#addAgain(job, at),
    });
    this.#workers.add(worker);
    return worker;
  }

  counts(name: string): Promise<Counts> {
    return this.#ask(async () => {
      const { bull } = this.#of(name);
      const counts = await bull.getJobCounts('wait', 'delayed', 'active', 'failed');
      return {
        waiting: counts['wait'] ?? 0,
        delayed: counts['delayed'] ?? 0,
        running: counts['active'] ?? 0,
        dead: counts['failed'] ?? 0,
      };
    });
  }

  reach(): Promise<void> {
    return this.#ask(async () => {
      await this.#around.client.ping();
    });
  }

  close(patience = this.#around.patience): Promise<number> {
    this.#closing ??= this.#closeAll(patience);
    return this.#closing;
  }

  async #closeAll(patience: Temporal.Duration): Promise<number> {
    const givenUp = await Promise.all([...this.#workers].map((worker) => worker.close(patience)));
    this.#around.outage.ignore();
    this.#around.client.disconnect();
    this.#workersClient?.disconnect();
    return givenUp.reduce((all, one) => all + one, 0);
  }

  async #addAgain(job: Job, at: number): Promise<void> {
    try {
      await this.#within((given) => this.#of(job.name).add(job, at, given));
    } catch (error) {
      this.#tell(isError(error) ? error : new Error(String(error)));
    }
  }

  async #ask<Answer>(question: (given: AbortSignal) => Promise<Answer>): Promise<Answer> {
    this.#assertOpen();
    return this.#within(question);
  }

  /** An answer within a bounded time, or `queue-unreachable`. */
  async #within<Answer>(question: (given: AbortSignal) => Promise<Answer>): Promise<Answer> {
    const { answerMs, outage } = this.#around;
    const given = new AbortController();
    const late = Promise.withResolvers<never>();
    const timeout = setTimeout(() => {
      given.abort(unreachable());
      late.reject(unreachable());
      this.#probe();
    }, answerMs);
    try {
      const answer = await Promise.race([question(given.signal), late.promise]);
      outage.end('answers');
      return answer;
    } catch (error) {
      if (error instanceof QueueError) throw error;
      if (isLost(error)) throw unreachable(error);
      const said = isError(error) ? error.message : String(error);
      throw new QueueError('queue-refused', `Redis refused what was asked: ${said}`, {
        cause: error,
      });
    } finally {
      clearTimeout(timeout);
    }
  }

  /** The connection stands and nothing answers: asks until something does, or the connection breaks. */
  #probe(): void {
    const { client, outage } = this.#around;
    outage.begin('answers');
    client.ping().then(
      () => {
        outage.end('answers');
      },
      () => {
        // Broken, which is told by the connection itself.
        outage.end('answers');
      },
    );
  }

  // An outage is told once, by those who watch the connections.
  readonly #tell = (error: Error): void => {
    if (isLost(error) || error instanceof QueueError) return;
    this.#around.listeners.onTrouble?.({ code: 'queue-error', message: error.message });
  };

  #assertOpen(): void {
    if (this.#closing !== undefined) throw queueClosed();
  }

  #ofJob(job: Job): Jobs {
    return this.#of(checkJob(job).name);
  }

  #of(name: string): Jobs {
    const { client, prefix } = this.#around;
    const jobs = this.#jobs.get(checkName(name)) ?? new Jobs(name, client, prefix, this.#tell);
    this.#jobs.set(name, jobs);
    return jobs;
  }
}
