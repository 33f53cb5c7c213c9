import { expect, test } from '@jest/globals';
import { START, streamName } from '../facts.js';
import { openSqliteLog } from './open.js';
import { LogFolder, cohort, fact } from './testing/fixtures.js';

test('a long catch-up leaves others their turn', async () => {
  using folder = new LogFolder();
  const log = await openSqliteLog(folder);
  const early = Array.from({ length: 200 }, (_, n) => fact(`early-${n}`));
  await log.append(cohort, early, 'none');
  const stop = new AbortController();
  let batches = 0;
  let batchesWhenAnswered: number | undefined;
  const appended = log.append(cohort, [fact('late')], 199).then(() => {
    batchesWhenAnswered = batches;
  });
  for await (const { caughtUp } of log.follow({ after: START, maxBatch: 1, signal: stop.signal })) {
    batches += 1;
    if (caughtUp) stop.abort();
  }
  await appended;
  expect(batches).toBe(201);
  expect(batchesWhenAnswered).toBeLessThan(10);
  await log.close();
});

test('one who has caught up with a log whose end was deleted stands at its head, and waits', async () => {
  using folder = new LogFolder();
  const log = await openSqliteLog(folder);
  await log.append(cohort, [fact('deleted')], 'none');
  await log.deleteStream(cohort, 0);
  const stop = new AbortController();
  const following = log.follow({ after: START, signal: stop.signal })[Symbol.asyncIterator]();
  const head = await log.head();
  const first = { facts: [], checkpoint: head, caughtUp: true };
  expect((await following.next()).value).toEqual(first);
  const waiting = following.next();
  await log.append(streamName('cohort', '2'), [fact('kept')], 'none');
  expect((await waiting).value).toMatchObject({ facts: [{ id: 'kept' }], checkpoint: head + 1 });
  stop.abort();
  await log.close();
});
