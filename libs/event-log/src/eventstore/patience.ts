import { setTimeout as pause } from 'node:timers/promises';
import { Unanswered } from './failures.js';

/** Milliseconds before the next try: doubled from 50 to 5000, of which half is chance. */
export function backoff(tries: number, chance = Math.random()): number {
  return Math.min(5_000, 50 * 2 ** tries) * (0.5 + chance / 2);
}

/** How long one call, or one follower, bears with a server that doesn't answer. */
export class Patience {
  readonly #ms: number;
  readonly #now: () => number;
  #since: number | undefined;
  #tries = 0;

  constructor(ms: number, now = () => performance.now()) {
    this.#ms = ms;
    this.#now = now;
  }

  /** Waits before the next try; false when it is not worth another. */
  async another(signal?: AbortSignal): Promise<boolean> {
    const now = this.#now();
    this.#since ??= now;
    const left = this.#ms - (now - this.#since);
    if (left <= 0 || signal?.aborted === true) return false;
    const ms = Math.min(left, backoff(this.#tries++));
    await pause(ms, undefined, { ...(signal !== undefined && { signal }) }).catch(() => undefined);
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
