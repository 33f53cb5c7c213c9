import { NOTHING } from './event.js';
import type { Expected, StoredEvent } from './event.js';
import type { Stream } from './stream.js';

export type Judgement =
  | { readonly decision: 'write' }
  /** All of it is there already; `last` is the event that answers. */
  | { readonly decision: 'repeated'; readonly last: StoredEvent }
  | { readonly decision: 'wrong-version'; readonly current: bigint }
  | { readonly decision: 'deleted' };

/** The events the leader has written since it became one, by id: what it remembers of ids. */
export type RecentEvents = ReadonlyMap<string, StoredEvent>;

/**
 * What a leader answers to an append, after IndexWriter.CheckCommit. Expecting `any` or
 * `stream-exists` it knows a repeated event by what it remembers; expecting a number it looks where
 * the events would stand. Ids of which the first is there and a later one is not are refused.
 */
export function judge(
  stream: Stream,
  ids: readonly string[],
  expected: Expected,
  recent: RecentEvents,
  hasMetadata: boolean,
): Judgement {
  const wrong: Judgement = { decision: 'wrong-version', current: stream.last };
  if (stream.tombstone !== undefined) {
    const checkOnly = ids.length === 0 && (expected === 'any' || expected === 'no-stream');
    return checkOnly ? { decision: 'write' } : { decision: 'deleted' };
  }
  if (expected === 'stream-exists') {
    if (stream.deletedSoftly) return { decision: 'deleted' };
    if (stream.last === NOTHING && !hasMetadata) return wrong;
  }
  if (expected === 'any' || expected === 'stream-exists') {
    const known = ids.map((id) => {
      const event = recent.get(id);
      return event !== undefined && stream.at(event.revision) === event ? event : undefined;
    });
    return fromKnown(known) ?? wrong;
  }
  const after = expected === 'no-stream' ? NOTHING : expected;
  if (after === stream.last) return { decision: 'write' };
  const known = ids.map((id, index) => {
    const event = stream.at(after + 1n + BigInt(index));
    return event?.id === id ? event : undefined;
  });
  const judged = fromKnown(known) ?? wrong;
  // Nothing of it is there, and the stream ends elsewhere: only one deleted softly begins anew.
  if (judged.decision !== 'write') return judged;
  return after === NOTHING && stream.deletedSoftly ? judged : wrong;
}

/** Undefined for ids that are there in part. */
function fromKnown(known: readonly (StoredEvent | undefined)[]): Judgement | undefined {
  if (known[0] === undefined) return { decision: 'write' };
  const last = known.at(-1);
  if (last === undefined || known.includes(undefined)) return undefined;
  return { decision: 'repeated', last };
}
