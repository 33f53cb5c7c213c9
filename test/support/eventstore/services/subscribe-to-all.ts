import type { Place, StoredEvent } from '../log/event.js';
import { PAGE } from '../filter.js';
import type { Filter } from '../filter.js';
import { refusal } from '../refusals.js';
import { checkpoint } from '../wire.js';
import { Changes, LIVE_BUFFER, confirm, dropped, tellCaughtUp } from './subscription.js';
import type { Subscriber } from './subscription.js';

export interface AllSubscriber extends Subscriber {
  readonly filter: Filter;
  /** The place to begin after. */
  readonly from: Place | 'start' | 'end';
}

/**
 * Until nobody listens: pages of what is there, then what is appended. After
 * Enumerator.AllSubscription(Filtered).cs, and Enumerators.* of the servers before 24.2.
 */
export async function subscribeToAll(subscriber: AllSubscriber): Promise<void> {
  const { node, outlet, from } = subscriber;
  using changes = new Changes(node.log, outlet);
  const cursor = new Cursor(subscriber);
  const last = both(node.log.lastPosition);
  const atEnd = from === 'end' || (typeof from === 'object' && !isBefore(from, last));
  if (typeof from === 'object' && !node.log.startsRecord(from.commit)) {
    throw refusal.invalidPosition();
  }
  await confirm(subscriber);
  if (!atEnd) await cursor.catchUp();
  await goLive(subscriber, cursor);
  while (!outlet.gone) {
    const event = cursor.peek();
    if (event === undefined) {
      await changes.next();
    } else if (await cursor.tooSlowFor(event)) {
      if (node.features.slowConsumer === 'dropped') throw dropped();
      await cursor.tellCheckpoint();
      await cursor.catchUp();
      await goLive(subscriber, cursor);
    }
  }
}

async function goLive(subscriber: AllSubscriber, cursor: Cursor): Promise<void> {
  const { checkpointWhenLive } = subscriber.node.features;
  if (checkpointWhenLive === 'stale') await cursor.tellStaleCheckpoint();
  await tellCaughtUp(subscriber);
}

/** How far one subscription has come. */
class Cursor {
  readonly #subscriber: AllSubscriber;
  /** Where the next event to look at starts, at the earliest. */
  #next: bigint;
  /** Where the page began that is read next. */
  #pageStart: Place = { commit: 0n, prepare: 0n };
  /** What the subscriber was last told, or would be as a checkpoint. */
  #checkpoint: Place | undefined;
  #consideredLive = 0;
  #told: Place | undefined;
  #stale: Place | undefined;

  constructor(subscriber: AllSubscriber) {
    const { node, from } = subscriber;
    this.#subscriber = subscriber;
    switch (from) {
      case 'start':
        this.#next = 0n;
        break;
      case 'end':
        this.#next = node.log.end;
        this.#checkpoint = both(node.log.lastPosition);
        break;
      default:
        this.#checkpoint = from;
        this.#next = this.#after(from);
        this.#pageStart =
          node.features.resume === 'after-place' ? from : { commit: this.#next, prepare: 0n };
    }
  }

  #after(place: Place): bigint {
    const { log, features } = this.#subscriber.node;
    const { commit, prepare } = place;
    const event = log.events[log.indexFrom(commit)];
    if (features.resume === 'after-next-event') return event?.end ?? commit;
    if (event === undefined) return prepare >= commit ? commit + 1n : commit;
    return event.position === commit && prepare >= commit ? event.end : commit;
  }

  peek(): StoredEvent | undefined {
    const { log } = this.#subscriber.node;
    return log.events[log.indexFrom(this.#next)];
  }

  /** Sends what is there, page by page, with a checkpoint after so many events looked at. */
  async catchUp(): Promise<void> {
    const { node, outlet, send, filter } = this.#subscriber;
    let considered = 0;
    while (!outlet.gone) {
      const { matching, looked, last } = this.#page();
      for (const event of matching) {
        await send(event);
        this.#checkpoint = both(event.position);
      }
      if (last !== undefined) {
        // A page that held nothing for the subscriber tells where it began, not where it ended.
        if (isBefore(this.#checkpoint, this.#pageStart)) this.#checkpoint = this.#pageStart;
        this.#next = last.end;
        this.#pageStart = { commit: last.end, prepare: 0n };
      }
      considered += looked;
      const interval = filter.checkpointInterval ?? Infinity;
      const atEnd = this.peek() === undefined && matching.length < PAGE && looked < filter.window;
      if (atEnd) break;
      if (considered >= interval) {
        considered %= interval;
        await this.tellCheckpoint();
      }
    }
    if (node.features.checkpointWhenLive === 'current') {
      await this.tellCheckpoint();
    }
  }

  #page(): { matching: StoredEvent[]; looked: number; last: StoredEvent | undefined } {
    const { node, filter } = this.#subscriber;
    const matching: StoredEvent[] = [];
    let looked = 0;
    let last: StoredEvent | undefined;
    for (let index = node.log.indexFrom(this.#next); ; index++) {
      const event = node.log.events[index];
      if (event === undefined || looked >= filter.window || matching.length >= PAGE) break;
      looked += 1;
      last = event;
      if (filter.matches(event)) matching.push(event);
    }
    return { matching, looked, last };
  }

  /** Sends one live event, and answers whether too many wait behind it to be kept. */
  async tooSlowFor(event: StoredEvent): Promise<boolean> {
    const { outlet, send, filter } = this.#subscriber;
    const waited = outlet.waits;
    this.#next = event.end;
    this.#consideredLive += 1;
    if (filter.matches(event)) {
      await send(event);
      this.#checkpoint = both(event.position);
    }
    if (this.#consideredLive >= (filter.checkpointInterval ?? Infinity)) {
      this.#consideredLive = 0;
      this.#checkpoint = both(event.position);
      await this.tellCheckpoint();
    }
    return outlet.waits > waited && this.#moreBehindThan(LIVE_BUFFER);
  }

  #moreBehindThan(most: number): boolean {
    const { node, filter } = this.#subscriber;
    let behind = 0;
    for (let index = node.log.indexFrom(this.#next); behind <= most; index++) {
      const event = node.log.events[index];
      if (event === undefined) return false;
      if (filter.matches(event)) behind += 1;
    }
    return true;
  }

  async tellCheckpoint(): Promise<void> {
    const { node, outlet, filter } = this.#subscriber;
    const place = this.#stale ?? this.#checkpoint;
    if (filter.checkpointInterval === undefined || place === undefined) return;
    // Since 24.2 no checkpoint comes twice.
    const twice = this.#told !== undefined && !isBefore(this.#told, place);
    if (twice && node.features.checkpointWhenLive === 'current') return;
    this.#told = place;
    await outlet.send(checkpoint(place));
  }

  /** 22.10.0 tells where the page of nothing began that followed the last event, and that for ever. */
  async tellStaleCheckpoint(): Promise<void> {
    const commit = this.#subscriber.node.log.end;
    this.#stale = { commit, prepare: 0n };
    await this.tellCheckpoint();
  }
}

function both(position: bigint): Place {
  return { commit: position, prepare: position };
}

function isBefore(place: Place | undefined, other: Place): boolean {
  if (place === undefined) return true;
  return place.commit === other.commit
    ? place.prepare < other.prepare
    : place.commit < other.commit;
}
