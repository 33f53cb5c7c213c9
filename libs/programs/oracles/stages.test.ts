import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exampleQuote, policyAsking } from '../src/policy/example.fixture.js';
import { governing } from '../src/policy/governing.js';
import { judged, type Given } from '../src/policy/kinds/judged.fixture.js';
import { plus, plusDays, runs, type Day } from './testing/naive.js';
import { nothing, told } from './testing/told.js';

/** Stages, bands, cycles, versions and variations: which rule holds on which day, told by hand. */

const start = '2025-01-31';
const day = (max: number) => fc.integer({ min: 0, max }).map((n) => plusDays(start, n));
const attest = (id: string) => ({ id, title: id, kind: 'attestation', statement: id, text: 'So.' });
const step = (name: string, on: Day): Given => ({ kind: 'step', step: name, on });
const attested = (statement: string, on: Day): Given => ({ kind: 'attestation', statement, on });

describe('a stage', () => {
  const length = fc.constantFrom('P1M', 'P30D', 'P6M');
  const arbitrary = fc.record({
    due: day(120),
    extension: nothing(fc.record({ atMost: fc.integer({ min: 1, max: 3 }), length })),
    granted: fc.array(day(300), { maxLength: 4 }),
    done: nothing(day(400)),
    hours: fc.array(fc.record({ on: day(400), amount: fc.integer({ min: 1, max: 3 }) }), {
      maxLength: 3,
    }),
    need: fc.nat(4),
    asOf: day(420),
  });

  test('takes what was done by its last day, more time included, and is lost once no more can be granted', () => {
    fc.assert(
      fc.property(arbitrary, ({ due, extension, granted, done, hours, need, asOf }) => {
        const requirement = {
          kind: 'stage',
          stage: 'full',
          notAfter: due,
          extension: extension ?? 'none',
          of: {
            id: 'both',
            title: 'Both',
            kind: 'all',
            of: [
              attest('a'),
              {
                id: 't',
                title: 'T',
                kind: 'tally',
                tally: 'work',
                unit: 'hours',
                atLeast: need,
                window: 'none',
              },
            ],
          },
        };
        const facts = [
          ...granted.map((on): Given => ({ kind: 'extension', requirement: 'asked', on })),
          ...(done === undefined ? [] : [attested('a', done)]),
          ...hours.map(({ on, amount }): Given => ({
            kind: 'activity',
            tally: 'work',
            unit: 'hours',
            amount,
            on,
          })),
        ];
        const times = Math.min(granted.filter((on) => on <= asOf).length, extension?.atMost ?? 0);
        const last = extension === undefined ? due : plus(due, extension.length, times);
        const latest =
          extension === undefined ? due : plus(due, extension.length, extension.atMost);
        const by = last < asOf ? last : asOf;
        const isMet =
          done !== undefined &&
          done <= by &&
          hours.filter(({ on }) => on <= by).reduce((sum, { amount }) => sum + amount, 0) >= need;
        const { outcome, until } = judged(requirement, facts, { asOf });
        expect(until).toBe(last);
        expect(told(outcome)).toBe(isMet ? 'met' : asOf <= latest ? 'unmet' : 'unmet for good');
        if (outcome.status === 'unmet')
          expect(outcome.by).toBe(asOf > last && asOf <= latest ? latest : last);
        if (outcome.status === 'met' && asOf > last) expect(outcome.final).toBe(true);
      }),
      runs(4000),
    );
  });

  test('without a day has no deadline', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('none', 'not stated', 'not-known'),
        nothing(day(100)),
        day(100),
        (notAfter, done, asOf) => {
          const requirement = {
            kind: 'stage',
            stage: 'full',
            notAfter,
            extension: { atMost: 1, length: 'P1M' },
            of: attest('a'),
          };
          const { outcome, until } = judged(
            requirement,
            done === undefined ? [] : [attested('a', done)],
            { asOf, more: { anchors: { 'not-known': 'A day.' } } },
          );
          expect([told(outcome), until]).toEqual([
            done !== undefined && done <= asOf ? 'met' : 'unmet',
            undefined,
          ]);
        },
      ),
      runs(500),
    );
  });
});

describe('bands', () => {
  const arbitrary = fc.record({
    ends: fc
      .uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 3 })
      .map((all) => all.sort((a, b) => a - b)),
    endless: fc.boolean(),
    require: fc.array(fc.constantFrom('none', 'not stated', 'asked'), {
      minLength: 4,
      maxLength: 4,
    }),
    renewed: nothing(fc.integer({ min: -50, max: 300 })),
    attestations: fc.subarray([0, 1, 2, 3]),
    after: fc.integer({ min: 0, max: 300 }),
    known: fc.boolean(),
  });

  test('go by the day of the step, or the day judged; each asks what it asks', () => {
    fc.assert(
      fc.property(arbitrary, ({ ends, endless, require, renewed, attestations, after, known }) => {
        const expiry = plusDays(start, 60);
        const asOf = plusDays(expiry, Math.max(after, renewed ?? 0));
        const bands = [
          ...ends.map((end, at) => ({
            notAfter: { from: 'expiry', plus: `P${end}D` },
            at,
          })),
          ...(endless ? [{ notAfter: 'none', at: ends.length }] : []),
        ].map(({ notAfter, at }) => ({
          id: `band-${at}`,
          title: 'B',
          notAfter,
          standing: `standing-${at}`,
          require: require[at] === 'asked' ? attest(`a-${at}`) : require[at],
        }));
        const requirement = {
          kind: 'bands',
          step: 'renewed',
          bands,
          beyond: endless ? 'none' : { standing: 'expired', action: 'retrain' },
        };
        const facts = [
          ...(renewed === undefined ? [] : [step('renewed', plusDays(expiry, renewed))]),
          ...attestations.map((at) => attested(`a-${at}`, start)),
        ];
        const context = known ? { anchors: { expiry } } : {};
        const { outcome, standing, until } = judged(requirement, facts, {
          asOf,
          context,
          more: { anchors: { expiry: 'A day.' } },
        });
        const offset = renewed ?? after;
        // "While a day is not known … there is no deadline that could be missed."
        const at = known ? ends.findIndex((end) => offset <= end) : 0;
        const place = at === -1 && endless ? ends.length : at;
        if (place === -1) {
          expect([told(outcome), standing]).toEqual(['unmet for good', 'expired']);
          return;
        }
        expect([standing, until]).toEqual([
          `standing-${place}`,
          known && ends[place] !== undefined ? plusDays(expiry, ends[place]) : undefined,
        ]);
        const asks = require[place];
        const expected =
          renewed === undefined
            ? 'unmet'
            : asks === 'none'
              ? 'met'
              : asks === 'not stated'
                ? 'not-stated'
                : attestations.includes(place)
                  ? 'met'
                  : 'unmet';
        expect(told(outcome)).toBe(expected);
      }),
      runs(4000),
    );
  });

  test('and what is otherwise for some is so inside them', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', 'other'), fc.boolean(), fc.boolean(), (id, own, other) => {
        const variations = [
          {
            id: 'v',
            title: 'V',
            as: 'variant',
            rules: [exampleQuote],
            for: { level: ['one'] },
            changes: [{ requirement: 'a', to: { ...attest('b'), id } }],
          },
        ];
        const requirement = {
          kind: 'bands',
          step: 'renewed',
          bands: [
            { id: 'x', title: 'X', notAfter: 'none', standing: 'active', require: attest('a') },
          ],
          beyond: 'none',
        };
        const facts: Given[] = [
          step('renewed', start),
          { kind: 'circumstance', name: 'level', value: 'one', on: start },
          ...(own ? [attested('a', start)] : []),
          ...(other ? [attested('b', start)] : []),
        ];
        expect(judged(requirement, facts, { more: { variations } }).outcome.status).toBe(
          other ? 'met' : 'unmet',
        );
      }),
      runs(100),
    );
  });
});

describe('variations', () => {
  const bounds = fc
    .record({ from: nothing(day(60)), to: nothing(day(120)) })
    .map((one) =>
      Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)),
    );
  const variation = fc.record({
    level: nothing(fc.subarray(['one', 'two', 'three'], { minLength: 1 })),
    audience: nothing(fc.constantFrom<string[]>(['veterans'], ['youth'])),
    on: nothing(fc.tuple(fc.constantFrom('application', 'as-of', 'certified'), bounds)),
    to: fc.constantFrom('none', 'b', 'c'),
  });

  test('hold for whom and when they say, the first of them; on what day is not known, none', () => {
    fc.assert(
      fc.property(
        fc.array(variation, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('one', 'two', 'four'),
        fc.constantFrom('veterans', 'all'),
        nothing(day(120)),
        fc.array(day(120), { maxLength: 2 }),
        fc.subarray(['a', 'b', 'c']),
        day(140),
        (all, level, audience, applied, certified, done, asOf) => {
          const variations = all.map(({ level: levels, audience: of, on, to }, at) => ({
            id: `v-${at}`,
            title: 'V',
            as: 'override',
            rules: [exampleQuote],
            ...(levels !== undefined && { for: { level: levels } }),
            ...(of !== undefined && { cohort: { audience: of } }),
            ...(on !== undefined && { on: { anchor: on[0], ...on[1] } }),
            changes: [
              { requirement: 'a', to: to === 'none' ? 'none' : { ...attest(to), id: 'a' } },
            ],
          }));
          const days = {
            application: applied,
            'as-of': asOf,
            certified: certified
              .filter((on) => on <= asOf)
              .sort()
              .at(-1),
          };
          const holds = all.findIndex(({ level: levels, audience: of, on }) => {
            if (levels !== undefined && !levels.includes(level)) return false;
            if (of !== undefined && !of.includes(audience)) return false;
            if (on === undefined) return true;
            const [anchor, { from = '0000', to = '9999' }] = on as [
              keyof typeof days,
              { from?: Day; to?: Day },
            ];
            const own = days[anchor];
            return own !== undefined && from <= own && own <= to;
          });
          const facts: Given[] = [
            { kind: 'circumstance', name: 'level', value: level, on: '2020-01-01' },
            ...certified.map((on) => step('certified', on)),
            ...done.map((one) => attested(one, start)),
          ];
          const context = {
            cohort: { audience },
            ...(applied !== undefined && { appliedOn: applied }),
          };
          const { outcome, children } = judged({ kind: 'any', of: [attest('a')] }, facts, {
            asOf,
            context,
            more: { variations, anchors: { certified: 'A day.' } },
          });
          const asked = holds === -1 ? 'a' : all[holds]?.to;
          expect(outcome.status).toBe(
            asked === 'none' ? 'not-applicable' : done.includes(asked ?? '') ? 'met' : 'unmet',
          );
          expect(children[0]?.variation).toBe(holds === -1 ? undefined : `v-${holds}`);
        },
      ),
      runs(4000),
    );
  });

  test('that leave a decision to a person take the decision that they ask for', () => {
    for (const id of ['a', 'other']) {
      const to = { id, title: 'May', kind: 'discretion', ask: 'May they?', options: ['yes'] };
      const variations = [
        {
          id: 'v',
          title: 'V',
          as: 'variant',
          rules: [exampleQuote],
          for: { level: ['one'] },
          changes: [{ requirement: 'a', to }],
        },
      ];
      const facts: Given[] = [{ kind: 'circumstance', name: 'level', value: 'one', on: start }];
      const judge = (more: readonly Given[]) =>
        judged({ kind: 'all', of: [attest('a')] }, [...facts, ...more], { more: { variations } })
          .outcome;
      const open = judge([]);
      if (open.status !== 'needs-decision') throw new Error(open.status);
      const decisions = open.decisions.map(({ requirement }): Given => ({
        kind: 'judgement',
        requirement,
        outcome: 'met',
        on: start,
      }));
      expect(judge(decisions).status).toBe('met');
    }
  });
});

describe('a first cycle', () => {
  test('asks what it asks until something was renewed', () => {
    fc.assert(
      fc.property(nothing(day(60)), fc.boolean(), day(100), (renewed, done, asOf) => {
        const requirement = {
          kind: 'when',
          when: {
            id: 'w',
            title: 'W',
            kind: 'not',
            of: { id: 'r', title: 'R', kind: 'step', step: 'renewed' },
          },
          then: attest('a'),
        };
        const facts = [
          ...(renewed === undefined ? [] : [step('renewed', renewed)]),
          ...(done ? [attested('a', start)] : []),
        ];
        const isFirst = renewed === undefined || renewed > asOf;
        expect(judged(requirement, facts, { asOf }).outcome.status).toBe(
          isFirst ? (done ? 'met' : 'unmet') : 'not-applicable',
        );
      }),
      runs(500),
    );
  });
});

describe('a credential', () => {
  test('is in force unless it ended and was not restored since, or expired', () => {
    const events = fc.array(
      fc.record({
        name: fc.constantFrom('certified', 'suspended', 'revoked', 'reinstated', 'appeal-upheld'),
        on: day(60),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(events, nothing(day(120)), day(120), (all, expiry, asOf) => {
        const requirement = {
          kind: 'in-force',
          begins: 'certified',
          expires: expiry ?? 'none',
          ends: [
            { step: 'suspended', restored: { by: 'reinstated', retroactive: false } },
            { step: 'revoked', restored: { by: 'appeal-upheld', retroactive: true } },
          ],
        };
        const past = all.filter(({ on }) => on <= asOf);
        const undone = (end: Day, by: string) =>
          past.some(({ name, on }) => name === by && on >= end);
        const ended = past.some(
          ({ name, on }) =>
            (name === 'suspended' && !undone(on, 'reinstated')) ||
            (name === 'revoked' && !undone(on, 'appeal-upheld')),
        );
        const expected = !past.some(({ name }) => name === 'certified')
          ? [undefined, 'unmet']
          : ended
            ? ['ended', 'unmet']
            : expiry !== undefined && asOf > expiry
              ? ['expired', 'unmet']
              : ['in-force', 'met'];
        const { standing, outcome } = judged(
          requirement,
          all.map(({ name, on }) => step(name, on)),
          { asOf },
        );
        expect([standing, outcome.status]).toEqual(expected);
      }),
      runs(3000),
    );
  });
});

describe('the version that governs', () => {
  test('is that of the day of the application, kept until a step ends it', () => {
    const dates = ['2024-01-01', '2025-03-01', '2025-06-01'];
    const versions = dates.map((from) =>
      policyAsking(attest('a'), {
        effective: { from, basis: 'Made up.' },
        governs: { by: 'application', until: ['application-expired'], rules: [exampleQuote] },
      }),
    );
    const events = fc.array(
      fc.record({
        name: fc.constantFrom('application-received', 'application-expired'),
        on: day(300),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(
        events,
        day(320),
        fc.shuffledSubarray(versions, { minLength: 3 }),
        (all, asOf, given) => {
          const past = all.filter(({ on }) => on <= asOf);
          const ended =
            past
              .filter(({ name }) => name === 'application-expired')
              .map(({ on }) => on)
              .sort()
              .at(-1) ?? '';
          const pinned = past
            .filter(({ name, on }) => name === 'application-received' && on > ended)
            .map(({ on }) => on)
            .sort()[0];
          const facts = all.map(
            ({ name, on }, at) => ({ ...step(name, on), ref: `f-${at}` }) as never,
          );
          const found = governing(given, facts, asOf);
          expect([found?.pinnedOn, found?.policy.effective.from]).toEqual([
            pinned,
            dates.findLast((from) => from <= (pinned ?? asOf)),
          ]);
        },
      ),
      runs(2000),
    );
  });
});
