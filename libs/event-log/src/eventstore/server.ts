import {
  BACKWARDS,
  END,
  excludeSystemEvents,
  NO_STREAM,
  START as LOG_START,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type {
  AllStreamRecordedEvent,
  AllStreamSubscription,
  ReadPosition,
  StreamingRead,
} from '@eventstore/db-client';
import type { Position, StreamName } from '../facts.js';
import { START } from '../facts.js';
import type { StorableFact } from '../storable.js';
import type { Connection } from './connection.js';
import { positionOf, toEvent } from './facts.js';
import type { StoredEvent } from './facts.js';
import { Unanswered } from './failures.js';
import { within } from './patience.js';

export interface Written {
  readonly revision: number;
  /** Undefined when the server knew the events already and did not look up where they are. */
  readonly position: Position | undefined;
}

/** Nothing was done, for the stream is at another revision; -1 when it holds no facts. */
export interface Conflict {
  readonly found: number;
}

/** How many events the server looks through before it says how far it has come. */
const searchWindow = 4_096;
/** System events at the end of the log are looked through in pages that grow. */
const pageSizes = { first: 8, last: 4_096 };

/**
 * Single calls, each with a deadline and none of them tried again. Names of streams are as callers
 * of the log know them; on the server each begins with the prefix. Reads ask for the leader: a
 * follower may not have yet what was answered a moment ago.
 */
export class Server {
  readonly #connection: Connection;
  readonly #prefix: string;
  readonly #deadlineMs: number;
  /** All after `head` up to `end` are system events. */
  #scanned: { readonly head: Position; readonly end: Position } | undefined;

  constructor(connection: Connection, prefix: string, deadlineMs: number) {
    this.#connection = connection;
    this.#prefix = prefix;
    this.#deadlineMs = deadlineMs;
  }

  get place(): string {
    return this.#connection.place;
  }

  get deadlineMs(): number {
    return this.#deadlineMs;
  }

  /** Appends after a revision, -1 for a stream without facts. */
  async append(
    stream: StreamName,
    facts: readonly StorableFact[],
    after: number,
  ): Promise<Written | Conflict> {
    try {
      const { nextExpectedRevision, position } = await within(
        this.#deadlineMs,
        this.#connection.client.appendToStream(this.#prefix + stream, facts.map(toEvent), {
          expectedRevision: after === -1 ? NO_STREAM : BigInt(after),
          requiresLeader: true,
          deadline: this.#deadlineMs,
        }),
      );
      const revision = Number(nextExpectedRevision);
      if (position === undefined) return { revision, position };
      const last = { streamId: this.#prefix + stream, revision: nextExpectedRevision, position };
      return { revision, position: positionOf(last) };
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return conflict(error);
      throw error;
    }
  }

  /** Events of a stream from a revision on; none when there is no such stream. */
  async readStream(stream: StreamName, from: number, count?: number): Promise<StoredEvent[]> {
    const read = this.#connection.client.readStream(this.#prefix + stream, {
      fromRevision: BigInt(from),
      requiresLeader: true,
      ...(count !== undefined && { maxCount: count }),
    });
    try {
      return await this.#events(read);
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw error;
    }
  }

  /** Closes the name of a stream for good. */
  async tombstone(stream: StreamName, after: number | 'any'): Promise<Conflict | undefined> {
    try {
      await within(
        this.#deadlineMs,
        this.#connection.client.tombstoneStream(this.#prefix + stream, {
          ...(after !== 'any' && { expectedRevision: after === -1 ? NO_STREAM : BigInt(after) }),
          requiresLeader: true,
          deadline: this.#deadlineMs,
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof StreamDeletedError) return undefined;
      if (error instanceof WrongExpectedVersionError) return conflict(error);
      throw error;
    }
  }

  /** Position of the last event of any application that is no system event. */
  async head(): Promise<Position> {
    let end: Position | undefined;
    let from: ReadPosition = END;
    for (let count = pageSizes.first; ; count = Math.min(count * 8, pageSizes.last)) {
      const page = await this.#readBackwards(from, count);
      for (const event of page) {
        const position = positionOf(event);
        end ??= position;
        const known = this.#scanned !== undefined && position <= this.#scanned.end;
        if (!known && event.type.startsWith('$')) continue;
        const head = known && this.#scanned !== undefined ? this.#scanned.head : position;
        if (this.#scanned === undefined || end > this.#scanned.end) this.#scanned = { head, end };
        return head;
      }
      const last = page.at(-1);
      if (last?.position === undefined || page.length < count) return START;
      from = last.position;
    }
  }

  /** Looks through the end of the log anew at the next `head`: a scavenge takes events out of it. */
  forgetHead(): void {
    this.#scanned = undefined;
  }

  /**
   * What is after a position, without system events, and what is appended from now on. It may begin
   * with events up to that position, which the caller leaves out.
   */
  async subscribe(
    after: Position,
    highWaterMark: number,
    onProgress: () => void,
  ): Promise<AllStreamSubscription> {
    const filter = excludeSystemEvents({
      maxSearchWindow: searchWindow,
      checkpointInterval: 1,
      checkpointReached: onProgress,
    });
    return this.#connection.client.subscribeToAll(
      { fromPosition: await this.#justBefore(after), filter },
      { highWaterMark },
    );
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  // Server 22.10 begins after the first event it finds from the position on. When the one at the
  // position has been scavenged that is the next one, which would be skipped; the one before the
  // position is there.
  async #justBefore(after: Position): Promise<ReadPosition> {
    if (after === START) return LOG_START;
    const at = BigInt(after);
    const [before] = await this.#readBackwards({ commit: at, prepare: at }, 1);
    return before?.position ?? LOG_START;
  }

  #readBackwards(from: ReadPosition, count: number): Promise<AllStreamRecordedEvent[]> {
    return this.#events(
      this.#connection.client.readAll({
        direction: BACKWARDS,
        fromPosition: from,
        maxCount: count,
        requiresLeader: true,
      }),
    );
  }

  /** The client gives reads no deadline; here each event must come within one. */
  async #events<Event>(read: StreamingRead<{ event?: Event }>): Promise<Event[]> {
    const events: Event[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<Event[]>();
    const timer = setTimeout(() => {
      // What is cancelled says nothing more.
      read.cancel().catch(() => undefined);
      reject(new Unanswered(`no answer came within ${this.#deadlineMs} ms`));
    }, this.#deadlineMs);
    read.on('data', ({ event }) => {
      timer.refresh();
      if (event !== undefined) events.push(event);
    });
    read.on('error', reject);
    read.on('end', () => {
      resolve(events);
    });
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }
}

function conflict({ actualVersion }: WrongExpectedVersionError): Conflict {
  return { found: typeof actualVersion === 'bigint' ? Number(actualVersion) : -1 };
}
