import { LogError } from '../errors.js';
import type { FactId, Position, RecordedFact, StreamName } from '../facts.js';
import { positionOf, toFact } from './facts.js';
import type { KnownStreams } from './known-streams.js';
import type { Server } from './server.js';

/** Reads one stream, and remembers which ids are in it. */
export class StreamReader {
  readonly #server: Server;
  readonly #prefix: string;
  readonly #streams: KnownStreams;

  constructor(server: Server, prefix: string, streams: KnownStreams) {
    this.#server = server;
    this.#prefix = prefix;
    this.#streams = streams;
  }

  /** @throws LogError log-damaged, when facts in between are missing */
  async read(stream: StreamName, after: number): Promise<readonly RecordedFact[]> {
    const facts = (await this.#server.readStream(stream, after + 1)).map((event) =>
      toFact(event, this.#prefix),
    );
    const gap = facts.findIndex(({ revision }, index) => revision !== after + 1 + index);
    if (gap !== -1) throw hidden(stream, after + 1 + gap);
    this.#streams.learn(
      stream,
      after + 1,
      facts.map(({ id }) => id),
    );
    return facts;
  }

  /** The ids of all facts of a stream, by revision, of which only the unknown ones are read. */
  async catchUp(stream: StreamName): Promise<readonly FactId[]> {
    const known = [...(this.#streams.get(stream) ?? [])];
    const news = await this.read(stream, known.length - 1);
    return [...known, ...news.map(({ id }) => id)];
  }

  /** Undefined when the stream has no such revision. */
  async positionAt(stream: StreamName, revision: number): Promise<Position | undefined> {
    const [event] = await this.#server.readStream(stream, revision, 1);
    return event === undefined ? undefined : positionOf(event);
  }
}

/** The server counts on where facts can no longer be read. */
export function hidden(stream: StreamName, revision: number): LogError {
  return new LogError(
    'log-damaged',
    `Fact ${revision} of the stream ${stream} can't be read though later ones were recorded: the stream was truncated or deleted softly on the server. Take $maxCount, $maxAge and $tb out of the stream's metadata, or put back the last good backup.`,
  );
}
