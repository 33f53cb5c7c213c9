import { setTimeout as wait } from 'node:timers/promises';
import { Unanswered } from './failures.js';

/** Milliseconds before the next try: doubled from 50 to 5000, of which half is chance. */
export function backoff(tries: number, chance = Math.random()): number {
  return Math.min(5_000, 50 * 2 ** tries) * (0.5 + chance / 2);
}

/** Resolves after so many milliseconds; may reject once the signal aborts. */
type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

const pauseFor: Pause = (ms, signal) =>
  wait(ms, undefined, { ...(signal !== undefined && { signal }) });

/** Milliseconds of silence after each time that something was told; the last ever after. */
const silences = [10_000, 30_000, 60_000] as const;

/** Lets something that goes on be told at once, and then more and more seldom. */
export class Seldom {
  readonly #now: () => number;
  #told = 0;
  #quietUntil = -Infinity;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether it is to be told now. */
  isDue(): boolean {
    const now = this.#now();
    if (now < this.#quietUntil) return false;
    this.#quietUntil = now + (silences[this.#told++] ?? silences[2]);
    return true;
  }
}

/** How long one call, or one follower, bears with a server that doesn't answer. */
export class Patience {
  readonly #ms: number;
  readonly #now: () => number;
  readonly #pause: Pause;
  #since: number | undefined;
  #tries = 0;

  constructor(ms: number, now = () => performance.now(), pause: Pause = pauseFor) {
    this.#ms = ms;
    this.#now = now;
    this.#pause = pause;
  }

  /** Waits before the next try; false when it is not worth another. */
  async another(signal?: AbortSignal): Promise<boolean> {
    const now = this.#now();
    this.#since ??= now;
    const left = this.#ms - (now - this.#since);
    if (left <= 0 || signal?.aborted === true) return false;
    const ms = Math.min(left, backoff(this.#tries++));
    await this.#pause(ms, signal).catch(() => undefined);
    return true;
  }

  renew(): void {
    this.#since = undefined;
    this.#tries = 0;
  }
}

/** @throws Unanswered after so many milliseconds; the work itself is not stopped */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Unanswered(`no answer came within ${ms} ms`));
  }, ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
