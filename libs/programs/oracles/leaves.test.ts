import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { policyAsking, exampleQuote } from '../src/policy/example.fixture.js';
import { judged, type Given } from '../src/policy/kinds/judged.fixture.js';
import { select, type Candidate } from '../src/policy/selection.js';
import { plus, plusDays, runs, type Day } from './testing/naive.js';
import { clean, nothing, told } from './testing/told.js';

/** Steps, absences, fees, requests and seats, each by trying what there is to try. */

const start = '2026-01-31';
const day = (max: number, min = 0) => fc.integer({ min, max }).map((n) => plusDays(start, n));

describe('a step', () => {
  const bounds = fc.record({
    before: nothing(day(60)),
    notAfter: nothing(day(60)),
    after: nothing(day(60)),
    notBefore: nothing(day(60)),
    unknown: nothing(fc.constantFrom('before', 'notAfter', 'after', 'notBefore')),
  });

  test('is done between its days; until when it can be, the last of them that is left says', () => {
    fc.assert(
      fc.property(
        bounds,
        fc.array(day(80, -5), { maxLength: 3 }),
        day(80),
        ({ unknown, ...fixed }, done, asOf) => {
          const of: Record<string, string | undefined> = {
            ...fixed,
            ...(unknown !== undefined && { [unknown]: 'not-known' }),
          };
          const fits = (on: Day) =>
            (of['before'] === undefined || unknown === 'before' || on < of['before']) &&
            (of['notAfter'] === undefined || unknown === 'notAfter' || on <= of['notAfter']) &&
            (of['after'] === undefined || (unknown !== 'after' && on > of['after'])) &&
            (of['notBefore'] === undefined || (unknown !== 'notBefore' && on >= of['notBefore']));
          const facts = done.map((on): Given => ({ kind: 'step', step: 'done', on }));
          const { outcome } = judged({ kind: 'step', step: 'done', ...clean(of) }, facts, {
            asOf,
            more: { anchors: { 'not-known': 'A day.' } },
          });
          if (done.some((on) => on <= asOf && fits(on))) {
            expect(told(outcome)).toBe('met');
            return;
          }
          // What has to come after a day that is not known may still come after it, on any day until the last.
          const waits = unknown === 'after' || unknown === 'notBefore';
          const mayFit = (on: Day) =>
            (of['before'] === undefined || on < of['before']) &&
            (of['notAfter'] === undefined || on <= of['notAfter']) &&
            (unknown === 'after' || of['after'] === undefined || on > of['after']) &&
            (unknown === 'notBefore' || of['notBefore'] === undefined || on >= of['notBefore']);
          const days = Array.from({ length: 200 }, (_, n) => plusDays(asOf, n)).filter(
            waits ? mayFit : fits,
          );
          // What was done meanwhile may turn out to have come after it.
          if (waits && done.some((on) => on <= asOf && mayFit(on))) {
            expect(told(outcome)).toBe('unmet');
            return;
          }
          expect(told(outcome)).toBe(days.length > 0 ? 'unmet' : 'unmet for good');
          const last = days.at(-1);
          if (outcome.status === 'unmet' && outcome.reachable)
            expect(outcome.by).toBe(
              days.length === 200 || last === undefined || last >= plusDays(asOf, 199)
                ? undefined
                : last,
            );
        },
      ),
      { ...runs(4000), maxSkipsPerRun: 1000 },
    );
  });
});

describe('an absence', () => {
  test('of what was long enough, in those days, but for exceptions and exceptions to these', () => {
    const stay = fc.record({
      on: day(60, -20),
      long: fc.constantFrom<number | 'ongoing' | undefined>(3, 20, undefined, 'ongoing'),
      amount: fc.constantFrom(1, 24, 25, 48, 2),
      unit: fc.constantFrom('hours', 'days', 'nights'),
      why: fc.constantFrom('detox', 'other', undefined),
      whose: fc.constantFrom('court', undefined),
      tally: fc.constantFrom('stay', 'arrest', 'else'),
    });
    fc.assert(
      fc.property(
        fc.array(stay, { maxLength: 4 }),
        fc.constantFrom<[Day, Day] | undefined>(['2026-02-10', '2026-03-10'], undefined),
        nothing(
          fc.record({
            amount: fc.constantFrom(1, 24, 48),
            unit: fc.constantFrom('hours', 'days'),
            orExactly: fc.boolean(),
          }),
        ),
        fc.boolean(),
        fc.boolean(),
        day(80),
        (stays, window, longerThan, except, unless, asOf) => {
          const facts = stays.map(
            ({ on, long, amount, unit, why, whose, tally }): Given =>
              clean({
                kind: 'activity' as const,
                tally,
                amount,
                unit,
                on,
                until: typeof long === 'number' ? plusDays(on, long) : undefined,
                ongoing: long === 'ongoing' ? true : undefined,
                attributes: clean({ why, whose }),
              }) as Given,
          );
          const requirement = clean({
            kind: 'absence',
            of: ['stay', 'arrest'],
            window: window === undefined ? 'none' : { from: window[0], to: window[1] },
            longerThan,
            except: except
              ? [
                  clean({
                    where: { why: ['detox'] },
                    unless: unless ? { whose: ['court'] } : undefined,
                  }),
                ]
              : undefined,
          });
          const minutes: Readonly<Record<string, number>> = { hours: 60, days: 1440 };
          const each = stays
            .filter(({ on, long, tally, why, whose }) => {
              if (on > asOf || tally === 'else') return false;
              const end =
                long === 'ongoing'
                  ? asOf
                  : long === undefined
                    ? on
                    : ([plusDays(on, long), asOf].sort()[0] ?? on);
              if (window !== undefined && (end < window[0] || on > window[1])) return false;
              return !(except && why === 'detox' && !(unless && whose === 'court'));
            })
            .map(({ amount, unit }) => {
              if (longerThan === undefined) return true;
              if (minutes[unit] === undefined) return undefined;
              const [own, than] = [
                amount * (minutes[unit] ?? 0),
                longerThan.amount * (minutes[longerThan.unit] ?? 0),
              ];
              return longerThan.orExactly ? own >= than : own > than;
            });
          const { outcome } = judged(requirement, facts, { asOf });
          expect(told(outcome)).toBe(
            each.includes(true)
              ? 'unmet for good'
              : each.includes(undefined)
                ? 'needs-decision'
                : 'met',
          );
        },
      ),
      runs(4000),
    );
  });
});

describe('a fee', () => {
  test('is paid in full, with what is due for each unit up to a cap', () => {
    const cents = fc.nat(3000).map((n) => n / 100);
    fc.assert(
      fc.property(
        fc.oneof(cents, fc.constantFrom('none' as const, 'not stated' as const)),
        nothing(fc.record({ each: cents, atMost: nothing(cents) })),
        fc.nat(5),
        fc.array(cents, { maxLength: 3 }),
        (amount, perUnit, units, paid) => {
          const requirement = {
            kind: 'fee',
            for: 'exam',
            amount,
            currency: 'USD',
            ...(perUnit !== undefined && {
              perUnit: clean({ tally: 'work', unit: 'times', ...perUnit }),
            }),
          };
          const facts = [
            ...paid.map((of): Given => ({ kind: 'payment', fee: 'asked', amount: of, on: start })),
            ...Array.from({ length: units }, (): Given => ({
              kind: 'activity',
              tally: 'work',
              unit: 'hours',
              amount: 7,
              on: start,
            })),
          ];
          const { outcome } = judged(requirement, facts, { asOf: start });
          if (typeof amount === 'string') {
            expect(outcome.status).toBe(amount === 'none' ? 'not-applicable' : 'not-stated');
            return;
          }
          const hundred = (n: number) => Math.round(n * 100);
          const due =
            hundred(amount) +
            Math.min(units * hundred(perUnit?.each ?? 0), hundred(perUnit?.atMost ?? 1e6));
          expect(outcome.status).toBe(
            paid.reduce((sum, of) => sum + hundred(of), 0) >= due ? 'met' : 'unmet',
          );
        },
      ),
      runs(3000),
    );
  });
});

describe('a request', () => {
  test('is in time, for what is offered, and brings its letter', () => {
    const request = fc.record({
      id: fc.constantFrom('r1', 'r2'),
      on: day(40),
      lead: nothing(fc.integer({ min: -3, max: 40 })),
      offer: fc.constantFrom('extra-time', 'reader', 'else'),
      letter: nothing(
        fc.record({ from: fc.constantFrom('doctor', 'friend'), names: fc.boolean() }),
      ),
      decided: nothing(fc.constantFrom('granted' as const, 'denied' as const)),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(request, { maxLength: 2, selector: ({ id }) => id }),
        fc.boolean(),
        fc.constantFrom('none', 'some', 'P2W', 'P1M'),
        nothing(fc.boolean()),
        (requests, open, inAdvance, letter) => {
          const offers = ['extra-time', 'reader'].map((id) => ({
            id,
            title: id,
            entitled: id === 'reader',
          }));
          const requirement = {
            kind: 'accommodation',
            offers,
            open,
            inAdvance,
            letter: letter === undefined ? 'none' : { from: 'doctor', namesAccommodation: letter },
          };
          const facts = requests.flatMap(
            ({ id, on, lead, offer, letter: own, decided }): Given[] => [
              clean({
                kind: 'accommodation-requested' as const,
                request: id,
                requirement: 'asked',
                offer,
                on,
                eventOn: lead === undefined ? undefined : plusDays(on, lead),
              }) as Given,
              ...(own === undefined
                ? []
                : [
                    {
                      kind: 'accommodation-documented' as const,
                      request: id,
                      letterFrom: own.from,
                      namesAccommodation: own.names,
                      on,
                    },
                  ]),
              ...(decided === undefined
                ? []
                : [{ kind: 'accommodation-decided' as const, request: id, decision: decided, on }]),
            ],
          );
          const each = requests.map(({ on, lead, offer, letter: own, decided }) => {
            if (decided !== undefined) return decided === 'granted' ? 3 : 0;
            const event = lead === undefined ? undefined : plusDays(on, lead);
            if (
              event !== undefined &&
              inAdvance !== 'none' &&
              !(inAdvance === 'some' ? on < event : plus(on, inAdvance) <= event)
            )
              return 0;
            if (offer === 'else' && !open) return 0;
            return letter !== undefined && !(own?.from === 'doctor' && (own.names || !letter))
              ? 1
              : 2;
          });
          const { outcome } = judged(requirement, facts, { asOf: '2026-12-31' });
          expect(told(outcome)).toBe(
            each.length === 0
              ? 'not-applicable'
              : ['unmet for good', 'unmet', 'needs-decision', 'met'][Math.min(...each)],
          );
        },
      ),
      runs(3000),
    );
  });
});

describe('seats', () => {
  const answer = fc.constantFrom('yes', 'no', undefined);
  const candidate = fc.record({ one: answer, two: answer, applied: nothing(day(3)) });

  test('go to those who come first whatever is not recorded turns out to be; else a person decides', () => {
    fc.assert(
      fc.property(
        fc.array(candidate, { minLength: 1, maxLength: 4 }),
        fc.nat(4),
        fc.constantFrom('application', 'lottery', 'not stated'),
        (all, seats, tieBreak) => {
          const tier = (name: string) => ({
            id: name,
            title: name,
            kind: 'circumstance',
            where: { [name]: ['yes'] },
          });
          const policy = policyAsking({
            kind: 'tiers',
            tieBreak,
            of: [tier('one'), tier('two')],
            rules: [exampleQuote],
          });
          const people = all.map(({ one, two, applied }, at): Candidate => ({
            id: `p-${at}`,
            context: applied === undefined ? {} : { appliedOn: applied },
            evidence: Object.entries(clean({ one, two })).map(([name, value], nth) => ({
              kind: 'circumstance' as const,
              name,
              value: value as string,
              on: '2020-01-01',
              ref: `f-${nth}`,
            })),
          }));
          const tiersOf = ({ one, two }: (typeof all)[number]) => [
            ...new Set(
              ['yes', 'no'].flatMap((a) =>
                ['yes', 'no'].flatMap((b) => {
                  if ((one ?? a) !== a || (two ?? b) !== b) return [];
                  return [a === 'yes' ? 1 : b === 'yes' ? 2 : 3];
                }),
              ),
            ),
          ];
          // Every way in which it may turn out, and in each the best and the worst place of everybody.
          const best = all.map(() => Infinity);
          const worst = all.map(() => -1);
          const go = (at: number, tiers: readonly number[]): void => {
            const person = all[at];
            if (person !== undefined) {
              for (const one of tiersOf(person)) go(at + 1, [...tiers, one]);
              return;
            }
            // In a tier in which somebody's application is not known, it decides nothing.
            const dated = (tier_: number) =>
              tieBreak === 'application' &&
              all.every(({ applied }, n) => tiers[n] !== tier_ || applied !== undefined);
            all.forEach((mine, me) => {
              const own = tiers[me] ?? 0;
              const before = all.filter(
                (other, n) =>
                  n !== me &&
                  ((tiers[n] ?? 0) < own ||
                    (tiers[n] === own &&
                      dated(own) &&
                      (other.applied ?? '') < (mine.applied ?? ''))),
              ).length;
              const maybe = all.filter(
                (other, n) =>
                  n !== me && tiers[n] === own && !(dated(own) && other.applied !== mine.applied),
              ).length;
              best[me] = Math.min(best[me] ?? 0, before);
              worst[me] = Math.max(worst[me] ?? 0, before + maybe);
            });
          };
          go(0, []);
          // Who is before whom by application is not looked at while it is not known in which tier one of them is.
          fc.pre(tieBreak !== 'application' || all.every((one) => tiersOf(one).length === 1));
          const found = select(policy, 'asked', people, seats, '2026-12-31');
          expect([...found.taken].sort()).toEqual(
            people.flatMap(({ id }, at) => ((worst[at] ?? 0) < seats ? [id] : [])),
          );
          expect([...found.waiting].sort()).toEqual(
            people.flatMap(({ id }, at) => ((best[at] ?? 0) >= seats ? [id] : [])),
          );
        },
      ),
      { ...runs(3000), maxSkipsPerRun: 1000 },
    );
  });
});
