import { describe, expect, test } from '@jest/globals';
import { attest, rules, tally, told } from './told.fixture.js';

describe('what can never hold', () => {
  const rowsOf = (value: unknown, ...wheres: object[]) => ({
    table: wheres.map((where) => ({ where, value })),
    otherwise: value,
  });
  const rows = (...wheres: object[]) => rowsOf(1, ...wheres);
  const behind = (row: number, earlier: number) =>
    `table.${row - 1}.where: row ${row} can never hold: row ${earlier} fits whatever it fits. Put the narrower row first, or take one out.`;

  test('a row of a table behind a wider one', () => {
    expect(
      told(tally({ atLeast: rows({ level: ['a', 'b'] }, { level: ['a'], route: ['x'] }) })),
    ).toEqual([`apply.require.atLeast.${behind(2, 1)}`]);
    expect(
      told(
        tally({
          atLeast: rows({ level: ['a'] }, { years: { atLeast: 5 } }, { years: { atLeast: 5 } }),
        }),
      ),
    ).toEqual([`apply.require.atLeast.${behind(3, 2)}`]);
  });

  test('wherever the table stands', () => {
    const minus = rowsOf('P1D', { level: ['a'] }, { level: ['a'] });
    const window = { from: { from: 'application', minus } };
    expect(told(tally({ window }))).toEqual([`apply.require.window.from.minus.${behind(2, 1)}`]);
    const inside = { id: 'one', title: 'One', ...tally({ window }) };
    expect(told({ kind: 'all', of: [inside] })).toEqual([
      `apply.require.of.0.window.from.minus.${behind(2, 1)}`,
    ]);
  });

  test('in a part of another requirement is told of once', () => {
    const minus = rowsOf('P1D', { level: ['a'] }, { level: ['a'] });
    const inside = {
      id: 'one',
      title: 'One',
      ...tally({ window: { from: { from: 'application', minus } } }),
    };
    const questions = [
      {
        id: 'which',
        ask: 'Which?',
        rules,
        readings: ['this', 'that'].map((id) => ({ id, says: 'So.' })),
        settled: 'not stated',
      },
    ];
    const readings = { this: inside, that: attest('a') };
    const band = { id: 'only', title: 'Only', notAfter: 'none', standing: 'active' };
    for (const [require, path] of [
      [{ kind: 'when', when: inside, then: attest('a') }, 'when'],
      [{ kind: 'when', when: attest('a'), then: inside }, 'then'],
      [{ kind: 'readings', question: 'which', readings }, 'readings.this'],
      [
        { kind: 'bands', step: 'done', bands: [{ ...band, require: inside }], beyond: 'none' },
        'bands.0.require',
      ],
    ] as const) {
      expect(told(require, { questions })).toEqual([
        `apply.require.${path}.window.from.minus.${behind(2, 1)}`,
      ]);
    }
  });

  test('rows beyond those that can be held against each other', () => {
    const many = (count: number) =>
      tally({ atLeast: rows(...Array.from({ length: count }, (_, at) => ({ level: [at] }))) });
    expect(told(many(500))).toEqual([]);
    expect(told(many(501))).toEqual([
      'apply.require.atLeast.table: the table has 501 rows, and 500 are the most there may be. Leave out rows that say what others say, or bring them under one.',
    ]);
    expect(
      told(tally({ atLeast: rows(...Array.from({ length: 501 }, () => ({ level: ['a'] }))) })),
    ).toHaveLength(500);
  });

  test('a row that fits what no earlier one fits is sound', () => {
    for (const wheres of [
      [{ level: ['a'], route: ['x'] }, { level: ['a'] }],
      [{ level: ['a'], route: ['x'] }, { level: ['a', 'b'] }],
      [{ level: ['a'] }, { level: ['a', 'b'] }],
      [{ level: ['a'] }, { route: ['a'] }],
      [{ years: { atLeast: 5 } }, { years: { atLeast: 4 } }],
      [{ level: ['a'] }, { level: { not: ['a'] } }],
    ]) {
      expect(told(tally({ atLeast: rows(...wheres) }))).toEqual([]);
    }
  });

  test('a band that ends before the one before it', () => {
    const bands = (...days: (string | object)[]) => ({
      kind: 'bands',
      step: 'renewed',
      bands: days.map((notAfter, place) => ({
        id: `band-${place}`,
        title: 'A band',
        notAfter,
        standing: 'active',
        require: 'none',
      })),
      beyond: { standing: 'expired', action: 'none' },
    });
    for (const day of ['2026-01-31', '2026-01-30']) {
      expect(told(bands('2025-01-31', '2026-01-31', day))).toEqual([
        `apply.require.bands.2.notAfter: \`band-2\` ends on ${day}, not after \`band-1\`, so it can never hold. List the bands in the order of their days.`,
      ]);
    }
    for (const days of [
      ['2026-01-31', '2026-02-01'],
      ['interview', 'application'],
      ['2026-01-31', { from: '2026-01-01' }],
      [{ from: '2026-01-31' }, '2026-01-01'],
      ['application', '2026-01-01'],
      ['2026-01-01', 'application'],
    ]) {
      expect(told(bands(...days))).toEqual([]);
    }
    const open = { ...bands('2026-01-31', 'none'), beyond: 'none' };
    const closed = { ...bands('2026-01-31', '2026-02-01'), beyond: 'none' };
    const beyond = { standing: 'expired', action: 'none' };
    expect(told(open)).toEqual([]);
    expect(told({ ...bands('none'), beyond: 'none' })).toEqual([]);
    expect(told({ ...open, beyond })).toEqual([
      'apply.require.beyond: the last band has no end, so nothing comes after it. Write `beyond: none`, or give the last band a last day.',
    ]);
    expect(told(closed)).toEqual([
      'apply.require.beyond: what comes after the last band is not said. Say what the credential is then, or write `notAfter: none` if the last band has no end.',
    ]);
    for (const days of [
      ['none', '2026-02-01'],
      ['2026-01-01', 'none', '2026-02-01'],
    ]) {
      const place = days.indexOf('none');
      expect(told(bands(...days))).toEqual([
        `apply.require.bands.${place}.notAfter: \`band-${place}\` has no end, so what follows it can never hold. Give it a last day, or make it the last band.`,
      ]);
    }
  });

  test('protected sessions of which there are none', () => {
    const none = { kind: 'protected-sessions', partly: 'counts' };
    expect(told(none)).toEqual([
      'apply.require: no session is protected. Name `days` or `sessions`.',
    ]);
    expect(told({ ...none, days: [1] })).toEqual([]);
    expect(told({ ...none, sessions: ['class'] })).toEqual([]);
  });
});
