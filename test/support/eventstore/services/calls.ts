import type { ServerDuplexStream, ServerWritableStream, sendUnaryData } from '@grpc/grpc-js';
import type { Node } from '../node.js';
import { Refusal, refusal } from '../refusals.js';

/** Answers a call that is answered once. */
export function answer<Message>(
  callback: sendUnaryData<Message>,
  work: () => Promise<Message>,
): void {
  work().then(
    (message) => {
      callback(null, message);
    },
    (error: unknown) => {
      callback(asRefusal(error));
    },
  );
}

export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return refusal.unknown(error instanceof Error ? error.message : String(error));
}

/** Where the messages of one call leave, no faster than the client reads them. */
export class Outlet<Message> {
  readonly #call: ServerWritableStream<unknown, Message> | ServerDuplexStream<unknown, Message>;
  readonly #node: Node;
  #gone = false;
  readonly #whenGone: Promise<void>;
  /** How often a message has had to wait for the client. */
  waits = 0;

  constructor(
    node: Node,
    call: ServerWritableStream<unknown, Message> | ServerDuplexStream<unknown, Message>,
  ) {
    this.#node = node;
    this.#call = call;
    this.#whenGone = new Promise((resolve) => {
      for (const event of ['cancelled', 'close', 'error'] as const) {
        call.once(event, () => {
          this.#gone = true;
          resolve();
        });
      }
    });
  }

  /** Nobody listens any more. */
  get gone(): boolean {
    return this.#gone || this.#call.cancelled;
  }

  get whenGone(): Promise<void> {
    return this.#whenGone;
  }

  /** Resolves when there is room for the next message, or when nobody listens any more. */
  async send(message: Message): Promise<void> {
    if (this.gone) return;
    const room = this.#call.write(message);
    const { counts } = this.#node;
    counts.mostWaiting = Math.max(counts.mostWaiting, this.#call.writableLength);
    if (room) return;
    this.waits += 1;
    const drained = new Promise<void>((resolve) => this.#call.once('drain', resolve));
    await Promise.race([drained, this.#whenGone]);
  }

  end(): void {
    if (!this.gone) this.#call.end();
  }

  fail(error: unknown): void {
    if (!this.gone) this.#call.emit('error', asRefusal(error));
  }
}
