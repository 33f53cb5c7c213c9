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
  const facts = await log.readAll(START, 1_000_000);
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
  const seen = new Map<string, { recordedAt: string; revision: number }>();
  return facts.flatMap(({ stream, revision, metadata: { idempotencyKey, recordedAt } }) => {
    if (idempotencyKey === undefined) return [];
    const key = `${stream} ${idempotencyKey}`;
    const before = seen.get(key);
    seen.set(key, { recordedAt, revision });
    const sameAppend = before?.recordedAt === recordedAt && before.revision === revision - 1;
    return before === undefined || sameAppend ? [] : [key];
  });
}

export type Rows = ReturnType<typeof dump>;

/** All rows as of the end of the log, as they were kept and as computed anew. */
export async function rowsOf({ log, views }: Rollbook): Promise<{ kept: Rows; rebuilt: Rows }> {
  await views.waitFor(await log.head());
  const kept = dump(views);
  await views.rebuild();
  return { kept, rebuilt: dump(views) };
}
