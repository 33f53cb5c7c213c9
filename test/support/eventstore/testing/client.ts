import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, START, UnavailableError, jsonEvent } from '@eventstore/db-client';
import type {
  AllStreamResolvedEvent,
  AllStreamSubscription,
  JSONEventData,
  Position,
  ReadPosition,
  ReadStreamOptions,
  ReadAllOptions,
  SubscribeToAllOptions,
} from '@eventstore/db-client';

/** The real client, as these tests use it. */
export class Client implements AsyncDisposable {
  readonly raw: EventStoreDBClient;

  constructor(url: string) {
    this.raw = EventStoreDBClient.connectionString(url);
  }

  async append(
    stream: string,
    events: readonly JSONEventData[],
    expectedRevision: bigint | 'any' | 'no_stream' | 'stream_exists' = 'any',
    options: { readonly requiresLeader?: boolean; readonly deadline?: number } = {},
  ) {
    return this.raw.appendToStream(stream, [...events], { expectedRevision, ...options });
  }

  /** `revision:type` of each event of a stream. */
  async stream(name: string, options: ReadStreamOptions = {}): Promise<string[]> {
    const read: string[] = [];
    for await (const { event } of this.raw.readStream(name, options)) {
      read.push(`${event?.revision}:${event?.type}`);
    }
    return read;
  }

  async all(options: ReadAllOptions = {}): Promise<AllStreamResolvedEvent[]> {
    const read: AllStreamResolvedEvent[] = [];
    for await (const event of this.raw.readAll(options)) read.push(event);
    return read;
  }

  /** Until it has noticed that a connection was cut, and has another. */
  async reconnected(): Promise<void> {
    for (;;) {
      try {
        await this.all({ maxCount: 1 });
        return;
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
      }
    }
  }

  /** The positions of everything that is no system event. */
  async positions(): Promise<Position[]> {
    const all = await this.all();
    return all.flatMap(({ event }) =>
      event === undefined || event.type.startsWith('$') ? [] : [event.position],
    );
  }

  follow(options: FollowOptions = {}): Following {
    return new Following(this.raw, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.raw.dispose();
  }
}

export function held(id: string = randomUUID(), day = 1): JSONEventData {
  return jsonEvent({ id, type: 'ClassDayHeld', data: { day }, metadata: { actor: 'registrar' } });
}

export function days(count: number): JSONEventData[] {
  return Array.from({ length: count }, (_, index) => held(undefined, index));
}

export interface FollowOptions {
  readonly from?: ReadPosition;
  readonly filter?: Omit<NonNullable<SubscribeToAllOptions['filter']>, 'checkpointReached'>;
}

/** A subscription to $all, and what has come by it. */
export class Following {
  /** `revision:type`, `checkpoint commit/prepare` and `caught up`, in the order they came. */
  readonly messages: string[] = [];
  readonly events: AllStreamResolvedEvent[] = [];
  readonly checkpoints: Position[] = [];
  readonly subscription: AllStreamSubscription;
  error: Error | undefined;
  #look: (() => void)[] = [];

  constructor(client: EventStoreDBClient, { from = START, filter }: FollowOptions) {
    const checkpointReached = (_: unknown, position: Position) => {
      this.checkpoints.push(position);
      this.#came(`checkpoint ${position.commit}/${position.prepare}`);
    };
    this.subscription = client.subscribeToAll({
      fromPosition: from,
      ...(filter === undefined ? {} : { filter: { ...filter, checkpointReached } as never }),
    });
    this.subscription.on('caughtUp', () => {
      this.#came('caught up');
    });
    this.subscription.on('confirmation', () => {
      this.#came('confirmed');
    });
    this.subscription.on('data', (event) => {
      this.events.push(event);
      this.#came(`${event.event?.revision}:${event.event?.type}`);
    });
    this.subscription.on('error', (error) => {
      this.error = error;
      this.#came('error');
    });
  }

  /** Resolves once it holds. */
  async until(holds: (following: this) => boolean): Promise<this> {
    while (!holds(this)) {
      await new Promise<void>((resolve) => this.#look.push(resolve));
    }
    return this;
  }

  came(message: string): Promise<this> {
    return this.until(({ messages }) => messages.includes(message));
  }

  count(events: number): Promise<this> {
    return this.until((following) => following.events.length >= events);
  }

  async end(): Promise<void> {
    await this.subscription.unsubscribe();
  }

  #came(message: string): void {
    this.messages.push(message);
    const look = this.#look;
    this.#look = [];
    for (const resolve of look) resolve();
  }
}
