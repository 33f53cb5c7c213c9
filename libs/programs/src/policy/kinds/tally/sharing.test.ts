import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judged } from '../judged.fixture.js';
import { asked, work, year } from './told.fixture.js';

/** What was counted for another credential, and counts here as well up to so much. */

const claimed = (amount: number, topic: string, on = '2026-03-02', ...credentials: string[]) =>
  work(amount, on, { attributes: { topic }, claimedFor: credentials });
const quota = (id: string, more: object) => ({ id, title: id, where: { topic: [id] }, ...more });

describe('of what was counted for another credential', () => {
  const sharing = [{ with: 'supervisor', countsUpTo: 5 }];
  const hours = (amount: number, topic: string, on?: string) =>
    claimed(amount, topic, on, 'supervisor');

  test('that counts which a part needs, whichever is recorded first', () => {
    const rule = (atLeast: number) =>
      asked({ atLeast: 5, sharing, quotas: [quota('a', { atLeast })] });
    const facts = [hours(4, 'b'), hours(4, 'a')];
    for (const recorded of [facts, facts.toReversed()]) {
      expect(judged(rule(4), recorded)).toMatchObject({
        outcome: { status: 'met' },
        tally: { have: 5 },
        children: [{ tally: { have: 4 } }],
      });
      expect(judged(rule(5), recorded).outcome).toMatchObject({ status: 'unmet', have: 4 });
    }
  });

  test('two parts have no more together than counts', () => {
    const rule = (ofA: number, ofB: number) =>
      asked({
        atLeast: 5,
        sharing,
        overlap: 'shared',
        quotas: [quota('a', { atLeast: ofA }), quota('b', { atLeast: ofB })],
      });
    const facts = [hours(4, 'a'), hours(4, 'b')];
    for (const recorded of [facts, facts.toReversed()]) {
      expect(judged(rule(2, 3), recorded).outcome.status).toBe('met');
      expect(judged(rule(3, 3), recorded).outcome.status).toBe('unmet');
    }
  });

  test('the first part has it where it is as good in either, whichever is recorded first', () => {
    const rule = asked({
      atLeast: 5,
      sharing,
      overlap: 'shared',
      quotas: [quota('a', { atLeast: 4 }), quota('b', { atLeast: 4 })],
    });
    const facts = [hours(4, 'a'), hours(4, 'b')];
    for (const recorded of [facts, facts.toReversed()])
      expect(judged(rule, recorded).children).toMatchObject([
        { tally: { have: 4 } },
        { tally: { have: 1 } },
      ]);
  });

  test('so much counts in each period as that needs', () => {
    const rule = (atLeast: number, countsUpTo: number) =>
      asked({
        window: year,
        sharing: [{ with: 'supervisor', countsUpTo }],
        periods: [{ every: 'calendar-month', atLeast, in: { any: 3 } }],
      });
    const facts = ['2026-01-05', '2026-02-05', '2026-03-05'].map((day) => hours(4, 'a', day));
    for (const recorded of [facts, facts.toReversed()]) {
      expect(judged(rule(3, 9), recorded).outcome.status).toBe('met');
      expect(judged(rule(3, 8.9), recorded).outcome.status).toBe('unmet');
    }
  });

  test('where it is enough for one period alone, it is the same one whichever is recorded first', () => {
    const rule = asked({
      window: year,
      sharing: [{ with: 'supervisor', countsUpTo: 4 }],
      periods: [{ every: 'calendar-quarter', atLeast: 4 }],
    });
    const facts = [hours(4, 'a', '2026-01-05'), hours(4, 'a', '2026-05-05')];
    for (const recorded of [facts, facts.toReversed()])
      expect(judged(rule, recorded, { asOf: '2026-07-01' }).findings).toMatchObject([
        { code: 'period-short', text: 'From 2026-01-01 to 2026-03-31: 0 of 4 hours.' },
      ]);
  });

  test('what was not counted elsewhere is left as it is', () => {
    const rule = asked({ atLeast: 9, sharing });
    expect(judged(rule, [hours(8, 'a'), work(3)]).outcome).toMatchObject({ have: 8 });
    expect(judged(rule, [hours(8, 'a'), work(4)]).outcome.status).toBe('met');
  });

  test('and for a third, as much counts as the caps of both allow', () => {
    const rule = asked({
      atLeast: 9,
      sharing: ['one', 'two'].map((credential) => ({ with: credential, countsUpTo: 2 })),
    });
    const facts = [
      claimed(2, 'a', undefined, 'one', 'two'),
      claimed(2, 'a', undefined, 'one'),
      claimed(2, 'a', undefined, 'two'),
    ];
    for (const recorded of [facts, facts.toReversed()])
      expect(judged(rule, recorded).outcome).toMatchObject({ have: 4 });
  });

  test('as much counts as trying each way finds', () => {
    const item = fc.record({
      amount: fc.integer({ min: 1, max: 3 }),
      topic: fc.constantFrom('a', 'b'),
      of: fc.subarray(['one', 'two']),
    });
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 3 }),
        fc.nat(4),
        fc.nat(4),
        fc.integer({ min: 1, max: 3 }),
        (items, one, two, atLeast) => {
          const caps = { one, two };
          const single = items.flatMap(({ amount, ...hour }) =>
            Array.from({ length: amount }, () => hour),
          );
          let fits = false;
          for (let some = 0; some < 1 << single.length; some++) {
            const counted = single.filter((_, place) => (some & (1 << place)) !== 0);
            const kept = (['one', 'two'] as const).every(
              (name) => counted.filter(({ of }) => of.includes(name)).length <= caps[name],
            );
            fits ||= kept && counted.filter(({ topic }) => topic === 'a').length >= atLeast;
          }
          const rule = asked({
            sharing: Object.entries(caps).map(([name, countsUpTo]) => ({ with: name, countsUpTo })),
            quotas: [quota('a', { atLeast })],
          });
          const facts = items.map(({ amount, topic, of }) =>
            claimed(amount, topic, undefined, ...of),
          );
          expect(judged(rule, facts).outcome.status).toBe(fits ? 'met' : 'unmet');
        },
      ),
    );
  });
});
