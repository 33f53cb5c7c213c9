import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { LogError } from '../errors.js';
import type { Position } from '../facts.js';
import type { EventLog, FollowedBatch } from '../port.js';
import { dump } from '../testing/views.js';
import { ViewsError } from './errors.js';
import type { View } from './view.js';
import { attendance, timeline } from './testing/attendance.js';
import { expectedAttendance, logBut, Place } from './testing/place.js';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const missed = 'SELECT missed FROM attendance WHERE enrollment = ?';

test('what a command recorded is there to read once its position is reached', async () => {
  const log = await place.log();
  const views = await place.open({ log });
  const position = await place.record(log, 'ann', ['ModuleMissed', 'ModuleMissed']);
  await views.waitFor(position);

  expect(views.query((rows) => rows.get(missed, ['enrollment-ann']))).toEqual({ missed: 2 });
  expect(views.status()).toEqual({ state: 'live', position });
  expect(await views.lag()).toBe(0);
});

test('readers go on with the rows of the last run while what came since is caught up', async () => {
  const log = await place.log();
  const first = await place.openLive({ log });
  const position = await place.record(log, 'ann', ['ModuleMissed']);
  await first.waitFor(position);
  await first.close();
  await place.record(log, 'ann', ['ModuleMissed']);

  const slow = Promise.withResolvers<undefined>();
  async function* late(options: Parameters<EventLog['follow']>[0]): AsyncIterable<FollowedBatch> {
    await slow.promise;
    yield* log.follow(options);
  }
  const views = await place.open({ log: logBut(log, { follow: late }) });
  expect(views.query((rows) => rows.get(missed, ['enrollment-ann']))).toEqual({ missed: 1 });
  expect(views.status()).toEqual({ state: 'catching-up', position });
  expect(await views.lag()).toBe(1);

  slow.resolve(undefined);
  await views.waitFor(await log.head());
  expect(views.query((rows) => rows.get(missed, ['enrollment-ann']))).toEqual({ missed: 2 });
});

test('a long catch-up tells how far it has got, of what was missing', async () => {
  const log = await place.log();
  const first = await place.openLive({ log });
  await first.waitFor(await place.record(log, 'ann', ['ModuleMissed', 'ModuleMissed']));
  await first.close();
  const head = await place.record(log, 'ann', Array(4).fill('ModuleMissed'));

  const told: string[] = [];
  let seconds = 0;
  const views = await place.open({
    log,
    maxBatch: 1,
    now: () => ++seconds * 1_000,
    onProgress: ({ reason, done, fraction }) => void told.push(`${reason}: ${done}, ${fraction}`),
  });
  await views.waitFor(head);
  await views.close();

  expect(told.slice(0, 4)).toEqual([
    'The views were behind the log: 0, 0',
    'The views were behind the log: 1, 0.25',
    'The views were behind the log: 2, 0.5',
    'The views were behind the log: 3, 0.75',
  ]);
});

test('a query can read and nothing else', async () => {
  const log = await place.log();
  const views = await place.openLive({ log });
  expect(() => views.query((rows) => rows.all('DELETE FROM attendance'))).toThrow('readonly');
});

test('named parameters are given without their colon', async () => {
  const log = await place.log();
  const views = await place.open({ log });
  await views.waitFor(await place.record(log, 'ann', ['ModuleMissed']));
  const sql = 'SELECT standing FROM standings WHERE enrollment = :enrollment';
  expect(views.query((rows) => rows.all(sql, { enrollment: 'enrollment-ann' }))).toEqual([
    { standing: 'in training' },
  ]);
});

test('facts that are delivered again change nothing', async () => {
  const log = await place.log();
  async function* again(options: Parameters<EventLog['follow']>[0]): AsyncIterable<FollowedBatch> {
    const seen: FollowedBatch['facts'][number][] = [];
    for await (const batch of log.follow(options)) {
      yield { ...batch, facts: [...seen, ...batch.facts] };
      seen.push(...batch.facts);
      yield { ...batch, facts: seen };
      yield { facts: seen.slice(0, 2), checkpoint: 2 as Position, caughtUp: false };
    }
  }
  await place.record(log, 'ann', ['ModuleMissed', 'ModuleMissed', 'ModuleAttended']);
  const views = await place.openLive({ log: logBut(log, { follow: again }) });
  await views.waitFor(await place.record(log, 'ann', ['ModuleMissed']));
  await views.waitFor(await place.record(log, 'ben', ['ModuleMissed']));
  expect(dump(views)['attendance']).toEqual(await expectedAttendance(log));

  await setImmediate();
  expect(views.position).toBe(5);
  await views.close();
  expect(dump(await place.openLive({ log }))['attendance']).toEqual(await expectedAttendance(log));
});

test('a touched key is settled once for all its facts in a batch', async () => {
  const log = await place.log();
  const settled: string[][] = [];
  const counting: View = {
    ...attendance,
    settle: (_, touched) => void settled.push([...touched]),
  };
  const views = await place.openLive({ log, views: [counting] });
  await views.waitFor(await place.record(log, 'ann', ['ModuleMissed', 'ModuleMissed']));
  await views.waitFor(await place.record(log, 'ben', ['ModuleMissed']));
  expect(settled).toEqual([['enrollment-ann'], ['enrollment-ben']]);
});

test('what an erasure deletes is in none of the files any more', async () => {
  const log = await place.log();
  const views = await place.openLive({ log });
  const note = 'told us about her diagnosis';
  const types = ['ModuleMissed', 'ModuleMissed'] as const;
  await views.waitFor(await place.record(log, 'ann', types, { note: `${note}. `.repeat(9) }));
  const holding = () =>
    readdirSync(place.views).filter((name) => readFileSync(join(place.views, name)).includes(note));
  expect(holding()).not.toEqual([]);
  await views.waitFor(await place.record(log, 'ann', ['PersonErased']));
  expect(holding()).toEqual([]);
});

test('a handler that throws stops the views, and says which, on what and where', async () => {
  const log = await place.log();
  const broken: View = {
    ...timeline,
    on: {
      ...timeline.on,
      ModuleMissed: () => {
        throw new Error('no such module');
      },
    },
  };
  const troubles: Error[] = [];
  const onTrouble = (error: Error) => void troubles.push(error);
  const views = await place.openLive({ log, views: [attendance, broken], onTrouble });
  await views.waitFor(await place.record(log, 'ann', ['ModuleAttended']));
  const before = dump(views);
  const waiting = views.waitFor(await place.record(log, 'ben', ['ModuleAttended', 'ModuleMissed']));

  await expect(waiting).rejects.toMatchObject({
    code: 'views-behind',
    cause: { code: 'view-failed' },
  });
  expect(views.status()).toMatchObject({ state: 'failed', position: 1 });
  expect(views.status().error?.message).toBe(
    "The view timeline failed on ModuleMissed at position 3 (revision 1 of enrollment-ben): no such module. Mend its handler, raise the view's version and start again.",
  );
  expect(troubles).toEqual([views.status().error]);
  expect(dump(views)).toEqual(before);
  await expect(views.waitFor(3 as Position)).rejects.toMatchObject({ code: 'views-behind' });
  await expect(views.rebuild()).rejects.toMatchObject({ code: 'view-failed' });
});

test('a settle that throws stops the views too', async () => {
  const log = await place.log();
  const broken: View = {
    ...attendance,
    settle: () => {
      throw new Error('no policy');
    },
  };
  const views = await place.openLive({ log, views: [broken] });
  const waiting = views.waitFor(await place.record(log, 'ann', ['ModuleMissed']));
  await expect(waiting).rejects.toThrow('The view attendance failed to settle after position 1');
  expect(views.status().state).toBe('failed');
});

test('to touch without a settle is a mistake that shows', async () => {
  const log = await place.log();
  const { name, version, schema, on } = attendance;
  const views = await place.openLive({ log, views: [{ name, version, schema, on }] });
  const waiting = views.waitFor(await place.record(log, 'ann', ['ModuleMissed']));
  await expect(waiting).rejects.toThrow('but has no settle');
});

test('a log that is out of reach for a while is asked again, later each time', async () => {
  const log = await place.log();
  const pauses: number[] = [];
  let asked = 0;
  async function* shaky(options: Parameters<EventLog['follow']>[0]): AsyncIterable<FollowedBatch> {
    asked += 1;
    for await (const batch of log.follow(options)) {
      if (asked > 3) yield batch;
      if (asked < 6) throw new LogError('log-unavailable', 'no answer');
    }
  }
  const views = await place.open({
    log: logBut(log, { follow: shaky }),
    pause: async (ms) => {
      expect(views.status()).toMatchObject({ state: 'stalled', error: { message: 'no answer' } });
      pauses.push(ms);
      await setImmediate();
    },
  });
  await views.waitFor(await place.record(log, 'ann', ['ModuleMissed']));
  await views.waitFor(await place.record(log, 'ann', ['ModuleMissed']));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 1_000]);
  expect(views.status().state).toBe('live');
});

test('a full disk is waited for, and no fact is lost or counted twice', async () => {
  const log = await place.log();
  let full = false;
  const filling: View = {
    ...timeline,
    on: {
      ModuleMissed: (rows, { stream, revision, type }) => {
        rows.get(
          full && revision === 3 ? 'PRAGMA max_page_count = 1' : 'PRAGMA max_page_count = 1000000',
        );
        const note = 'x'.repeat(20_000);
        rows.run('INSERT INTO timeline VALUES (?, ?, ?, ?)', [stream, revision, type, note]);
      },
    },
  };
  const views = await place.openLive({
    log,
    views: [attendance, filling],
    pause: async () => {
      expect(views.status().error?.message).toContain('database or disk is full');
      full = false;
      await setImmediate();
    },
  });
  await views.waitFor(await place.record(log, 'ann', ['ModuleMissed', 'ModuleAttended']));
  full = true;
  await views.waitFor(await place.record(log, 'ann', ['ModuleMissed', 'ModuleMissed']));
  expect(full).toBe(false);
  expect(dump(views)['attendance']).toEqual(await expectedAttendance(log));
  expect(dump(views)['timeline']).toHaveLength(3);
});

test('a log that is closed under the views is trouble, not the end of the log', async () => {
  const log = await place.log();
  const views = await place.openLive({ log });
  const waiting = views.waitFor(1 as Position);
  await log.close();
  await expect(waiting).rejects.toThrow('Close the views first');
  expect(views.status().state).toBe('failed');
});

test('closing while much is left to catch up leaves rows that the next run goes on from', async () => {
  const log = await place.log();
  const first = await place.openLive({ log, maxBatch: 1 });
  for (const name of ['ann', 'ben', 'cal']) {
    await place.record(log, name, Array(20).fill('ModuleMissed'));
  }
  await first.waitFor(5 as Position);
  await first.close();
  expect(first.status().state).toBe('closed');
  expect(() => first.query((rows) => rows.all(missed))).toThrow(ViewsError);

  const reasons: string[] = [];
  const second = await place.openLive({
    log,
    onProgress: ({ reason }) => void reasons.push(reason),
  });
  expect(reasons).toEqual([]);
  expect(dump(second)['attendance']).toEqual(await expectedAttendance(log));
});

test('two views of one name, or one table for two views, are refused at once', async () => {
  const log = await place.log();
  const refused = { code: 'views-invalid' };
  await expect(place.open({ log, views: [timeline, timeline] })).rejects.toMatchObject(refused);
  const other = { ...timeline, name: 'other' };
  await expect(place.open({ log, views: [timeline, other] })).rejects.toMatchObject({
    ...refused,
    message: expect.stringContaining('The schema of the view other') as unknown,
  });
  const unversioned = { ...timeline, version: 0 };
  await expect(place.open({ log, views: [unversioned] })).rejects.toMatchObject(refused);
});

test('a folder belongs to one process', async () => {
  const log = await place.log();
  const views = await place.open({ log });
  await expect(place.open({ log })).rejects.toMatchObject({ code: 'views-in-use' });
  await views.close();
  await expect(place.openLive({ log })).resolves.toBeDefined();
});

test('a folder that cannot be made is named', async () => {
  const log = await place.log();
  const folder = join(place.folder, 'log.sqlite', 'views');
  await expect(place.open({ log, folder })).rejects.toMatchObject({
    code: 'views-unavailable',
    message: expect.stringContaining(folder) as unknown,
  });
});
