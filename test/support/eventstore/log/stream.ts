import { NOTHING, TOMBSTONED } from './event.js';
import type { StoredEvent } from './event.js';

/** What `$$stream` says, as far as reading and writing depend on it. */
export interface StreamSettings {
  readonly maxCount?: bigint;
  readonly maxAgeSeconds?: number;
  readonly truncateBefore?: bigint;
}

/** One stream of the log. Its events stay, also behind `$tb`, until they are scavenged. */
export class Stream {
  /** In order; a scavenge takes from the front, so that there are no gaps. */
  events: StoredEvent[] = [];
  tombstone: StoredEvent | undefined;
  settings: StreamSettings = {};

  /** Number of the last event, `NOTHING` for none. A stream keeps counting when it is deleted softly. */
  get last(): bigint {
    return this.events.at(-1)?.revision ?? NOTHING;
  }

  get deletedSoftly(): boolean {
    return this.tombstone === undefined && this.settings.truncateBefore === TOMBSTONED;
  }

  at(revision: bigint): StoredEvent | undefined {
    const event = this.events[this.#index(revision)];
    return event?.revision === revision ? event : undefined;
  }

  /** At most so many events from a number on, of those that a reader may see. */
  page(from: bigint, limit: number, now: Date): readonly StoredEvent[] {
    const first = this.firstVisible(now);
    const index = this.#index(from > first ? from : first);
    return this.events.slice(index, index + limit);
  }

  /** Number of the first event that a reader may see; past the last where there is none. */
  firstVisible(now: Date): bigint {
    const { maxCount, maxAgeSeconds, truncateBefore = 0n } = this.settings;
    let first = truncateBefore;
    if (maxCount !== undefined && this.last - maxCount + 1n > first) {
      first = this.last - maxCount + 1n;
    }
    if (maxAgeSeconds === undefined) return first;
    const since = now.getTime() - maxAgeSeconds * 1000;
    const young = this.events.find(
      ({ revision, created }) => revision >= first && created.getTime() >= since,
    );
    return young?.revision ?? this.last + 1n;
  }

  #index(revision: bigint): number {
    const first = this.events[0]?.revision ?? 0n;
    const index = revision - first;
    if (index < 0n) return 0;
    return index > BigInt(this.events.length) ? this.events.length : Number(index);
  }
}

/** The settings in a `$metadata` event. What is no JSON object sets nothing. */
export function settingsIn(data: Uint8Array): StreamSettings {
  const text = objectIn(data);
  const maxCount = integerIn(text, 'maxCount');
  const maxAge = integerIn(text, 'maxAge');
  const truncateBefore = integerIn(text, 'tb');
  return {
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(maxAge === undefined ? {} : { maxAgeSeconds: Number(maxAge) }),
    ...(truncateBefore === undefined ? {} : { truncateBefore }),
  };
}

/** The same metadata with another `$tb`. */
export function withTruncateBefore(data: Uint8Array, revision: bigint): Uint8Array {
  const settings = JSON.parse(objectIn(data)) as Record<string, unknown>;
  return Buffer.from(JSON.stringify({ ...settings, $tb: Number(revision) }));
}

/** Read from the text: as a number the largest int64 would lose its last digits. */
function integerIn(text: string, name: string): bigint | undefined {
  const digits = new RegExp(`"\\$${name}"\\s*:\\s*(\\d+)`).exec(text)?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}

function objectIn(data: Uint8Array): string {
  const text = Buffer.from(data).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : '{}';
  } catch {
    return '{}';
  }
}
