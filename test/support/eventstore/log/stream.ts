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
  /** In order; without gaps until it is scavenged. */
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
    const first = this.events[0];
    return first === undefined ? undefined : this.events[Number(revision - first.revision)];
  }

  /** The events a reader may see. */
  visible(now: Date): readonly StoredEvent[] {
    const { maxCount, maxAgeSeconds, truncateBefore } = this.settings;
    let from = truncateBefore ?? 0n;
    if (maxCount !== undefined && this.last - maxCount + 1n > from)
      from = this.last - maxCount + 1n;
    const since = maxAgeSeconds === undefined ? 0 : now.getTime() - maxAgeSeconds * 1000;
    return this.events.filter(
      ({ revision, created }) => revision >= from && created.getTime() >= since,
    );
  }
}

/** The settings in a `$metadata` event. What is no JSON object sets nothing. */
export function settingsIn(data: Uint8Array): StreamSettings {
  const found = parsed(data);
  const [maxCount, maxAge, truncateBefore] = ['$maxCount', '$maxAge', '$tb'].map((name) => {
    // JSON numbers past 2^53 lose their last digits, and the largest int64 is one of them.
    const digits = new RegExp(`"\\${name}"\\s*:\\s*(\\d+)`).exec(found)?.[1];
    return digits === undefined ? undefined : BigInt(digits);
  });
  return {
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(maxAge === undefined ? {} : { maxAgeSeconds: Number(maxAge) }),
    ...(truncateBefore === undefined ? {} : { truncateBefore }),
  };
}

/** The same metadata with another `$tb`; nothing for what is no JSON object. */
export function withTruncateBefore(data: Uint8Array, revision: bigint): Uint8Array {
  const text = parsed(data)
    .replace(/"\$tb"\s*:\s*\d+\s*,?/, '')
    .trim();
  const rest = text.slice(1, -1).trim().replace(/,$/, '');
  return Buffer.from(`{"$tb":${revision}${rest === '' ? '' : `,${rest}`}}`);
}

function parsed(data: Uint8Array): string {
  const text = Buffer.from(data).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : '{}';
  } catch {
    return '{}';
  }
}
