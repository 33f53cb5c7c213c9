import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { streamName } from '../facts.js';
import { idsOf, refusal } from '../testing/contract/log-under-test.js';
import { openLogFile } from './file.js';
import { SqliteLog } from './log.js';
import { openSqliteLog } from './open.js';
import { LogFolder, cohort, fact } from './testing/fixtures.js';

test('appends asked for at once are one commit, one after the other are one each', async () => {
  using folder = new LogFolder();
  const log = await openSqliteLog(folder);
  const before = commits(folder.path);
  const stream = (n: number) => streamName('cohort', String(n));
  await Promise.all(
    Array.from({ length: 64 }, (_, n) => log.append(stream(n), [fact(`once-${n}`)], 'none')),
  );
  expect(commits(folder.path) - before).toBe(1);
  for (let n = 0; n < 5; n++) await log.append(stream(n), [fact(`single-${n}`)], 0);
  expect(commits(folder.path) - before).toBe(6);
  await log.close();
});

test('in a group each is judged on what came before it, and refused alone', async () => {
  using folder = new LogFolder();
  const log = await openSqliteLog(folder);
  const large = fact('large', { text: 'x'.repeat(1024 * 1024) });
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const outcomes = await Promise.allSettled([
    log.append(cohort, [fact('first')], 'none'),
    log.append(cohort, [fact('late')], 'none'),
    log.append(cohort, [fact('too large'), large], 'any'),
    log.append(cohort, [fact('second'), fact('third')], 0),
    log.append(cohort, [fact('never', circular)], 'any'),
    log.append(cohort, [fact('fourth'), fact('first')], 'any'),
    log.append(cohort, [fact('first')], 'none'),
    log.append(cohort, [fact('fifth')], 2),
  ]);
  const said = outcomes.map((outcome) =>
    outcome.status === 'fulfilled'
      ? [outcome.value.revision, outcome.value.repeated]
      : ((outcome.reason as { code?: string }).code ?? (outcome.reason as Error).name),
  );
  expect(said).toEqual([
    [0, false],
    'revision-conflict',
    'fact-too-large',
    [2, false],
    'TypeError',
    'fact-id-taken',
    [0, true],
    [3, false],
  ]);
  expect(idsOf(await log.readStream(cohort))).toEqual(['first', 'second', 'third', 'fifth']);
  await log.close();
});

test('when the storage fails in the middle of a group, none of it is recorded', async () => {
  using folder = new LogFolder();
  const file = openLogFile(folder.path);
  const log = new SqliteLog(file);
  file.database.exec(`CREATE TEMP TRIGGER failing BEFORE INSERT ON main.facts
    WHEN new.id = 'third' BEGIN SELECT RAISE(FAIL, 'the storage failed'); END`);
  const outcomes = await Promise.all([
    refusal(log.append(cohort, [fact('first')], 'none')),
    refusal(log.append(cohort, [fact('second'), fact('third')], 0)),
  ]);
  expect(outcomes).toEqual(['log-unavailable', 'log-unavailable']);
  expect(await log.readStream(cohort)).toEqual([]);
  await log.append(cohort, [fact('fourth')], 'none');
  expect(idsOf(await log.readStream(cohort))).toEqual(['fourth']);
  await log.close();
});

test('an id that another stream holds is taken', async () => {
  using folder = new LogFolder();
  const log = await openSqliteLog(folder);
  await log.append(cohort, [fact('one')], 'none');
  const other = streamName('cohort', '2');
  expect(await refusal(log.append(other, [fact('one')], 'none'))).toBe('fact-id-taken');
  expect(await log.readStream(other)).toEqual([]);
  await log.close();
});

test.each([
  ['nul in the stream', streamName('cohort', 'a\0b'), fact('id')],
  ['half a character in the id', cohort, fact('\ud83d')],
  ['a type without a name', cohort, { ...fact('id'), type: '' }],
])('%s is a mistake of the caller', async (_what, stream, wrong) => {
  using folder = new LogFolder();
  const log = await openSqliteLog(folder);
  await expect(log.append(stream, [wrong], 'none')).rejects.toThrow(/can't be stored/);
  await log.close();
});

/** Commits in the write-ahead file: its frames that tell the size of the database after them. */
function commits(path: string): number {
  const wal = readFileSync(`${path}-wal`);
  const frame = 24 + wal.readUInt32BE(8);
  let found = 0;
  for (let at = 32; at + frame <= wal.length; at += frame) {
    const isOfThisRound = wal.subarray(at + 8, at + 16).equals(wal.subarray(16, 24));
    if (isOfThisRound && wal.readUInt32BE(at + 4) > 0) found += 1;
  }
  return found;
}
