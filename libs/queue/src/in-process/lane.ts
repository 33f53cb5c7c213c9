import { attempt, type Ended } from '../attempt.js';
import type { Clock } from '#event-log';
import type { Temporal } from 'temporal-polyfill';
import type { Counts, DeadLetter, Job, QueueListeners } from '../port.js';
import { waitAfter, type Draw } from '../retries.js';
import { instantOf, millisecondsOf, type Timer } from '../timer.js';
import { Agenda } from './agenda.js';
import type { InProcessWorker } from './worker.js';

export interface Surroundings {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly draw: Draw;
  readonly listeners: QueueListeners;
}

interface Entry {
  readonly job: Job;
  /** Failures in a row. */
  failures: number;
  /** It was added while it ran; when it is to run once more. */
  afterwards?: number | undefined;
}

export interface Buried {
  readonly letter: DeadLetter;
  readonly order: number;
}

/** The jobs of one name. A job is in exactly one of the four places. */
export class Lane {
  readonly waiting = new Map<string, Entry>();
  readonly delayed = new Agenda<Entry>();
  readonly running = new Map<string, Entry>();
  readonly dead = new Map<string, Buried>();
  readonly #workers = new Set<InProcessWorker>();
  readonly #around: Surroundings;
  #burials = 0;
  #ended = false;
  #window = { began: -Infinity, begun: 0 };
  #sleep: { readonly until: number; readonly cancel: () => void } | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  counts(): Counts {
    return {
      waiting: this.waiting.size,
      delayed: this.delayed.size,
      running: this.running.size,
      dead: this.dead.size,
    };
  }

  add(job: Job, notBefore: Temporal.Instant | undefined): 'added' | 'present' {
    const { subject } = job;
    const at = notBefore === undefined ? -Infinity : millisecondsOf(notBefore);
    const running = this.running.get(subject);
    const delayed = this.delayed.get(subject);
    if (running !== undefined) running.afterwards = at;
    else if (delayed !== undefined && delayed.failures === 0) this.#place(delayed, at);
    else if (delayed === undefined && !this.waiting.has(subject) && !this.dead.has(subject)) {
      this.#place({ job, failures: 0 }, at);
      return 'added';
    }
    return 'present';
  }

  cancel(subject: string): boolean {
    const running = this.running.get(subject);
    if (running !== undefined) running.afterwards = undefined;
    const gone = [this.waiting, this.delayed, this.dead].map((place) => place.delete(subject));
    return gone.includes(true);
  }

  retry(subject: string): boolean {
    const buried = this.dead.get(subject);
    if (buried === undefined) return false;
    this.dead.delete(subject);
    this.#place({ job: buried.letter.job, failures: 0 }, -Infinity);
    return true;
  }

  join(worker: InProcessWorker): void {
    this.#workers.add(worker);
    this.pump();
  }

  leave(worker: InProcessWorker): void {
    this.#workers.delete(worker);
  }

  /** Begins whatever may begin now, and sleeps until more may. */
  pump(): void {
    if (this.#ended) return;
    for (const entry of this.delayed.take(this.#around.clock.now())) {
      this.waiting.set(entry.job.subject, entry);
    }
    let wakeAt = this.delayed.soonest() ?? Infinity;
    for (const worker of this.#workers) {
      for (const [subject, entry] of this.waiting) {
        if (!worker.hasRoom()) break;
        const limitedUntil = this.#limitedUntil(worker);
        if (limitedUntil !== undefined) {
          wakeAt = Math.min(wakeAt, limitedUntil);
          break;
        }
        this.#window.begun += 1;
        this.waiting.delete(subject);
        this.running.set(subject, entry);
        worker.track(this.#run(entry, worker));
      }
    }
    this.#sleepUntil(wakeAt);
  }

  /** Begins nothing any more. */
  end(): void {
    this.#ended = true;
    this.#sleep?.cancel();
  }

  async #run(entry: Entry, worker: InProcessWorker): Promise<void> {
    const ended = await attempt(entry.job, entry.failures, worker, this.#around.listeners);
    this.running.delete(entry.job.subject);
    this.#settle(entry, ended, worker);
  }

  #settle(entry: Entry, ended: Ended, worker: InProcessWorker): void {
    const { afterwards } = entry;
    entry.afterwards = undefined;
    switch (ended.ending) {
      case 'done':
        if (afterwards !== undefined) this.#place({ job: entry.job, failures: 0 }, afterwards);
        break;
      case 'again':
        entry.failures = 0;
        this.#place(entry, afterwards ?? millisecondsOf(ended.until));
        break;
      case 'failed': {
        entry.failures += 1;
        const wait = waitAfter(entry.failures, worker.retries, this.#around.draw);
        this.#place(entry, this.#nowMs() + wait);
        break;
      }
      case 'dead':
        this.#bury(entry, ended.reason);
        break;
    }
  }

  #bury({ job, failures }: Entry, reason: string): void {
    this.#burials += 1;
    const letter = { job, reason, attempts: failures + 1, diedAt: this.#around.clock.now() };
    this.dead.set(job.subject, { letter, order: this.#burials });
  }

  #place(entry: Entry, at: number): void {
    const { subject } = entry.job;
    this.delayed.delete(subject);
    if (at <= this.#nowMs()) this.waiting.set(subject, entry);
    else this.delayed.set(subject, instantOf(at), entry);
    this.pump();
  }

  #limitedUntil({ rateLimit }: InProcessWorker): number | undefined {
    if (rateLimit === undefined) return undefined;
    const ends = this.#window.began + rateLimit.per.total('milliseconds');
    if (this.#nowMs() >= ends) this.#window = { began: this.#nowMs(), begun: 0 };
    else if (this.#window.begun >= rateLimit.jobs) return ends;
    return undefined;
  }

  #sleepUntil(until: number): void {
    if (this.#sleep?.until === until) return;
    this.#sleep?.cancel();
    this.#sleep = undefined;
    if (until === Infinity) return;
    const cancel = this.#around.timer.wake(instantOf(until), () => {
      this.#sleep = undefined;
      this.pump();
    });
    this.#sleep = { until, cancel };
  }

  #nowMs(): number {
    return this.#around.clock.now().epochMilliseconds;
  }
}
