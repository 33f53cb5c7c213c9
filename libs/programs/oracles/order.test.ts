import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../src/policy/evaluate.js';
import type { Context, EvidenceItem } from '../src/policy/evidence.js';
import { policyAsking } from '../src/policy/example.fixture.js';
import { judged, type Given } from '../src/policy/kinds/judged.fixture.js';
import type { Outcome, Result } from '../src/policy/outcome.js';
import type { Policy } from '../src/policy/schema.js';
import { plusDays, runs } from './testing/naive.js';
import { named } from './testing/told.js';
import { aContext, aHistory, aTree, leafOf, more, numbered, start } from './testing/worlds.js';

/** "The order matters twice only": of two entries for the same thing, and for what people judged. */

const asOf = fc.integer({ min: -5, max: 75 }).map((n) => plusDays(start, n));

function outcomeOf(outcome: Outcome): unknown {
  switch (outcome.status) {
    case 'met':
      return [outcome.status, outcome.final, outcome.margin];
    // Of what was done too early or too late, the first that was recorded is told.
    case 'unmet':
      return [
        outcome.status,
        outcome.reachable,
        outcome.by,
        typeof outcome.have === 'number' ? outcome.have : '',
        outcome.unknown,
      ];
    case 'needs-decision':
      return [
        outcome.status,
        outcome.decisions.map(({ requirement, subject }) => [requirement, subject]),
      ];
    case 'depends-on-reading':
      return [
        outcome.status,
        outcome.question,
        outcome.readings.map((one) => outcomeOf(one.outcome)),
      ];
    case 'not-applicable':
    case 'not-stated':
    case 'waived':
      return outcome;
  }
}
/** Which of two that do as well it rests on goes by the order. */
function shape(one: Result): unknown {
  return [
    one.requirement,
    one.kind,
    one.subject,
    outcomeOf(one.outcome),
    one.tally,
    one.standing,
    one.until,
    one.findings.map(({ code, ref }) => `${code} ${ref ?? ''}`).sort(),
    one.children.map(shape),
  ];
}
function judge(
  policy: Policy,
  facts: readonly EvidenceItem[],
  day: string,
  context: Context,
): Result {
  const { require } = evaluate(policy, 'apply', facts, day, context);
  if (typeof require === 'string') throw new Error(require);
  return require;
}
const shuffled = aHistory.chain((history) =>
  fc.tuple(
    fc.constant(named(history)),
    fc.shuffledSubarray(named(history), { minLength: history.length }),
  ),
);
const onceADay = (facts: readonly EvidenceItem[]) => {
  const days = facts.filter(({ kind }) => kind === 'exam-attempt').map(({ on }) => on);
  return new Set(days).size === days.length;
};
const unrelated: fc.Arbitrary<EvidenceItem> = fc
  .record({ n: fc.nat(9), on: asOf, kind: fc.nat(7) })
  .map(({ n, on, kind }): EvidenceItem => {
    const ref = `other-${n}-${kind}`;
    const all: EvidenceItem[] = [
      { kind: 'activity', tally: 'other', amount: 5, unit: 'hours', on, ref },
      { kind: 'step', step: 'other', on, ref },
      { kind: 'document', document: 'other', on, ref },
      { kind: 'circumstance', name: 'other', value: 'one', on, ref },
      { kind: 'payment', fee: 'other', amount: 9, on, ref },
      { kind: 'exam-attempt', exam: 'other', attempt: `o-${n}`, on, ref },
      { kind: 'attestation', statement: 'other', on, ref },
      { kind: 'waiver', requirement: 'other', on, ref },
    ];
    return all[kind] ?? (all[0] as EvidenceItem);
  });

describe('the order of recording', () => {
  const each = [
    ...Object.entries(leafOf).map(
      ([name, leaf]) => [name, (leaf as fc.Arbitrary<object>).map(numbered)] as const,
    ),
    ['trees', aTree] as const,
  ];

  test.each(each)('changes nothing: %s', (name, requirement) => {
    fc.assert(
      fc.property(
        requirement,
        shuffled,
        aContext,
        asOf,
        (require, [facts, other], context, day) => {
          fc.pre(onceADay(facts));
          const policy = policyAsking(require, more);
          expect(shape(judge(policy, other, day, context))).toEqual(
            shape(judge(policy, facts, day, context)),
          );
        },
      ),
      { ...runs(name === 'trees' ? 4000 : 1000), maxSkipsPerRun: 1000 },
    );
  });

  test.each(each)('nor does what has nothing to do with it: %s', (name, requirement) => {
    fc.assert(
      fc.property(
        requirement,
        aHistory,
        fc.array(fc.tuple(unrelated, fc.nat(20)), { minLength: 1, maxLength: 4 }),
        aContext,
        asOf,
        (require, history, others, context, day) => {
          const policy = policyAsking(require, more);
          const facts = named(history);
          const mixed = [...facts];
          for (const [one, at] of others) mixed.splice(at % (mixed.length + 1), 0, one);
          expect(judge(policy, mixed, day, context)).toEqual(judge(policy, facts, day, context));
        },
      ),
      runs(name === 'trees' ? 3000 : 600),
    );
  });
});

describe('where one of several is taken, it is the one that serves best', () => {
  test('of letters by one writer', () => {
    const letter = fc.record({
      referee: fc.constantFrom('ana', 'ben'),
      roles: fc.subarray(['peer', 'work']),
    });
    fc.assert(
      fc.property(
        fc.array(letter, { maxLength: 4 }),
        fc.integer({ min: 1, max: 2 }),
        fc.boolean(),
        (letters, count, separate) => {
          const among = [
            { role: 'peer', atLeast: 1 },
            { role: 'work', atLeast: 1 },
          ];
          const requirement = {
            kind: 'references',
            count,
            knownFor: 'none',
            from: 'none',
            excluded: 'none',
            distinct: true,
            channels: 'none',
            among,
            separate,
          };
          const facts = letters.map(({ referee, roles }): Given => ({
            kind: 'reference',
            referee,
            roles,
            relation: 'friend',
            knownSince: '2020-01-01',
            on: '2026-01-05',
          }));
          const works = Array.from({ length: 1 << letters.length }, (_, some) =>
            letters.filter((__, at) => (some & (1 << at)) !== 0),
          )
            .filter(
              (some) =>
                new Set(some.map(({ referee }) => referee)).size === some.length &&
                some.length >= count,
            )
            .some(
              (some) =>
                among.every(({ role }) => some.some(({ roles }) => roles.includes(role))) &&
                (!separate ||
                  some.some(
                    (one, at) =>
                      one.roles.includes('peer') &&
                      some.some((other, place) => place !== at && other.roles.includes('work')),
                  )),
            );
          expect(judged(requirement, facts).outcome.status).toBe(works ? 'met' : 'unmet');
        },
      ),
      { ...runs(2000), maxSkipsPerRun: 1000 },
    );
  });

  test('of activities of one name', () => {
    const item = fc.record({
      name: fc.constantFrom('x', 'y'),
      amount: fc.integer({ min: 1, max: 3 }),
      topic: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), fc.nat(3), (items, atLeast) => {
        const requirement = {
          kind: 'tally',
          tally: 'work',
          unit: 'hours',
          atLeast: 3,
          window: 'none',
          distinct: { by: 'name', within: 'window' },
          quotas: [{ id: 'q', title: 'Q', where: { topic: ['a'] }, atLeast }],
        };
        const facts = items.map(({ name, amount, topic }): Given => ({
          kind: 'activity',
          tally: 'work',
          amount,
          unit: 'hours',
          on: '2026-01-05',
          attributes: { name, topic },
        }));
        expect(judged(requirement, facts.toReversed()).outcome.status).toBe(
          judged(requirement, facts).outcome.status,
        );
      }),
      { ...runs(1000), maxSkipsPerRun: 1000 },
    );
  });

  test('a step that was done twice counts by its latest day, wherever it is asked for', () => {
    const inOrder = ['2026-01-10', '2026-02-10', '2026-03-10'];
    fc.assert(
      fc.property(fc.shuffledSubarray(inOrder, { minLength: 3 }), (days) => {
        const steps = (name: string) => days.map((on): Given => ({ kind: 'step', step: name, on }));
        const bands = {
          kind: 'bands',
          step: 'renewed',
          beyond: { standing: 'late', action: 'none' },
          bands: [
            { id: 'x', title: 'X', notAfter: '2026-02-20', standing: 'active', require: 'none' },
          ],
        };
        expect(judged(bands, steps('renewed')).standing).toBe('late');
        const letters = {
          kind: 'references',
          count: 1,
          knownFor: { moreThan: 'P1Y', before: 'application' },
          from: 'none',
          excluded: 'none',
          distinct: true,
          channels: 'none',
        };
        const letter: Given = {
          kind: 'reference',
          referee: 'ana',
          roles: [],
          relation: 'friend',
          knownSince: '2025-02-20',
          on: '2026-01-05',
        };
        expect(judged(letters, [letter, ...steps('application-received')]).outcome.status).toBe(
          'met',
        );
      }),
      runs(200),
    );
  });
});
