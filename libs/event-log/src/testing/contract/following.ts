import { describe, expect, test } from '@jest/globals';
import type { FollowedBatch } from '../../port.js';
import { factsOf, idsOf } from './log-under-test.js';
import type { LogUnderTest } from './log-under-test.js';

export function followingContract(current: () => LogUnderTest): void {
  describe('following', () => {
    test('the first batch comes at once and says that there is nothing yet', async () => {
      const t = current();
      const [first] = await t.follow({ after: await t.log.head() }, () => true);
      expect(first).toMatchObject({ caughtUp: true });
      expect(t.own(first?.facts ?? [])).toEqual([]);
      expect(first?.checkpoint).toBeGreaterThanOrEqual(t.start);
    });

    test('catches up in batches of the size asked for, and then brings what is appended', async () => {
      const t = current();
      const early = t.facts(7);
      const late = t.facts(3);
      await t.log.append(t.stream('a'), early, 'none');
      let appended: Promise<unknown> | undefined;
      const batches = await t.follow({ maxBatch: 3 }, (own, { caughtUp }) => {
        if (caughtUp) appended ??= t.log.append(t.stream('a'), late, 6);
        return own.length === 10;
      });
      await appended;
      expect(idsOf(t.own(factsOf(batches)))).toEqual(idsOf([...early, ...late]));
      expect(batches.every(({ facts }) => facts.length <= 3)).toBe(true);
      expect(batches.filter(({ caughtUp }) => !caughtUp).length).toBeGreaterThanOrEqual(2);
    });

    test('a follower that has caught up is told so, once the last batch was full', async () => {
      const t = current();
      await t.log.append(t.stream('a'), t.facts(6), 'none');
      const batches = await t.follow({ maxBatch: 3 }, (_own, { caughtUp }) => caughtUp);
      expect(t.own(factsOf(batches))).toHaveLength(6);
    });

    test('resuming from any checkpoint skips nothing and brings nothing twice', async () => {
      const t = current();
      for (let n = 0; n < 5; n++) await t.log.append(t.stream(`a${n % 2}`), t.facts(2), 'any');
      const whole = await t.readOwn();
      for (const maxBatch of [1, 3, 100]) {
        const batches = await t.follow({ maxBatch }, (own) => own.length === whole.length);
        for (const [index, { checkpoint }] of batches.entries()) {
          const before = t.own(factsOf(batches.slice(0, index + 1)));
          const rest = await t.follow(
            { after: checkpoint, maxBatch },
            (_own, batch) => batch.caughtUp,
          );
          expect([...before, ...t.own(factsOf(rest))]).toEqual(whole);
        }
      }
    });

    test('checkpoints never go back, and stand at or after the facts that they cover', async () => {
      const t = current();
      await t.log.append(t.stream('a'), t.facts(9), 'none');
      const batches = await t.follow({ maxBatch: 2 }, (own) => own.length === 9);
      const checkpoints = batches.map(({ checkpoint }) => checkpoint);
      expect(checkpoints).toEqual(checkpoints.toSorted((a, b) => a - b));
      for (const { facts, checkpoint } of batches) {
        expect(checkpoint).toBeGreaterThanOrEqual(facts.at(-1)?.position ?? 0);
      }
    });

    test('one who is slow gets all that was appended meanwhile, in batches no larger than asked', async () => {
      const t = current();
      const stop = new AbortController();
      const follower = iterate(t.log.follow({ after: t.start, maxBatch: 4, signal: stop.signal }));
      const batches: FollowedBatch[] = [await nextOf(follower)];
      for (let n = 0; n < 10; n++) await t.log.append(t.stream('a'), t.facts(1), 'any');
      while (t.own(factsOf(batches)).length < 10) batches.push(await nextOf(follower));
      expect(t.own(factsOf(batches))).toEqual(await t.readOwn());
      expect(batches.every(({ facts }) => facts.length <= 4)).toBe(true);
      stop.abort();
      expect(await follower.next()).toEqual({ done: true, value: undefined });
    });

    test('several followers each get everything', async () => {
      const t = current();
      const followers = [1, 2, 3].map((maxBatch) =>
        t.follow({ maxBatch }, (own) => own.length === 6),
      );
      for (let n = 0; n < 3; n++) await t.log.append(t.stream('a'), t.facts(2), 'any');
      const whole = await t.readOwn();
      for (const batches of await Promise.all(followers)) {
        expect(t.own(factsOf(batches))).toEqual(whole);
      }
    });

    test('ends when it is aborted while it waits', async () => {
      const t = current();
      const stop = new AbortController();
      const follower = iterate(t.log.follow({ after: await t.log.head(), signal: stop.signal }));
      let batch = await nextOf(follower);
      while (!batch.caughtUp) batch = await nextOf(follower);
      const waiting = follower.next();
      stop.abort();
      expect(await waiting).toEqual({ done: true, value: undefined });
    });

    test('brings nothing when it was aborted before', async () => {
      const t = current();
      await t.log.append(t.stream('a'), t.facts(1), 'none');
      const batches: FollowedBatch[] = [];
      for await (const batch of t.log.follow({ after: t.start, signal: AbortSignal.abort() })) {
        batches.push(batch);
      }
      expect(batches).toEqual([]);
    });

    test('may be left in the middle, and followed again', async () => {
      const t = current();
      await t.log.append(t.stream('a'), t.facts(4), 'none');
      const { signal } = new AbortController();
      const seen: FollowedBatch[] = [];
      for await (const batch of t.log.follow({ after: t.start, maxBatch: 2, signal })) {
        seen.push(batch);
        break;
      }
      const after = seen[0]?.checkpoint ?? t.start;
      const rest = await t.follow({ after }, (_own, { caughtUp }) => caughtUp);
      expect(t.own(factsOf([...seen, ...rest]))).toEqual(await t.readOwn());
    });

    test('ends when the log is closed while it waits', async () => {
      const t = current();
      const { signal } = new AbortController();
      const follower = iterate(t.log.follow({ after: await t.log.head(), signal }));
      let batch = await nextOf(follower);
      while (!batch.caughtUp) batch = await nextOf(follower);
      const waiting = follower.next();
      await t.log.close();
      expect(await waiting).toEqual({ done: true, value: undefined });
    });
  });
}

function iterate<Item>(items: AsyncIterable<Item>): AsyncIterator<Item> {
  return items[Symbol.asyncIterator]();
}

async function nextOf(follower: AsyncIterator<FollowedBatch>): Promise<FollowedBatch> {
  const { done, value } = (await follower.next()) as IteratorResult<FollowedBatch, undefined>;
  if (done === true) throw new Error('The log was no longer followed.');
  return value;
}
