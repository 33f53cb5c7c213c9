import { derivedId } from '../../clock.js';
import { streamName } from '../../facts.js';
import type { FactId, NewFact, Position, RecordedFact, StreamName } from '../../facts.js';
import type { EventLog, FollowedBatch } from '../../port.js';
import { openEventStoreLog } from '../open.js';
import type { EventStoreOptions } from '../open.js';

/** Logs on one imitated server, and what was wrong with the server while they were open. */
export class Stand {
  readonly troubles: string[] = [];
  /** Called when something is wrong, before it is tried again. */
  onTrouble: () => void = () => undefined;
  readonly #logs: EventLog[] = [];
  #facts = 0;

  constructor(readonly server: { readonly url: string; close(): Promise<void> }) {}

  async open(options: Partial<EventStoreOptions> = {}): Promise<EventLog> {
    const log = await openEventStoreLog({
      url: this.server.url,
      onTrouble: ({ message }) => {
        this.troubles.push(message);
        this.onTrouble();
      },
      ...options,
    });
    this.#logs.push(log);
    return log;
  }

  facts(count: number): NewFact[] {
    return Array.from({ length: count }, () => {
      this.#facts += 1;
      return {
        id: derivedId('stand', String(this.#facts)) as FactId,
        type: 'ClassDayHeld',
        data: { day: this.#facts },
        metadata: {
          recordedAt: '2026-03-02T14:00:00Z',
          actor: 'coordinator-1',
          correlationId: 'request-1',
        },
      };
    });
  }

  async close(): Promise<void> {
    for (const log of this.#logs) await log.close();
    await this.server.close();
  }
}

export const cohort: StreamName = streamName('cohort', 'spring');

/** Everything after a position, until so many facts have come. */
export async function followed(
  log: EventLog,
  count: number,
  options: {
    after?: Position;
    maxBatch?: number;
    each?: (batch: FollowedBatch) => Promise<void> | void;
  } = {},
): Promise<RecordedFact[]> {
  const { after = 0 as Position, maxBatch = 1_000, each } = options;
  const stop = new AbortController();
  const facts: RecordedFact[] = [];
  for await (const batch of log.follow({ after, maxBatch, signal: stop.signal })) {
    facts.push(...batch.facts);
    await each?.(batch);
    if (facts.length >= count) stop.abort();
  }
  return facts;
}

export function idsOf(facts: readonly { readonly id: string }[]): string[] {
  return facts.map(({ id }) => id);
}
