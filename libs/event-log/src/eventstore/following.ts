import type { FollowedBatch } from '../port.js';
import type { Position, RecordedFact } from '../facts.js';
import { positionOf, toFact } from './facts.js';
import { Unanswered } from './failures.js';
import { Feed } from './feed.js';
import type { Server } from './server.js';

export interface Following {
  readonly after: Position;
  readonly signal: AbortSignal;
  readonly maxBatch: number;
}

/** The client's stream holds at most so many events that nobody has asked for yet. */
const maxBuffered = 1_000;
/** How long the next event may be awaited during a catch-up before the head is looked at again. */
const quietMs = 500;

/**
 * Follows by one subscription until it breaks. Whether a follower has caught up is told by the
 * head, for servers before 23.10 don't say so: the first batch, and each that is begun after one
 * that had caught up, goes as far as the head was when it began.
 */
export async function* followOnce(
  server: Server,
  prefix: string,
  { after, signal, maxBatch }: Following,
): AsyncGenerator<FollowedBatch, void> {
  const feed = await Feed.open(server, after, Math.min(maxBatch, maxBuffered));
  try {
    let checkpoint = after;
    let caughtUp = false;
    while (!signal.aborted) {
      if (caughtUp && !(await somethingCame(feed, server, checkpoint, signal))) return;
      const batch = await nextBatch(feed, server, prefix, { after: checkpoint, signal, maxBatch });
      if (batch === undefined) return;
      const nothingNew = caughtUp && batch.caughtUp && batch.checkpoint === checkpoint;
      ({ checkpoint, caughtUp } = batch);
      if (!nothingNew) yield batch;
    }
  } finally {
    feed.close();
  }
}

/** Waits for what is appended next; false when the signal aborted. */
async function somethingCame(
  feed: Feed,
  server: Server,
  reached: Position,
  signal: AbortSignal,
): Promise<boolean> {
  while (!(await feed.more(2 * server.deadlineMs, signal))) {
    if (signal.aborted) return false;
    // A subscription can be dead without telling, on a node that lost its cluster for instance.
    if ((await server.head()) > reached && !(await feed.more(server.deadlineMs, signal))) {
      throw new Unanswered('it did not send what was appended');
    }
  }
  return true;
}

/** What is there up to the head of the moment, as far as a batch holds it. */
async function nextBatch(
  feed: Feed,
  server: Server,
  prefix: string,
  { after, signal, maxBatch }: Following,
): Promise<FollowedBatch | undefined> {
  const facts: RecordedFact[] = [];
  let reached = after;
  let head = await server.head();
  let quiet = 0;
  while (reached < head && facts.length < maxBatch) {
    const event = feed.next();
    if (event !== undefined) {
      const position = positionOf(event);
      if (position <= reached) continue;
      if (event.streamId.startsWith(prefix)) facts.push(toFact(event, prefix));
      reached = position;
      quiet = 0;
    } else if (!(await feed.more(quietMs, signal))) {
      quiet += quietMs;
      if (quiet > server.deadlineMs) throw new Unanswered('it did not send what is in the log');
      // What stood there may have been scavenged since.
      server.forgetHead();
      head = await server.head();
      if (facts.length > 0) break;
    }
    if (signal.aborted) return undefined;
  }
  return { facts, checkpoint: reached, caughtUp: reached >= head };
}
