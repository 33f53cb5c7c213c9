import { LogError } from '../errors.js';
import type { NewFact, Position, RecordedFact, StreamName } from '../facts.js';
import type { Appended, EventLog, ExpectedRevision, FollowedBatch } from '../port.js';
import { assertLimit, revisionConflict } from '../refusals.js';
import { storable } from '../storable.js';
import { append } from './appending.js';
import { toEvent } from './facts.js';
import { asLogError, isPassing } from './failures.js';
import { followOnce } from './following.js';
import { KnownStreams } from './known-streams.js';
import { Patience } from './patience.js';
import type { Server } from './server.js';
import { StreamReader } from './stream-reader.js';

export interface EventStoreLogOptions {
  readonly server: Server;
  readonly prefix: string;
  readonly patienceMs: number;
  readonly onTrouble: (trouble: Error) => void;
}

/** The log in the streams of an EventStoreDB or KurrentDB that begin with a prefix. */
export class EventStoreLog implements EventLog {
  readonly #options: EventStoreLogOptions;
  readonly #server: Server;
  readonly #streams = new KnownStreams();
  readonly #reader: StreamReader;
  /** Appends to one stream take turns, so that a conflict means another process. */
  readonly #turns = new Map<StreamName, Promise<unknown>>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  #closed: Promise<void> | undefined;

  constructor(options: EventStoreLogOptions) {
    this.#options = options;
    this.#server = options.server;
    this.#reader = new StreamReader(options.server, options.prefix, this.#streams);
  }

  append(
    stream: StreamName,
    facts: readonly NewFact[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    return this.#tracked(async () => {
      const stored = storable(stream, facts);
      // What the server would not keep is refused before anything else is tried.
      for (const fact of stored) toEvent(fact);
      return this.#inTurn(stream, () =>
        append(
          {
            ...this.#options,
            reader: this.#reader,
            streams: this.#streams,
            onTrouble: this.#report,
          },
          stream,
          stored,
          expected,
        ),
      );
    });
  }

  readStream(stream: StreamName, after = -1): Promise<readonly RecordedFact[]> {
    return this.#tracked(() => this.#patiently(() => this.#reader.read(stream, after), stream));
  }

  readAll(after: Position, limit: number): Promise<readonly RecordedFact[]> {
    return this.#tracked(async () => {
      assertLimit(limit);
      const { signal } = new AbortController();
      const following = { after, signal, maxBatch: limit };
      for await (const { facts, caughtUp } of this.#batches(following)) {
        if (facts.length > 0 || caughtUp) return facts;
      }
      return [];
    });
  }

  async *follow({
    after,
    signal,
    maxBatch = 1_000,
  }: Parameters<EventLog['follow']>[0]): AsyncGenerator<FollowedBatch, void> {
    this.#assertOpen();
    assertLimit(maxBatch);
    const until = AbortSignal.any([signal, this.#closing.signal]);
    yield* this.#batches({ after, signal: until, maxBatch });
  }

  deleteStream(stream: StreamName, expected: ExpectedRevision): Promise<void> {
    return this.#tracked(() =>
      this.#inTurn(stream, async () => {
        const after = expected === 'none' ? -1 : expected;
        if (typeof expected === 'number' && expected < 0) {
          const { length } = await this.#patiently(() => this.#reader.catchUp(stream), stream);
          throw revisionConflict(stream, length - 1, expected);
        }
        const refused = await this.#patiently(() => this.#server.tombstone(stream, after), stream);
        if (refused !== undefined) throw revisionConflict(stream, refused.found, expected);
        this.#streams.forget(stream);
      }),
    );
  }

  head(): Promise<Position> {
    return this.#tracked(() => this.#patiently(() => this.#server.head()));
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#underWay);
    await this.#server.close();
  }

  /** One subscription after the other, as long as an outage is not too long. */
  async *#batches(following: {
    after: Position;
    signal: AbortSignal;
    maxBatch: number;
  }): AsyncGenerator<FollowedBatch, void> {
    const { signal, maxBatch } = following;
    const patience = new Patience(this.#options.patienceMs);
    let after = following.after;
    const isOver = () => signal.aborted;
    while (!isOver()) {
      try {
        const { prefix } = this.#options;
        for await (const batch of followOnce(this.#server, prefix, { after, signal, maxBatch })) {
          patience.renew();
          after = batch.checkpoint;
          yield batch;
        }
      } catch (error) {
        if (isOver()) return;
        const trouble = asLogError(error, this.#server.place);
        if (!isPassing(error)) throw trouble;
        this.#report(trouble);
        if (!(await patience.another(signal)) && !isOver()) throw trouble;
      }
    }
  }

  async #patiently<Answer>(call: () => Promise<Answer>, stream?: StreamName): Promise<Answer> {
    const patience = new Patience(this.#options.patienceMs);
    for (;;) {
      try {
        return await call();
      } catch (error) {
        const trouble = asLogError(error, this.#server.place, stream);
        if (!isPassing(error)) throw trouble;
        this.#report(trouble);
        if (!(await patience.another())) throw trouble;
      }
    }
  }

  async #inTurn<Answer>(stream: StreamName, work: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#turns.get(stream)?.then(work) ?? work();
    const over = turn.then(
      () => undefined,
      () => undefined,
    );
    this.#turns.set(stream, over);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(stream) === over) this.#turns.delete(stream);
    }
  }

  async #tracked<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    this.#assertOpen();
    const answer = work();
    this.#underWay.add(answer);
    try {
      return await answer;
    } finally {
      this.#underWay.delete(answer);
    }
  }

  readonly #report = (trouble: unknown): void => {
    if (trouble instanceof Error) this.#options.onTrouble(trouble);
  };

  #assertOpen(): void {
    if (!this.#closing.signal.aborted) return;
    throw new LogError('log-closed', `The log at ${this.#server.place} was closed. Open it again.`);
  }
}
