import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { START } from '../facts.js';
import { idsOf, refusal } from '../testing/contract/log-under-test.js';
import { openLogFile } from './file.js';
import { SqliteLog } from './log.js';
import { openSqliteLog } from './open.js';
import { Compiled } from './testing/compiled.js';
import { LogFolder, cohort, fact } from './testing/fixtures.js';

const page = 'x'.repeat(4_000);

test('an append without room fails, leaves nothing, and goes well when there is room again', async () => {
  using folder = new LogFolder();
  const file = openLogFile(folder.path);
  const log = new SqliteLog(file);
  file.database.exec('PRAGMA max_page_count = 40');
  const answered: string[] = [];
  let refused = '';
  while (refused === '') {
    const id = `fact-${answered.length}`;
    const outcome = await refusal(
      log.append(cohort, [fact(`${id}-a`, { page }), fact(`${id}-b`, { page })], 'any'),
    );
    if (outcome.startsWith('answered')) answered.push(`${id}-a`, `${id}-b`);
    else refused = outcome;
  }
  expect(refused).toBe('log-disk-full');
  expect(answered.length).toBeGreaterThan(10);
  expect(idsOf(await log.readStream(cohort))).toEqual(answered);
  const headBefore = await log.head();

  file.database.exec('PRAGMA max_page_count = 1000');
  const again = await log.append(cohort, [fact('again', { page })], answered.length - 1);
  expect(again).toEqual({ revision: answered.length, position: headBefore + 1, repeated: false });
  await log.close();
  const reopened = await openSqliteLog(folder);
  expect(idsOf(await reopened.readStream(cohort))).toEqual([...answered, 'again']);
  await reopened.close();
});

test('of a group without room none is recorded', async () => {
  using folder = new LogFolder();
  const file = openLogFile(folder.path);
  const log = new SqliteLog(file);
  file.database.exec('PRAGMA max_page_count = 40');
  const outcomes = await Promise.all([
    refusal(log.append(cohort, [fact('small')], 'none')),
    refusal(log.append(cohort, [fact('conflicting')], 7)),
    refusal(log.append(cohort, [fact('large', { text: page.repeat(100) })], 'any')),
  ]);
  expect(outcomes).toEqual(['log-disk-full', 'log-disk-full', 'log-disk-full']);
  expect(await log.readStream(cohort)).toEqual([]);
  expect(await log.head()).toBe(START);
  expect(await log.append(cohort, [fact('small')], 'none')).toMatchObject({ repeated: false });
  await log.close();
});

test('when the disk fails under a commit the outcome is unknown, and nothing more is appended until reopened', async () => {
  using compiled = new Compiled();
  using folder = new LogFolder();
  const program = compiled.program('append-until-refused');
  // A limit on the size of files is a disk that fails a write: 1,000 blocks of 512 bytes.
  const said = execFileSync(
    'sh',
    ['-c', 'ulimit -f 1000 && exec "$0" "$@"', process.execPath, program, folder.path],
    { encoding: 'utf8' },
  );
  const { answered, ...rest } = JSON.parse(said) as { answered: number };
  expect(answered).toBeGreaterThan(10);
  expect(rest).toEqual({
    failed: 'append-outcome-unknown',
    next: 'log-unavailable',
    readable: answered,
  });
  const log = await openSqliteLog(folder);
  const stored = (await log.readStream(cohort)).length;
  expect([answered, answered + 1]).toContain(stored);
  await log.append(cohort, [fact(`fact-${answered}`)], 'any');
  await log.append(cohort, [fact('after')], answered);
  await log.close();
});
