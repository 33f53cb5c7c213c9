import type { Position } from '../facts.js';
import { ViewsError } from './errors.js';
import type { ViewsOptions, WaitOptions } from './views.js';

interface Waiter {
  readonly position: Position;
  readonly resolve: (value: undefined) => void;
  readonly reject: (error: ViewsError) => void;
}

/** Those who wait for the rows to reach a position. */
export class Waiting {
  readonly #waiters = new Set<Waiter>();

  constructor(readonly pause: NonNullable<ViewsOptions['pause']>) {}

  async until(position: Position, { timeoutMs, signal }: WaitOptions): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const waiter: Waiter = { position, resolve, reject };
    const timer = new AbortController();
    const leave = () => {
      reject(behind(position, 'whoever asked no longer waits', signal?.reason));
    };
    this.#waiters.add(waiter);
    signal?.addEventListener('abort', leave, { once: true });
    if (signal?.aborted === true) leave();
    if (timeoutMs !== undefined) {
      this.pause(timeoutMs, timer.signal).then(
        () => {
          reject(behind(position, `${timeoutMs} ms have passed`));
        },
        () => undefined,
      );
    }
    try {
      await promise;
    } finally {
      this.#waiters.delete(waiter);
      signal?.removeEventListener('abort', leave);
      timer.abort();
    }
  }

  reached(position: Position): void {
    for (const waiter of this.#waiters) if (waiter.position <= position) waiter.resolve(undefined);
  }

  refuse(because: (position: Position) => ViewsError): void {
    for (const waiter of this.#waiters) waiter.reject(because(waiter.position));
  }
}

export function behind(position: Position, why: string, cause?: unknown): ViewsError {
  return new ViewsError(
    'views-behind',
    `The views don't reflect position ${position} of the log yet, and ${why}. What was recorded is safe; ask again.`,
    { cause },
  );
}
