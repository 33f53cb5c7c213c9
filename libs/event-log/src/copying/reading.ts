import { START, type Position, type RecordedFact, type StreamName } from '../facts.js';
import type { CopiedLog } from './logs.js';

const pageSize = 1_000;

/** Reads a log once, from its start. Facts of the streams that are left out by then are passed over. */
export class Reading {
  #page: readonly RecordedFact[] = [];
  #index = 0;
  #position = START;
  #ended = false;

  constructor(
    readonly log: CopiedLog,
    /** The last position to be read. */
    readonly until: Position,
    readonly leaveOut: (stream: StreamName) => boolean,
  ) {}

  /** Of the last fact that was read from the log. */
  get position(): Position {
    return this.#position;
  }

  /** The next fact, without going past it; undefined at the end. */
  async peek(): Promise<RecordedFact | undefined> {
    for (;;) {
      const fact = this.#page[this.#index];
      if (fact === undefined) {
        if (this.#ended) return undefined;
        await this.#read();
      } else if (this.leaveOut(fact.stream)) {
        this.#index += 1;
      } else {
        return fact;
      }
    }
  }

  skip(): void {
    this.#index += 1;
  }

  /** The next facts, some or many; none at the end. */
  async page(): Promise<readonly RecordedFact[]> {
    if ((await this.peek()) === undefined) return [];
    const rest = this.#page.slice(this.#index).filter(({ stream }) => !this.leaveOut(stream));
    this.#index = this.#page.length;
    return rest;
  }

  async #read(): Promise<void> {
    const read = await this.log.readAll(this.#position, pageSize);
    this.#page = read.filter(({ position }) => position <= this.until);
    this.#index = 0;
    this.#ended = this.#page.length < read.length || read.length === 0;
    this.#position = this.#page.at(-1)?.position ?? this.#position;
  }
}

/** For a log that is read to whatever end it has. */
export const END = Number.MAX_SAFE_INTEGER as Position;
