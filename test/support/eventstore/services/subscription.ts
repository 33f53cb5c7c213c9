import { randomUUID } from 'node:crypto';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredEvent } from '../log/event.js';
import type { TransactionLog } from '../log/transaction-log.js';
import type { Node } from '../node.js';
import { refusal } from '../refusals.js';
import type { Outlet } from './calls.js';

export interface Subscriber {
  readonly node: Node;
  readonly outlet: Outlet<streams.ReadResp>;
  readonly send: (event: StoredEvent) => Promise<void>;
}

/** Live events a server keeps for one subscriber: half before it, half in the channel to it. */
export const LIVE_BUFFER = 64;

export async function confirm({ outlet }: Subscriber): Promise<void> {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(randomUUID());
  await outlet.send(new streams.ReadResp().setConfirmation(confirmation));
}

export async function tellCaughtUp({ node, outlet }: Subscriber): Promise<void> {
  if (!node.features.caughtUp) return;
  await outlet.send(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
}

export function dropped(): Error {
  return refusal.timeout(
    'Consumer too slow to handle event while live. Client resubscription required.',
  );
}

/** Tells a subscription that the log has changed. */
export class Changes implements Disposable {
  readonly #outlet: Outlet<streams.ReadResp>;
  readonly #stop: () => void;
  #waiting = false;

  constructor(log: TransactionLog, outlet: Outlet<streams.ReadResp>) {
    this.#outlet = outlet;
    this.#stop = log.watch(() => {
      if (this.#waiting) outlet.wake();
    });
  }

  /** Until the log changes, or until nobody listens any more. */
  async next(): Promise<void> {
    this.#waiting = true;
    await this.#outlet.pause();
    this.#waiting = false;
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}
