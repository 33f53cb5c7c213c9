import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { streamName } from '../facts.js';
import type { EventLog } from '../port.js';
import { dump } from '../testing/views.js';
import type { Progress } from './progress.js';
import { attendance, timeline } from './testing/attendance.js';
import { expectedAttendance, logBut, Place } from './testing/place.js';

let place: Place;
let log: EventLog;
beforeEach(async () => {
  place = new Place();
  log = await place.log();
});
afterEach(() => place.remove());

const file = () => join(place.views, 'views-1.sqlite');

/** Three people's facts in views that have been closed again. */
async function kept(): Promise<ReturnType<typeof dump>> {
  for (const name of ['ann', 'ben', 'cal']) {
    const types = ['ModuleAttended', 'ModuleMissed', 'ModuleMissed'] as const;
    await place.record(log, name, types, { note: 'x'.repeat(3_000) });
  }
  const views = await place.openLive({ log });
  const rows = dump(views);
  await views.close();
  return rows;
}

/** The views opened again, with why they were computed anew. */
async function reopened(options: Partial<Parameters<Place['open']>[0]> = {}) {
  const reasons = new Set<string>();
  const onProgress = ({ reason }: Progress) => void reasons.add(reason);
  const views = await place.openLive({ log, onProgress, ...options });
  return { views, reasons: [...reasons] };
}

test('views that have not changed are not computed anew', async () => {
  const rows = await kept();
  const { views, reasons } = await reopened();
  expect(reasons).toEqual([]);
  expect(dump(views)).toEqual(rows);
});

test.each([
  ['a raised version', [{ ...attendance, version: 2 }, timeline]],
  ['another schema', [{ ...attendance, schema: `${attendance.schema} -- more` }, timeline]],
  ['one view more', [attendance, timeline, { name: 'none', version: 1, schema: '', on: {} }]],
])('%s computes all views anew', async (_, views) => {
  const rows = await kept();
  const again = await reopened({ views });
  expect(again.reasons).toEqual(['The views have changed']);
  expect(dump(again.views)).toEqual(rows);
});

test.each([
  [
    'cut short',
    'damaged',
    () => {
      truncateSync(file(), 5_000);
    },
  ],
  [
    'emptied',
    'did not hold views',
    () => {
      truncateSync(file(), 0);
    },
  ],
  [
    'overwritten',
    'damaged',
    () => {
      writeFileSync(file(), 'anything but SQLite '.repeat(1_000));
    },
  ],
  [
    'replaced',
    'did not hold views',
    () => {
      truncateSync(file(), 0);
      const other = new DatabaseSync(file());
      other.exec('CREATE TABLE recipes (name TEXT)');
      other.close();
    },
  ],
])('a file that was %s is computed anew', async (_, reason, harm) => {
  const rows = await kept();
  harm();
  const again = await reopened();
  expect(again.reasons).toEqual([`The file ${reason === 'damaged' ? 'was damaged' : reason}`]);
  expect(dump(again.views)).toEqual(rows);
});

/** The page where a table begins, made unreadable. */
function spoil(table: string): void {
  const database = new DatabaseSync(file());
  const page = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table);
  database.close();
  const at = (Number(page?.['rootpage']) - 1) * 4096;
  const bytes = readFileSync(file());
  bytes.fill(0xff, at, at + 4096);
  writeFileSync(file(), bytes);
}

test('damage that a query comes upon refuses that query and computes the views anew', async () => {
  const rows = await kept();
  spoil('timeline');
  const { views, reasons } = await reopened();
  expect(reasons).toEqual([]);
  expect(() => dump(views)).toThrow('There are no rows to read yet');
  await views.waitFor(await log.head());
  expect(dump(views)).toEqual(rows);
});

test('damage that a query comes upon while a batch is at the door spoils nothing else', async () => {
  await kept();
  spoil('timeline');
  let damaged = true;
  async function* follow(options: Parameters<EventLog['follow']>[0]) {
    for await (const batch of log.follow(options)) {
      if (damaged && batch.facts.length > 0) {
        damaged = false;
        expect(() => dump(views)).toThrow('There are no rows to read yet');
      }
      yield batch;
    }
  }
  const { views } = await reopened({ log: logBut(log, { follow }) });
  await views.waitFor(await place.record(log, 'ann', ['ModuleMissed']));
  expect({ damaged, state: views.status().state }).toEqual({ damaged: false, state: 'live' });
  expect(dump(views)['attendance']).toEqual(await expectedAttendance(log));
});

test('damage that a fact comes upon computes the views anew', async () => {
  await kept();
  spoil('timeline');
  const { views } = await reopened();
  await views.waitFor(await place.record(log, 'ann', ['ModuleMissed']));
  expect(dump(views)['attendance']).toEqual(await expectedAttendance(log));
  expect(dump(views)['timeline']).toHaveLength(10);
});

test('views that are ahead of the log are computed anew', async () => {
  await kept();
  const shorter = await place.log('restored.sqlite');
  await place.record(shorter, 'ann', ['ModuleMissed']);
  const { views, reasons } = await reopened({ log: shorter });
  expect(reasons).toEqual(['The views were ahead of the log']);
  expect(dump(views)['attendance']).toEqual(await expectedAttendance(shorter));
});

test('views of another log are computed anew', async () => {
  await kept();
  const other = await place.log('other.sqlite');
  for (let n = 0; n < 12; n++) await place.record(other, 'cal', ['ModuleMissed']);
  const { views, reasons } = await reopened({ log: other });
  expect(reasons).toEqual(['The views belonged to another log']);
  expect(dump(views)['attendance']).toEqual(await expectedAttendance(other));
});

test('views whose last fact has been deleted are computed anew', async () => {
  await kept();
  await log.deleteStream(streamName('enrollment', 'cal'), 'any');
  const { views, reasons } = await reopened();
  expect(reasons).toEqual(['The last fact in the views has been deleted from the log']);
  expect(dump(views)['attendance']).toHaveLength(2);
});

test('a rebuild leaves no moment without rows, and takes in what is recorded meanwhile', async () => {
  await kept();
  const views = await place.openLive({ log, maxBatch: 1 });
  const rebuilding = new Set([views.rebuild()]);
  for (const rebuilt of rebuilding)
    void rebuilt.then(() => {
      rebuilding.clear();
    });
  let seen = 9;
  let meanwhile = 0;
  while (rebuilding.size > 0) {
    const found = views.query((rows) => rows.get<{ n: number }>('SELECT count(*) n FROM timeline'));
    expect(found?.n).toBeGreaterThanOrEqual(seen);
    seen = found?.n ?? 0;
    if (meanwhile < 20) {
      await views.waitFor(await place.record(log, 'ben', ['ModuleAttended']));
      meanwhile += 1;
    }
    await setImmediate();
  }
  expect(meanwhile).toBeGreaterThan(3);
  expect(dump(views)['attendance']).toEqual(await expectedAttendance(log));
  expect(readdirSync(place.views).filter((name) => name.endsWith('.sqlite'))).toEqual([
    'views-2.sqlite',
  ]);
  await views.waitFor(await place.record(log, 'ben', ['ModuleMissed']));
  expect(dump(views)['attendance']).toEqual(await expectedAttendance(log));
});

test('asked for a rebuild during one, the views join them', async () => {
  await kept();
  const views = await place.openLive({ log });
  await Promise.all([views.rebuild(), views.rebuild()]);
  expect(existsSync(join(place.views, 'views-2.sqlite'))).toBe(true);
  await views.rebuild();
  expect(existsSync(join(place.views, 'views-3.sqlite'))).toBe(true);
});

test('asked for a rebuild while one is about to be swapped in, the views join them too', async () => {
  await kept();
  let follows = 0;
  let second: Promise<void> | undefined;
  const follow: EventLog['follow'] = (options) => {
    follows += 1;
    // First the rows there are, then the rebuild, then the rebuilt rows.
    if (follows === 3) second = views.rebuild();
    return log.follow(options);
  };
  const { views } = await reopened({ log: logBut(log, { follow }) });
  await views.rebuild();
  await second;
  expect(second).toBeDefined();
  expect(readdirSync(place.views)).toContain('views-2.sqlite');
});

test('asked for a rebuild while the first rows are computed, the views join them', async () => {
  await place.record(log, 'ann', ['ModuleMissed']);
  const views = await place.open({ log });
  await views.rebuild();
  expect(dump(views)['attendance']).toEqual(await expectedAttendance(log));
  expect(existsSync(file())).toBe(true);
});

test('closing ends a rebuild and leaves the rows there were', async () => {
  const rows = await kept();
  const views = await place.openLive({ log, maxBatch: 1 });
  const rebuilt = expect(views.rebuild()).rejects.toMatchObject({ code: 'views-closed' });
  await setImmediate();
  await views.close();
  await rebuilt;
  expect(readdirSync(place.views).sort()).toEqual(['views-1.sqlite', 'views.lock']);
  expect(dump((await reopened()).views)).toEqual(rows);
});

test('closing at the last moment of a rebuild ends it too', async () => {
  const rows = await kept();
  const closing: Promise<void>[] = [];
  const views = await place.openLive({
    log,
    now: () => 0,
    onProgress: ({ fraction }) => {
      if (fraction === 1) closing.push(views.close());
    },
  });
  await expect(views.rebuild()).rejects.toMatchObject({ code: 'views-closed' });
  expect(closing).toHaveLength(1);
  await closing[0];
  expect(dump((await reopened()).views)).toEqual(rows);
});

test('what a crashed rebuild left is cleared away, and the newest whole file counts', async () => {
  const rows = await kept();
  writeFileSync(join(place.views, 'views-0.sqlite'), 'older');
  writeFileSync(join(place.views, 'views-0.sqlite-wal'), 'older');
  writeFileSync(join(place.views, 'views-2.sqlite.unfinished'), 'half');
  const { views, reasons } = await reopened();
  expect(reasons).toEqual([]);
  expect(dump(views)).toEqual(rows);
  await views.close();
  expect(readdirSync(place.views).sort()).toEqual(['views-1.sqlite', 'views.lock']);
});

test('a rebuild mends views that have failed', async () => {
  let broken = false;
  const on = {
    ModuleMissed: () => {
      if (broken) throw new Error('not now');
    },
  };
  const views = await place.openLive({ log, views: [attendance, { ...timeline, on }] });
  broken = true;
  const waiting = views.waitFor(await place.record(log, 'ann', ['ModuleMissed']));
  await expect(waiting).rejects.toThrow('not now');
  broken = false;
  await views.rebuild();
  expect(views.status().state).toBe('live');
  await views.waitFor(await place.record(log, 'ann', ['ModuleMissed']));
  expect(dump(views)['attendance']).toEqual(await expectedAttendance(log));
});

test('while there is nothing to read and computing it fails, that is what a query says', async () => {
  await place.record(log, 'ann', ['ModuleMissed']);
  const on = {
    ModuleMissed: () => {
      throw new Error('no such module');
    },
  };
  const views = await place.open({ log, views: [{ ...timeline, on }] });
  await expect(views.waitFor(await log.head())).rejects.toMatchObject({ code: 'views-behind' });
  expect(views.status().state).toBe('failed');
  expect(() => dump(views)).toThrow('computing them failed: The view timeline failed');
  expect(readdirSync(place.views)).toEqual(['views.lock']);
});

test('progress is told at the start, every second and at the end', async () => {
  await kept();
  let seconds = 0;
  const told: Progress[] = [];
  const views = await place.openLive({
    log,
    folder: `${place.views}-anew`,
    maxBatch: 3,
    now: () => 400 * seconds++,
    onProgress: (progress) => void told.push(progress),
  });
  const reason = 'There were no views yet';
  expect(told).toEqual([
    { reason, done: 0, fraction: 0, rate: 0, secondsLeft: undefined },
    { reason, done: 9, fraction: 1, rate: 8, secondsLeft: 0 },
    { reason, done: 9, fraction: 1, rate: 8, secondsLeft: 0 },
  ]);
  expect(views.status()).not.toHaveProperty('rebuild');
});
