import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EventStoreServer } from '../../../../test/support/eventstore/server.js';
import { join } from 'node:path';
import { START } from '../facts.js';
import { openEventStoreLog } from '../eventstore/open.js';
import { openSqliteLog } from '../sqlite/open.js';
import { LogFolder } from '../sqlite/testing/fixtures.js';
import { refusal } from '../testing/contract/log-under-test.js';
import { compareLogs } from './compare.js';
import { copyLog, type Copied } from './copy.js';
import { openEventStoreToCopy } from './event-store.js';
import { openLogFileAsTarget, openLogFileToCopy } from './log-file.js';
import type { CopiedLog, CopyTarget } from './logs.js';
import { happenings, History } from './testing/history.js';
import { a, b, c } from './testing/move.js';

let folder: LogFolder;
let server: EventStoreServer;

beforeEach(async () => {
  folder = new LogFolder();
  server = new EventStoreServer();
  await server.start();
});
afterEach(async () => {
  await server.stop();
  folder[Symbol.dispose]();
});

const file = (name: string) => join(folder.folder, name);
const store = () => openEventStoreToCopy({ url: server.url });

async function copied(from: CopiedLog, to: CopyTarget): Promise<Copied> {
  try {
    const answer = await copyLog(from, to);
    expect(await compareLogs(from, to)).toMatchObject({ same: true, second: answer.contents });
    return answer;
  } finally {
    await from.close();
    await to.close();
  }
}

describe('moving a log', () => {
  test('from a file to an event store and back gives the same log', async () => {
    const source = await openSqliteLog({ path: file('log.sqlite') });
    const history = new History(source);
    await source.append(a, history.facts(3), 'none');
    await source.append(b, history.facts(2), 'none');
    await source.append(c, history.facts(1), 'none');
    await source.append(a, history.facts(1), 2);
    await source.deleteStream(c, 'any');
    const there = await copied(openLogFileToCopy(file('log.sqlite')), await store());
    expect(there).toMatchObject({ copied: 6, deletedStreams: 1 });
    expect(await copied(await store(), await openLogFileAsTarget(file('back.sqlite')))).toEqual({
      ...there,
      sourceWentOn: false,
    });
    await source.close();
    const back = await openSqliteLog({ path: file('back.sqlite') });
    expect(
      (await back.readAll(START, 10)).map(({ stream, revision }) => [stream, revision]),
    ).toEqual([
      [a, 0],
      [a, 1],
      [a, 2],
      [b, 0],
      [b, 1],
      [a, 3],
    ]);
    expect(await refusal(back.append(c, history.facts(1), 'any'))).toBe('stream-deleted');
    await back.close();
  });

  test.each([false, true])(
    'back to a file brings over nothing of a deleted stream, tidied up: %s',
    async (tidied) => {
      const source = await openEventStoreLog({ url: server.url });
      const history = new History(source);
      await source.append(a, history.facts(2), 'none');
      await source.append(b, history.facts(1), 'none');
      await source.deleteStream(a, 'any');
      await source.deleteStream(c, 'none');
      if (tidied) server.log.scavenge();
      expect(
        await copied(await store(), await openLogFileAsTarget(file('back.sqlite'))),
      ).toMatchObject({ copied: 1, deletedStreams: 2 });
      await source.append(b, history.facts(1), 0);
      await source.deleteStream(b, 'any');
      expect(
        await copied(await store(), await openLogFileAsTarget(file('back.sqlite'))),
      ).toMatchObject({ alreadyThere: 0, copied: 0, deletedStreams: 3, contents: { facts: 0 } });
      await source.close();
    },
  );

  test('there, once more after each of some days, and back, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happenings, { minLength: 1, maxLength: 3 }), async (days) => {
        using own = new LogFolder();
        const other = new EventStoreServer();
        await other.start();
        const source = await openSqliteLog({ path: own.path });
        const history = new History(source);
        for (const day of days) {
          await history.unfold(day);
          await copied(openLogFileToCopy(own.path), await openEventStoreToCopy({ url: other.url }));
        }
        await source.close();
        const back = join(own.folder, 'back.sqlite');
        await copied(
          await openEventStoreToCopy({ url: other.url }),
          await openLogFileAsTarget(back),
        );
        const [first, second] = [openLogFileToCopy(own.path), openLogFileToCopy(back)];
        expect((await compareLogs(first, second)).same).toBe(true);
        await first.close();
        await second.close();
        await other.stop();
      }),
      { numRuns: 15, seed: 20_261_121 },
    );
  });
});
