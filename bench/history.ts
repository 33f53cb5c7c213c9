import { randomUUID } from 'node:crypto';
import { START } from '#event-log';
import type { EventLog, FactId, NewFact, RecordedFact, StreamName } from '#event-log';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu;

/**
 * Appends copies of what the log holds, each under new ids, until it holds so many facts. Streams
 * that belong to no class (the program's) are not copied; sealed texts are, and stay closed.
 */
export async function multiply(
  log: EventLog,
  facts: number,
  onProgress: (done: number) => void,
): Promise<void> {
  const original = (await log.readAll(START, 1_000_000)).filter(
    ({ stream }) => !stream.startsWith('program-'),
  );
  let count = original.length;
  while (count < facts) {
    const names = new Map<string, string>();
    const renamed = (text: string) =>
      text.replace(uuid, (id) => {
        const known = names.get(id);
        if (known !== undefined) return known;
        const name = randomUUID();
        names.set(id, name);
        return name;
      });
    // A copied key opens nothing, so a copied person would have no name to show.
    for (const run of runsOf(original)) {
      const stream = renamed(run[0]?.stream ?? '') as StreamName;
      const copies = run.map(({ id, type, data, metadata }): NewFact => ({
        id: renamed(id) as FactId,
        type,
        data: JSON.parse(renamed(JSON.stringify(data))) as NewFact['data'],
        metadata,
      }));
      await log.append(stream, copies, 'any');
    }
    count += original.length;
    onProgress(Math.min(count, facts));
  }
}

/** Facts that follow each other in one stream, as they were recorded. */
function runsOf(facts: readonly RecordedFact[]): readonly (readonly RecordedFact[])[] {
  const runs: RecordedFact[][] = [];
  for (const fact of facts) {
    const last = runs.at(-1);
    if (last?.[0]?.stream === fact.stream) last.push(fact);
    else runs.push([fact]);
  }
  return runs;
}
