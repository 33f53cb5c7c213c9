import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exampleQuote, policyAsking } from './example.fixture.js';
import { judged } from './kinds/judged.fixture.js';
import { select, type Candidate } from './selection.js';

/** Who is taken where seats are few: by tier, and within one as the source says. */

const asOf = '2026-02-01';
const of = (...names: string[]) =>
  names.map((name) => ({
    id: `is-${name}`,
    kind: 'circumstance',
    title: name,
    where: { group: [name] },
  }));
const tiers = (tieBreak: string, more: object = {}) => ({
  kind: 'tiers',
  tieBreak,
  of: of('first', 'second'),
  ...more,
});
const person = (id: string, group = 'none', appliedOn?: string): Candidate => ({
  id,
  evidence: [{ ref: id, kind: 'circumstance', name: 'group', value: group, on: '2020-01-01' }],
  context: { ...(appliedOn !== undefined && { appliedOn }) },
});

describe('seats', () => {
  const three = [
    person('a', 'second', '2026-01-03'),
    person('b', 'second', '2026-01-02'),
    person('c', 'first', '2026-01-04'),
  ];

  test('that a whole tier fills leave the others waiting, and ask nothing', () => {
    const two = [...three, person('d')];
    expect(select(policyAsking(tiers('not stated')), 'asked', two, 3, asOf)).toStrictEqual({
      taken: ['c', 'a', 'b'],
      waiting: ['d'],
    });
  });

  test('that are there for all are for all, and where there are none all wait', () => {
    const policy = policyAsking(tiers('lottery'));
    for (const seats of [3, 4])
      expect(select(policy, 'asked', three, seats, asOf)).toStrictEqual({
        taken: ['c', 'a', 'b'],
        waiting: [],
      });
    expect(select(policy, 'asked', three, 0, asOf)).toStrictEqual({
      taken: [],
      waiting: ['c', 'a', 'b'],
    });
    expect(select(policy, 'asked', [], 0, asOf)).toStrictEqual({ taken: [], waiting: [] });
  });

  test('go to a person who decides between those whose tier is undecided', () => {
    const ask = {
      id: 'open',
      kind: 'discretion',
      title: 'Open',
      ask: 'Is it?',
      options: ['a', 'b'],
    };
    const policy = policyAsking(tiers('application', { of: [...of('first'), ask] }));
    expect(select(policy, 'asked', three, 2, asOf)).toStrictEqual({
      taken: ['c'],
      waiting: [],
      toDecide: { seats: 1, among: ['a', 'b'], why: 'tier-undecided' },
    });
    const decided = (id: string, outcome: 'met' | 'unmet'): Candidate => ({
      id,
      evidence: [
        ...person(id).evidence,
        { ref: 'open', kind: 'judgement', requirement: 'open', outcome, on: '2026-01-10' },
      ],
    });
    const known = [decided('no', 'unmet'), decided('yes', 'met')];
    expect(select(policy, 'asked', known, 1, asOf)).toStrictEqual({
      taken: ['yes'],
      waiting: ['no'],
    });
  });

  test('in a tie go by what this policy says of these tiers, not of others', () => {
    const others = {
      train: { require: { ...tiers('lottery', { of: of('third') }), id: 'other', title: 'Other' } },
    };
    const policy = policyAsking(tiers('application'), others);
    expect(select(policy, 'asked', three, 2, asOf)).toStrictEqual({
      taken: ['c', 'b'],
      waiting: ['a'],
    });
    const byLot = (seats: number) =>
      select(policyAsking(tiers('lottery')), 'asked', three, seats, asOf).toDecide;
    expect(byLot(2)).toStrictEqual({ seats: 1, among: ['a', 'b'], why: 'lottery' });
    expect(byLot(1)).toBeUndefined();
  });

  test('within a tier of which all days are known go by them, whatever is not known of others', () => {
    const policy = policyAsking(tiers('application'));
    const more = [...three, person('d')];
    expect(select(policy, 'asked', more, 2, asOf)).toStrictEqual({
      taken: ['c', 'b'],
      waiting: ['a', 'd'],
    });
  });
});

describe('somebody of whom it is not recorded which tier they are in', () => {
  const two = {
    kind: 'tiers',
    tieBreak: 'application',
    of: [
      { id: 'employed', kind: 'circumstance', title: 'Employed', where: { employed: [true] } },
      { id: 'sponsored', kind: 'circumstance', title: 'Sponsored', where: { sponsored: [true] } },
    ],
  };
  const somebody = (id: string, known: Readonly<Record<string, boolean>>): Candidate => ({
    id,
    evidence: Object.entries(known).map(([name, value]) => ({
      ref: `${id} ${name}`,
      kind: 'circumstance',
      name,
      value,
      on: '2020-01-01',
    })),
    context: { appliedOn: '2026-01-01' },
  });
  const employed = somebody('employed', { employed: true });
  const sponsored = somebody('sponsored', { employed: false, sponsored: true });
  const neither = somebody('neither', { employed: false, sponsored: false });
  const chosen = (seats: number, ...all: Candidate[]) =>
    select(policyAsking(two), 'asked', all, seats, asOf);

  test('waits for that with those whom they may come before, and nobody is put behind others', () => {
    const open = somebody('open', {});
    expect(chosen(1, employed, open)).toStrictEqual({
      taken: [],
      waiting: [],
      toDecide: { seats: 1, among: ['employed', 'open'], why: 'tier-undecided' },
    });
    expect(chosen(1, open, neither).toDecide?.why).toBe('tier-undecided');
  });

  test('leaves those their seats who come before them whatever it is', () => {
    const open = somebody('open', { employed: false });
    expect(chosen(1, open, employed)).toStrictEqual({ taken: ['employed'], waiting: ['open'] });
    expect(chosen(2, open, employed, sponsored)).toStrictEqual({
      taken: ['employed'],
      waiting: [],
      toDecide: { seats: 1, among: ['sponsored', 'open'], why: 'tier-undecided' },
    });
  });

  test('comes before those who are in none, if they are in one of two', () => {
    const open = somebody('open', { sponsored: true });
    expect(chosen(1, neither, open)).toStrictEqual({ taken: ['open'], waiting: ['neither'] });
  });

  const on = (candidate: Candidate, appliedOn?: string): Candidate => ({
    ...candidate,
    context: { ...(appliedOn !== undefined && { appliedOn }) },
  });

  test('does not level those who are in one for certain, and comes before none of them', () => {
    const [early, late] = [
      on(employed, '2026-01-01'),
      { ...on(employed, '2026-01-02'), id: 'late' },
    ];
    const open = somebody('open', {});
    expect(chosen(2, late, early, on(open)).taken).toStrictEqual(['employed']);
    expect(chosen(1, late, on(open, '2025-12-01'))).toStrictEqual({
      taken: [],
      waiting: [],
      toDecide: { seats: 1, among: ['late', 'open'], why: 'tier-undecided' },
    });
  });

  test('is in none before those that do not apply, and in none after one that is waived', () => {
    const when = {
      id: 'first',
      kind: 'when',
      title: 'First',
      when: { id: 'adult', kind: 'circumstance', title: 'Adult', where: { adult: [true] } },
      then: { id: 'first-then', kind: 'circumstance', title: 'First', where: { first: [true] } },
    };
    const three = policyAsking({
      kind: 'tiers',
      tieBreak: 'not stated',
      of: [
        when,
        { id: 'second', kind: 'circumstance', title: 'Second', where: { second: [true] } },
        { id: 'third', kind: 'circumstance', title: 'Third', where: { third: [true] } },
      ],
    });
    const waived = (candidate: Candidate): Candidate => ({
      ...candidate,
      evidence: [
        ...candidate.evidence,
        { ref: 'waived', kind: 'waiver', requirement: 'third', on: '2026-01-10' },
      ],
    });
    const chosen = (...all: Candidate[]) => select(three, 'asked', all, 1, asOf);
    const first = somebody('first', { adult: true, first: true });
    const open = somebody('open', { adult: false });
    expect(chosen(open, first)).toStrictEqual({ taken: ['first'], waiting: ['open'] });
    const none = somebody('none', { adult: false, second: false, third: false });
    expect(chosen(none, waived(open))).toStrictEqual({ taken: ['open'], waiting: ['none'] });
  });

  test('is told to be in no tier yet, and what has to be recorded for it; it is no shortfall', () => {
    const ofNone = judged(two);
    expect([ofNone.outcome, ofNone.tally]).toStrictEqual([{ status: 'met', final: false }, {}]);
    expect(ofNone.findings).toStrictEqual([
      {
        code: 'circumstance-missing',
        text: 'Not recorded of the person: employed. Is this so: Employed?',
      },
    ]);
  });
});

describe('tiers that are otherwise for some', () => {
  const rules = [exampleQuote];
  const variation = (id: string, to: unknown) => ({
    id,
    title: id,
    as: 'variant',
    rules,
    cohort: { audience: [id] },
    changes: [{ requirement: 'asked', to }],
  });
  const own = (tieBreak: string, more: object = {}) => ({
    id: 'asked',
    title: 'Asked',
    ...tiers(tieBreak, more),
  });
  const policy = policyAsking(tiers('not stated'), {
    variations: [
      variation('veterans', own('application', { of: of('second', 'first') })),
      variation('youth', own('lottery')),
      {
        ...variation('parents', 'none'),
        changes: [{ requirement: 'is-first', to: own('application') }],
      },
      variation('all', 'none'),
      {
        ...variation('early', 'none'),
        changes: [
          { requirement: 'asked', to: own('application') },
          { requirement: 'is-first', to: { ...own('lottery'), id: 'is-first' } },
        ],
      },
    ],
  });
  const two = (audience: string, other = audience) =>
    [person('a', 'first', '2026-01-02'), person('b', 'first', '2026-01-01')].map((one, place) => ({
      ...one,
      context: { ...one.context, cohort: { audience: place === 0 ? audience : other } },
    }));
  const selected = (audience: string, other?: string) =>
    select(policy, 'asked', two(audience, other), 1, asOf);

  test('have a way of their own to break a tie', () => {
    expect(selected('veterans')).toStrictEqual({ taken: ['b'], waiting: ['a'] });
    expect(selected('youth').toDecide).toStrictEqual({
      seats: 1,
      among: ['a', 'b'],
      why: 'lottery',
    });
    for (const audience of ['parents', 'others'])
      expect(selected(audience).toDecide?.why).toBe('tie');
  });

  test('break none where a tie is broken in one way for one and in another for the next', () => {
    expect(selected('youth', 'others').toDecide?.why).toBe('tie');
    expect(selected('early', 'others').toDecide?.why).toBe('tie');
    expect(selected('early').taken).toStrictEqual(['b']);
  });

  test('break no tie of those of whom it is not recorded by which way it would be', () => {
    const two = [person('a', 'first', '2026-01-02'), person('b', 'first', '2026-01-01')];
    const by = (others: string, audience: string) =>
      select(
        policyAsking(tiers(others), {
          variations: [variation('veterans', own('application'))],
        }),
        'asked',
        two.map((one) => ({
          ...one,
          context: { ...one.context, ...(audience !== '' && { cohort: { audience } }) },
        })),
        1,
        asOf,
      );
    expect(by('lottery', 'veterans').taken).toStrictEqual(['b']);
    expect(by('lottery', 'youth').toDecide?.why).toBe('lottery');
    expect(by('lottery', '').toDecide?.why).toBe('tie');
    expect(by('application', '').taken).toStrictEqual(['b']);
  });

  test('put somebody in none of whom it is not recorded in which way they are asked', () => {
    const asked = policyAsking(tiers('not stated', { of: of('first', 'second') }), {
      variations: [variation('veterans', own('not stated', { of: of('second', 'first') }))],
    });
    const somewhere = person('a', 'first');
    const first = { ...person('b', 'first'), context: { cohort: { audience: 'others' } } };
    expect(select(asked, 'asked', [somewhere, first], 1, asOf).toDecide).toStrictEqual({
      seats: 1,
      among: ['b', 'a'],
      why: 'tier-undecided',
    });
  });

  test('put nobody in a tier where they are lifted', () => {
    expect(selected('all').toDecide?.why).toBe('tier-undecided');
    expect(selected('all', 'others').toDecide?.why).toBe('tier-undecided');
    const [lifted] = two('all');
    const second = person('c', 'second', '2026-01-01');
    const both = [
      ...(lifted === undefined ? [] : [lifted]),
      { ...second, context: { cohort: { audience: 'others' } } },
    ];
    expect(select(policy, 'asked', both, 1, asOf).toDecide?.among).toStrictEqual(['a', 'c']);
  });
});

test('whoever is taken comes before whoever waits, and seats stay empty only for a decision', () => {
  const groups = fc.constantFrom('first', 'second', 'none');
  const days = fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03', undefined);
  const candidates = fc
    .array(fc.tuple(groups, days), { maxLength: 7 })
    .map((all) => all.map(([group, day], place) => person(`p${place}`, group, day)));
  const breaks = fc.constantFrom('application', 'lottery', 'not stated');
  fc.assert(
    fc.property(candidates, fc.nat(8), breaks, (all, seats, tieBreak) => {
      const policy = policyAsking(tiers(tieBreak));
      const { taken, waiting, toDecide } = select(policy, 'asked', all, seats, asOf);
      const ids = all.map(({ id }) => id);
      const { seats: left = 0, among = [] } = toDecide ?? {};
      expect([...taken, ...among, ...waiting].toSorted()).toEqual(ids.toSorted());
      expect(taken.length + left).toBe(Math.min(seats, all.length));
      expect(toDecide === undefined || (left > 0 && left < among.length)).toBe(true);
      const place = (id: string) => {
        const [one] = all.filter((candidate) => candidate.id === id);
        const [fact] = one?.evidence ?? [];
        const tier = fact?.kind === 'circumstance' ? fact.value : 'none';
        return tier === 'none' ? 3 : tier === 'second' ? 2 : 1;
      };
      const later = [...among, ...waiting].map(place);
      expect(taken.every((id) => later.every((tier) => place(id) <= tier))).toBe(true);
      expect(new Set(among.map(place)).size).toBeLessThanOrEqual(1);
    }),
  );
});

test('who is taken or waits for certain does so whatever is recorded of others later', () => {
  const days = fc.constantFrom('2026-01-01', '2026-01-02', undefined);
  const groups = fc.constantFrom('first', 'second', 'none');
  const candidates = fc.array(fc.tuple(groups, fc.boolean(), days), { maxLength: 5 });
  const breaks = fc.constantFrom('application', 'lottery', 'not stated');
  fc.assert(
    fc.property(candidates, fc.nat(5), breaks, (all, seats, tieBreak) => {
      const policy = policyAsking(tiers(tieBreak));
      const known = all.map(([group, , day], place) => person(`p${place}`, group, day));
      const before = known.map((one, place) =>
        all[place]?.[1] === true ? one : { ...one, evidence: [] },
      );
      const now = select(policy, 'asked', before, seats, asOf);
      const later = select(policy, 'asked', known, seats, asOf);
      expect(later.taken).toEqual(expect.arrayContaining([...now.taken]));
      expect(later.waiting).toEqual(expect.arrayContaining([...now.waiting]));
    }),
  );
});
