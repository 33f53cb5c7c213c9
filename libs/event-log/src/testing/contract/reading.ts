import { describe, expect, test } from '@jest/globals';
import { START } from '../../facts.js';
import { factsOf, idsOf, refusal } from './log-under-test.js';
import type { LogUnderTest } from './log-under-test.js';

export function readingContract(current: () => LogUnderTest): void {
  describe('reading', () => {
    test('a stream holds its own facts in the order of their appends, revisions from 0', async () => {
      const t = current();
      const [first, other, second, third] = [t.fact(), t.fact(), t.fact(), t.fact()];
      await t.log.append(t.stream('a'), [first], 'none');
      await t.log.append(t.stream('b'), [other], 'none');
      await t.log.append(t.stream('a'), [second, third], 0);
      const stored = await t.log.readStream(t.stream('a'));
      expect(idsOf(stored)).toEqual(idsOf([first, second, third]));
      expect(stored.map(({ revision }) => revision)).toEqual([0, 1, 2]);
    });

    test('a stream without facts is empty', async () => {
      const t = current();
      expect(await t.log.readStream(t.stream('a'))).toEqual([]);
      expect(await t.log.readStream(t.stream('a'), 3)).toEqual([]);
    });

    test('a stream is read after a revision', async () => {
      const t = current();
      const facts = t.facts(4);
      await t.log.append(t.stream('a'), facts, 'none');
      const after = async (revision: number) =>
        idsOf(await t.log.readStream(t.stream('a'), revision));
      expect(await after(1)).toEqual(idsOf(facts.slice(2)));
      expect(await after(3)).toEqual([]);
      expect(await after(9)).toEqual([]);
    });

    test('names that look alike are different streams', async () => {
      const t = current();
      await t.log.append(t.stream('a'), t.facts(1), 'none');
      expect(await t.log.readStream(t.stream('A'))).toEqual([]);
      expect(await t.log.readStream(t.stream('a '))).toEqual([]);
      expect(await t.log.readStream(t.stream('á'))).toEqual([]);
      expect(await t.log.readStream(t.stream('%'))).toEqual([]);
    });

    test('all is read in pages of any size, every fact once, in growing positions', async () => {
      const t = current();
      for (let n = 0; n < 4; n++) await t.log.append(t.stream(`a${n % 2}`), t.facts(3), 'any');
      const whole = await t.readOwn();
      expect(whole).toHaveLength(12);
      const positions = whole.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
      expect(
        positions.every((position) => Number.isSafeInteger(position) && position > START),
      ).toBe(true);
      for (const pageSize of [1, 2, 5, 12, 13]) {
        expect(await t.readOwn(t.start, pageSize)).toEqual(whole);
      }
    });

    test('all is read after the position of any fact', async () => {
      const t = current();
      await t.log.append(t.stream('a'), t.facts(5), 'none');
      const whole = await t.readOwn();
      for (const [index, { position }] of whole.entries()) {
        expect(await t.readOwn(position)).toEqual(whole.slice(index + 1));
      }
    });

    test('a page holds at most as many facts as were asked for, and at least one may be asked for', async () => {
      const t = current();
      await t.log.append(t.stream('a'), t.facts(5), 'none');
      expect(await t.log.readAll(t.start, 3)).toHaveLength(3);
      for (const limit of [0, -1, 1.5]) {
        await expect(t.log.readAll(t.start, limit)).rejects.toThrow(RangeError);
      }
    });

    test('the head is at or after the last fact, and nothing is read after it', async () => {
      const t = current();
      const { position } = await t.log.append(t.stream('a'), t.facts(2), 'none');
      const head = await t.log.head();
      expect(head).toBeGreaterThanOrEqual(position);
      expect(await t.readOwn(head)).toEqual([]);
    });

    test('an answered append is read at once, by stream, by position and by following', async () => {
      const t = current();
      const facts = t.facts(2);
      const { position } = await t.log.append(t.stream('a'), facts, 'none');
      expect(idsOf(await t.log.readStream(t.stream('a')))).toEqual(idsOf(facts));
      expect((await t.readOwn()).at(-1)?.position).toBe(position);
      const batches = await t.follow({}, (own) => own.length === 2);
      expect(idsOf(t.own(factsOf(batches)))).toEqual(idsOf(facts));
    });
  });

  describe('closing and opening anew', () => {
    test('everything is there as before, and appending goes on', async () => {
      const t = current();
      await t.log.append(t.stream('a'), t.facts(2), 'none');
      await t.log.append(t.stream('b'), t.facts(1), 'none');
      const before = await t.readOwn();
      await t.reopen();
      expect(await t.readOwn()).toEqual(before);
      const { revision, position } = await t.log.append(t.stream('a'), t.facts(1), 1);
      expect(revision).toBe(2);
      expect(position).toBeGreaterThan(before.at(-1)?.position ?? Infinity);
    });

    test('finishes the appends under way', async () => {
      const t = current();
      const facts = t.facts(3);
      const appends = facts.map((fact) => t.log.append(t.stream('a'), [fact], 'any'));
      await t.log.close();
      await Promise.all(appends);
      await t.reopen();
      expect(idsOf(await t.log.readStream(t.stream('a'))).sort()).toEqual(idsOf(facts).sort());
    });

    test('a closed log refuses everything but being closed', async () => {
      const t = current();
      await t.log.close();
      await t.log.close();
      const following = t.log.follow({ after: t.start, signal: new AbortController().signal });
      const refusals = await Promise.all(
        [
          t.log.append(t.stream('a'), t.facts(1), 'none'),
          t.log.readStream(t.stream('a')),
          t.log.readAll(t.start, 1),
          t.log.head(),
          t.log.deleteStream(t.stream('a'), 'any'),
          following[Symbol.asyncIterator]().next(),
        ].map(refusal),
      );
      expect(new Set(refusals)).toEqual(new Set(['log-closed']));
    });
  });
}
