import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Rollbook } from '#running';
import { rate, report } from './report.js';

/** All views anew, beside a loop that reads, parses and makes three writes per fact. */
export async function rebuilding(folder: string, { views }: Rollbook): Promise<void> {
  let count = 0;
  const bareRates: number[] = [];
  const oursRates: number[] = [];
  for (let round = 0; round < 2; round++) {
    const started = performance.now();
    count = bareLoop(
      join(folder, 'data', 'log.sqlite'),
      join(folder, `bare-rebuild-${round}.sqlite`),
    );
    bareRates.push((1000 * count) / (performance.now() - started));
    oursRates.push(await rate(count, () => views.rebuild()));
  }
  report(
    `rebuild all views (${count.toLocaleString('en')} facts)`,
    Math.max(...oursRates),
    Math.max(...bareRates),
    'facts/s',
    0.6,
  );
}

function bareLoop(logPath: string, rowsPath: string): number {
  const from = new DatabaseSync(logPath, { readOnly: true });
  const to = new DatabaseSync(rowsPath);
  to.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
    CREATE TABLE one (id TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
    CREATE TABLE two (position INTEGER PRIMARY KEY, type TEXT);
    CREATE TABLE three (stream TEXT PRIMARY KEY, revision INTEGER) WITHOUT ROWID;`);
  const one = to.prepare('INSERT INTO one VALUES (?, ?)');
  const two = to.prepare('INSERT INTO two VALUES (?, ?)');
  const three = to.prepare('INSERT OR REPLACE INTO three VALUES (?, ?)');
  let count = 0;
  to.exec('BEGIN');
  for (const row of from.prepare('SELECT * FROM facts ORDER BY position').iterate()) {
    const data = JSON.parse(String(row['data'])) as object;
    one.run(String(row['id']), JSON.stringify(data));
    two.run(Number(row['position']), String(row['type']));
    three.run(String(row['stream']), Number(row['revision']));
    count += 1;
    if (count % 500 === 0) to.exec('COMMIT; BEGIN');
  }
  to.exec('COMMIT');
  from.close();
  to.close();
  return count;
}
