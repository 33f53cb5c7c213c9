import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { derivedId, openSqliteLog, streamName } from '#event-log';
import type { EventLog, FactId, NewFact } from '#event-log';
import { EventStoreServer } from '../../../test/support/eventstore/server.js';
import { ran, ranWith } from './testing/ran.js';

let folder: string;
let log: EventLog;

/** A data folder whose log a server holds. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-moved-'));
  mkdirSync(join(folder, 'data'));
  log = await openSqliteLog({ path: join(folder, 'data/log.sqlite') });
});
afterEach(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

const cohort = (id: string) => streamName('cohort', id);

let facts = 0;
function fact(): NewFact {
  facts += 1;
  return {
    id: derivedId('fact', String(facts)) as FactId,
    type: 'ClassDayHeld',
    data: { number: facts },
    metadata: { recordedAt: '2026-03-02T14:00:00Z', actor: 'a', correlationId: 'request-1' },
  };
}

const hash = expect.stringMatching(/sha256 [0-9a-f]{64}/);

describe('copy', () => {
  test('brings a data folder into another, tells count and hash, and brings over the rest later', async () => {
    await log.append(cohort('a'), [fact(), fact()], 'none');
    const first = await ran(folder, 'copy', 'data', 'moved');
    expect(first).toEqual({ code: 0, out: hash, err: '' });
    expect(first.out).toContain(
      'Copied 2 facts from data/log.sqlite to moved/log.sqlite; 0 facts had been copied before.\nBoth hold the same 2 facts in the same order',
    );
    await log.append(cohort('b'), [fact()], 'none');
    expect((await ran(folder, 'copy', 'data/log.sqlite', 'moved')).out).toContain(
      'Copied 1 fact from data/log.sqlite to moved/log.sqlite; 2 facts had been copied before.',
    );
  });

  test('tells of the streams that were deleted for good', async () => {
    await log.append(cohort('a'), [fact()], 'none');
    await log.deleteStream(cohort('a'), 'any');
    expect((await ran(folder, 'copy', 'data', 'moved.sqlite')).out).toContain(
      '1 stream deleted for good: nothing of them was copied, and their names are closed in moved.sqlite too.',
    );
  });

  test('into a place that holds something else is refused', async () => {
    await log.append(cohort('a'), [fact()], 'none');
    const other = await openSqliteLog({ path: join(folder, 'other.sqlite') });
    await other.append(cohort('b'), [fact()], 'none');
    await other.close();
    const { code, out, err } = await ran(folder, 'copy', 'data', 'other.sqlite');
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(
      /holds ClassDayHeld [-0-9a-f]{36} \(revision 0 of cohort-b\).* Nothing was copied\./,
    );
  });

  test('onto itself, by whatever name, is refused', async () => {
    symlinkSync(join(folder, 'data'), join(folder, 'link'));
    for (const to of ['data', 'data/log.sqlite', './link', 'link/log.sqlite']) {
      const { code, err } = await ran(folder, 'copy', 'data', to);
      expect([code, err]).toEqual([2, expect.stringContaining('are the same log')]);
    }
  });
});

describe('an event store', () => {
  test('is copied to and back by its address, or by a word for the address that is set', async () => {
    const server = new EventStoreServer({
      credentials: { admin: { password: 'pass word', groups: ['$admins'] } },
    });
    await server.start();
    try {
      await log.append(cohort('a'), [fact(), fact()], 'none');
      await log.append(cohort('b'), [fact()], 'none');
      await log.deleteStream(cohort('b'), 'any');
      const url = server.urlAs('admin', 'pass%20word');
      const there = await ran(folder, 'copy', 'data', url);
      expect(there).toEqual({ code: 0, out: hash, err: '' });
      expect(there.out).toContain(`to esdb://127.0.0.1:${server.port}; 0 facts had been copied`);
      expect(await ranWith(url, folder, 'verify', 'data', 'eventstore')).toMatchObject({ code: 0 });
      expect(await ranWith(url, folder, 'copy', 'eventstore', 'back')).toMatchObject({ code: 0 });
      expect(await ran(folder, 'verify', 'data', 'back')).toMatchObject({ code: 0 });
      expect((await ran(folder, 'copy', url, url)).err).toContain('are the same log');
      const refused = await ran(folder, 'copy', 'data', server.urlAs('admin', 'secret'));
      expect([refused.code, refused.out]).toEqual([2, '']);
      expect(refused.err).not.toContain('secret');
    } finally {
      await server.stop();
    }
  });

  test('takes no fact whose id is no UUID, and says which', async () => {
    const server = new EventStoreServer();
    await server.start();
    await log.append(cohort('a'), [{ ...fact(), id: 'one' as FactId }], 'none');
    const { code, err } = await ran(folder, 'copy', 'data', server.url);
    await server.stop();
    expect([code, err]).toEqual([
      2,
      expect.stringContaining("cohort-a can't be copied at revision 0: The fact id one"),
    ]);
  });
});

describe('verify', () => {
  test('answers 0 for a copy, and 1 with what differs once one of them goes on', async () => {
    await log.append(cohort('a'), [fact()], 'none');
    await ran(folder, 'copy', 'data', 'moved');
    const same = await ran(folder, 'verify', 'data', 'moved');
    expect(same).toEqual({ code: 0, out: hash, err: '' });
    expect(same.out).toContain('They hold the same facts in the same order');
    await log.append(cohort('b'), [fact()], 'none');
    await log.deleteStream(cohort('c'), 'any');
    const { code, out } = await ran(folder, 'verify', 'data', 'moved');
    expect(code).toBe(1);
    expect(out).toContain('data/log.sqlite: 2 facts, sha256');
    expect(out).toContain('moved/log.sqlite: 1 fact, sha256');
    expect(out).toContain('They differ in 1 stream:\n  cohort-b\n');
    expect(out).toContain('Deleted in data/log.sqlite only 1 stream:\n  cohort-c\n');
    expect(out).not.toContain('another order');
  });

  test('tells of facts that stand in another order, and names twenty streams at most', async () => {
    const [one, two] = [fact(), fact()];
    const other = await openSqliteLog({ path: join(folder, 'other.sqlite') });
    await log.append(cohort('a'), [one], 'none');
    await log.append(cohort('b'), [two], 'none');
    await other.append(cohort('b'), [two], 'none');
    await other.append(cohort('a'), [one], 'none');
    const reordered = await ran(folder, 'verify', 'data', 'other.sqlite');
    expect([reordered.code, reordered.out]).toEqual([
      1,
      expect.stringContaining('they stand in another order as a whole'),
    ]);
    for (let n = 0; n < 25; n++) await log.append(cohort(`more-${n}`), [fact()], 'none');
    const { out } = await ran(folder, 'verify', 'data', 'other.sqlite');
    expect(out.match(/^ {2}cohort-/gm)).toHaveLength(20);
    expect(out).toContain('\n  and 5 more\n');
    await other.close();
  });
});

describe('backup', () => {
  test('writes the log of a running server into a new file, and never over another', async () => {
    await log.append(cohort('a'), [fact()], 'none');
    const { code, out } = await ran(folder, 'backup', 'data', 'monday.sqlite');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^Wrote 1 fact \([\d,]+ bytes\) to monday\.sqlite\./),
    ]);
    expect((await ran(folder, 'verify', 'data', 'monday.sqlite')).code).toBe(0);
    expect(await ran(folder, 'backup', 'data', 'monday.sqlite')).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining('monday.sqlite is there already'),
    });
  });
});

describe('help', () => {
  test('lists every command, within 90 columns', async () => {
    const { code, out } = await ran(folder, 'help');
    expect(code).toBe(0);
    expect(out.match(/npm run log -- \w+/g)).toEqual(
      ['copy', 'verify', 'backup', 'help'].map((name) => `npm run log -- ${name}`),
    );
    expect(out.split('\n').filter((line) => line.length > 96)).toEqual([]);
    expect((await ran(folder)).out).toBe(out);
    expect((await ran(folder, '--help')).out).toBe(out);
    expect((await ran(folder, 'copy', '--help')).out).not.toContain('verify');
  });
});

describe('a command that is called wrongly', () => {
  test.each([
    [['cpoy'], 'There is no command cpoy. There are: copy, verify, backup, help.'],
    [['copy', 'data'], 'Name two logs: the one to copy, and where to.'],
    [['copy', 'data', 'b', 'c'], 'Name two logs'],
    [['copy', 'data', 'b', '--force'], "Unknown option '--force'"],
    [['copy', 'gone', 'b'], 'There is no log'],
    [['copy', 'postgres://user:secret@host/db', 'b'], 'postgres:// is no address of a log.'],
    [['copy', 'notes.txt', 'b'], 'is damaged, or is no Rollbook log'],
    [['copy', 'data', 'eventstore'], 'the address in EVENTSTORE_URL, which is not set'],
    [['verify', 'data'], 'Name two logs to compare.'],
    [['verify', 'data', 'gone'], 'There is no log'],
    [['backup', 'data'], 'Name the data folder or log file, and the new file'],
    [['backup', 'esdb://host:2113', 'b'], 'Only a log file can be backed up into a file.'],
    [['help', 'nothing'], 'There is no command nothing.'],
  ])('%j answers 2 and says how', async (args, message) => {
    writeFileSync(join(folder, 'notes.txt'), 'minutes of the meeting\n'.repeat(100));
    const { code, out, err } = await ran(folder, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
    expect(err).not.toContain('secret');
  });
});
