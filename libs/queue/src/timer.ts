import { Temporal } from 'temporal-polyfill';
import type { Clock } from '#event-log';

/** Wakes the queue in this process; tests hand in one that follows their clock. */
export interface Timer {
  /** Calls once at `at`, or earlier. @returns what takes the call back */
  wake(at: Temporal.Instant, call: () => void): () => void;
}

// Node takes no longer wait; the queue looks at the clock and asks again.
const longestMs = 2 ** 31 - 1;

export function systemTimer(clock: Clock): Timer {
  return {
    wake: (at, call) => {
      const wait = Math.ceil(clock.now().until(at).total('milliseconds'));
      const timeout = setTimeout(call, Math.min(Math.max(wait, 0), longestMs));
      return () => {
        clearTimeout(timeout);
      };
    },
  };
}

/** The earliest whole millisecond that is not before an instant. */
export function millisecondsOf(instant: Temporal.Instant): number {
  return instant.round({ smallestUnit: 'millisecond', roundingMode: 'ceil' }).epochMilliseconds;
}

export function instantOf(milliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds);
}
