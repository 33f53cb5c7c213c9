import type { NewFact, Position, RecordedFact, StreamName } from './facts.js';

/** The revision a stream must be at: its last fact's, `none` for no facts yet, `any` for no check. */
export type ExpectedRevision = number | 'none' | 'any';

export interface Appended {
  /** Revision and position of the last fact of the append. */
  readonly revision: number;
  readonly position: Position;
  /** True when the same facts were there already and nothing was written. */
  readonly repeated: boolean;
}

export interface FollowedBatch {
  readonly facts: readonly RecordedFact[];
  /** Everything up to here has been delivered; what a follower stores as its checkpoint. */
  readonly checkpoint: Position;
  /** The log held nothing after `checkpoint` when the batch was made. */
  readonly caughtUp: boolean;
}

/**
 * The only truth: facts in streams, in one total order. Every method rejects with `LogError`.
 * What a store must keep is written as tests in `testing/contract.ts`.
 */
export interface EventLog {
  /**
   * Appends all facts or none, durably, when the stream is at `expected`. Appending the same ids
   * to the same stream again with the same expectation answers as the first time did.
   * @throws LogError revision-conflict, stream-deleted, fact-id-taken, log-…, append-outcome-unknown
   */
  append(
    stream: StreamName,
    facts: readonly NewFact[],
    expected: ExpectedRevision,
  ): Promise<Appended>;

  /** Facts of one stream in order, after revision `after` when given. A stream without facts is empty.
   * @throws LogError stream-deleted */
  readStream(stream: StreamName, after?: number): Promise<readonly RecordedFact[]>;

  /** At most `limit` facts after a position, in the total order. */
  readAll(after: Position, limit: number): Promise<readonly RecordedFact[]>;

  /**
   * Everything after a position, then what is appended from now on, until `signal` aborts.
   * The next batch is fetched when the consumer asks for it. The first batch comes at once, even
   * when it is empty, so that a follower learns that it has caught up.
   */
  follow(options: {
    readonly after: Position;
    readonly signal: AbortSignal;
    readonly maxBatch?: number;
  }): AsyncIterable<FollowedBatch>;

  /** Deletes a stream for good: its facts can't be read again and nothing can be appended to it.
   * Deleting what is already deleted changes nothing. @throws LogError revision-conflict */
  deleteStream(stream: StreamName, expected: ExpectedRevision): Promise<void>;

  /** Position of the last fact, `START` for an empty log. */
  head(): Promise<Position>;

  /** Finishes the appends under way and lets go of the storage. */
  close(): Promise<void>;
}
