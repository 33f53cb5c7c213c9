import type { Temporal } from 'temporal-polyfill';
import type { Handler, Retries, Worker, WorkOptions } from '../port.js';
import type { Lane, Surroundings } from './lane.js';

export class InProcessWorker implements Worker {
  readonly handler: Handler;
  readonly retries: Retries;
  readonly rateLimit: WorkOptions['rateLimit'];
  readonly #concurrency: number;
  readonly #running = new Set<Promise<void>>();
  readonly #lane: Lane;
  readonly #around: Surroundings;
  readonly #patience: Temporal.Duration;

  constructor(
    lane: Lane,
    handler: Handler,
    options: WorkOptions & { readonly retries: Retries; readonly patience: Temporal.Duration },
    around: Surroundings,
  ) {
    this.#lane = lane;
    this.handler = handler;
    this.retries = options.retries;
    this.rateLimit = options.rateLimit;
    this.#concurrency = options.concurrency;
    this.#patience = options.patience;
    this.#around = around;
  }

  get attempts(): number {
    return this.retries.attempts;
  }

  hasRoom(): boolean {
    return this.#running.size < this.#concurrency;
  }

  track(run: Promise<void>): void {
    const tracked = run.finally(() => {
      this.#running.delete(tracked);
      this.#lane.pump();
    });
    this.#running.add(tracked);
  }

  async close(patience = this.#patience): Promise<number> {
    this.#lane.leave(this);
    const { clock, timer } = this.#around;
    const waited = Promise.withResolvers<undefined>();
    const cancel = timer.wake(clock.now().add(patience), () => {
      waited.resolve(undefined);
    });
    await Promise.race([Promise.all(this.#running), waited.promise]);
    cancel();
    return this.#running.size;
  }
}
