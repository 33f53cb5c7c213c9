import { Temporal } from 'temporal-polyfill';
import type { Clock } from '#event-log';
import type { Timer } from '../timer.js';

/** A clock and a timer in one: no time passes but what a test lets pass. */
export class ManualTime implements Clock, Timer {
  #now = Temporal.Instant.from('2026-03-02T14:00:00Z');
  readonly #alarms = new Set<{ readonly at: Temporal.Instant; readonly call: () => void }>();

  now(): Temporal.Instant {
    return this.#now;
  }

  wake(at: Temporal.Instant, call: () => void): () => void {
    const alarm = { at, call };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** How many wait to be woken. */
  get alarms(): number {
    return this.#alarms.size;
  }

  /** Lets time pass, from alarm to alarm; what each sets off has run before the next rings. */
  async reach(end: Temporal.Instant): Promise<void> {
    for (;;) {
      await settled();
      const [next] = [...this.#alarms].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
      if (next === undefined || Temporal.Instant.compare(next.at, end) > 0) break;
      this.#alarms.delete(next);
      if (Temporal.Instant.compare(next.at, this.#now) > 0) this.#now = next.at;
      next.call();
    }
    if (Temporal.Instant.compare(end, this.#now) > 0) this.#now = end;
  }
}

/** Everything that waits for nothing outside this process has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
