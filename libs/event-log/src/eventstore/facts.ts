import { jsonEvent } from '@eventstore/db-client';
import type { EventData, JSONType } from '@eventstore/db-client';
import { LogError } from '../errors.js';
import type { FactId, FactMetadata, Position, RecordedFact, StreamName } from '../facts.js';
import type { StorableFact } from '../storable.js';

/** An event as the client reads it, of whoever wrote it. */
export interface StoredEvent {
  readonly id: string;
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: unknown;
  readonly metadata?: unknown;
  readonly position?: { readonly commit: bigint };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/**
 * The server's own tools follow `$correlationId` and `$causationId`; the rest keeps our names.
 * @throws TypeError for an id or type that the server would not keep as it is
 */
export function toEvent(fact: StorableFact): EventData {
  if (!uuid.test(fact.id)) {
    throw new TypeError(
      `The fact id ${fact.id} can't be stored: it is no UUID in small hexadecimal digits.`,
    );
  }
  if (fact.type.startsWith('$')) {
    throw new TypeError(`The fact type ${fact.type} can't be stored: $ begins system events.`);
  }
  const { correlationId, causationId, ...rest } = JSON.parse(fact.metadata) as FactMetadata;
  return jsonEvent({
    id: fact.id,
    type: fact.type,
    data: JSON.parse(fact.data) as JSONType,
    metadata: {
      ...rest,
      $correlationId: correlationId,
      ...(causationId !== undefined && { $causationId: causationId }),
    },
  });
}

/** @throws LogError fact-unreadable */
export function toFact(event: StoredEvent, prefix: string): RecordedFact {
  const { data, metadata } = event;
  if (!isRecord(data) || !isRecord(metadata) || typeof metadata['$correlationId'] !== 'string') {
    throw new LogError(
      'fact-unreadable',
      `Event ${event.revision} of ${event.streamId} was not written by Rollbook: its data or metadata is not what a fact has. Streams that begin with ${prefix} are for Rollbook alone; find out who wrote there, and put back the last good backup.`,
    );
  }
  const { $correlationId, $causationId, ...rest } = metadata;
  return {
    id: event.id as FactId,
    type: event.type,
    data,
    metadata: {
      ...rest,
      correlationId: $correlationId,
      ...($causationId !== undefined && { causationId: $causationId }),
    } as unknown as FactMetadata,
    stream: event.streamId.slice(prefix.length) as StreamName,
    revision: Number(event.revision),
    position: positionOf(event),
  };
}

/** @throws LogError fact-unreadable, when it is missing or no safe integer */
export function positionOf({
  streamId,
  revision,
  position,
}: Pick<StoredEvent, 'streamId' | 'revision' | 'position'>): Position {
  // Servers before 22.6 give events of a stream no position, which reads as 2^64 - 1.
  if (position !== undefined && position.commit <= BigInt(Number.MAX_SAFE_INTEGER)) {
    return Number(position.commit) as Position;
  }
  throw new LogError(
    'fact-unreadable',
    `Event ${revision} of ${streamId} has ${position === undefined ? 'no position' : `the position ${position.commit}`}, and one below 2^53 is needed. Use EventStoreDB 22.10 or newer; a log of nine petabytes needs another release of Rollbook.`,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  );
}
