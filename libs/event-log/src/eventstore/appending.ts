import { StreamDeletedError } from '@eventstore/db-client';
import { LogError } from '../errors.js';
import type { FactId, StreamName } from '../facts.js';
import type { Appended, ExpectedRevision } from '../port.js';
import { factIdTaken, revisionConflict } from '../refusals.js';
import type { StorableFact } from '../storable.js';
import { asLogError, isPassing, isUnbegun } from './failures.js';
import type { KnownStreams } from './known-streams.js';
import { Patience } from './patience.js';
import type { Server } from './server.js';
import { hidden } from './stream-reader.js';
import type { StreamReader } from './stream-reader.js';

export interface AppendingOptions {
  readonly server: Server;
  readonly reader: StreamReader;
  readonly streams: KnownStreams;
  readonly patienceMs: number;
  readonly onTrouble: (trouble: unknown) => void;
}

/**
 * Appends so that a repeat is told from a first time and an id is never recorded twice.
 *
 * Every try asks the server for an exact revision, also where the caller expects any: there alone
 * it looks for ids of whatever age, in the places where they would stand. At the end of the stream
 * it looks for none, and it answers a repeat like a first time. So the ids are compared here, with
 * those of the stream; a command has just read it, and then nothing is read again.
 */
export async function append(
  { server, reader, streams, patienceMs, onTrouble }: AppendingOptions,
  stream: StreamName,
  facts: readonly StorableFact[],
  expected: ExpectedRevision,
): Promise<Appended> {
  const ids = facts.map(({ id }) => id);
  const patience = new Patience(patienceMs);
  let known = streams.get(stream);
  let isFresh = false;
  /** A try was cut off, and may have been written. */
  let inDoubt = false;
  let refusedAt: number | undefined;
  for (;;) {
    let isWriting = false;
    try {
      if (known === undefined) {
        known = await reader.catchUp(stream);
        isFresh = true;
      }
      const last = known.length - 1;
      const repeated = placeOf(stream, ids, known);
      if (repeated !== undefined) {
        const position = await reader.positionAt(stream, repeated);
        if (position === undefined) throw hidden(stream, repeated);
        return { revision: repeated, position, repeated: !inDoubt };
      }
      if (expected !== 'any' && expected !== (last === -1 ? 'none' : last)) {
        if (isFresh) throw revisionConflict(stream, last, expected);
        known = undefined;
        continue;
      }
      if (refusedAt === last) {
        // What was in the way can't be read yet.
        if (!(await patience.another())) throw hidden(stream, last + 1);
      }
      isWriting = true;
      const written = await server.append(stream, facts, last);
      isWriting = false;
      known = undefined;
      if ('found' in written) {
        if (expected !== 'any' && refusedAt === last) {
          throw revisionConflict(stream, written.found, expected);
        }
        refusedAt = last;
      } else if (written.revision !== last + ids.length) {
        throw hidden(stream, last + 1);
      } else if (written.position === undefined) {
        inDoubt = true;
      } else {
        streams.learn(stream, last + 1, ids);
        return { revision: written.revision, position: written.position, repeated: false };
      }
    } catch (error) {
      if (error instanceof LogError || error instanceof TypeError) throw error;
      if (error instanceof StreamDeletedError) streams.forget(stream);
      const trouble = asLogError(error, server.place, stream);
      if (isWriting && isPassing(error) && !isUnbegun(error)) inDoubt = true;
      if (isPassing(error)) {
        onTrouble(trouble);
        if (await patience.another()) {
          known = undefined;
          continue;
        }
      }
      throw inDoubt && !(error instanceof StreamDeletedError) ? unknown(stream, trouble) : trouble;
    }
  }
}

/** Revision of the last fact when all are in the stream, in this order and side by side. */
function placeOf(
  stream: StreamName,
  ids: readonly FactId[],
  known: readonly FactId[],
): number | undefined {
  const first = known.indexOf(ids[0] as FactId);
  if (first === -1 && !ids.some((id) => known.includes(id))) return undefined;
  if (first !== -1 && ids.every((id, index) => known[first + index] === id)) {
    return first + ids.length - 1;
  }
  throw factIdTaken(stream);
}

function unknown(stream: StreamName, cause: unknown): LogError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new LogError(
    'append-outcome-unknown',
    `The answer to an append to ${stream} was lost: it may have been recorded, or not. ${said} Then read the stream, or repeat the append with the same ids.`,
    { cause },
  );
}
