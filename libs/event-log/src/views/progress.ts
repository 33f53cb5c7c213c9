import { START } from '../facts.js';
import type { Position } from '../facts.js';

/** How far computing all views anew, or catching up with the log, has got. */
export interface Progress {
  /** Why it takes long, as a sentence. */
  readonly reason: string;
  /** Facts read so far. */
  readonly done: number;
  /** Share of what was to be read that has been, from 0 to 1. */
  readonly fraction: number;
  /** Facts read per second so far. */
  readonly rate: number;
  /** Undefined as long as it can't be told. */
  readonly secondsLeft: number | undefined;
}

const reportEveryMs = 1_000;

/** Counts, and reports at the start, every second and at the end. */
export class ProgressReport {
  readonly #started: number;
  #reported: number;
  #latest: Progress;

  constructor(
    reason: string,
    readonly head: Position,
    readonly now: () => number,
    readonly report: (progress: Progress) => void,
    readonly from: Position = START,
  ) {
    this.#started = this.#reported = now();
    this.#latest = { reason, done: 0, fraction: 0, rate: 0, secondsLeft: undefined };
    report(this.#latest);
  }

  add(facts: number, position: Position): void {
    const now = this.now();
    const seconds = (now - this.#started) / 1_000;
    const done = this.#latest.done + facts;
    const whole = this.head - this.from;
    const fraction = whole <= 0 ? 1 : Math.min(1, (position - this.from) / whole);
    this.#latest = {
      ...this.#latest,
      done,
      fraction,
      rate: seconds === 0 ? 0 : Math.round(done / seconds),
      secondsLeft: fraction === 0 ? undefined : Math.round((seconds * (1 - fraction)) / fraction),
    };
    if (now - this.#reported < reportEveryMs) return;
    this.#reported = now;
    this.report(this.#latest);
  }

  end(): void {
    this.report({ ...this.#latest, fraction: 1, secondsLeft: 0 });
  }
}
