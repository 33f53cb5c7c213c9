import { randomUUID } from 'node:crypto';
import { NOTHING, TOMBSTONED } from './event.js';
import type { Expected, ProposedEvent, StoredEvent, Written } from './event.js';
import { judge } from './judge.js';
import { Stream, settingsIn, withTruncateBefore } from './stream.js';

export interface LogOptions {
  /** Where the first record stands. Past 4 GiB, so that nobody keeps a position in 32 bits. */
  readonly origin?: bigint;
  readonly now?: () => Date;
}

/**
 * The log of a server or of a cluster, in memory. It outlives the servers that work on it, so that
 * one can be stopped and another started in its place.
 */
export class TransactionLog {
  readonly now: () => Date;
  #end: bigint;
  #events: StoredEvent[] = [];
  /** Where each record starts, also those that are no events. */
  readonly #records: bigint[] = [];
  readonly #streams = new Map<string, Stream>();
  readonly #recent = new Map<string, StoredEvent>();
  readonly #watching = new Set<() => void>();

  constructor({ origin = 5n * 2n ** 30n, now = () => new Date() }: LogOptions = {}) {
    this.now = now;
    this.#end = origin;
    this.beginEpoch();
    this.#writeSystem('$user-admin', '$UserCreated', { loginName: 'admin', groups: ['$admins'] });
    this.#writeSystem('$$$stats-127.0.0.1:2113', '$metadata', { $maxAge: 86_400 });
  }

  /** All events in order, of every stream, deleted ones too until they are scavenged. */
  get events(): readonly StoredEvent[] {
    return this.#events;
  }

  /** Where the next record will start. */
  get end(): bigint {
    return this.#end;
  }

  /** The position of the last event, which a subscription from the end begins after. */
  get lastPosition(): bigint {
    return this.#events.at(-1)?.position ?? NOTHING;
  }

  stream(name: string): Stream {
    return this.#streams.get(name) ?? new Stream();
  }

  /** Index into `events` of the first at this position or after it. */
  indexFrom(position: bigint): number {
    return lowerBound(this.#events.length, (index) => at(this.#events, index).position >= position);
  }

  /** Whether a read may start here: where a record starts, at the end or after it, or before it all. */
  startsRecord(position: bigint): boolean {
    const [first] = this.#records;
    if (first === undefined || position < first || position >= this.#end) return true;
    const index = lowerBound(this.#records.length, (i) => at(this.#records, i) >= position);
    return this.#records[index] === position;
  }

  /** Calls back after each change, until the answer is called. */
  watch(changed: () => void): () => void {
    this.#watching.add(changed);
    return () => this.#watching.delete(changed);
  }

  append(stream: string, proposed: readonly ProposedEvent[], expected: Expected): Written {
    const ids = proposed.map(({ id }) => id);
    const target = this.stream(stream);
    const judged = this.#judge(stream, ids, expected);
    if (judged.decision !== 'write') return refusedOrRepeated(judged, target, this.now());
    const wasDeleted = target.deletedSoftly;
    const original = stream.startsWith('$$') ? this.stream(stream.slice(2)) : undefined;
    const originalWasDeleted = original?.deletedSoftly === true;
    const next = target.last + 1n;
    let position = proposed.length === 0 ? this.#record(64) : NOTHING;
    for (const event of proposed) position = this.#write(stream, event).position;
    const revision = this.stream(stream).last;
    if (wasDeleted) this.#undelete(stream, next);
    if (originalWasDeleted) this.#undelete(stream.slice(2), original.last + 1n);
    this.#changed();
    return { outcome: 'written', revision, position };
  }

  /** A deleted stream can be written to again; it goes on counting. */
  deleteSoftly(stream: string, expected: Expected): Written {
    const target = this.stream(stream);
    const judged = this.#judge(stream, [randomUUID()], expected);
    if (judged.decision !== 'write') return refusedOrRepeated(judged, target, this.now());
    if (target.last === NOTHING && this.stream(`$$${stream}`).last === NOTHING) {
      return { outcome: 'wrong-version', current: NOTHING };
    }
    const data = Buffer.from(`{"$tb":${TOMBSTONED}}`);
    const { position, revision } = this.#write(`$$${stream}`, metadataEvent(data));
    this.#changed();
    return { outcome: 'written', revision, position };
  }

  /** A tombstoned stream is gone for good; its earlier events stay in `$all` until a scavenge. */
  tombstone(stream: string, expected: Expected): Written {
    const judged = this.#judge(stream, [randomUUID()], expected);
    if (judged.decision !== 'write') {
      return refusedOrRepeated(judged, this.stream(stream), this.now());
    }
    const nothing = new Uint8Array();
    const event = this.#write(
      stream,
      { id: randomUUID(), type: '$streamDeleted', isJson: false, data: nothing, metadata: nothing },
      TOMBSTONED,
    );
    this.#changed();
    return { outcome: 'written', revision: event.revision, position: event.position };
  }

  /** Takes out what no reader of a stream can see: only then it is gone from `$all` too. */
  scavenge(): void {
    const now = this.now();
    const kept = new Set<StoredEvent>();
    for (const stream of this.#streams.values()) {
      const visible =
        stream.tombstone === undefined ? stream.page(0n, Infinity, now) : [stream.tombstone];
      for (const event of visible) kept.add(event);
      // The last event stays, so that the stream goes on counting.
      const last = stream.events.at(-1);
      if (stream.tombstone === undefined && last !== undefined) kept.add(last);
      stream.events = stream.events.filter((event) => kept.has(event));
    }
    this.#events = this.#events.filter((event) => kept.has(event));
  }

  /**
   * A new leader writes where it begins, which is no event, and remembers no ids: a repeated append
   * that expects `any` is then written again.
   */
  beginEpoch(): void {
    this.#record(180);
    this.#recent.clear();
  }

  /** What every server writes every half minute. */
  recordStatistics(): void {
    this.#writeSystem('$stats-127.0.0.1:2113', '$statsCollected', { 'proc-cpu': 1 });
    this.#changed();
  }

  #judge(stream: string, ids: readonly string[], expected: Expected) {
    const hasMetadata = this.stream(`$$${stream}`).last > NOTHING;
    return judge(this.stream(stream), ids, expected, this.#recent, hasMetadata);
  }

  #writeSystem(stream: string, type: string, data: object): void {
    const metadata = new Uint8Array();
    const json = Buffer.from(JSON.stringify(data));
    this.#write(stream, { id: randomUUID(), type, isJson: true, data: json, metadata });
  }

  #undelete(stream: string, from: bigint): void {
    const metadata = this.stream(`$$${stream}`).events.at(-1)?.data ?? new Uint8Array();
    this.#write(`$$${stream}`, metadataEvent(withTruncateBefore(metadata, from)));
  }

  #write(name: string, proposed: ProposedEvent, revision?: bigint): StoredEvent {
    let stream = this.#streams.get(name);
    if (stream === undefined) this.#streams.set(name, (stream = new Stream()));
    const { id, type, isJson, data, metadata } = proposed;
    const position = this.#record(
      98 + Buffer.byteLength(name) + Buffer.byteLength(type) + data.length + metadata.length,
    );
    const event: StoredEvent = {
      id,
      stream: name,
      revision: revision ?? stream.last + 1n,
      type,
      isJson,
      data,
      metadata,
      created: this.now(),
      position,
      end: this.#end,
    };
    this.#events.push(event);
    this.#recent.set(id, event);
    if (revision === TOMBSTONED) stream.tombstone = event;
    else stream.events.push(event);
    if (name.startsWith('$$')) this.#applySettings(name.slice(2), data);
    return event;
  }

  #applySettings(name: string, data: Uint8Array): void {
    let stream = this.#streams.get(name);
    if (stream === undefined) this.#streams.set(name, (stream = new Stream()));
    stream.settings = settingsIn(data);
  }

  /** Takes so many bytes of the log, and answers where they begin. */
  #record(bytes: number): bigint {
    const position = this.#end;
    this.#records.push(position);
    this.#end += BigInt(bytes);
    return position;
  }

  #changed(): void {
    for (const changed of [...this.#watching]) changed();
  }
}

function refusedOrRepeated(
  judged: Exclude<ReturnType<typeof judge>, { decision: 'write' }>,
  stream: Stream,
  now: Date,
): Written {
  if (judged.decision === 'wrong-version') {
    return { outcome: 'wrong-version', current: judged.current };
  }
  if (judged.decision === 'deleted') return { outcome: 'deleted' };
  const { revision, position } = judged.last;
  // The server looks the event up to tell its position, and finds only what a reader would.
  const found = !stream.deletedSoftly && revision >= stream.firstVisible(now);
  return { outcome: 'repeated', revision, position: found ? position : undefined };
}

function metadataEvent(data: Uint8Array): ProposedEvent {
  return { id: randomUUID(), type: '$metadata', isJson: true, data, metadata: new Uint8Array() };
}

function lowerBound(length: number, reached: (index: number) => boolean): number {
  let from = 0;
  let to = length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (reached(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`Nothing at ${index}.`);
  return item;
}
