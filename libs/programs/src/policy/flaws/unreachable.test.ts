import { describe, expect, test } from '@jest/globals';
import { tally, told } from './told.fixture.js';

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

  test('a row that fits what no earlier one fits is sound', () => {
    for (const wheres of [
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
        `apply.require.bands.2.notAfter: band-2 ends on ${day}, not after band-1, so it can never hold. List the bands in the order of their days.`,
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
    expect(told({ ...open, beyond })).toEqual([
      expect.stringMatching(
        /^apply.require.beyond: the last band has no end, so nothing comes after it\. /,
      ),
    ]);
    expect(told(closed)).toEqual([
      expect.stringMatching(/^apply.require.beyond: what comes after the last band is not said\. /),
    ]);
    expect(told(bands('none', '2026-02-01'))).toEqual([
      expect.stringMatching(
        /^apply.require.bands.0.notAfter: band-0 has no end, so what follows it can never hold\. /,
      ),
    ]);
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
