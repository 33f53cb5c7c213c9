import { LogError } from './errors.js';
import type { StreamName } from './facts.js';
import type { ExpectedRevision } from './port.js';

/** `revision` is the last one the stream has, -1 when it holds no facts. */
export function revisionConflict(
  stream: StreamName,
  revision: number,
  expected: ExpectedRevision,
): LogError {
  const found = revision === -1 ? 'no facts yet' : `revision ${revision}`;
  const wanted = expected === 'none' ? 'no facts' : `revision ${expected}`;
  return new LogError(
    'revision-conflict',
    `The stream ${stream} has ${found}, and ${wanted} was expected. Read it again and decide anew.`,
  );
}

export function streamDeleted(stream: StreamName): LogError {
  return new LogError(
    'stream-deleted',
    `The stream ${stream} was deleted for good; nothing can be read from it or appended to it.`,
  );
}

export function factIdTaken(stream: StreamName): LogError {
  return new LogError(
    'fact-id-taken',
    `Some of the ids of an append to ${stream} belong to facts recorded before, in another append or stream. Use a new id for each new fact.`,
  );
}

/** @throws RangeError */
export function assertLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit > 0) return;
  throw new RangeError(`At most ${limit} facts can't be read; ask for one or more.`);
}
