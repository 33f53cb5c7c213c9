import { Temporal } from 'temporal-polyfill';
import type { Ending, Handler, Job, Queue, Result, Retries, Trouble, Try } from '../port.js';

/** What the contract needs to know of a queue to try it. */
export interface QueueHarness {
  /** Opens an empty queue, or one more process's hold on it. Its jitter draws 0.5 each time. */
  readonly open: (options?: OpenOptions) => Promise<Queue>;
  readonly now: () => Temporal.Instant;
  /** Resolves when the queue's time is at least `instant`. */
  readonly reach: (instant: Temporal.Instant) => Promise<void>;
  /** Lets time pass until this holds, for at most some seconds. */
  readonly until: (holds: () => boolean | Promise<boolean>) => Promise<void>;
  /** Closes what was opened and leaves nothing behind. */
  readonly end: () => Promise<void>;
}

export interface OpenOptions {
  readonly retries?: Retries;
  readonly patience?: Temporal.Duration;
  readonly onOutcome?: (name: string, ending: Ending, milliseconds: number) => void;
  readonly onTrouble?: (trouble: Trouble) => void;
}

export const ms = (milliseconds: number): Temporal.Duration =>
  Temporal.Duration.from({ milliseconds });

export const hours = (count: number): Temporal.Duration => Temporal.Duration.from({ hours: count });

/** `attempts` tries with hardly a wait between them. */
export const quick = (attempts: number): Retries => ({
  attempts,
  firstWait: ms(2),
  longestWait: ms(4),
});

/** A handler that remembers its runs. */
export class Runs {
  readonly jobs: Job[] = [];
  readonly tries: Try[] = [];
  readonly #work: (job: Job, attempt: Try) => Result | Promise<Result>;

  constructor(work: (job: Job, attempt: Try) => Result | Promise<Result> = () => 'done') {
    this.#work = work;
  }

  readonly handler: Handler = async (job, attempt) => {
    this.jobs.push(job);
    this.tries.push(attempt);
    return await this.#work(job, attempt);
  };

  get count(): number {
    return this.jobs.length;
  }

  get subjects(): readonly string[] {
    return this.jobs.map(({ subject }) => subject);
  }
}

/** Work that a test lets end when it likes. */
export class Gate {
  readonly #open = Promise.withResolvers<Result>();
  readonly pass = (): Promise<Result> => this.#open.promise;
  open(result: Result = 'done'): void {
    this.#open.resolve(result);
  }
}

/** Asks again and again, for at most some seconds, where the other side tells nothing by itself. */
export async function until(holds: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`It never came to hold: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
