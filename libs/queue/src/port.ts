import type { Temporal } from 'temporal-polyfill';

/**
 * One piece of work for one thing. It carries ids only: what is to be done, and whether it still
 * is, the handler reads in the log.
 */
export interface Job {
  /** The kind of work, lower case with hyphens: `deliver-notice`. */
  readonly name: string;
  /** The id of what the work is for: letters, digits and hyphens, at most 100. */
  readonly subject: string;
}

/** `again` puts the job back until an instant; that is no failure and begins the tries anew. */
export type Result = 'done' | { readonly again: Temporal.Instant };

export interface Try {
  /** 1 for the first try since the job was added, put back or retried by hand. */
  readonly number: number;
  /** When this one fails too, the job is dead. */
  readonly last: boolean;
}

/**
 * Does the work. It may run more than once for one job, on two machines at the same time when one
 * was thought dead: what it decides it appends at an expected revision, so that only one counts.
 */
export type Handler = (job: Job, attempt: Try) => Promise<Result>;

export interface Retries {
  /** Tries before a job is dead, the first included. */
  readonly attempts: number;
  /** The wait after the nth failure is drawn between 0 and `firstWait` × 2^(n-1), at most `longestWait`. */
  readonly firstWait: Temporal.Duration;
  readonly longestWait: Temporal.Duration;
}

export interface WorkOptions {
  /** Jobs of this name that run at once in this process. */
  readonly concurrency: number;
  /** At most `jobs` begin in any window of `per`, over all processes that work the name. */
  readonly rateLimit?: { readonly jobs: number; readonly per: Temporal.Duration };
  readonly retries?: Retries;
}

export interface Worker {
  /**
   * Begins nothing new and waits for what runs, for at most `patience` (default: the queue's).
   * @returns how many were given up; they run again, here after a restart or in another process
   */
  close(patience?: Temporal.Duration): Promise<number>;
}

export interface Counts {
  readonly waiting: number;
  readonly delayed: number;
  readonly running: number;
  readonly dead: number;
}

export interface DeadLetter {
  readonly job: Job;
  /** Name and code of the error, with its message when it is one of ours. Never personal data. */
  readonly reason: string;
  readonly attempts: number;
  readonly diedAt: Temporal.Instant;
}

export interface DeadLetterPage {
  readonly letters: readonly DeadLetter[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

/** Jobs whose last try failed. They stay until they are retried, dropped or cancelled. */
export interface DeadLetters {
  /** Oldest first. `after` is the `next` of the page before. @throws QueueError cursor-invalid */
  list(
    name: string,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<DeadLetterPage>;
  /** Runs a dead job again with all its tries. False when it is not dead. */
  retry(job: Job): Promise<boolean>;
  /** @returns how many are to run again */
  retryAll(name: string): Promise<number>;
  /** Forgets a dead job. False when it is not dead. */
  drop(job: Job): Promise<boolean>;
}

/**
 * Carries work from who finds it to who does it. It is never the truth: it may forget everything,
 * or run a job twice. The log says what is due and what is done, a sweep adds again what is due
 * and not done, and a handler looks at the log before it acts.
 *
 * Every method rejects with `QueueError`: `queue-unreachable` within a few seconds when nothing
 * answers, `job-invalid` when a name or subject is not legal, `queue-closed`.
 */
export interface Queue {
  /**
   * There is one job per name and subject. Adding it when it
   * - is not there, or was done: adds it. `added`
   * - waits: changes nothing. `present`
   * - is delayed: moves it to `notBefore`, or to now; the last word wins. `present`
   * - waits for its next try after a failure: changes nothing, so that a sweep does not wear out
   *   the tries. `present`
   * - runs: has it run once more afterwards, not before `notBefore`; the last word wins. `present`
   * - is dead: changes nothing. `present`
   *
   * Two who add the same job at the same moment may both be told `added`; there is one job.
   */
  add(job: Job, options?: { readonly notBefore?: Temporal.Instant }): Promise<'added' | 'present'>;

  /**
   * Takes out a job that waits, is delayed or dead. False when it runs or is not there; one that
   * runs is not run once more, whatever was added meanwhile.
   */
  cancel(job: Job): Promise<boolean>;

  /** Begins to work the jobs of a name. Any number of workers, in any number of processes, share them. */
  work(name: string, handler: Handler, options: WorkOptions): Worker;

  counts(name: string): Promise<Counts>;

  readonly dead: DeadLetters;

  /** Resolves when the queue answers, for health checks. */
  reach(): Promise<void>;

  /** Closes every worker (at once, each with `patience`), then the queue. @returns how many jobs were given up */
  close(patience?: Temporal.Duration): Promise<number>;
}

/** How one run of a handler ended: `failed` is tried again, `dead` is not. */
export type Ending = 'done' | 'again' | 'failed' | 'dead';

/**
 * Something an operator should know. `queue-unreachable` is told once per outage, followed by
 * `queue-reachable` when it is over.
 */
export interface Trouble {
  readonly code:
    | 'queue-unreachable'
    | 'queue-reachable'
    /** The server may throw away jobs when its memory is full. */
    | 'queue-may-evict'
    /** The server answered with an error; the work goes on, or is run again. */
    | 'queue-error';
  readonly message: string;
}

/** Who is told what happens. None of them may throw. */
export interface QueueListeners {
  readonly onOutcome?: (name: string, ending: Ending, milliseconds: number) => void;
  readonly onTrouble?: (trouble: Trouble) => void;
}
