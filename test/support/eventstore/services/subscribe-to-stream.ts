import { NOTHING } from '../log/event.js';
import { refusal } from '../refusals.js';
import { Changes, LIVE_BUFFER, confirm, dropped, tellCaughtUp } from './subscription.js';
import type { Subscriber } from './subscription.js';

export interface StreamSubscriber extends Subscriber {
  readonly stream: string;
  /** Revision to begin after. */
  readonly after: bigint | 'start' | 'end';
}

/** Until nobody listens, or the stream is deleted for good. After Enumerator.StreamSubscription.cs. */
export async function subscribeToStream(subscriber: StreamSubscriber): Promise<void> {
  const { node, outlet, send, stream: name } = subscriber;
  const { log, features } = node;
  using changes = new Changes(log, outlet);
  const last = log.stream(name).last;
  let after = subscriber.after === 'end' ? last : NOTHING;
  if (typeof subscriber.after === 'bigint') after = subscriber.after;
  await confirm(subscriber);
  let live = after >= last;
  if (live) await tellCaughtUp(subscriber);
  while (!outlet.gone) {
    const stream = log.stream(name);
    const { tombstone } = stream;
    if (tombstone !== undefined) {
      if (live) await send(tombstone);
      throw refusal.streamDeleted(name);
    }
    const [event] = stream.page(after + 1n, 1, log.now());
    if (event !== undefined) {
      const waited = outlet.waits;
      await send(event);
      after = event.revision;
      if (live && outlet.waits > waited && stream.last - after > LIVE_BUFFER) {
        if (features.slowConsumer === 'dropped') throw dropped();
        live = false;
      }
    } else if (!live) {
      live = true;
      await tellCaughtUp(subscriber);
    } else {
      await changes.next();
    }
  }
}
