import { FORWARDS, START } from '@eventstore/db-client';
import type { AllStreamRecordedEvent, ReadPosition } from '@eventstore/db-client';
import type { StreamName } from '../facts.js';
import type { Connection } from './connection.js';
import { asLogError } from './failures.js';
import { within } from './patience.js';

/** What the server records, as the last event of a stream, when its name is closed for good. */
const tombstone = '$streamDeleted';
const pageSize = 4_096;

/** Which streams have been deleted for good; what was read once is not read again. */
export class Tombstones {
  readonly #streams = new Set<StreamName>();
  #from: ReadPosition = START;

  constructor(
    readonly connection: Connection,
    readonly prefix: string,
    readonly deadlineMs: number,
  ) {}

  /** @throws LogError */
  async upToNow(): Promise<ReadonlySet<StreamName>> {
    try {
      for (;;) {
        const page = await within(this.deadlineMs, this.#page());
        for (const event of page) this.#take(event);
        if (page.length < pageSize) return new Set(this.#streams);
      }
    } catch (error) {
      throw asLogError(error, this.connection.place);
    }
  }

  async #page(): Promise<readonly AllStreamRecordedEvent[]> {
    const events: AllStreamRecordedEvent[] = [];
    const read = this.connection.client.readAll({
      direction: FORWARDS,
      fromPosition: this.#from,
      maxCount: pageSize,
      requiresLeader: true,
    });
    for await (const { event } of read) if (event !== undefined) events.push(event);
    return events;
  }

  #take({ position, streamId, type }: AllStreamRecordedEvent): void {
    // The next page begins with the last event of this one.
    this.#from = position;
    if (type !== tombstone || !streamId.startsWith(this.prefix)) return;
    this.#streams.add(streamId.slice(this.prefix.length) as StreamName);
  }
}
