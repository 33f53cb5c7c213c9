import { START } from '#event-log';
import type { RecordedFact } from '#event-log';
import { dump } from '#event-log/testing';
import type { Rollbook } from '#running';
import type { Load } from './load.js';

/** What is amiss with a log, by ids; all empty where nothing is. */
export interface LogVerdict {
  /** Facts that were answered and are not there. */
  readonly missing: readonly string[];
  /** Facts that are there more than once. */
  readonly doubled: readonly string[];
  /** Requests that were recorded in two appends of one stream: done again although done. */
  readonly repeated: readonly string[];
  /** Facts that are not next to the one before in their stream. */
  readonly outOfPlace: readonly string[];
}

export const flawless: LogVerdict = { missing: [], doubled: [], repeated: [], outOfPlace: [] };

export async function judgeLog({ log }: Rollbook, { answered }: Load): Promise<LogVerdict> {
  return verdictOn(await log.readAll(START, 1_000_000), answered);
}

/** @param facts the whole log, in its order */
export function verdictOn(facts: readonly RecordedFact[], answered: Load['answered']): LogVerdict {
  const times = new Map<string, number>();
  const next = new Map<string, number>();
  const outOfPlace: string[] = [];
  for (const { id, stream, revision } of facts) {
    times.set(id, (times.get(id) ?? 0) + 1);
    if (revision !== (next.get(stream) ?? 0)) outOfPlace.push(id);
    next.set(stream, revision + 1);
  }
  return {
    missing: answered.flatMap(({ factIds }) => factIds.filter((id) => !times.has(id))),
    doubled: [...times].flatMap(([id, count]) => (count > 1 ? [id] : [])),
    repeated: recordedTwice(facts),
    outOfPlace,
  };
}

function recordedTwice(facts: readonly RecordedFact[]): readonly string[] {
  const seen = new Map<string, RecordedFact>();
  return facts.flatMap((fact) => {
    const { stream, metadata } = fact;
    if (metadata.idempotencyKey === undefined) return [];
    const key = `${stream} ${metadata.idempotencyKey}`;
    const before = seen.get(key);
    seen.set(key, fact);
    return before === undefined || isOfOneAppend(before, fact) ? [] : [key];
  });
}

// Two requests under one key can fall into one millisecond; each has a correlation id of its own.
function isOfOneAppend(before: RecordedFact, fact: RecordedFact): boolean {
  return (
    before.revision === fact.revision - 1 &&
    before.metadata.recordedAt === fact.metadata.recordedAt &&
    before.metadata.correlationId === fact.metadata.correlationId
  );
}

export type Rows = ReturnType<typeof dump>;

/** All rows as of the end of the log, as they were kept and as computed anew. */
export async function rowsOf({ log, views }: Rollbook): Promise<{ kept: Rows; rebuilt: Rows }> {
  await views.waitFor(await log.head());
  const kept = dump(views);
  await views.rebuild();
  return { kept, rebuilt: dump(views) };
}
