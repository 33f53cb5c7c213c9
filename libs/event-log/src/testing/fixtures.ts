import { Temporal } from 'temporal-polyfill';
import type { Clock, Ids } from '../clock.js';

/** A clock that stands still until told otherwise. */
export class FixedClock implements Clock {
  #now: Temporal.Instant;
  constructor(now = '2026-03-02T14:00:00Z') {
    this.#now = Temporal.Instant.from(now);
  }
  now(): Temporal.Instant {
    return this.#now;
  }
  set(now: string): void {
    this.#now = Temporal.Instant.from(now);
  }
}

/** UUIDs that count up, so that a failing test reads the same on every run. */
export class CountingIds implements Ids {
  #count = 0;
  next(): string {
    this.#count += 1;
    return `00000000-0000-7000-8000-${this.#count.toString(16).padStart(12, '0')}`;
  }
}
