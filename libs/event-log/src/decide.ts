import type { ExpectedRevision, EventLog } from './port.js';
import type { Clock, Ids } from './clock.js';
import type {
  AnyFact,
  FactId,
  FactMetadata,
  FactOf,
  FactSchemas,
  Known,
  NewFact,
  Position,
  RecordedFact,
} from './facts.js';
import { START, streamName } from './facts.js';
import { LogError, RuleBroken } from './errors.js';
import type { Decision, StreamDefinition } from './stream.js';

/** Who asks, why, and under which conditions; the same for all facts of one request. */
export interface CommandContext {
  readonly actor: string;
  readonly onBehalfOf?: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** Sealed; see `FactMetadata.reason`. */
  readonly reason?: string;
  readonly idempotency?: { readonly key: string; readonly digest: string };
  readonly policy?: string;
  /** From `If-Match`: the revision the client saw. */
  readonly ifRevision?: number;
  /** Decide, and answer what would be recorded, but append nothing. */
  readonly preview?: boolean;
}

export type DecideErrorCode = 'revision-mismatch' | 'idempotency-key-reused' | 'too-many-conflicts';

export interface Loaded<State> {
  readonly state: State;
  /** -1 when the stream holds no facts. */
  readonly revision: number;
  /** Position of the stream's last fact; `START` when there is none. */
  readonly position: Position;
}

export interface Outcome<State, Fact extends AnyFact> extends Loaded<State> {
  /** `repeated`: this request was answered before, and these are the facts it recorded then. */
  readonly outcome: 'recorded' | 'unchanged' | 'repeated' | 'previewed';
  readonly facts: readonly Known<Fact>[];
}

interface Remembered<State> extends Loaded<State> {
  readonly requests: ReadonlyMap<string, { digest: string; facts: readonly Known<AnyFact>[] }>;
}

/** Conflicts happen when two people act at once; a fourth in a row means something else is wrong. */
const maxRetries = 3;
const rememberedStreams = 2_000;

/** Loads, folds, decides and appends; the way every command changes anything. */
export class Decider {
  // Two requests on one stream take turns here, so that a conflict means another process.
  readonly #turns = new Map<string, Promise<unknown>>();
  // Folding only what is new keeps a command on a long stream as cheap as on a short one.
  readonly #remembered = new Map<string, Remembered<unknown>>();

  constructor(
    readonly log: EventLog,
    readonly clock: Clock,
    readonly ids: Ids,
  ) {}

  async load<State, Schemas extends FactSchemas>(
    stream: StreamDefinition<State, Schemas>,
    id: string,
  ): Promise<Loaded<State>> {
    return this.#load(stream, id);
  }

  /**
   * @throws RuleBroken as the decision does, or with a `DecideErrorCode`
   * @throws LogError as `append` does
   */
  async decide<State, Schemas extends FactSchemas>(
    stream: StreamDefinition<State, Schemas>,
    id: string,
    decision: Decision<State, FactOf<Schemas>>,
    context: CommandContext,
  ): Promise<Outcome<State, FactOf<Schemas>>> {
    const name = streamName(stream.kind, id);
    const decideNow = () => this.#decide(stream, id, decision, context);
    const turn = this.#turns.get(name)?.then(decideNow) ?? decideNow();
    const over = turn.then(
      () => undefined,
      () => undefined,
    );
    this.#turns.set(name, over);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(name) === over) this.#turns.delete(name);
    }
  }

  async #decide<State, Schemas extends FactSchemas>(
    stream: StreamDefinition<State, Schemas>,
    id: string,
    decision: Decision<State, FactOf<Schemas>>,
    context: CommandContext,
  ): Promise<Outcome<State, FactOf<Schemas>>> {
    for (let attempt = 0; ; attempt++) {
      const before = await this.#load(stream, id);
      const earlier = earlierAnswer(before, context);
      if (earlier !== undefined) {
        const facts = earlier as readonly Known<FactOf<Schemas>>[];
        return { ...publicPart(before), outcome: 'repeated', facts };
      }
      assertSeen(context, before.revision);
      const decided = decision(before.state);
      if (decided.length === 0) return { ...publicPart(before), outcome: 'unchanged', facts: [] };

      const metadata = this.#metadata(context);
      const facts: NewFact[] = decided.map((fact) => ({
        id: fact.id ?? (this.ids.next() as FactId),
        type: fact.type,
        data: fact.data,
        metadata,
      }));
      const known = facts.map((fact) => decode(stream, fact));
      if (context.preview === true) {
        const state = known.reduce(stream.evolve, before.state);
        return { ...publicPart(before), state, outcome: 'previewed', facts: known };
      }
      const expected: ExpectedRevision = before.revision === -1 ? 'none' : before.revision;
      try {
        const { revision, position } = await this.log.append(
          streamName(stream.kind, id),
          facts,
          expected,
        );
        const state = known.reduce(stream.evolve, before.state);
        const requests = rememberRequests(before.requests, facts, known);
        this.#remember(streamName(stream.kind, id), { state, revision, position, requests });
        return { state, revision, position, outcome: 'recorded', facts: known };
      } catch (error) {
        if (!(error instanceof LogError) || error.code !== 'revision-conflict') throw error;
        if (attempt === maxRetries) {
          throw new RuleBroken<DecideErrorCode>(
            'too-many-conflicts',
            'Others changed this at the same moment, several times over. Nothing was recorded; try again.',
          );
        }
      }
    }
  }

  #metadata(context: CommandContext): FactMetadata {
    return {
      recordedAt: this.clock.now().toString(),
      actor: context.actor,
      ...(context.onBehalfOf !== undefined && { onBehalfOf: context.onBehalfOf }),
      ...(context.reason !== undefined && { reason: context.reason }),
      correlationId: context.correlationId,
      ...(context.causationId !== undefined && { causationId: context.causationId }),
      ...(context.idempotency !== undefined && {
        idempotencyKey: context.idempotency.key,
        requestDigest: context.idempotency.digest,
      }),
      ...(context.policy !== undefined && { policy: context.policy }),
    };
  }

  async #load<State, Schemas extends FactSchemas>(
    stream: StreamDefinition<State, Schemas>,
    id: string,
  ): Promise<Remembered<State>> {
    const name = streamName(stream.kind, id);
    const known = this.#remembered.get(name) as Remembered<State> | undefined;
    const from = known ?? {
      state: stream.initial,
      revision: -1,
      position: START,
      requests: new Map(),
    };
    let news: readonly RecordedFact[];
    try {
      news = await this.log.readStream(name, known?.revision);
    } catch (error) {
      this.#remembered.delete(name);
      throw error;
    }
    const last = news.at(-1);
    if (last === undefined) return from;
    const facts = news.map((fact) => decode(stream, fact));
    const loaded: Remembered<State> = {
      state: facts.reduce(stream.evolve, from.state),
      revision: last.revision,
      position: last.position,
      requests: rememberRequests(from.requests, news, facts),
    };
    this.#remember(name, loaded);
    return loaded;
  }

  #remember(name: string, loaded: Remembered<unknown>): void {
    this.#remembered.delete(name);
    this.#remembered.set(name, loaded);
    if (this.#remembered.size > rememberedStreams) {
      const oldest = this.#remembered.keys().next();
      if (oldest.done !== true) this.#remembered.delete(oldest.value);
    }
  }
}

/**
 * Checks a stored fact against its schema.
 * @throws LogError fact-unreadable, naming the stream's kind, the type and what does not fit
 */
export function decode<State, Schemas extends FactSchemas>(
  stream: StreamDefinition<State, Schemas>,
  fact: Pick<NewFact, 'id' | 'type' | 'data'>,
): Known<FactOf<Schemas>> {
  const schema = Object.hasOwn(stream.schemas, fact.type) ? stream.schemas[fact.type] : undefined;
  if (schema === undefined) {
    throw new LogError(
      'fact-unreadable',
      `A ${stream.kind} stream holds ${fact.type}, which this version of Rollbook does not know. Was it written by a newer version?`,
    );
  }
  const parsed = schema.safeParse(fact.data);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new LogError(
      'fact-unreadable',
      `${fact.type} ${fact.id} in a ${stream.kind} stream does not fit its schema: ${where.join('; ')}`,
    );
  }
  return { id: fact.id, type: fact.type, data: parsed.data } as Known<FactOf<Schemas>>;
}

/** @throws RuleBroken revision-mismatch, when the client saw another revision than there is */
export function assertSeen({ ifRevision }: CommandContext, revision: number): void {
  if (ifRevision === undefined || ifRevision === revision) return;
  throw new RuleBroken<DecideErrorCode>(
    'revision-mismatch',
    `This was changed meanwhile: you saw revision ${ifRevision}, it is at ${revision}. Read it again and repeat what still applies.`,
    { seen: ifRevision, current: revision },
  );
}

function earlierAnswer(
  loaded: Remembered<unknown>,
  context: CommandContext,
): readonly Known<AnyFact>[] | undefined {
  if (context.idempotency === undefined) return undefined;
  const earlier = loaded.requests.get(context.idempotency.key);
  if (earlier === undefined) return undefined;
  if (earlier.digest === context.idempotency.digest) return earlier.facts;
  throw new RuleBroken<DecideErrorCode>(
    'idempotency-key-reused',
    'This Idempotency-Key was used for a different request. Use a new key for each thing you want done.',
  );
}

function rememberRequests(
  before: Remembered<unknown>['requests'],
  stored: readonly Pick<NewFact, 'metadata'>[],
  known: readonly Known<AnyFact>[],
): Remembered<unknown>['requests'] {
  let after: Map<string, { digest: string; facts: Known<AnyFact>[] }> | undefined;
  for (const [index, { metadata }] of stored.entries()) {
    const fact = known[index];
    if (metadata.idempotencyKey === undefined || fact === undefined) continue;
    after ??= new Map(
      [...before].map(([key, { digest, facts }]) => [key, { digest, facts: [...facts] }]),
    );
    const request = after.get(metadata.idempotencyKey) ?? {
      digest: metadata.requestDigest ?? '',
      facts: [],
    };
    request.facts.push(fact);
    after.set(metadata.idempotencyKey, request);
  }
  return after ?? before;
}

function publicPart<State>({ state, revision, position }: Remembered<State>): Loaded<State> {
  return { state, revision, position };
}
