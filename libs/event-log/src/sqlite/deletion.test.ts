import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { streamName } from '../facts.js';
import { refusal } from '../testing/contract/log-under-test.js';
import { openSqliteLog } from './open.js';
import { LogFolder, cohort, fact } from './testing/fixtures.js';

const kept = streamName('cohort', '2');

test('of a deleted stream no byte is left in any file, and what others hold is whole', async () => {
  using folder = new LogFolder();
  const log = await openSqliteLog(folder);
  // Interleaved with others, some over many pages, and enough of them to split pages.
  for (let n = 0; n < 300; n++) {
    const text = `MARKER-${n}-`.repeat(n % 50 === 0 ? 2_000 : 5);
    await log.append(cohort, [fact(`MARKER-id-${n}`, { text })], 'any');
    await log.append(kept, [fact(`kept-${n}`, { text: `KEPT-${n}` })], 'any');
  }
  expect(occurrences(folder.path, 'MARKER')).toBeGreaterThan(300);
  await log.deleteStream(cohort, 299);
  expect(occurrences(folder.path, 'MARKER')).toBe(0);
  expect(occurrences(folder.path, 'KEPT')).toBeGreaterThanOrEqual(300);
  expect(await log.readStream(kept)).toHaveLength(300);
  await log.close();
  expect(occurrences(folder.path, 'MARKER')).toBe(0);
});

test('positions are not given again after the last facts were deleted', async () => {
  using folder = new LogFolder();
  let log = await openSqliteLog(folder);
  await log.append(kept, [fact('a')], 'none');
  const { position: last } = await log.append(cohort, [fact('b'), fact('c')], 'none');
  await log.deleteStream(cohort, 'any');
  expect(await log.head()).toBe(last);
  await log.close();
  log = await openSqliteLog(folder);
  expect(await log.head()).toBe(last);
  expect((await log.append(kept, [fact('d')], 0)).position).toBe(last + 1);
  await log.close();
});

test('an append under way is recorded before the deletion that was asked for after it', async () => {
  using folder = new LogFolder();
  const log = await openSqliteLog(folder);
  const appended = log.append(cohort, [fact('a')], 'none');
  await log.deleteStream(cohort, 0);
  expect(await appended).toMatchObject({ revision: 0 });
  expect(await refusal(log.readStream(cohort))).toBe('stream-deleted');
  await log.close();
});

test('a program that still reads the bytes is named, and the deletion is repeated without it', async () => {
  using folder = new LogFolder();
  const log = await openSqliteLog(folder);
  await log.append(cohort, [fact('a', { text: 'MARKER' })], 'none');
  const reader = new DatabaseSync(folder.path, { readOnly: true });
  reader.exec('BEGIN; SELECT * FROM facts');
  const deleted = log.deleteStream(cohort, 0);
  await expect(deleted).rejects.toMatchObject({
    code: 'log-unavailable',
    message: expect.stringContaining('delete the stream once more'),
  });
  expect(await refusal(log.readStream(cohort))).toBe('stream-deleted');
  reader.close();
  await log.deleteStream(cohort, 0);
  expect(occurrences(folder.path, 'MARKER')).toBe(0);
  await log.close();
});

// Read by another process: closing a file that SQLite has open would drop SQLite's locks on it.
function occurrences(path: string, marker: string): number {
  const files = ['', '-wal', '-shm', '.lock'].map((end) => path + end).filter(existsSync);
  const bytes = execFileSync('cat', files, { maxBuffer: 2 ** 30 }).toString('latin1');
  return bytes.split(marker).length - 1;
}
