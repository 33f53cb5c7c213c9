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

/** Resolves when the log has changed since it was made, or when nobody listens any more. */
export class Changes implements Disposable {
  #changed = Promise.withResolvers<undefined>();
  readonly #stop: () => void;

  constructor(
    log: TransactionLog,
    private readonly whenGone: Promise<void>,
  ) {
    this.#stop = log.watch(() => {
      this.#changed.resolve(undefined);
    });
  }

  /** To be called before looking: what changes after the call resolves what it answers. */
  next(): Promise<unknown> {
    this.#changed = Promise.withResolvers();
    return Promise.race([this.#changed.promise, this.whenGone]);
  }

  [Symbol.dispose](): void {
    this.#stop();
  }
}
