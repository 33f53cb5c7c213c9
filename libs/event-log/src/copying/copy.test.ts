import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { START } from '../facts.js';
import { openSqliteLog } from '../sqlite/open.js';
import { compareLogs } from './compare.js';
import { copyLog } from './copy.js';
import { openLogFileAsTarget, openLogFileToCopy } from './log-file.js';
import type { CopyTarget } from './logs.js';
import type { CopyProgress } from './pace.js';
import { happenings } from './testing/history.js';
import { a, b, c, cutAfter, Move } from './testing/move.js';

describe('copying a log', () => {
  test('brings over every fact, in the one order, and nothing the second time', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(3), 'none');
    await move.source.append(b, move.history.facts(1), 'none');
    await move.source.append(a, move.history.facts(1), 2);
    const first = await move.copy();
    expect(first).toMatchObject({ alreadyThere: 0, copied: 5, deletedStreams: 0 });
    expect(first.sourceWentOn).toBe(false);
    expect(await move.copy()).toEqual({ ...first, alreadyThere: 5, copied: 0 });
    const copy = await openSqliteLog({ path: move.to });
    expect(await copy.readAll(START, 100)).toEqual(await move.source.readAll(START, 100));
    await copy.close();
  });

  test('of an empty log gives an empty log', async () => {
    await using move = await Move.begin();
    expect(await move.copy()).toMatchObject({ alreadyThere: 0, copied: 0, contents: { facts: 0 } });
  });

  test('of more facts than are read at once keeps their order', async () => {
    await using move = await Move.begin();
    for (let n = 0; n < 60; n++) {
      await Promise.all(
        [a, b, a, c].map((s) => move.source.append(s, move.history.facts(9), 'any')),
      );
    }
    const told: CopyProgress[] = [];
    let ms = 0;
    const [from, to] = [openLogFileToCopy(move.from), await openLogFileAsTarget(move.to)];
    const onProgress = (progress: CopyProgress) => told.push(progress);
    const now = () => (ms += 1_000);
    expect(await copyLog(from, to, { onProgress, now })).toMatchObject({ copied: 2_160 });
    expect((await compareLogs(from, to)).same).toBe(true);
    await to.close();
    await from.close();
    expect(told.filter(({ step }) => step === 'copying')).toEqual([
      { step: 'copying', done: 1_000, fraction: 1_000 / 2_160, rate: 1_000, secondsLeft: 1 },
      { step: 'copying', done: 2_000, fraction: 2_000 / 2_160, rate: 1_000, secondsLeft: 0 },
      { step: 'copying', done: 2_160, fraction: 1, rate: 720, secondsLeft: 0 },
    ]);
    expect(told.at(-1)).toMatchObject({ step: 'comparing', done: 2_160, fraction: 1 });
  });

  test('asks a server for no more at once than it takes', async () => {
    await using move = await Move.begin();
    for (let n = -1; n < 11; n++) {
      const [fact] = move.history.facts(1);
      if (fact === undefined) throw new Error('No fact was made.');
      const large = { ...fact, data: { text: 'x'.repeat(100 * 1024) } };
      await move.source.append(a, [large], n === -1 ? 'none' : n);
    }
    const sizes: number[] = [];
    const around = (to: CopyTarget): CopyTarget => ({
      ...to,
      append: (stream, facts, expected) => {
        sizes.push(facts.length);
        return to.append(stream, facts, expected);
      },
    });
    expect(await move.copy(around)).toMatchObject({ copied: 12 });
    expect(sizes).toEqual([2, 2, 2, 2, 2, 2]);
  });

  test('cut off anywhere, and begun again while the log goes on, ends as one whole copy', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(happenings, fc.nat(12), fc.boolean()), { minLength: 1, maxLength: 4 }),
        async (turns) => {
          await using move = await Move.begin();
          for (const [happened, cut, allAtOnce] of turns) {
            await move.history.unfold(happened);
            const around = allAtOnce ? undefined : cutAfter(cut);
            await move.copy(around).catch((error: unknown) => {
              expect((error as Error).message).toBe('power cut');
            });
          }
          const last = await move.copy();
          expect((await move.copy()).contents).toEqual(last.contents);
          expect(await move.compare()).toMatchObject({
            same: true,
            first: last.contents,
            second: last.contents,
          });
          const order = (await move.source.readAll(START, 1_000)).map(({ id }) => id);
          const copy = await openSqliteLog({ path: move.to });
          expect((await copy.readAll(START, 1_000)).map(({ id }) => id)).toEqual(order);
          await copy.close();
        },
      ),
      { numRuns: 60, seed: 20_261_121 },
    );
  });

  test('while the log is appended to stops where it stood, and says that it went on', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(2), 'none');
    const around = (to: CopyTarget): CopyTarget => ({
      ...to,
      append: async (...asked) => {
        await move.source.append(b, move.history.facts(1), 'any');
        return to.append(...asked);
      },
    });
    expect(await move.copy(around)).toMatchObject({ copied: 2, sourceWentOn: true });
    expect(await move.copy()).toMatchObject({ alreadyThere: 2, copied: 1, sourceWentOn: false });
  });
});
