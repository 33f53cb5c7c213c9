/** In what the servers of the years differ, as far as a client of streams sees it. */
export interface Features {
  readonly version: string;
  /** Whether the server lists `batchAppend`; the client appends one by one where it doesn't. */
  readonly batchAppend: boolean;
  /** A `CaughtUp` message each time a subscription goes live. */
  readonly caughtUp: boolean;
  /**
   * What a filtered subscription is told when it goes live: nothing, where it stands, or, as 22.10.0
   * does, a place that each later checkpoint repeats, and that skips an event when it is resumed from.
   */
  readonly checkpointWhenLive: 'none' | 'current' | 'stale';
  /**
   * Where a subscription from a place begins: after the event that is there, or after the first
   * event at the place or behind it, wherever that is.
   */
  readonly resume: 'after-place' | 'after-next-event';
  /** What befalls a live subscriber that reads too slowly: it is caught up again, or dropped. */
  readonly slowConsumer: 'caught-up-again' | 'dropped';
  /** What one append may hold: bytes of data and metadata, and twice the length of the types. */
  readonly maxAppendSize: number;
}

const MIB = 1024 * 1024;

const before24 = {
  batchAppend: true,
  checkpointWhenLive: 'none',
  resume: 'after-next-event',
  slowConsumer: 'dropped',
  maxAppendSize: MIB,
} as const;

const since24 = {
  batchAppend: true,
  caughtUp: true,
  checkpointWhenLive: 'current',
  resume: 'after-place',
  slowConsumer: 'caught-up-again',
  maxAppendSize: MIB,
} as const;

/** The servers that can be imitated, by name; README.md tells which source says so. */
export const FEATURES = {
  '22.10.0': { ...before24, version: '22.10.0', caughtUp: false, checkpointWhenLive: 'stale' },
  '22.10': { ...before24, version: '22.10.5', caughtUp: false },
  '23.10': { ...before24, version: '23.10.6', caughtUp: true },
  '24.10': { ...since24, version: '24.10.0' },
  '26': { ...since24, version: '26.1.0', maxAppendSize: 256 * MIB },
} as const satisfies Record<string, Features>;

export type ServerVersion = keyof typeof FEATURES;
