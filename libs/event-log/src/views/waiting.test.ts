import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { START, type Position } from '../facts.js';
import { Place } from './testing/place.js';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const never = 1_000 as Position;

test('a position that is reached already needs no waiting', async () => {
  const log = await place.log();
  const position = await place.record(log, 'ann', ['ModuleMissed']);
  const views = await place.openLive({ log });
  await views.waitFor(position, { signal: AbortSignal.abort() });
  await views.waitFor(START, { signal: AbortSignal.abort() });
});

test('START waits for the first rows there are', async () => {
  const log = await place.log();
  const views = await place.open({ log });
  expect(() => views.query((rows) => rows.all('SELECT * FROM timeline'))).toThrow(
    'There are no rows to read yet',
  );
  await views.waitFor(START);
  expect(views.query((rows) => rows.all('SELECT * FROM timeline'))).toEqual([]);
});

test('waiting ends when the time is up', async () => {
  const log = await place.log();
  const timer = Promise.withResolvers<undefined>();
  const asked: number[] = [];
  const views = await place.openLive({
    log,
    pause: async (ms) => {
      asked.push(ms);
      await timer.promise;
    },
  });
  const waiting = views.waitFor(never, { timeoutMs: 250 });
  timer.resolve(undefined);
  await expect(waiting).rejects.toMatchObject({
    code: 'views-behind',
    message: expect.stringContaining('position 1000') as unknown,
  });
  expect(asked).toEqual([250]);
});

test('a timer is let go of when the rows are there in time', async () => {
  const log = await place.log();
  const timers: AbortSignal[] = [];
  const views = await place.openLive({
    log,
    pause: (_, signal) => {
      timers.push(signal);
      return new Promise(() => undefined);
    },
  });
  const waiting = views.waitFor(1 as Position, { timeoutMs: 250 });
  await place.record(log, 'ann', ['ModuleMissed']);
  await waiting;
  expect(timers.map(({ aborted }) => aborted)).toEqual([true]);
});

test('waiting ends when whoever asked leaves, before or during it', async () => {
  const log = await place.log();
  const views = await place.openLive({ log });
  const asker = new AbortController();
  const waiting = views.waitFor(never, { signal: asker.signal });
  asker.abort(new Error('the client hung up'));
  await expect(waiting).rejects.toMatchObject({
    code: 'views-behind',
    cause: { message: 'the client hung up' },
  });
  await expect(views.waitFor(never, { signal: asker.signal })).rejects.toMatchObject({
    code: 'views-behind',
  });
});

test('each of many gets its own position', async () => {
  const log = await place.log();
  const views = await place.openLive({ log });
  const order: number[] = [];
  const waiting = [3, 1, 2].map(async (position) => {
    await views.waitFor(position as Position);
    order.push(position);
    expect(views.position).toBeGreaterThanOrEqual(position);
  });
  for (let n = 0; n < 3; n++) await place.record(log, 'ann', ['ModuleMissed']);
  await Promise.all(waiting);
  expect(order).toEqual([1, 2, 3]);
});

test('closing turns everybody away', async () => {
  const log = await place.log();
  const views = await place.openLive({ log });
  const waiting = views.waitFor(never);
  const closing = views.close();
  await expect(waiting).rejects.toMatchObject({ code: 'views-closed' });
  await closing;
  await expect(views.waitFor(never)).rejects.toMatchObject({ code: 'views-closed' });
  await expect(views.rebuild()).rejects.toMatchObject({ code: 'views-closed' });
});
