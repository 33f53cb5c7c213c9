/** An event as the log holds it. */
export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
  /** Number within the stream; `TOMBSTONED` for the event that deletes a stream for good. */
  readonly revision: bigint;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly created: Date;
  /** Where its record starts in the log, in bytes; commit and prepare position are this one number. */
  readonly position: bigint;
  /** Where the next record starts. */
  readonly end: bigint;
}

/** A position as the protocol tells it. The server's own may differ in their halves: `{X, 0}`. */
export interface Place {
  readonly commit: bigint;
  readonly prepare: bigint;
}

export type ProposedEvent = Pick<StoredEvent, 'id' | 'type' | 'isJson' | 'data' | 'metadata'>;

/** What a writer expects of a stream: its last event's number, or one of the three words. */
export type Expected = bigint | 'any' | 'no-stream' | 'stream-exists';

/** The number of a tombstone, and the `$tb` of a stream that is deleted softly: the largest int64. */
export const TOMBSTONED = 0x7fff_ffff_ffff_ffffn;

/** The number before the first event. */
export const NOTHING = -1n;

export type Written =
  | {
      readonly outcome: 'written' | 'repeated';
      /** Number of the last event; `NOTHING` after an append of no events to no stream. */
      readonly revision: bigint;
      /** Absent where the server does not know it any more. */
      readonly position: bigint | undefined;
    }
  | { readonly outcome: 'wrong-version'; readonly current: bigint }
  | { readonly outcome: 'deleted' };
