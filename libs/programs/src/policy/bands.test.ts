import { describe, expect, test } from '@jest/globals';
import type { Context } from './evidence.js';
import { exampleQuote } from './example.fixture.js';
import { judged as judgedBy, type Given } from './kinds/judged.fixture.js';
import type { Result } from './outcome.js';

/** What is asked before and after a deadline, in steps, and what the credential is meanwhile. */

function judged(
  require: object,
  items: readonly Given[],
  asOf: string,
  more: object = {},
  context: Context = {},
): Result {
  const result = judgedBy(require, items, { asOf, context, more });
  // What is not known is left out, so that it reads the same once it was stored.
  expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  return result;
}
const step = (name: string, on: string): Given => ({ kind: 'step', step: name, on });
const attest = (id: string) => ({
  id,
  kind: 'attestation',
  title: id,
  statement: id,
  text: `I do ${id}.`,
});
const attested = (statement: string, on: string): Given => ({ kind: 'attestation', statement, on });
const status = ({ outcome }: Result) =>
  outcome.status === 'unmet' && !outcome.reachable ? 'unmet for good' : outcome.status;

describe('bands', () => {
  const bands = [
    { id: 'in-time', title: 'In time', notAfter: 'expiry', standing: 'active', require: 'none' },
    {
      id: 'late',
      title: 'Late',
      notAfter: { from: 'expiry', plus: 'P6M' },
      standing: 'grace',
      require: attest('a'),
    },
  ];
  const asked = {
    kind: 'bands',
    step: 'renewed',
    bands,
    beyond: { standing: 'expired', action: 'retrain' },
  };
  const more = { anchors: { expiry: 'The last day.' } };
  const on = (asOf: string, ...items: Given[]) =>
    judged(asked, items, asOf, more, { anchors: { expiry: '2026-01-31' } });

  test.each([
    ['2026-01-31', 'met', 'active'],
    ['2026-02-01', 'unmet', 'grace'],
    ['2026-07-31', 'unmet', 'grace'],
    ['2026-08-01', 'unmet for good', 'expired'],
  ])('renewed on %s it is %s and %s', (day, outcome, standing) => {
    const result = on('2026-12-31', step('renewed', day));
    expect([status(result), result.standing]).toEqual([outcome, standing]);
  });

  test('the last one may have no end', () => {
    const [inTime, late] = bands;
    const open = { ...asked, bands: [inTime, { ...late, notAfter: 'none' }], beyond: 'none' };
    const at = (asOf: string, ...items: Given[]) =>
      judged(open, items, asOf, more, { anchors: { expiry: '2026-01-31' } });
    const waiting = at('2099-01-01');
    expect(waiting).toMatchObject({ standing: 'grace', tally: { band: 2 } });
    expect(waiting.outcome).toEqual({
      status: 'unmet',
      have: 'not yet',
      need: 'Asked',
      reachable: true,
    });
    expect(waiting.until).toBeUndefined();
    const renewed = step('renewed', '2098-12-31');
    expect(status(at('2099-01-01', renewed))).toBe('unmet');
    expect(status(at('2099-01-01', renewed, attested('a', '2098-12-31')))).toBe('met');
    expect(at('2026-01-31').standing).toBe('active');
    expect(at('2099-01-01', step('none', '2026-06-30')).standing).toBe('grace');
  });

  test('of which there is but one end with it, and no more is said than what follows', () => {
    const sole = (beyond: unknown) =>
      judged({ ...asked, bands: bands.slice(0, 1), beyond }, [], '2026-02-01', more, {
        anchors: { expiry: '2026-01-31' },
      });
    const need = 'retrain';
    expect(sole({ standing: 'expired', action: need })).toMatchObject({
      outcome: { need, by: '2026-01-31', reachable: false },
      standing: 'expired',
    });
    expect(sole('none')).toMatchObject({
      outcome: { need: 'what follows is not stated' },
      standing: 'ended',
    });
  });

  test('what a band asks for must be there', () => {
    expect(
      status(on('2026-12-31', step('renewed', '2026-02-01'), attested('a', '2026-02-01'))),
    ).toBe('met');
  });

  test('what holds for some instead of what a band asks for must be there, whatever it is called', () => {
    const instead = { requirement: 'a', to: attest('b') };
    const variations = [
      { id: 'other', title: 'Other', as: 'variant', rules: [exampleQuote], changes: [instead] },
    ];
    const late = (...items: Given[]) =>
      judged(
        asked,
        [step('renewed', '2026-02-01'), ...items],
        '2026-12-31',
        { ...more, variations },
        { anchors: { expiry: '2026-01-31' } },
      );
    expect(status(late(attested('a', '2026-02-01')))).toBe('unmet');
    expect(status(late(attested('b', '2026-02-01')))).toBe('met');
  });

  test('rests on what its bands asked for and on the last time it was done', () => {
    const facts = [
      step('other', '2026-03-01'),
      attested('a', '2026-01-15'),
      step('renewed', '2026-02-01'),
      step('renewed', '2026-01-31'),
      step('other', '2026-03-02'),
    ];
    expect(on('2026-12-31', ...facts)).toEqual({
      requirement: 'asked',
      title: 'Asked',
      kind: 'bands',
      rules: [exampleQuote],
      outcome: { status: 'met', final: false },
      evidence: ['fact-2', 'fact-4'],
      findings: [],
      tally: { band: 1 },
      children: [expect.objectContaining({ requirement: 'a' })],
      standing: 'active',
      until: '2026-01-31',
    });
    expect(on('2026-12-31', attested('a', '2026-01-15')).evidence).toEqual(['fact-1']);
  });

  test('what a band asks for may not be stated', () => {
    const [first, second] = bands;
    const silent = { ...asked, bands: [{ ...first, require: 'not stated' }, second] };
    const under = (items: readonly Given[]) =>
      judged(silent, items, '2026-12-31', more, { anchors: { expiry: '2026-01-31' } }).outcome;
    expect(under([step('renewed', '2026-01-31')])).toEqual({ status: 'not-stated' });
    expect(under([step('renewed', '2026-02-01')]).status).toBe('unmet');
  });

  test('after the last of them it is told what follows', () => {
    const beyond = (action: string, ...items: Given[]) => {
      const silent = { ...asked, beyond: { standing: 'expired', action } };
      return judged(silent, items, '2026-12-31', more, { anchors: { expiry: '2026-01-31' } });
    };
    expect(beyond('Train anew.').outcome).toEqual({
      status: 'unmet',
      have: 'not in time',
      need: 'Train anew.',
      by: '2026-07-31',
      reachable: false,
    });
    expect(beyond('none').outcome).toMatchObject({ need: 'what follows is nothing' });
    expect(beyond('not stated', step('renewed', '2026-08-01'))).toMatchObject({
      outcome: { have: 'on 2026-08-01', need: 'what follows is not stated' },
      evidence: ['fact-1'],
      standing: 'expired',
    });
  });

  test('whose last day is not known go on for ever', () => {
    const unknown = (...items: Given[]) => judged(asked, items, '2026-12-31', more);
    expect(unknown().outcome).toEqual({
      status: 'unmet',
      have: 'not yet',
      need: 'Asked',
      reachable: true,
    });
    expect('until' in unknown()).toBe(false);
    expect(unknown(step('renewed', '2026-12-31'))).toMatchObject({
      outcome: { status: 'met' },
      standing: 'active',
    });
  });

  test('until it is done, the day judged says which band holds and its last day', () => {
    expect(on('2026-01-31')).toMatchObject({
      standing: 'active',
      outcome: { status: 'unmet', by: '2026-01-31', reachable: true },
    });
    expect(on('2026-02-01')).toMatchObject({
      standing: 'grace',
      outcome: { by: '2026-07-31', reachable: true },
      tally: { band: 2 },
    });
    expect(on('2026-08-01')).toMatchObject({
      standing: 'expired',
      outcome: { need: 'retrain', reachable: false },
    });
  });
});
