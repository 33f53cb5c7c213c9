import { describe, expect, test } from '@jest/globals';
import type { NewFact } from '../../facts.js';
import { idsOf, refusal } from './log-under-test.js';
import type { LogUnderTest } from './log-under-test.js';

export function appendingContract(current: () => LogUnderTest): void {
  describe('appending', () => {
    test('a fact is read back exactly as it was appended', async () => {
      const t = current();
      const { log } = t;
      let deep: Record<string, unknown> = { bottom: true };
      for (let level = 0; level < 200; level++) deep = { deep };
      const fact: NewFact = {
        ...t.fact({
          unicode: 'Åsa Ōta 👩🏽‍🏫 \u202Eright to left',
          control: 'nul \u0000 tab \t quote " backslash \\',
          halfCharacter: '\ud83d',
          numbers: [0, -1.5, 1e-7, Number.MAX_SAFE_INTEGER],
          empty: { text: '', list: [], object: {}, nothing: null, no: false },
          deep,
        }),
        metadata: {
          recordedAt: '2026-03-02T14:00:00.123456789Z',
          actor: 'coordinator-1',
          onBehalfOf: 'trainee-1',
          reason: 'sealed:Zm9v',
          correlationId: 'request-1',
          causationId: 'fact-0',
          idempotencyKey: 'key-1',
          requestDigest: 'digest-1',
          policy: 'us-ma-cps@2024-01-01',
        },
      };
      const { position } = await log.append(t.stream('a'), [fact], 'none');
      const expected = { ...fact, stream: t.stream('a'), revision: 0, position };
      expect(await log.readStream(t.stream('a'))).toEqual([expected]);
      expect(t.own(await log.readAll(t.start, 100))).toEqual([expected]);
    });

    test('what is changed in the data after the append was asked for does not reach the log', async () => {
      const t = current();
      const { log } = t;
      const data = { hours: 6 };
      const appended = log.append(t.stream('a'), [t.fact(data)], 'none');
      data.hours = 7;
      await appended;
      expect((await log.readStream(t.stream('a')))[0]?.data).toEqual({ hours: 6 });
    });

    test('answers revision and position of the last fact', async () => {
      const t = current();
      const { log } = t;
      const answered = await log.append(t.stream('a'), t.facts(3), 'none');
      const last = (await log.readStream(t.stream('a'))).at(-1);
      expect(answered).toEqual({ revision: 2, position: last?.position, repeated: false });
    });

    test.each([
      ['none', 0, 'appended'],
      ['none', 2, 'revision-conflict'],
      ['any', 0, 'appended'],
      ['any', 2, 'appended'],
      [1, 2, 'appended'],
      [0, 2, 'revision-conflict'],
      [2, 2, 'revision-conflict'],
      [0, 0, 'revision-conflict'],
      [-1, 0, 'revision-conflict'],
    ] as const)('expecting %s of a stream of %s facts: %s', async (expected, held, outcome) => {
      const t = current();
      const { log } = t;
      if (held > 0) await log.append(t.stream('a'), t.facts(held), 'none');
      const attempt = log.append(t.stream('a'), t.facts(2), expected);
      if (outcome === 'appended') {
        expect(await attempt).toMatchObject({ revision: held + 1, repeated: false });
      } else {
        expect(await refusal(attempt)).toBe(outcome);
      }
      const after = outcome === 'appended' ? held + 2 : held;
      expect(await log.readStream(t.stream('a'))).toHaveLength(after);
      expect(await t.readOwn()).toHaveLength(after);
    });

    test('of many who expect the same revision at once, one wins each time', async () => {
      const t = current();
      const { log } = t;
      const writers = Array.from({ length: 8 }, async () => {
        const won: string[] = [];
        while (won.length < 5) {
          const revision = (await log.readStream(t.stream('a'))).length - 1;
          const fact = t.fact();
          const expected = revision === -1 ? 'none' : revision;
          const outcome = await refusal(log.append(t.stream('a'), [fact], expected));
          if (outcome.startsWith('answered')) won.push(fact.id);
          else expect(outcome).toBe('revision-conflict');
        }
        return won;
      });
      const won = (await Promise.all(writers)).flat();
      const stored = await log.readStream(t.stream('a'));
      expect(stored.map(({ revision }) => revision)).toEqual([...stored.keys()]);
      expect(idsOf(stored).sort()).toEqual(won.sort());
    });

    test('an append without facts is a mistake of the caller', async () => {
      const t = current();
      const { log } = t;
      await expect(log.append(t.stream('a'), [], 'any')).rejects.toThrow(TypeError);
    });

    test('a fact over a mebibyte is refused with all that came with it, one of 200 KiB is kept', async () => {
      const t = current();
      const { log } = t;
      const [small, large] = [
        t.fact({ text: 'å'.repeat(100 * 1024) }),
        t.fact({ text: 'å'.repeat(600_000) }),
      ];
      expect(await refusal(log.append(t.stream('a'), [t.fact(), large], 'none'))).toBe(
        'fact-too-large',
      );
      expect(await log.readStream(t.stream('a'))).toEqual([]);
      await log.append(t.stream('a'), [small], 'none');
      expect((await log.readStream(t.stream('a')))[0]?.data).toEqual(small.data);
    });
  });

  describe('appending the same facts again', () => {
    test.each(['none', 'any', 1] as const)(
      'expecting %s answers as the first time',
      async (expected) => {
        const t = current();
        const { log } = t;
        if (expected === 1) await log.append(t.stream('a'), t.facts(2), 'none');
        const facts = t.facts(2);
        const first = await log.append(t.stream('a'), facts, expected);
        expect(await log.append(t.stream('a'), facts, expected)).toEqual({
          ...first,
          repeated: true,
        });
        await log.append(t.stream('a'), t.facts(1), first.revision);
        await log.append(t.stream('b'), t.facts(1), 'none');
        expect(await log.append(t.stream('a'), facts, expected)).toEqual({
          ...first,
          repeated: true,
        });
        expect(await log.readStream(t.stream('a'))).toHaveLength(first.revision + 2);
      },
    );

    test('answers as the first time after the log was opened anew', async () => {
      const t = current();
      const facts = t.facts(3);
      const first = await t.log.append(t.stream('a'), facts, 'none');
      await t.reopen();
      expect(await t.log.append(t.stream('a'), facts, 'none')).toEqual({
        ...first,
        repeated: true,
      });
      expect(await t.log.readStream(t.stream('a'))).toHaveLength(3);
    });

    test('at the same moment records them once and answers both', async () => {
      const t = current();
      const { log } = t;
      const facts = t.facts(2);
      const both = [1, 2].map(() => log.append(t.stream('a'), facts, 'none'));
      const [one, other] = await Promise.all(both);
      expect(other?.position).toBe(one?.position);
      expect(idsOf(await log.readStream(t.stream('a')))).toEqual(idsOf(facts));
    });

    test('together with a new one is refused, and nothing is recorded', async () => {
      const t = current();
      const { log } = t;
      const [old, fresh] = [t.fact(), t.fact()];
      await log.append(t.stream('a'), [old], 'none');
      expect(await refusal(log.append(t.stream('a'), [old, fresh], 0))).toBe('fact-id-taken');
      expect(await refusal(log.append(t.stream('a'), [fresh, old], 0))).toBe('fact-id-taken');
      expect(idsOf(await log.readStream(t.stream('a')))).toEqual([old.id]);
    });

    test('in another order is refused, and nothing is recorded', async () => {
      const t = current();
      const { log } = t;
      const [first, second] = [t.fact(), t.fact()];
      await log.append(t.stream('a'), [first, second], 'none');
      expect(await refusal(log.append(t.stream('a'), [second, first], 1))).toBe('fact-id-taken');
      expect(await log.readStream(t.stream('a'))).toHaveLength(2);
    });

    test('twice in one append is refused, and nothing is recorded', async () => {
      const t = current();
      const { log } = t;
      const fact = t.fact();
      expect(await refusal(log.append(t.stream('a'), [fact, fact], 'any'))).toBe('fact-id-taken');
      expect(await log.readStream(t.stream('a'))).toEqual([]);
    });
  });
}
