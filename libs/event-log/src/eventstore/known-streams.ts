import type { FactId, StreamName } from '../facts.js';

/** About 25 MB of ids. */
const maxIds = 250_000;

/**
 * The ids of facts in the streams used last, by revision. They never change once they are there,
 * so they stay true whoever appends; only what came since may be missing.
 */
export class KnownStreams {
  readonly #streams = new Map<StreamName, FactId[]>();
  readonly #maxIds: number;
  #ids = 0;

  constructor(most = maxIds) {
    this.#maxIds = most;
  }

  get(stream: StreamName): readonly FactId[] | undefined {
    return this.#streams.get(stream);
  }

  /** Ids as they were read or written from a revision on; left out when those before aren't known. */
  learn(stream: StreamName, from: number, ids: readonly FactId[]): void {
    const known = this.#streams.get(stream) ?? [];
    if (from > known.length) return;
    const news = ids.slice(known.length - from);
    known.push(...news);
    this.#ids += news.length;
    this.#streams.delete(stream);
    this.#streams.set(stream, known);
    for (const [oldest] of this.#streams) {
      if (this.#ids <= this.#maxIds || oldest === stream) return;
      this.forget(oldest);
    }
  }

  forget(stream: StreamName): void {
    this.#ids -= this.#streams.get(stream)?.length ?? 0;
    this.#streams.delete(stream);
  }
}
