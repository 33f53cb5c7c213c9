import { describe, expect, test } from '@jest/globals';
import { judged, type Given } from './judged.fixture.js';

/** What must have been done in a window, so that what was done for an earlier term is none for this one. */

const kinds: readonly [string, object, (on: string) => Given, object, string][] = [
  [
    'a fee',
    { kind: 'fee', for: 'renewal', amount: 50, currency: 'USD' },
    (on) => ({ kind: 'payment', fee: 'asked', amount: 50, on }),
    { have: 0, need: 50, unit: 'USD' },
    'Paid on',
  ],
  [
    'a statement',
    { kind: 'attestation', statement: 'ethics', text: 'I keep the code.' },
    (on) => ({ kind: 'attestation', statement: 'ethics', on }),
    { have: 'not attested', need: 'I keep the code.' },
    'Attested on',
  ],
  [
    'an interview',
    { kind: 'interview', mode: 'phone', length: 'none' },
    (on) => ({ kind: 'interview', mode: 'phone', on }),
    { have: 'not held', need: 'phone' },
    'Held on',
  ],
];

describe.each(kinds)('%s', (_, asked, done, lacking, told) => {
  const window = { from: '2026-04-01', to: '2026-08-29' };
  const on = (require: object, asOf: string, ...days: string[]) =>
    judged({ ...asked, ...require }, days.map(done), { asOf });

  test.each([
    ['2026-03-31', 'unmet'],
    ['2026-04-01', 'met'],
    ['2026-08-29', 'met'],
    ['2026-08-30', 'unmet'],
  ])('of %s is %s', (day, status) => {
    expect(on({ window }, '2026-12-31', day).outcome.status).toBe(status);
  });

  test('of an earlier term is told of, and is none for this one', () => {
    const result = on({ window }, '2026-08-29', '2024-06-20');
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      ...lacking,
      by: '2026-08-29',
      reachable: true,
    });
    expect(result.evidence).toStrictEqual(['fact-1']);
    expect(result.findings).toStrictEqual([
      {
        code: 'not-in-time',
        text: `${told} 2024-06-20; asked for: 2026-04-01 to 2026-08-29.`,
        ref: 'fact-1',
      },
    ]);
    expect(on({ window }, '2026-08-30').outcome).toMatchObject({ reachable: false });
  });

  test('of this term is all that there must be', () => {
    const result = on({ window }, '2026-12-31', '2024-06-20', '2026-06-20', '2028-06-20');
    expect(result.outcome).toStrictEqual({ status: 'met', final: true });
    expect([result.evidence, result.findings]).toStrictEqual([['fact-2'], []]);
  });

  test('in a window with one end is told which', () => {
    const texts = (open: object) =>
      on({ window: open }, '2026-12-31', '2026-06-20').findings.map(({ text }) => text);
    expect(texts({ from: '2026-07-01' })).toEqual([
      `${told} 2026-06-20; asked for: from 2026-07-01 on.`,
    ]);
    expect(texts({ to: '2026-06-19' })).toEqual([
      `${told} 2026-06-20; asked for: up to 2026-06-19.`,
    ]);
    expect(texts({ from: '2026-06-30', inclusive: 'neither' })).toEqual([
      `${told} 2026-06-20; asked for: from 2026-07-01 on.`,
    ]);
    expect(texts({ to: '2026-06-20', inclusive: 'neither' })).toEqual([
      `${told} 2026-06-20; asked for: up to 2026-06-19.`,
    ]);
  });

  test('is due by no day where the window has no end, or moves along', () => {
    const open = { status: 'unmet', ...lacking, reachable: true };
    for (const inclusive of ['both', 'start', 'end', 'neither'])
      expect(on({ window: { from: '2026-04-01', inclusive } }, '2030-01-01').outcome).toStrictEqual(
        open,
      );
    for (const endless of [
      { from: '2026-04-01' },
      { to: 'as-of', length: 'P1M' },
      { from: { from: 'as-of', minus: 'P1M' }, length: 'P1W' },
      { from: { from: 'as-of', minus: 'P1M' } },
      'none',
    ])
      expect(on({ window: endless }, '2030-01-01').outcome).toStrictEqual(open);
    expect(on({}, '2030-01-01').outcome).toStrictEqual(open);
  });

  test('is due by its last day where only the first moves along', () => {
    const moving = { window: { from: { from: 'as-of', minus: 'P1M' }, to: '2026-08-29' } };
    const due = { status: 'unmet', ...lacking, by: '2026-08-29' };
    expect(on(moving, '2026-08-29').outcome).toStrictEqual({ ...due, reachable: true });
    expect(on(moving, '2026-08-30').outcome).toStrictEqual({ ...due, reachable: false });
  });

  test('while the window is not known is there for no term, and not missed', () => {
    const result = on({ window: { from: 'reopened' } }, '2026-06-30', '2026-06-20');
    expect(result.outcome).toStrictEqual({ status: 'unmet', ...lacking, reachable: true });
    expect(result.findings).toStrictEqual([
      {
        code: 'not-in-time',
        text: `${told} 2026-06-20; which days count is not known yet.`,
        ref: 'fact-1',
      },
    ]);
  });

  test('counts whenever it was where the source names no window, or the policy does not', () => {
    for (const require of [{}, { window: 'none' }, { window: 'not stated' }]) {
      const result = on(require, '2026-12-31', '2024-06-20');
      expect(result.outcome).toStrictEqual({ status: 'met', final: true });
      expect(result.findings).toStrictEqual([]);
    }
  });

  test('is met for now only where the window moves along', () => {
    const lately = { window: { to: 'as-of', length: 'P1M' } };
    expect(on(lately, '2026-06-30', '2026-06-20').outcome).toStrictEqual({
      status: 'met',
      final: false,
    });
  });
});
