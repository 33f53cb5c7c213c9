import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from '../timer.js';
import { Agenda } from './agenda.js';

test('an agenda gives what is due soonest first, of one time in the order it came', () => {
  const step = fc.record({
    act: fc.constantFrom('set', 'set', 'set', 'delete', 'take'),
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    at: fc.nat(4),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const agenda = new Agenda<string>();
      let plain: { key: string; at: number }[] = [];
      for (const { act, key, at } of steps) {
        const without = plain.filter((other) => other.key !== key);
        if (act === 'set') {
          agenda.set(key, instantOf(at), key);
          plain = [...without, { key, at }].sort((a, b) => a.at - b.at);
        } else if (act === 'delete') {
          expect(agenda.delete(key)).toBe(without.length < plain.length);
          plain = without;
        } else {
          const due = plain.filter((other) => other.at <= at);
          expect(agenda.take(instantOf(at))).toEqual(due.map((other) => other.key));
          plain = plain.filter((other) => other.at > at);
        }
        expect(agenda.size).toBe(plain.length);
        expect(agenda.soonest()).toBe(plain[0]?.at);
        expect(agenda.get(key)).toBe(plain.some((other) => other.key === key) ? key : undefined);
      }
    }),
  );
});
