import { systemClock, type Clock } from '#event-log';
import { Temporal } from 'temporal-polyfill';
import { checkJob, checkName } from '../job.js';
import type {
  Counts,
  DeadLetterPage,
  DeadLetters,
  Handler,
  Job,
  Queue,
  QueueListeners,
  Retries,
  Worker,
  WorkOptions,
} from '../port.js';
import { cursorInvalid, queueClosed } from '../refusals.js';
import { usualRetries, type Draw } from '../retries.js';
import { systemTimer, type Timer } from '../timer.js';
import { Lane, type Surroundings } from './lane.js';
import { InProcessWorker } from './worker.js';

export interface InProcessOptions extends QueueListeners {
  readonly clock?: Clock;
  readonly timer?: Timer;
  /** Draws the jitter of waits. */
  readonly draw?: Draw;
  readonly retries?: Retries;
  /** How long closing waits for what runs. 20 seconds unless told otherwise. */
  readonly patience?: Temporal.Duration;
}

/** A queue inside this process. It keeps nothing: what is due is added again from the log at the start. */
export function openInProcessQueue(options: InProcessOptions = {}): Queue {
  return new InProcessQueue(options);
}

class InProcessQueue implements Queue {
  readonly dead: DeadLetters;
  readonly #lanes = new Map<string, Lane>();
  readonly #workers = new Set<InProcessWorker>();
  readonly #around: Surroundings;
  readonly #retries: Retries;
  readonly #patience: Temporal.Duration;
  #closing: Promise<number> | undefined;

  constructor({ clock = systemClock, ...options }: InProcessOptions) {
    const { timer = systemTimer(clock), draw = Math.random } = options;
    this.#around = { clock, timer, draw, listeners: options };
    this.#retries = options.retries ?? usualRetries;
    this.#patience = options.patience ?? Temporal.Duration.from({ seconds: 20 });
    this.dead = {
      list: (name, page) => this.#ask(() => listed(this.#lane(name), page)),
      retry: (job) => this.#ask(() => this.#laneOf(job).retry(job.subject)),
      retryAll: (name) =>
        this.#ask(() => {
          const lane = this.#lane(name);
          return [...lane.dead.keys()].filter((subject) => lane.retry(subject)).length;
        }),
      drop: (job) => this.#ask(() => this.#laneOf(job).dead.delete(job.subject)),
    };
  }

  add(job: Job, { notBefore }: { readonly notBefore?: Temporal.Instant } = {}) {
    return this.#ask(() => this.#laneOf(job).add(checkJob(job), notBefore));
  }

  cancel(job: Job): Promise<boolean> {
    return this.#ask(() => this.#laneOf(job).cancel(job.subject));
  }

  work(name: string, handler: Handler, options: WorkOptions): Worker {
    this.#assertOpen();
    const lane = this.#lane(name);
    const filled = { retries: this.#retries, patience: this.#patience, ...options };
    const worker = new InProcessWorker(lane, handler, filled, this.#around);
    this.#workers.add(worker);
    lane.join(worker);
    return worker;
  }

  counts(name: string): Promise<Counts> {
    return this.#ask(() => this.#lane(name).counts());
  }

  reach(): Promise<void> {
    return this.#ask(() => undefined);
  }

  close(patience = this.#patience): Promise<number> {
    this.#closing ??= this.#closeAll(patience);
    return this.#closing;
  }

  async #closeAll(patience: Temporal.Duration): Promise<number> {
    const closing = [...this.#workers].map((worker) => worker.close(patience));
    for (const lane of this.#lanes.values()) lane.end();
    const givenUp = await Promise.all(closing);
    return givenUp.reduce((all, one) => all + one, 0);
  }

  // Answers later and rejects, as a queue on the other side of a network does.
  async #ask<Answer>(answer: () => Answer): Promise<Answer> {
    await Promise.resolve();
    this.#assertOpen();
    return answer();
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw queueClosed();
  }

  #laneOf(job: Job): Lane {
    return this.#lane(checkJob(job).name);
  }

  #lane(name: string): Lane {
    const lane = this.#lanes.get(checkName(name)) ?? new Lane(this.#around);
    this.#lanes.set(name, lane);
    return lane;
  }
}

function listed(
  { dead }: Lane,
  { limit, after = '0' }: { readonly limit: number; readonly after?: string },
): DeadLetterPage {
  if (!/^\d{1,15}$/.test(after)) throw cursorInvalid();
  const rest = [...dead.values()].filter(({ order }) => order > Number(after));
  const page = rest.slice(0, limit);
  const letters = page.map(({ letter }) => letter);
  const last = page.at(-1);
  return rest.length > page.length && last !== undefined
    ? { letters, next: String(last.order) }
    : { letters };
}
