import { describe, expect, test } from '@jest/globals';
import { START } from '../facts.js';
import { openSqliteLog } from '../sqlite/open.js';
import { refusal } from '../testing/contract/log-under-test.js';
import { openLogFileToCopy } from './log-file.js';
import type { CopiedLog, CopyTarget } from './logs.js';
import { a, b, c, Move } from './testing/move.js';

describe('a stream that was deleted for good', () => {
  test('is not copied, and nobody can append to it in the copy either', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(2), 'none');
    await move.source.append(b, move.history.facts(1), 'none');
    await move.source.deleteStream(a, 'any');
    await move.source.deleteStream(c, 'any');
    expect(await move.copy()).toMatchObject({ copied: 1, deletedStreams: 2 });
    const copy = await openSqliteLog({ path: move.to });
    for (const closed of [a, c]) {
      expect(await refusal(copy.append(closed, move.history.facts(1), 'any'))).toBe(
        'stream-deleted',
      );
    }
    await copy.close();
  });

  test('after an earlier copy is deleted from that copy by the next', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(2), 'none');
    await move.source.append(b, move.history.facts(1), 'none');
    await move.copy();
    await move.source.deleteStream(a, 'any');
    await move.source.append(b, move.history.facts(1), 'any');
    expect(await move.copy()).toMatchObject({ alreadyThere: 1, copied: 1, deletedStreams: 1 });
    expect(await move.compare()).toMatchObject({ same: true, second: { facts: 2 } });
  });

  test('while the next copy looks at what is there is deleted from the copy too', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(2), 'none');
    await move.source.append(b, move.history.facts(1), 'none');
    await move.copy();
    const reading = (from: CopiedLog): CopiedLog => ({
      ...from,
      readAll: async (...asked) => {
        await move.source.deleteStream(a, 'any');
        return from.readAll(...asked);
      },
    });
    expect(await move.copy(undefined, reading)).toMatchObject({
      alreadyThere: 1,
      copied: 0,
      deletedStreams: 1,
      contents: { facts: 1 },
    });
  });

  test('while it is being copied is deleted from the copy before the copy ends', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(1), 'none');
    await move.source.append(b, move.history.facts(1), 'none');
    await move.source.append(a, move.history.facts(1), 0);
    const around = (to: CopyTarget): CopyTarget => ({
      ...to,
      append: async (...asked) => {
        await move.source.deleteStream(a, 'any');
        return to.append(...asked);
      },
    });
    expect(await move.copy(around)).toMatchObject({ deletedStreams: 1, contents: { facts: 1 } });
    expect(await move.compare()).toMatchObject({ same: true });
  });

  test('while the copy is compared is deleted from the copy before the copy ends', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(2), 'none');
    await move.source.append(b, move.history.facts(1), 'none');
    let reads = 0;
    const reading = (from: CopiedLog): CopiedLog => ({
      ...from,
      readAll: async (...asked) => {
        reads += 1;
        // The third read is the first of the comparison.
        if (reads === 3) await move.source.deleteStream(a, 'any');
        return from.readAll(...asked);
      },
    });
    expect(await move.copy(undefined, reading)).toMatchObject({
      copied: 3,
      deletedStreams: 1,
      contents: { facts: 1 },
    });
    expect(await move.compare()).toMatchObject({ same: true, deletedInFirst: [] });
  });

  test('whose facts a server still gives is not copied', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(2), 'none');
    await move.source.append(b, move.history.facts(1), 'none');
    const untidy = (from: CopiedLog): CopiedLog => ({
      ...from,
      deletedStreams: () => Promise.resolve(new Set([a])),
    });
    expect(await move.copy(undefined, untidy)).toMatchObject({
      copied: 1,
      deletedStreams: 1,
      contents: { facts: 1 },
    });
  });

  test('is deleted at once, though a copy is under way', async () => {
    await using move = await Move.begin();
    await move.source.append(a, move.history.facts(2), 'none');
    const from = openLogFileToCopy(move.from);
    expect(await from.readAll(START, 1)).toHaveLength(1);
    await move.source.deleteStream(a, 'any');
    expect(await from.readAll(START, 1)).toEqual([]);
    await from.close();
  });
});
