import type { z } from 'zod';

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** UUID of one recorded fact; UUIDv7 unless derived from an idempotency key. */
export type FactId = Branded<string, 'FactId'>;

/** `kind-<id>`, for example `enrollment-01890a5d-…`; permanent in storage. */
export type StreamName = Branded<string, 'StreamName'>;

/**
 * Place of a fact in the whole log: a positive safe integer, totally ordered, not always
 * contiguous. `START` stands before the first fact.
 */
export type Position = Branded<number, 'Position'>;

export const START = 0 as Position;

export function streamName(kind: string, id: string): StreamName {
  return `${kind}-${id}` as StreamName;
}

/** The id in the name of a stream whose kind is known. */
export function idOf(stream: StreamName, kind: string): string {
  return stream.slice(kind.length + 1);
}

/** Who caused a fact, when we learned of it, and under which rules: kept beside the data. */
export interface FactMetadata {
  /** Instant at which the log learned of the fact, ISO 8601 in UTC; `occurredOn` is in the data. */
  readonly recordedAt: string;
  /** Id of the account that acted; never a name or an address. */
  readonly actor: string;
  readonly onBehalfOf?: string;
  /** Why a person did it, sealed with the key of the person it speaks of (see `#people`). */
  readonly reason?: string;
  /** One request, and everything that followed from it. */
  readonly correlationId: string;
  /** The fact that this one was a reaction to. */
  readonly causationId?: string;
  /** The client's `Idempotency-Key`, and a digest of what it asked for. */
  readonly idempotencyKey?: string;
  readonly requestDigest?: string;
  /** `<program>@<version>` of the policy that the decision judged by. */
  readonly policy?: string;
}

export interface NewFact {
  readonly id: FactId;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: FactMetadata;
}

export interface RecordedFact extends NewFact {
  readonly stream: StreamName;
  /** Place in its stream, from 0, without gaps. */
  readonly revision: number;
  readonly position: Position;
}

/** What a stream can hold: each type with the zod schema of its data. Names are permanent. */
export type FactSchemas = Readonly<Record<string, z.ZodType<Readonly<Record<string, unknown>>>>>;

/** The union of `{ type, data }` that a set of schemas describes. */
export type FactOf<Schemas extends FactSchemas> = {
  [Type in keyof Schemas & string]: {
    readonly type: Type;
    readonly data: z.infer<Schemas[Type]>;
  };
}[keyof Schemas & string];

export interface AnyFact {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A fact as `evolve` sees it: with its id, so that evidence can name the facts it rests on. */
export type Known<Fact extends AnyFact> = Fact & { readonly id: FactId };

/** A fact as a decision returns it; the id is minted on append where the decision needs none. */
export type Decided<Fact extends AnyFact> = Fact & { readonly id?: FactId };
