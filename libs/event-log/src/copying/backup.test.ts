import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { LogError } from '../errors.js';
import { START, streamName } from '../facts.js';
import { openSqliteLog } from '../sqlite/open.js';
import { LogFolder } from '../sqlite/testing/fixtures.js';
import { refusal } from '../testing/contract/log-under-test.js';
import { backupLogFile } from './backup.js';
import { History } from './testing/history.js';

const [a, b] = [streamName('cohort', 'a'), streamName('cohort', 'b')];

async function withLog(
  work: (
    folder: string,
    log: Awaited<ReturnType<typeof openSqliteLog>>,
    history: History,
  ) => Promise<void>,
): Promise<void> {
  using folder = new LogFolder();
  const log = await openSqliteLog({ path: join(folder.folder, 'log.sqlite') });
  try {
    await work(folder.folder, log, new History(log));
  } finally {
    await log.close();
  }
}

test('a backup is the log as it stood, positions and deleted streams too, taken beside its writer', () =>
  withLog(async (folder, log, history) => {
    await log.append(a, history.facts(3), 'none');
    await log.append(b, history.facts(2), 'none');
    await log.deleteStream(a, 'any');
    const stood = await log.readAll(START, 10);
    const file = join(folder, 'backup.sqlite');
    const { facts, bytes } = backupLogFile(join(folder, 'log.sqlite'), file);
    expect([facts, bytes]).toEqual([2, statSync(file).size]);
    await log.append(b, history.facts(1), 1);

    const restored = await openSqliteLog({ path: file });
    expect(await restored.readAll(START, 10)).toEqual(stood);
    expect(await restored.head()).toBe(5);
    expect(await refusal(restored.append(a, history.facts(1), 'any'))).toBe('stream-deleted');
    expect((await restored.append(b, history.facts(1), 1)).position).toBe(6);
    await restored.close();
  }));

test('a backup is readable by its owner alone', () =>
  withLog(async (folder, log, history) => {
    await log.append(a, history.facts(1), 'none');
    backupLogFile(join(folder, 'log.sqlite'), join(folder, 'backup.sqlite'));
    expect(statSync(join(folder, 'backup.sqlite')).mode & 0o777).toBe(0o600);
  }));

test('a backup overwrites nothing', () =>
  withLog(async (folder) => {
    const file = join(folder, 'backup.sqlite');
    writeFileSync(file, 'last week');
    expect(failure(join(folder, 'log.sqlite'), file)).toContain('is there already');
    expect(statSync(file).size).toBe(9);
    await Promise.resolve();
  }));

test('what an interrupted backup left behind is no hindrance, and a failed one leaves nothing', () =>
  withLog(async (folder, log, history) => {
    await log.append(a, history.facts(1), 'none');
    const file = join(folder, 'backup.sqlite');
    writeFileSync(`${file}.unfinished`, 'half');
    expect(backupLogFile(join(folder, 'log.sqlite'), file).facts).toBe(1);
    expect(failure(join(folder, 'gone.sqlite'), join(folder, 'b'))).toContain('There is no log');
    const songs = join(folder, 'songs.sqlite');
    using database = new DatabaseSync(songs);
    database.exec('CREATE TABLE songs (title TEXT)');
    expect(failure(songs, join(folder, 'b'))).toContain(
      'songs.sqlite is damaged, or is no Rollbook log',
    );
    expect(failure(join(folder, 'log.sqlite'), join(folder, 'no/such/b'))).toContain('no/such/b');
    expect(existsSync(join(folder, 'b'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  }));

function failure(from: string, to: string): string {
  try {
    return `backed up ${String(backupLogFile(from, to).facts)}`;
  } catch (error) {
    if (error instanceof LogError) return error.message;
    throw error;
  }
}
