import { describe, expect, test } from '@jest/globals';
import { flawsOf } from './check.js';
import { exampleQuote, policyAsking } from './example.fixture.js';

/** What an author is told of a policy whose shape is right and whose sense is not. */

function flaws(require: object, more: object = {}) {
  return flawsOf(policyAsking(require, more)).map(({ path, problem }) => [path.join('.'), problem]);
}
const rules = [exampleQuote];
const attest = (id: string) => ({
  id,
  kind: 'attestation',
  title: id,
  statement: id,
  text: `I do ${id}.`,
});
const tally = (more: object) => ({
  kind: 'tally',
  tally: 'work',
  unit: 'hours',
  atLeast: 40,
  window: 'none',
  ...more,
});
const quota = (id: string, more: object) => ({ id, title: id, where: { topic: [id] }, ...more });

describe('sums that do not add up', () => {
  test.each<[string, object, string]>([
    [
      'parts that come to more than the whole, though nothing counts twice',
      { overlap: 'separate', quotas: [quota('a', { atLeast: 30 }), quota('b', { atLeast: 11 })] },
      'apply.require.quotas',
    ],
    [
      'a part larger than its whole',
      { quotas: [quota('a', { atLeast: 41 })] },
      'apply.require.quotas.0.atLeast',
    ],
    [
      'a part of a part larger than it',
      { quotas: [quota('a', { atLeast: 10, quotas: [quota('b', { atLeast: 11 })] })] },
      'apply.require.quotas.0.quotas.0.atLeast',
    ],
    [
      'a cap below its floor',
      { quotas: [quota('a', { atLeast: 10, countsUpTo: 9 })] },
      'apply.require.quotas.0.countsUpTo',
    ],
    [
      'several parts without a word on overlap',
      { quotas: [quota('a', {}), quota('b', {})] },
      'apply.require.quotas',
    ],
    [
      'overlap that hangs on a question that is not there',
      { overlap: { question: 'why' }, quotas: [quota('a', {}), quota('b', {})] },
      'apply.require.overlap',
    ],
    ['a limit below what is needed', { atMost: 39 }, 'apply.require.atMost'],
    ['a tally that asks for nothing', { atLeast: 'none' }, 'apply.require.atLeast'],
    [
      'periods in a window without a first day',
      { periods: [{ every: 'P1M', atLeast: 1 }] },
      'apply.require.periods.0',
    ],
    [
      'periods of no days',
      { window: { from: 'as-of', length: 'P1Y' }, periods: [{ every: 'P0D', atLeast: 1 }] },
      'apply.require.periods.0.every',
    ],
    [
      'a conversion of the unit into itself',
      { convert: [{ from: 'hours', factor: 2 }] },
      'apply.require.convert.0.from',
    ],
  ])('%s', (_, more, path) => {
    expect(flaws(tally(more)).map(([field]) => field)).toEqual([path]);
  });

  test('what does add up is no flaw', () => {
    const quotas = [quota('a', { atLeast: 30, countsUpTo: 30 }), quota('b', { atLeast: 10 })];
    expect(flaws(tally({ overlap: 'separate', quotas }))).toEqual([]);
    expect(
      flaws(
        tally({
          overlap: 'shared',
          quotas: [quota('a', { atLeast: 30 }), quota('b', { atLeast: 11 })],
        }),
      ),
    ).toEqual([]);
    expect(
      flaws(
        tally({
          atMost: 40,
          window: { from: 'application' },
          periods: [{ every: 'calendar-month', atLeast: 1 }],
        }),
      ),
    ).toEqual([]);
  });
});

describe('windows', () => {
  test.each([
    [{ inclusive: 'both' }, 'apply.require.window'],
    [{ from: 'application', to: 'as-of', length: 'P1Y' }, 'apply.require.window.length'],
  ])('%j', (window, path) => {
    for (const one of [
      tally({}),
      { kind: 'absence', of: 'stay' },
      { kind: 'document', document: 'check' },
    ]) {
      expect(flaws({ ...one, window }).map(([field]) => field)).toEqual([path]);
    }
  });
});

describe('days', () => {
  test('by a name that nothing gives are found, wherever they stand', () => {
    const unknown = 'no day goes by the name of aplication';
    const window = { from: 'aplication', length: 'P1Y' };
    expect(
      flaws({ kind: 'step', step: 'done', notAfter: { from: 'aplication', plus: 'P1D' } }),
    ).toEqual([['apply.require.notAfter', unknown]]);
    expect(flaws(tally({ window }))).toEqual([['apply.require.window.from', unknown]]);
    expect(
      flaws({ kind: 'stage', stage: 'full', notAfter: 'aplication', of: attest('a') }),
    ).toEqual([['apply.require.notAfter', unknown]]);
    expect(flaws({ kind: 'in-force', begins: 'issued', expires: 'aplication' })).toEqual([
      ['apply.require.expires', unknown],
    ]);
    const dates = [{ id: 'due', title: 'Due', is: { earliest: ['application', 'aplication'] } }];
    expect(flaws(attest('a'), { dates })).toEqual([['dates.0.is', unknown]]);
  });

  test('are given by the policy’s dates and anchors, its steps, and what the system knows', () => {
    const more = {
      anchors: { expiry: 'The last day.' },
      dates: [{ id: 'due', title: 'Due', is: 'expiry' }],
    };
    for (const notAfter of [
      'expiry',
      'due',
      'first-attempt',
      'done',
      '2026-01-01',
      { posted: 'closing' },
    ]) {
      expect(flaws({ kind: 'step', step: 'done', notAfter }, more)).toEqual([]);
    }
  });

  test('reckoned from themselves are found', () => {
    const dates = [
      { id: 'a', title: 'A', is: { from: 'b', plus: 'P1D' } },
      { id: 'b', title: 'B', is: 'a' },
    ];
    expect(flaws(attest('x'), { dates }).map(([field]) => field)).toEqual([
      'dates.0.is',
      'dates.1.is',
    ]);
  });
});

describe('what can never hold', () => {
  test('a row of a table behind a wider one', () => {
    const rows = (...wheres: object[]) =>
      tally({ atLeast: { table: wheres.map((where) => ({ where, value: 1 })), otherwise: 2 } });
    expect(
      flaws(rows({ level: ['a', 'b'] }, { level: ['a'], route: ['x'] })).map(([field]) => field),
    ).toEqual(['apply.require.atLeast.table.1.where']);
    expect(flaws(rows({ level: ['a'], route: ['x'] }, { level: ['a', 'b'] }))).toEqual([]);
  });

  test('a band that ends before the one before it', () => {
    const band = (id: string, notAfter: string) => ({
      id,
      title: id,
      notAfter,
      standing: 'active',
      require: 'none',
    });
    const bands = (...days: string[]) => ({
      kind: 'bands',
      step: 'renewed',
      bands: days.map((day, place) => band(`band-${place}`, day)),
      beyond: { standing: 'expired', action: 'none' },
    });
    expect(flaws(bands('2026-01-31', '2026-01-31')).map(([field]) => field)).toEqual([
      'apply.require.bands.1.notAfter',
    ]);
    expect(flaws(bands('2026-01-31', '2026-02-01'))).toEqual([]);
    const open = { ...bands('2026-01-31', 'none'), beyond: 'none' };
    expect(flaws(open)).toEqual([]);
    expect(flaws({ ...open, beyond: { standing: 'expired', action: 'none' } })).toEqual([
      ['apply.require.beyond', 'the last band has no end, so nothing comes after it'],
    ]);
    expect(flaws({ ...bands('2026-01-31', '2026-02-01'), beyond: 'none' })).toEqual([
      ['apply.require.beyond', 'what comes after the last band is not said'],
    ]);
    expect(flaws({ ...bands('none', '2026-02-01') })).toEqual([
      ['apply.require.bands.0.notAfter', 'band-0 has no end, so what follows it can never hold'],
    ]);
  });

  test('protected sessions of which there are none', () => {
    expect(flaws({ kind: 'protected-sessions', partly: 'counts' }).map(([field]) => field)).toEqual(
      ['apply.require'],
    );
  });
});

describe('variations', () => {
  const variation = (changes: object[]) => ({
    variations: [{ id: 'other', title: 'Other', as: 'variant', rules, changes }],
  });

  test('of a requirement that is not there', () => {
    expect(
      flaws(attest('a'), variation([{ requirement: 'b', to: 'none' }])).map(([field]) => field),
    ).toEqual(['variations.0.changes.0.requirement']);
  });

  test('are looked through like any requirement', () => {
    const instead = { ...tally({ quotas: [quota('a', { atLeast: 41 })] }), id: 'a', title: 'A' };
    expect(
      flaws({ ...attest('a') }, variation([{ requirement: 'a', to: instead }])).map(
        ([field]) => field,
      ),
    ).toEqual(['variations.0.changes.0.to.quotas.0.atLeast']);
  });
});
