import { setTimeout } from 'node:timers/promises';

/** What can befall one write: an append, a batch append, a deletion or a tombstone. */
export type WriteFault =
  /** Every connection is cut; nothing was written. */
  | 'cut-before-write'
  /** It was written, and every connection is cut before the answer. */
  | 'cut-after-write'
  /** Nothing was written, and no answer ever comes. */
  | 'lose-request'
  /** It was written, and no answer ever comes. */
  | 'lose-answer'
  /** Refused as unavailable; nothing was written. */
  | 'unavailable-before-write'
  /** It was written, and refused as unavailable all the same. */
  | 'unavailable-after-write';

/** What a test makes go wrong. Everything is as it should be until it is called. */
export class Faults {
  #unavailable = false;
  readonly #writes: WriteFault[] = [];
  #eventsUntilCut = Infinity;
  #held: Promise<void> | undefined;

  /** Before each answer to a request, in milliseconds. */
  latency = 0;

  /** How often connections have been cut. */
  cuts = 0;

  constructor(private readonly cut: () => void) {}

  /** Cuts every connection at once; the server goes on listening. */
  cutConnections(): void {
    this.cuts += 1;
    this.cut();
  }

  /** The next writes meet this, one each, in the order of the calls. */
  failNextWrite(fault: WriteFault, times = 1): void {
    for (let time = 0; time < times; time++) this.#writes.push(fault);
  }

  /** Every request is refused as unavailable, or no longer. */
  set unavailable(unavailable: boolean) {
    this.#unavailable = unavailable;
  }

  get unavailable(): boolean {
    return this.#unavailable;
  }

  /** Every connection is cut once so many more events have left for subscribers; once. */
  cutAfterEvents(events: number): void {
    this.#eventsUntilCut = events;
  }

  /** No answer leaves until the function that comes back is called; writes are written. */
  holdAnswers(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#held = promise.then(() => {
      this.#held = undefined;
    });
    return () => {
      resolve(undefined);
    };
  }

  /** For the server: what the write that begins meets. */
  takeWriteFault(): WriteFault | undefined {
    return this.#writes.shift();
  }

  /** For the server: an event has left for a subscriber. Answers whether connections are to be cut. */
  eventSent(): boolean {
    this.#eventsUntilCut -= 1;
    if (this.#eventsUntilCut > 0) return false;
    this.#eventsUntilCut = Infinity;
    return true;
  }

  /** For the server: an answer may leave once this has resolved. */
  async beforeAnswer(): Promise<void> {
    if (this.latency > 0) await setTimeout(this.latency);
    await this.#held;
  }
}
