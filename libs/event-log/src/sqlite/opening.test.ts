import {
  chmodSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { openSync, closeSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import { LogError } from '../errors.js';
import { START } from '../facts.js';
import { refusal } from '../testing/contract/log-under-test.js';
import { openLogFile } from './file.js';
import { openSqliteLog } from './open.js';
import { LogFolder, cohort, fact } from './testing/fixtures.js';

describe('one writer', () => {
  test('makes the file, and the folders that are missing', async () => {
    using folder = new LogFolder();
    const path = join(folder.folder, 'data', 'of', 'rollbook', 'log.db');
    const log = await openSqliteLog({ path });
    await log.append(cohort, [fact('a')], 'none');
    await log.close();
    expect(statSync(path).size).toBeGreaterThan(0);
  });

  test('a second one is told which file is in use and what to do, and may open it after the first', async () => {
    using folder = new LogFolder();
    const first = await openSqliteLog(folder);
    expect(await failure(folder.path)).toEqual({
      code: 'log-in-use',
      message: `The log ${folder.path} is in use by another program. Stop it, or open a different file.`,
    });
    await first.append(cohort, [fact('a')], 'none');
    await first.close();
    const second = await openSqliteLog(folder);
    expect(await second.readStream(cohort)).toHaveLength(1);
    await second.close();
  });

  test('is the only one through a link to the file as well', async () => {
    using folder = new LogFolder();
    const first = await openSqliteLog(folder);
    const link = join(folder.folder, 'link.db');
    symlinkSync(folder.path, link);
    expect((await failure(link)).code).toBe('log-in-use');
    await first.close();
  });

  test('waits for the disk at every commit, and wipes what it deletes', () => {
    using folder = new LogFolder();
    const { database, lock } = openLogFile(folder.path);
    const setting = (name: string) => database.prepare(`PRAGMA ${name}`).get()?.[name];
    expect(setting('journal_mode')).toBe('wal');
    expect(setting('synchronous')).toBe(2);
    expect(setting('secure_delete')).toBe(1);
    database.close();
    lock.close();
  });

  test('keeps nobody from reading', async () => {
    using folder = new LogFolder();
    const log = await openSqliteLog(folder);
    await log.append(cohort, [fact('a')], 'none');
    const reader = new DatabaseSync(folder.path, { readOnly: true });
    expect(reader.prepare('SELECT id FROM facts').all()).toEqual([{ id: 'a' }]);
    reader.close();
    await log.close();
  });
});

describe('a file that is not a whole log of this version', () => {
  test('of a newer version is refused with both versions, and left as it is', async () => {
    using folder = new LogFolder();
    await makeLog(folder.path, 1);
    withDatabase(folder.path, 'PRAGMA user_version = 2');
    const { code, message } = await failure(folder.path);
    expect(code).toBe('log-newer');
    expect(message).toContain(
      `${folder.path} was written by a newer Rollbook (file version 2, this one knows 1)`,
    );
    withDatabase(folder.path, 'PRAGMA user_version = 1');
    const log = await openSqliteLog(folder);
    expect(await log.readStream(cohort)).toHaveLength(1);
    await log.close();
  });

  test('that is no database is refused, and left as it is', async () => {
    using folder = new LogFolder();
    const text = 'minutes of the meeting\n'.repeat(100);
    writeFileSync(folder.path, text);
    expect((await failure(folder.path)).code).toBe('log-damaged');
    expect(readFileSync(folder.path, 'utf8')).toBe(text);
  });

  test('of another program is refused, and left as it is', async () => {
    using folder = new LogFolder();
    withDatabase(folder.path, 'CREATE TABLE songs (title TEXT)');
    const before = readFileSync(folder.path);
    const { code, message } = await failure(folder.path);
    expect(code).toBe('log-damaged');
    expect(message).toContain('it is an SQLite file of another program');
    expect(readFileSync(folder.path).equals(before)).toBe(true);
  });

  test.each([
    [
      'a damaged header',
      (path: string) => {
        overwrite(path, 0, 16);
      },
    ],
    [
      'a damaged page',
      (path: string) => {
        overwrite(path, 10 * 4096, 4096);
      },
    ],
    [
      'its end cut off',
      (path: string) => {
        truncateSync(path, 8 * 4096);
      },
    ],
    [
      'a fact that is no longer JSON',
      (path: string) => {
        withDatabase(path, `UPDATE facts SET data = '{' WHERE position = 1500`);
      },
    ],
    [
      'a fact without its stream',
      (path: string) => {
        withDatabase(path, 'DELETE FROM streams');
      },
    ],
  ])('with %s is refused with what to do', async (_what, damage) => {
    using folder = new LogFolder();
    await makeLog(folder.path, 1_500);
    damage(folder.path);
    const { code, message } = await failure(folder.path);
    expect(code).toBe('log-damaged');
    expect(message).toContain(folder.path);
    expect(message).toContain('put back the last good backup');
  });

  test('damage that is met later is reported by the read', async () => {
    using folder = new LogFolder();
    await makeLog(folder.path, 100);
    const log = await openSqliteLog(folder);
    withDatabase(folder.path, `UPDATE facts SET metadata = 'x' WHERE position = 7`);
    expect(await refusal(log.readAll(START, 100))).toBe('log-damaged');
    expect(await refusal(log.readStream(cohort))).toBe('log-damaged');
    await log.close();
  });
});

describe('a place that can not be written', () => {
  test('a folder that is read-only', async () => {
    using folder = new LogFolder();
    chmodSync(folder.folder, 0o555);
    expect((await withoutPrivilege(() => failure(folder.path))).code).toBe('log-read-only');
    chmodSync(folder.folder, 0o777);
    expect((await withoutPrivilege(() => failure(folder.path))).code).toBe('opened');
  });

  test('a log in a folder that has become read-only', async () => {
    using folder = new LogFolder();
    await makeLog(folder.path, 1);
    chmodSync(folder.path, 0o666);
    chmodSync(`${folder.path}.lock`, 0o666);
    chmodSync(folder.folder, 0o555);
    expect((await withoutPrivilege(() => failure(folder.path))).code).toBe('log-read-only');
    chmodSync(folder.folder, 0o777);
  });

  test('a missing folder in one that is read-only', async () => {
    using folder = new LogFolder();
    chmodSync(folder.folder, 0o555);
    const path = join(folder.folder, 'data', 'log.db');
    expect((await withoutPrivilege(() => failure(path))).code).toBe('log-read-only');
    chmodSync(folder.folder, 0o777);
  });

  test.each(['log.db', 'log.db.lock'])(
    'a %s that is read-only, in a folder that is not',
    async (name) => {
      using folder = new LogFolder();
      await makeLog(folder.path, 1);
      chmodSync(folder.folder, 0o777);
      chmodSync(folder.path, 0o666);
      chmodSync(`${folder.path}.lock`, 0o666);
      chmodSync(join(folder.folder, name), 0o444);
      const { code, message } = await withoutPrivilege(() => failure(folder.path));
      expect(code).toBe('log-read-only');
      expect(message).toContain('Let the user that runs Rollbook write to the file and its folder');
      chmodSync(join(folder.folder, name), 0o666);
      expect((await withoutPrivilege(() => failure(folder.path))).code).toBe('opened');
    },
  );

  test('a folder that is a file, and a file that is a folder', async () => {
    using folder = new LogFolder();
    writeFileSync(folder.path, '');
    expect(await failure(join(folder.path, 'log.db'))).toMatchObject({ code: 'log-unavailable' });
    mkdirSync(join(folder.folder, 'data'));
    const { code, message } = await failure(join(folder.folder, 'data'));
    expect(code).toBe('log-unavailable');
    expect(message).toContain('it is not a file');
  });
});

async function makeLog(path: string, facts: number): Promise<void> {
  const log = await openSqliteLog({ path });
  const text = 'x'.repeat(1_000);
  await log.append(
    cohort,
    Array.from({ length: facts }, (_, n) => fact(`fact-${n}`, { text })),
    'none',
  );
  await log.close();
}

async function failure(path: string): Promise<{ code: string; message: string }> {
  try {
    await (await openSqliteLog({ path })).close();
    return { code: 'opened', message: '' };
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return { code: error.code, message: error.message };
  }
}

function withDatabase(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

function overwrite(path: string, at: number, length: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(length, 0xa5), 0, length, at);
  closeSync(file);
}

// Permission bits don't bind root, so root stands aside meanwhile.
async function withoutPrivilege<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.('nobody');
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
