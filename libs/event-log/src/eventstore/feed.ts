import type { AllStreamSubscription } from '@eventstore/db-client';
import type { Position } from '../facts.js';
import type { StoredEvent } from './facts.js';
import { Unanswered } from './failures.js';
import type { Server } from './server.js';

/**
 * One subscription, read by whoever asks. What nobody asks for stays with the server: the client's
 * stream takes in no more than its high-water mark.
 */
export class Feed {
  readonly #events: AllStreamSubscription;
  #failure: unknown;
  /** Events or checkpoints have come since `more` was asked last. */
  #stirred = false;
  #wake: () => void = () => undefined;

  private constructor(events: AllStreamSubscription) {
    this.#events = events;
    events.on('readable', () => {
      this.#stir();
    });
    // Also after it was closed, when nobody waits any longer: unheard, an error ends the process.
    events.on('error', (error) => {
      this.#failure = error;
      this.#stir();
    });
    events.on('end', () => {
      this.#failure ??= new Unanswered('it ended the subscription');
      this.#stir();
    });
  }

  static async open(server: Server, after: Position, maxBuffered: number): Promise<Feed> {
    let feed: Feed | undefined;
    const events = await server.subscribe(after, maxBuffered, () => {
      if (feed !== undefined) feed.#stir();
    });
    return (feed = new Feed(events));
  }

  /** The next event that has come; undefined when there is none yet. */
  next(): StoredEvent | undefined {
    const resolved = this.#events.read() as { readonly event?: StoredEvent } | null;
    return resolved?.event;
  }

  /**
   * Until something came, the time is over or the signal aborts; false when nothing came.
   * @throws what broke the subscription
   */
  async more(ms: number, signal: AbortSignal): Promise<boolean> {
    if (!this.#stirred && this.#failure === undefined && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const wake = (this.#wake = () => {
        resolve(undefined);
      });
      const timer = setTimeout(wake, ms);
      signal.addEventListener('abort', wake);
      await promise;
      signal.removeEventListener('abort', wake);
      clearTimeout(timer);
    }
    // Thrown as it came, and told apart where it is caught.
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- it is what the client ended its stream with
    if (this.#failure !== undefined) throw this.#failure;
    const stirred = this.#stirred;
    this.#stirred = false;
    return stirred;
  }

  close(): void {
    this.#events.unsubscribe().catch(() => undefined);
    this.#events.destroy();
  }

  #stir(): void {
    this.#stirred = true;
    this.#wake();
  }
}
