import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import { LogError } from '../errors.js';
import type { StreamName } from '../facts.js';
import { openSqliteLog } from '../sqlite/open.js';
import { openLogFileToCopy } from './log-file.js';
import type { CopyTarget } from './logs.js';
import { a, b, c, Move, refusedCopy } from './testing/move.js';

describe('a place that holds something else', () => {
  test('is refused by the first fact that differs, and left as it is', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(2), 'none');
    const other = await openSqliteLog({ path: move.to });
    await other.append(b, move.history.facts(1), 'none');
    await other.close();
    expect(await refusedCopy(move.copy())).toMatch(
      /holds ModuleMissed [-0-9a-f]{36} \(revision 0 of cohort-b\), where the source has ClassDayHeld [-0-9a-f]{36} \(revision 0 of cohort-a\) in its place\. Nothing was copied/,
    );
    expect((await move.compare()).second.facts).toBe(1);
  });

  test('is refused when it has gone on after the copy', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(1), 'none');
    await move.copy();
    const copy = await openSqliteLog({ path: move.to });
    await copy.append(a, move.history.facts(1), 0);
    await copy.close();
    expect(await refusedCopy(move.copy())).toContain('the source ends before it');
    await move.source.append(b, move.history.facts(1), 'none');
    expect(await refusedCopy(move.copy())).toContain('(revision 0 of cohort-b) in its place');
  });

  test.each([
    ['data', `UPDATE facts SET data = '{"number":2}' WHERE revision = 1`],
    [
      'metadata',
      `UPDATE facts SET metadata = replace(metadata, '14:00', '15:00') WHERE revision = 1`,
    ],
    ['type', `UPDATE facts SET type = 'ClassDayMoved' WHERE revision = 1`],
    ['id', `UPDATE facts SET id = 'fact-9' WHERE revision = 1`],
    ['revision', 'UPDATE facts SET revision = 9 WHERE revision = 1'],
    [
      'stream',
      `INSERT INTO streams (name) VALUES ('cohort-z'); UPDATE facts SET stream = 2 WHERE revision = 1`,
    ],
  ])('is refused when only the %s of one fact differs', async (_what, sql) => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(3), 'none');
    await move.copy();
    changed(move.to, sql);
    expect(await refusedCopy(move.copy())).toContain('Nothing was copied');
    expect(await move.compare()).toMatchObject({ same: false });
    expect((await move.compare()).differing).toContain(a);
  });

  test('is refused when it has deleted a stream that the source has not', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(1), 'none');
    const other = await openSqliteLog({ path: move.to });
    await other.deleteStream(c, 'any');
    await other.close();
    expect(await refusedCopy(move.copy())).toContain('has deleted cohort-c');
    expect((await move.compare()).deletedInSecond).toEqual([c]);
  });

  test('is found out when something else writes to it during the copy', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(1), 'none');
    await move.source.append(b, move.history.facts(1), 'none');
    const stranger = move.history.facts(1);
    const beside =
      (stream: StreamName) =>
      (to: CopyTarget): CopyTarget => ({
        ...to,
        keepsOrderAsked: false,
        append: async (...asked) => {
          await to.append(stream, stranger, 'any');
          return to.append(...asked);
        },
      });
    expect(await refusedCopy(move.copy(beside(c)))).toMatch(
      /differ in cohort-c\. Something else has written to the copy/,
    );
  });

  test('is found out when something else writes to a stream that is being copied', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(1), 'none');
    const stranger = move.history.facts(1);
    const around = (to: CopyTarget): CopyTarget => ({
      ...to,
      append: async (...asked) => {
        await to.append(a, stranger, 'any');
        return to.append(...asked);
      },
    });
    expect(await refusedCopy(move.copy(around))).toContain(
      "cohort-a can't be copied at revision 0",
    );
  });

  test('that a server holds is in use', async () => {
    await using move = await Move.begin();
    const server = await openSqliteLog({ path: move.to });
    await expect(move.copy()).rejects.toMatchObject({ code: 'log-in-use' });
    await server.close();
  });
});

test('facts that stand in another order are told from a copy, though each stream is the same', async () => {
  await using move = await Move.begin();
  const [one, two] = [move.history.facts(1), move.history.facts(1)];
  await move.source.append(a, one, 'none');
  await move.source.append(b, two, 'none');
  const other = await openSqliteLog({ path: move.to });
  await other.append(b, two, 'none');
  await other.append(a, one, 'none');
  await other.close();
  const { same, differing, first, second } = await move.compare();
  expect({ same, differing, facts: [first.facts, second.facts] }).toEqual({
    same: false,
    differing: [],
    facts: [2, 2],
  });
  expect(first.hash).not.toBe(second.hash);
});

test('a log that is not there is not made by reading it', async () => {
  await using move = await Move.begin();
  expect(() => openLogFileToCopy(join(move.folder.folder, 'gone.sqlite'))).toThrow(LogError);
  expect(() => openLogFileToCopy(join(move.folder.folder, 'gone.sqlite'))).toThrow(
    'There is no log',
  );
});

function changed(path: string, sql: string): void {
  using database = new DatabaseSync(path);
  database.exec(sql);
}
