import { describe, expect, test } from '@jest/globals';
import { attest, examIn, references, rules, tally, told } from './told.fixture.js';

const fee = { kind: 'fee', for: 'renewal', amount: 50, currency: 'USD' };
const interview = { kind: 'interview', mode: 'none', length: 'none' };

describe('windows', () => {
  const nowhere =
    'the window starts and ends nowhere. Give it `from`, `to`, or a `length` with one of them.';
  const both =
    'the window has both ends and a length as well. Leave out one of `from`, `to` and `length`.';

  test.each([
    [{ inclusive: 'both' }, `: ${nowhere}`],
    [{ length: 'P1Y' }, `: ${nowhere}`],
    [{ from: 'application', to: 'as-of', length: 'P1Y' }, `.length: ${both}`],
  ])('%j', (window, flaw) => {
    for (const one of [
      tally({}),
      { kind: 'absence', of: 'stay' },
      { kind: 'document', document: 'check' },
      references,
      fee,
      attest('a'),
      interview,
    ]) {
      expect(told({ ...one, window })).toEqual([`apply.require.window${flaw}`]);
    }
    const perUnit = { each: 5, tally: 'course', unit: 'courses', window };
    expect(told({ ...fee, perUnit })).toEqual([`apply.require.perUnit.window${flaw}`]);
    expect(told(examIn(window))).toEqual([`apply.require.attempts.window${flaw}`]);
    expect(
      told(examIn({ table: [{ where: {}, value: window }], otherwise: 'not stated' })),
    ).toEqual([`apply.require.attempts.window.table.0.value${flaw}`]);
  });

  test('an end and a length, an end alone and both ends are none', () => {
    for (const window of [
      { from: 'application', length: 'P1Y' },
      { to: 'as-of', length: 'P1Y' },
      { from: 'application', to: 'as-of' },
      { from: 'application' },
      { to: 'as-of' },
    ]) {
      expect(told(tally({ window }))).toEqual([]);
      expect(told(examIn(window))).toEqual([]);
    }
  });
});

describe('days', () => {
  const unknown =
    'no day goes by the name of aplication. Did you mean `application`? If not: name a known anchor, a step or one of `dates`, or say in `anchors` what day it is.';
  const window = { from: 'aplication', length: 'P1Y' };
  const back = { to: 'aplication', length: 'P1Y' };
  const band = { id: 'late', title: 'Late', notAfter: 'aplication', standing: 'late' };

  test.each<[string, object, string]>([
    [
      'a step, which has a last day',
      { kind: 'step', step: 'done', notAfter: 'aplication' },
      'notAfter',
    ],
    [
      'a step, which comes before one',
      { kind: 'step', step: 'done', before: 'aplication' },
      'before',
    ],
    [
      'a step, which comes after one',
      { kind: 'step', step: 'done', after: { from: 'aplication' } },
      'after',
    ],
    [
      'a step, which has a first day',
      { kind: 'step', step: 'done', notBefore: 'aplication' },
      'notBefore',
    ],
    ['a tally, from a day on', tally({ window }), 'window.from'],
    ['a tally, up to a day', tally({ window: back }), 'window.to'],
    [
      'a tally for every period since a day',
      tally({ forEvery: { period: 'P1Y', since: 'aplication', rounding: 'up' } }),
      'forEvery.since',
    ],
    [
      'a tally for every period until a day',
      tally({
        forEvery: { period: 'P1Y', since: 'application', until: 'aplication', rounding: 'up' },
      }),
      'forEvery.until',
    ],
    ['a document', { kind: 'document', document: 'check', window }, 'window.from'],
    ['a fee', { ...fee, window }, 'window.from'],
    ['a statement', { ...attest('a'), window }, 'window.from'],
    ['an interview', { ...interview, window }, 'window.from'],
    [
      'what is paid for each',
      { ...fee, perUnit: { each: 5, tally: 'course', unit: 'courses', window: back } },
      'perUnit.window.to',
    ],
    ['an absence', { kind: 'absence', of: 'stay', window: back }, 'window.to'],
    ['letters', { ...references, window }, 'window.from'],
    ['attempts', examIn(window), 'attempts.window.from'],
    [
      'attempts of some',
      examIn({ table: [{ where: {}, value: back }], otherwise: 'not stated' }),
      'attempts.window.table.0.value.to',
    ],
    [
      'attempts of others',
      examIn({
        table: [{ where: {}, value: { from: 'application' } }],
        otherwise: window,
      }),
      'attempts.window.otherwise.from',
    ],
    [
      'what is made up',
      {
        kind: 'make-up',
        sessions: ['class'],
        partly: 'counts',
        excused: 'counts',
        where: 'none',
        notAfter: 'aplication',
        atMost: 'none',
      },
      'notAfter',
    ],
    [
      'a stage',
      { kind: 'stage', stage: 'full', notAfter: 'aplication', of: attest('a') },
      'notAfter',
    ],
    [
      'a credential',
      { kind: 'in-force', begins: 'issued', expires: { latest: ['application', 'aplication'] } },
      'expires',
    ],
    [
      'a band',
      {
        kind: 'bands',
        step: 'renewed',
        bands: [{ ...band, require: 'none' }],
        beyond: { standing: 'expired', action: 'none' },
      },
      'bands.0.notAfter',
    ],
    [
      'bands, which have a first day',
      {
        kind: 'bands',
        step: 'renewed',
        notBefore: 'aplication',
        bands: [{ ...band, notAfter: 'none', require: 'none' }],
        beyond: 'none',
      },
      'notBefore',
    ],
  ])('by a name that nothing gives are found in %s', (_, require, field) => {
    expect(told(require)).toEqual([`apply.require.${field}: ${unknown}`]);
  });

  test('by a name that nothing gives are found in the dates', () => {
    const dates = [
      { id: 'start', title: 'Start', is: 'application' },
      { id: 'due', title: 'Due', is: { earliest: ['start', 'aplication'] } },
    ];
    expect(told(attest('a'), { dates })).toEqual([`dates.1.is: ${unknown}`]);
  });

  test('are given by the policy’s dates and anchors, and what the system knows', () => {
    const more = {
      anchors: { expiry: 'The last day.' },
      dates: [{ id: 'due', title: 'Due', is: 'expiry' }],
    };
    for (const notAfter of [
      'expiry',
      'due',
      'training-end',
      'done',
      '2026-01-01',
      { posted: 'closing' },
    ]) {
      expect(told({ kind: 'step', step: 'done', notAfter }, more)).toEqual([]);
    }
  });

  test('of attempts at an exam that the policy does not have are found, wherever they stand', () => {
    const day = { attempt: 'first', at: 'oral' };
    const none = 'no exam is named oral. Name an exam of this file, or add it.';
    const exam = { id: 'written', title: 'Written', ...examIn({ from: day, length: 'P1Y' }) };
    const due = {
      kind: 'step',
      step: 'done',
      notAfter: { from: { latest: ['application', day] } },
    };
    const together = { kind: 'all', of: [exam, { id: 'due', title: 'Due', ...due }] };
    const dates = [{ id: 'start', title: 'Start', is: { earliest: [day, 'application'] } }];
    expect(told(together, { dates })).toEqual([
      `dates.0.is: ${none}`,
      `apply.require.of.0.attempts.window.from: ${none}`,
      `apply.require.of.1.notAfter: ${none}`,
    ]);
    const oral = { id: 'oral', title: 'Oral', ...examIn('none') };
    expect(told({ kind: 'all', of: [...together.of, oral] }, { dates })).toEqual([]);
  });

  test('of attempts at what is no exam are found', () => {
    const due = { kind: 'step', step: 'done', notAfter: { attempt: 'last', at: 'other' } };
    expect(
      told({ kind: 'all', of: [{ id: 'due', title: 'Due', ...due }, attest('other')] }),
    ).toEqual([
      'apply.require.of.0.notAfter: no exam is named other. Name an exam of this file, or add it.',
    ]);
  });

  test('of attempts at an exam that only some have are none', () => {
    const due = { kind: 'step', step: 'done', notAfter: { attempt: 'last', at: 'oral' } };
    const oral = { id: 'oral', title: 'Oral', ...examIn('none') };
    const variations = [
      {
        id: 'others',
        title: 'Others',
        as: 'variant',
        rules,
        changes: [{ requirement: 'asked', to: oral }],
      },
    ];
    expect(told(due)).toHaveLength(1);
    expect(told(due, { variations })).toEqual([]);
  });

  test('are given by every step that a requirement speaks of', () => {
    const by = (name: string) => ({ kind: 'step', step: 'done', notAfter: name });
    const within = (require: object, name: string) =>
      told({
        kind: 'all',
        of: [
          { id: 'one', title: 'One', ...require },
          { id: 'two', title: 'Two', ...by(name) },
        ],
      });
    const inForce = {
      kind: 'in-force',
      begins: 'issued',
      expires: 'none',
      ends: [
        { step: 'suspended', restored: { by: 'reinstated', retroactive: false } },
        { step: 'surrendered' },
      ],
    };
    for (const name of ['issued', 'suspended', 'reinstated', 'surrendered']) {
      expect(within(inForce, name)).toEqual([]);
    }
    expect(
      within({ kind: 'stage', stage: 'full', notAfter: 'none', of: attest('a') }, 'full'),
    ).toEqual([]);
    const bands = {
      kind: 'bands',
      step: 'renewed',
      bands: [{ ...band, notAfter: '2026-01-31', require: 'none' }],
      beyond: { standing: 'expired', action: 'none' },
    };
    expect(within(bands, 'renewed')).toEqual([]);
    expect(within({ kind: 'step', step: 'paid' }, 'paid')).toEqual([]);
    expect(within(attest('paid'), 'paid')).toHaveLength(1);
  });

  test('reckoned from themselves are found, and those that only lead to them are not', () => {
    const dates = [
      { id: 'a', title: 'A', is: { from: 'b', plus: 'P1D' } },
      { id: 'b', title: 'B', is: 'a' },
      { id: 'c', title: 'C', is: { latest: ['application', 'a', 'b'] } },
      { id: 'd', title: 'D', is: { earliest: ['application', 'c'] } },
      { id: 'e', title: 'E', is: 'e' },
    ];
    const itself = (id: string) =>
      `\`${id}\` is reckoned from itself. Reckon one of these days from something else.`;
    expect(told(attest('x'), { dates })).toEqual([
      `dates.0.is: ${itself('a')}`,
      `dates.1.is: ${itself('b')}`,
      `dates.4.is: ${itself('e')}`,
    ]);
  });
});
