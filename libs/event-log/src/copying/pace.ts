import { START, type Position } from '../facts.js';

/** How far one step of a copy or comparison has got. */
export interface CopyProgress {
  readonly step: 'looking' | 'copying' | 'comparing';
  /** Facts in this step. */
  readonly done: number;
  /** Share of the way to the last position, from 0 to 1. */
  readonly fraction: number;
  /** Facts per second in this step. */
  readonly rate: number;
  /** Undefined as long as it can't be told. */
  readonly secondsLeft: number | undefined;
}

export interface PaceOptions {
  readonly onProgress?: (progress: CopyProgress) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

const reportEveryMs = 1_000;

/** Reports once a second at most, as facts are added. */
export class Pace {
  readonly #now: () => number;
  readonly #started: number;
  #reported: number;
  #done = 0;

  constructor(
    readonly step: CopyProgress['step'],
    readonly until: Position,
    readonly options: PaceOptions,
    readonly from: Position = START,
  ) {
    this.#now = options.now ?? (() => performance.now());
    this.#started = this.#reported = this.#now();
  }

  add(facts: number, position: Position): void {
    this.#done += facts;
    const now = this.#now();
    if (now - this.#reported < reportEveryMs) return;
    this.#reported = now;
    const seconds = (now - this.#started) / 1_000;
    const way = this.until - this.from;
    const fraction = way <= 0 ? 1 : Math.min(1, Math.max(0, (position - this.from) / way));
    this.options.onProgress?.({
      step: this.step,
      done: this.#done,
      fraction,
      rate: Math.round(this.#done / seconds),
      secondsLeft: fraction === 0 ? undefined : Math.round((seconds * (1 - fraction)) / fraction),
    });
  }
}
