import { DatabaseSync } from 'node:sqlite';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openSqliteLog, streamName } from '#event-log';
import type { FactId, NewFact } from '#event-log';
import { median, rate, report } from './report.js';

const count = 4_000;
const rounds = 5;

function fact(): NewFact {
  return {
    id: randomUUID() as FactId,
    type: 'ModuleAttended',
    data: {
      sessionId: 'class-3',
      sessionKind: 'class-day',
      moduleId: 'class-3.1',
      occurredOn: '2026-02-09',
    },
    metadata: {
      recordedAt: '2026-02-09T20:00:00.000Z',
      actor: 'bench',
      correlationId: '00000000-0000-7000-8000-000000000000',
      policy: 'us-massachusetts-cps@2018-01-01',
    },
  };
}

/** One durable fact at a time, then 64 at once, beside the same insert by hand. */
export async function appending(folder: string): Promise<void> {
  // The very tables of the store, written by hand, so that only what it adds is measured.
  const barePath = join(folder, 'bare.sqlite');
  await (await openSqliteLog({ path: barePath })).close();
  const bare = new DatabaseSync(barePath);
  bare.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  const addStream = bare.prepare('INSERT INTO streams (name) VALUES (?)');
  const insert = bare.prepare(
    'INSERT INTO facts (stream, revision, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const log = await openSqliteLog({ path: join(folder, 'appending.sqlite') });

  const bareRates: number[] = [];
  const single: number[] = [];
  const grouped: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const ofRound = Array.from({ length: count }, fact);
    const stream = addStream.run(`enrollment-${randomUUID()}`).lastInsertRowid;
    bareRates.push(
      await rate(count, () => {
        ofRound.forEach(({ id, type, data, metadata }, revision) => {
          insert.run(stream, revision, id, type, JSON.stringify(data), JSON.stringify(metadata));
        });
        return Promise.resolve();
      }),
    );
    const own = streamName('enrollment', randomUUID());
    single.push(
      await rate(count, async () => {
        for (let at = 0; at < count; at++)
          await log.append(own, [fact()], at === 0 ? 'none' : at - 1);
      }),
    );
    grouped.push(
      await rate(count, async () => {
        await Promise.all(
          Array.from({ length: 64 }, async () => {
            const each = streamName('enrollment', randomUUID());
            for (let at = 0; at < count / 64; at++) {
              await log.append(each, [fact()], at === 0 ? 'none' : at - 1);
            }
          }),
        );
      }),
    );
  }
  bare.close();
  await log.close();
  report('append one fact, durable', median(single), median(bareRates), 'facts/s', 0.6);
  report('append, 64 at once, beside one at a time', median(grouped), median(single), 'facts/s', 2);
}
