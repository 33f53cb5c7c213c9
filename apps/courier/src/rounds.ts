import { Temporal } from 'temporal-polyfill';
import { START } from '#event-log';
import type { Clock, Position, Views } from '#event-log';
import type { Duty } from './duty.js';

export interface RoundsOptions {
  readonly views: Views;
  readonly clock: Clock;
  readonly duties: readonly Duty[];
  /** Resolves after so long; rejects once the signal aborts. */
  readonly pause: (time: Temporal.Duration, signal: AbortSignal) => Promise<void>;
  /** One thing could not be seen to; it is tried again. */
  readonly onTrouble: (duty: string, id: string, error: unknown) => void;
}

/** How long the courier rests when the log is still: time passes also where nothing happens. */
export const rest = Temporal.Duration.from({ seconds: 30 });

/** How long what failed is left alone: an engine that was away may be back. */
export const respite = Temporal.Duration.from({ seconds: 5 });

const perRound = 1_000;
const atOnce = 8;

/**
 * Goes round its duties whenever the log moves on, and every half minute. What was seen to is left
 * alone until the rows have taken it in, or for half a minute where there was nothing to record.
 */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #stop = new AbortController();
  readonly #leftAlone = new Map<string, Temporal.Instant>();
  #over: Promise<void> | undefined;
  /** Something failed in the last round. */
  #troubled = false;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#over ??= this.#go();
  }

  /** Ends after what is being seen to. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#over;
  }

  async #go(): Promise<void> {
    const { views } = this.#options;
    const { signal } = this.#stop;
    // Until there are rows, nothing can be found.
    await views.waitFor(START, { signal }).catch(() => undefined);
    while (!signal.aborted) {
      const from = views.position;
      const busy = await this.round();
      if (!busy) await this.#untilNews(from);
    }
  }

  async #untilNews(from: Position): Promise<void> {
    const { views, pause } = this.#options;
    const enough = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, enough.signal]);
    const news = views.waitFor((from + 1) as Position, { signal }).catch(() => undefined);
    const rested = pause(this.#troubled ? respite : rest, signal).catch(() => undefined);
    // Where there can be no news any more, waiting for them ends at once.
    const over = ['failed', 'closed'].includes(views.status().state);
    await (over ? rested : Promise.race([news, rested]));
    enough.abort();
  }

  /** One round of every duty. True when it recorded something, so that there may be more to do. */
  async round(): Promise<boolean> {
    const { views, clock, duties, onTrouble } = this.#options;
    let reached: Position | undefined;
    this.#troubled = false;
    this.#forget(clock.now());
    for (const duty of duties) {
      const now = clock.now();
      let found: readonly string[];
      try {
        found = views.query((rows) => duty.find(rows, now, perRound));
      } catch (error) {
        onTrouble(duty.name, '', error);
        continue;
      }
      const waiting = found.filter((id) => !this.#leftAlone.has(`${duty.name} ${id}`));
      await eachOf(waiting, async (id) => {
        if (this.#stop.signal.aborted) return;
        this.#leftAlone.set(`${duty.name} ${id}`, now.add(rest));
        try {
          const position = await duty.see(id);
          if (position === undefined) return;
          this.#leftAlone.delete(`${duty.name} ${id}`);
          if (reached === undefined || position > reached) reached = position;
        } catch (error) {
          this.#leftAlone.set(`${duty.name} ${id}`, now.add(respite));
          this.#troubled = true;
          onTrouble(duty.name, id, error);
        }
      });
    }
    if (reached === undefined) return false;
    // What was just recorded is not to be found again.
    await views.waitFor(reached, { signal: this.#stop.signal }).catch(() => undefined);
    return true;
  }

  #forget(now: Temporal.Instant): void {
    for (const [key, until] of this.#leftAlone) {
      if (Temporal.Instant.compare(until, now) <= 0) this.#leftAlone.delete(key);
    }
  }
}

async function eachOf(ids: readonly string[], see: (id: string) => Promise<void>): Promise<void> {
  const left = [...ids];
  await Promise.all(
    Array.from({ length: Math.min(atOnce, left.length) }, async () => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) await see(id);
    }),
  );
}
