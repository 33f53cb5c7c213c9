import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import { LogError } from '../errors.js';
import { START } from '../facts.js';
import { openSqliteLog } from './open.js';
import { readLogFile } from './read.js';
import { LogFolder, cohort, fact } from './testing/fixtures.js';

describe('reading a log without opening it', () => {
  test('gives every fact as the log does, while a writer holds it', async () => {
    using folder = new LogFolder();
    const log = await openSqliteLog(folder);
    await log.append(cohort, [fact('a', { module: 1 }), fact('b')], 'none');
    expect([...readLogFile(folder.path)]).toEqual(await log.readAll(START, 10));
    await log.append(cohort, [fact('c')], 1);
    expect([...readLogFile(folder.path)]).toHaveLength(3);
    await log.close();
    expect([...readLogFile(folder.path)]).toHaveLength(3);
  });

  test('sees one state of it, whatever is appended meanwhile', async () => {
    using folder = new LogFolder();
    const log = await openSqliteLog(folder);
    await log.append(cohort, [fact('a'), fact('b')], 'none');
    const reading = readLogFile(folder.path);
    expect(reading.next().value).toMatchObject({ id: 'a' });
    await log.append(cohort, [fact('c')], 1);
    expect([...reading]).toMatchObject([{ id: 'b' }]);
    await log.close();
  });

  test('keeps no writer from opening it, even when it is left halfway', async () => {
    using folder = new LogFolder();
    const first = await openSqliteLog(folder);
    await first.append(cohort, [fact('a'), fact('b')], 'none');
    await first.close();
    const reading = readLogFile(folder.path);
    reading.next();
    const log = await openSqliteLog(folder);
    await log.append(cohort, [fact('c')], 1);
    reading.return();
    await log.close();
    expect([...readLogFile(folder.path)]).toHaveLength(3);
  });

  test('makes no log where there is none', () => {
    using folder = new LogFolder();
    expect(failure(folder.path)).toEqual([
      'log-unavailable',
      expect.stringContaining('There is no log'),
    ]);
    expect(failure(folder.path)[0]).toBe('log-unavailable');
  });

  test('refuses what is no log, a newer one and a damaged one', async () => {
    using folder = new LogFolder();
    const text = join(folder.folder, 'minutes.txt');
    writeFileSync(text, 'minutes of the meeting\n'.repeat(100));
    expect(failure(text)[0]).toBe('log-damaged');

    const songs = join(folder.folder, 'songs.db');
    withDatabase(songs, 'CREATE TABLE songs (title TEXT)');
    expect(failure(songs)[1]).toContain('it is an SQLite file of another program');

    const log = await openSqliteLog(folder);
    await log.append(cohort, [fact('a')], 'none');
    await log.close();
    withDatabase(folder.path, `UPDATE facts SET data = '{'`);
    expect(failure(folder.path)[0]).toBe('log-damaged');
    withDatabase(folder.path, 'PRAGMA user_version = 2');
    expect(failure(folder.path)[0]).toBe('log-newer');
  });
});

function withDatabase(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

function failure(path: string): readonly [string, string] {
  try {
    return ['read', String([...readLogFile(path)].length)];
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return [error.code, error.message];
  }
}
