import { describe, expect, test } from '@jest/globals';
import { factsOf, idsOf, refusal } from './log-under-test.js';
import type { LogUnderTest } from './log-under-test.js';

export function deletingContract(current: () => LogUnderTest): void {
  describe('deleting a stream', () => {
    test('it can be neither read nor appended to again, also after the log was opened anew', async () => {
      const t = current();
      const facts = t.facts(2);
      await t.log.append(t.stream('a'), facts, 'none');
      await t.log.deleteStream(t.stream('a'), 1);
      const refusals = async () => [
        await refusal(t.log.readStream(t.stream('a'))),
        await refusal(t.log.readStream(t.stream('a'), 5)),
        await refusal(t.log.append(t.stream('a'), t.facts(1), 'none')),
        await refusal(t.log.append(t.stream('a'), t.facts(1), 'any')),
        await refusal(t.log.append(t.stream('a'), t.facts(1), 1)),
        await refusal(t.log.append(t.stream('a'), facts, 'none')),
      ];
      const deleted = Array.from({ length: 6 }, () => 'stream-deleted');
      expect(await refusals()).toEqual(deleted);
      await t.reopen();
      expect(await refusals()).toEqual(deleted);
    });

    test('others are left as they were', async () => {
      const t = current();
      await t.log.append(t.stream('a'), t.facts(2), 'none');
      await t.log.append(t.stream('b'), t.facts(2), 'none');
      await t.log.append(t.stream('a'), t.facts(1), 1);
      const kept = await t.log.readStream(t.stream('b'));
      await t.log.deleteStream(t.stream('a'), 'any');
      expect(await t.log.readStream(t.stream('b'))).toEqual(kept);
      expect((await t.readOwn()).filter(({ stream }) => stream === t.stream('b'))).toEqual(kept);
    });

    test.each(['none', -1, 0, 2] as const)(
      'expecting %s of a stream at 1 is refused',
      async (expected) => {
        const t = current();
        await t.log.append(t.stream('a'), t.facts(2), 'none');
        expect(await refusal(t.log.deleteStream(t.stream('a'), expected))).toBe(
          'revision-conflict',
        );
        expect(await t.log.readStream(t.stream('a'))).toHaveLength(2);
      },
    );

    test('again changes nothing, whatever is expected', async () => {
      const t = current();
      await t.log.append(t.stream('a'), t.facts(1), 'none');
      await t.log.deleteStream(t.stream('a'), 0);
      await t.log.deleteStream(t.stream('a'), 0);
      await t.log.deleteStream(t.stream('a'), 'any');
      expect(await refusal(t.log.readStream(t.stream('a')))).toBe('stream-deleted');
    });

    test('one that never held a fact closes its name', async () => {
      const t = current();
      await t.log.deleteStream(t.stream('a'), 'none');
      expect(await refusal(t.log.append(t.stream('a'), t.facts(1), 'any'))).toBe('stream-deleted');
    });

    test('a follower resumes over the gap from any checkpoint, missing nothing of the rest', async () => {
      const t = current();
      for (const name of ['a', 'gone', 'b', 'gone', 'a', 'gone']) {
        await t.log.append(t.stream(name), t.facts(2), 'any');
      }
      const before = await t.follow({ maxBatch: 1 }, (own) => own.length === 12);
      await t.log.deleteStream(t.stream('gone'), 'any');
      await t.log.append(t.stream('b'), t.facts(1), 'any');
      await t.reopen();
      await t.log.append(t.stream('b'), t.facts(1), 'any');
      const kept = [
        ...(await t.log.readStream(t.stream('a'))),
        ...(await t.log.readStream(t.stream('b'))),
      ].sort((one, other) => one.position - other.position);
      expect(kept).toHaveLength(8);
      for (const { checkpoint } of before) {
        for (const maxBatch of [1, 2, 100]) {
          const rest = await t.follow(
            { after: checkpoint, maxBatch },
            (_own, batch) => batch.caughtUp,
          );
          const living = t.own(factsOf(rest)).filter(({ stream }) => stream !== t.stream('gone'));
          const owed = kept.filter(({ position }) => position > checkpoint);
          expect(idsOf(living)).toEqual(idsOf(owed));
        }
      }
    });
  });
}
