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

type Call<Message> = ServerWritableStream<unknown, Message> | ServerDuplexStream<unknown, Message>;

/** Where the messages of one call leave, no faster than the client reads them. */
export class Outlet<Message> {
  readonly #call: Call<Message>;
  readonly #node: Node;
  /** Resolves what waits for room. */
  #resume: (() => void) | undefined;
  #gone = false;
  /** Messages that have not left this process. */
  #waiting = 0;
  readonly #cuts: number;
  /** How often a message has had to wait for the client. */
  waits = 0;

  constructor(node: Node, call: Call<Message>) {
    this.#node = node;
    this.#cuts = node.faults.cuts;
    this.#call = call;
    call.on('drain', () => {
      this.wake();
    });
    for (const event of ['cancelled', 'close', 'error'] as const) {
      call.once(event, () => {
        this.#gone = true;
        this.wake();
      });
    }
  }

  /** Nobody listens any more. */
  get gone(): boolean {
    return this.#gone || this.#call.cancelled || this.#node.faults.cuts !== this.#cuts;
  }

  /** Resolves when there is room for the next message, or when nobody listens any more. */
  async send(message: Message): Promise<void> {
    if (this.gone) return;
    this.#waiting += 1;
    const room = this.#call.write(message, () => {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.wake();
    });
    const { counts } = this.#node;
    counts.mostWaiting = Math.max(counts.mostWaiting, this.#waiting);
    if (room) return;
    this.waits += 1;
    await this.pause();
  }

  /** Resolves when everything has left this process, or when nobody listens any more. */
  async flushed(): Promise<void> {
    while (this.#waiting > 0 && !this.gone) await this.pause();
  }

  /** Until there is room, until `wake` is called, or until nobody listens any more. */
  async pause(): Promise<void> {
    if (this.gone) return;
    await new Promise<void>((resume) => {
      this.#resume = resume;
    });
  }

  wake(): void {
    this.#resume?.();
  }
  end(): void {
    if (!this.gone) this.#call.end();
  }

  fail(error: unknown): void {
    if (!this.gone) this.#call.emit('error', asRefusal(error));
  }
}
