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

  test('of two times on one day, rests on the one recorded first', () => {
    const [first, again] = [step('renewed', '2026-01-31'), step('renewed', '2026-01-31')];
    expect(on('2026-12-31', first, again).evidence).toEqual(['fact-1']);
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
    expect(sole({ standing: 'expired', action: 'retrain' })).toMatchObject({
      outcome: { need: 'Asked', by: '2026-01-31', reachable: false },
      findings: [{ code: 'what-follows', text: 'retrain.' }],
      standing: 'expired',
    });
    expect(sole('none')).toMatchObject({
      findings: [{ code: 'what-follows', text: 'What follows is not stated.' }],
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

  test('rests on what the band that holds asks for, and on the last time it was done', () => {
    const facts = [
      step('other', '2026-03-01'),
      attested('a', '2026-01-15'),
      step('renewed', '2026-01-31'),
      step('renewed', '2026-01-30'),
      step('other', '2026-03-02'),
    ];
    expect(on('2026-12-31', ...facts)).toEqual({
      requirement: 'asked',
      title: 'Asked',
      kind: 'bands',
      rules: [exampleQuote],
      outcome: { status: 'met', final: false },
      evidence: ['fact-3'],
      findings: [],
      tally: { band: 1 },
      children: [expect.objectContaining({ requirement: 'a' })],
      holds: { id: 'in-time', title: 'In time' },
      standing: 'active',
      until: '2026-01-31',
    });
    const late = [step('renewed', '2026-02-01'), attested('a', '2026-01-15')];
    expect(on('2026-12-31', ...late).evidence).toEqual(['fact-2', 'fact-1']);
    expect(on('2026-01-31', attested('a', '2026-01-15')).evidence).toEqual(['fact-1']);
    expect(on('2026-12-31', attested('a', '2026-01-15')).evidence).toEqual([]);
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
    expect(beyond('Train anew.')).toMatchObject({
      outcome: { status: 'unmet', have: 'not in time', need: 'Asked', by: '2026-07-31' },
      tally: {},
    });
    expect('holds' in beyond('Train anew.')).toBe(false);
    for (const [action, text] of [
      ['Train anew.', 'Train anew.'],
      ['Train anew!', 'Train anew!'],
      ['Train. Then apply', 'Train. Then apply.'],
      ['none', 'The source says that nothing follows.'],
    ] as const)
      expect(beyond(action).findings).toEqual([{ code: 'what-follows', text }]);
    expect(beyond('not stated', step('renewed', '2026-08-01'))).toMatchObject({
      outcome: { have: 'on 2026-08-01', reachable: false },
      findings: [{ code: 'what-follows', text: 'What follows is not stated.' }],
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
      outcome: { have: 'not in time', reachable: false },
    });
  });

  test('are told with the one that holds, and whether what each of them asks for can matter', () => {
    const three = ['in-time', 'late', 'later'].map((id, place) => ({
      id,
      title: `Band ${place + 1}`,
      notAfter: `2026-0${place + 1}-28`,
      standing: 'active',
      require: attest(`for-${id}`),
    }));
    const told = (asOf: string, ...items: Given[]) => {
      const { holds, children } = judged({ ...asked, bands: three }, items, asOf);
      return [holds?.title, ...children.map(({ band }) => [band?.id, band?.title, band?.stands])];
    };
    const standing = (...stands: string[]) =>
      stands.map((one, place) => [three[place]?.id, three[place]?.title, one]);
    expect(told('2026-01-28')).toEqual(['Band 1', ...standing('holds', 'ahead', 'ahead')]);
    expect(told('2026-01-29')).toEqual(['Band 2', ...standing('over', 'holds', 'ahead')]);
    expect(told('2026-03-29')).toEqual([undefined, ...standing('over', 'over', 'over')]);
    expect(told('2026-03-29', step('renewed', '2026-02-01'))).toEqual([
      'Band 2',
      ...standing('not-asked', 'holds', 'not-asked'),
    ]);
    expect(told('2026-04-01', step('renewed', '2026-03-29'))).toEqual([
      undefined,
      ...standing('over', 'over', 'over'),
    ]);
  });
});

describe('bands of one term after another', () => {
  const asked = {
    kind: 'bands',
    step: 'renewed',
    notBefore: { from: 'expiry', minus: 'P90D' },
    bands: [
      { id: 'in-time', title: 'In time', notAfter: 'expiry', standing: 'active', require: 'none' },
      {
        id: 'late',
        title: 'Late',
        notAfter: 'none',
        standing: 'grace',
        require: attest('a'),
      },
    ],
    beyond: 'none',
  };
  const more = { anchors: { expiry: 'The last day.' } };
  const anchors = { expiry: '2026-06-30' };
  const on = (asOf: string, ...items: Given[]) => judged(asked, items, asOf, more, { anchors });

  test.each([
    ['2026-03-31', 'unmet'],
    ['2026-04-01', 'met'],
  ])('begin on a day: what was done on %s is %s', (day, outcome) => {
    expect(status(on('2026-05-01', step('renewed', day)))).toBe(outcome);
  });

  test('tell of what was done for an earlier term, and wait for what is asked in this one', () => {
    const early = [step('renewed', '2024-06-20'), step('renewed', '2022-06-20')];
    for (const [steps, ref] of [
      [early, 'fact-1'],
      [early.toReversed(), 'fact-2'],
      [[...early, step('renewed', '2024-06-20')], 'fact-1'],
    ] as const) {
      expect(on('2026-05-01', ...steps)).toMatchObject({
        outcome: { status: 'unmet', have: 'not yet', need: 'Asked', by: '2026-06-30' },
        standing: 'active',
        evidence: [ref],
        findings: [
          {
            code: 'earlier-term',
            text: 'Done on 2024-06-20, before 2026-04-01: for an earlier term.',
            ref,
          },
        ],
      });
    }
    expect(on('2026-07-01', ...early)).toMatchObject({ standing: 'grace', tally: { band: 2 } });
    expect(on('2026-05-01', ...early, step('renewed', '2026-04-30'))).toMatchObject({
      outcome: { status: 'met' },
      evidence: ['fact-3'],
      findings: [],
    });
    expect(on('2026-05-01')).toMatchObject({
      outcome: { status: 'unmet', have: 'not yet' },
      evidence: [],
      findings: [],
    });
  });

  test('are not undone by what was done for a later term, in whatever order it was recorded', () => {
    const [own, later] = [step('renewed', '2026-06-20'), step('renewed', '2028-06-20')];
    for (const [steps, ref] of [
      [[own, later], 'fact-1'],
      [[later, own], 'fact-2'],
      [[own, own], 'fact-1'],
    ] as const)
      expect(on('2028-07-01', ...steps)).toMatchObject({
        outcome: { status: 'met' },
        standing: 'active',
        evidence: [ref],
      });
  });

  test('go by the last time it was done where no first day is named, in whatever order it was recorded', () => {
    const steps = [step('renewed', '2026-06-20'), step('renewed', '2026-07-01')];
    for (const notBefore of ['none', 'not stated'])
      for (const recorded of [steps, steps.toReversed()]) {
        const result = judged({ ...asked, notBefore }, recorded, '2026-07-01', more, { anchors });
        expect([status(result), result.standing, result.findings]).toEqual(['unmet', 'grace', []]);
      }
  });

  test('whose first day is not known are too early for anything', () => {
    const unknown = (...items: Given[]) =>
      judged({ ...asked, notBefore: 'reopened' }, items, '2026-05-01', more, { anchors });
    const findings = [{ code: 'anchor-missing', text: 'No day is known for reopened.' }];
    expect(unknown()).toMatchObject({ outcome: { status: 'unmet', have: 'not yet' }, findings });
    expect(unknown(step('renewed', '2026-04-30'))).toMatchObject({
      outcome: { status: 'unmet', have: 'too early', reachable: true },
      evidence: ['fact-1'],
      findings,
    });
  });

  test('are met for good only while none of their days goes with the day judged', () => {
    const moving = { from: '2024-06-30', every: 'P2Y' };
    const outcome = (notBefore: unknown, first: unknown, last: unknown, ...items: Given[]) => {
      const [inTime, late] = asked.bands;
      const bands = [
        { ...inTime, notAfter: first, require: attest('b') },
        { ...late, notAfter: last },
      ];
      const beyond = { standing: 'expired', action: 'none' };
      const done = [step('renewed', '2026-06-20'), ...items];
      const require = { ...asked, notBefore, bands, beyond };
      return judged(require, done, '2026-06-25', more, { anchors }).outcome;
    };
    const before = { from: moving, minus: 'P90D' };
    const after = { from: moving, plus: 'P60D' };
    const b = attested('b', '2026-06-20');
    const forGood = { status: 'met', final: true };
    const forNow = { status: 'met', final: false };
    expect(outcome('2026-04-02', 'expiry', '2026-08-29', b)).toEqual(forGood);
    expect(outcome('2026-04-02', 'expiry', after, b)).toEqual(forGood);
    expect(outcome(before, 'expiry', '2026-08-29', b)).toEqual(forNow);
    expect(outcome('2026-04-02', moving, '2026-08-29', b)).toEqual(forNow);
    expect(outcome('not stated', moving, '2026-08-29', b)).toEqual(forNow);
    expect(outcome(before, moving, after)).toEqual({
      status: 'unmet',
      have: 'not attested',
      need: 'I do b.',
      reachable: true,
    });
  });
});

describe('bands of which nothing can help any more', () => {
  const hours = (id: string, window: object) => ({
    id,
    kind: 'tally',
    title: id,
    tally: 'education',
    unit: 'hours',
    atLeast: 40,
    window,
  });
  const term = { from: '2024-07-01', to: '2026-06-30' };
  const later = { from: '2024-07-01', to: '2026-08-15' };
  const ladder = (first: unknown, second: unknown, more: object = {}) => ({
    kind: 'bands',
    step: 'renewed',
    bands: [
      {
        id: 'in-time',
        title: 'In time',
        notAfter: '2026-07-31',
        standing: 'active',
        require: first,
      },
      { id: 'late', title: 'Late', notAfter: '2026-08-29', standing: 'grace', require: second },
    ],
    beyond: { standing: 'expired', action: 'none' },
    otherwise: 'reapply',
    ...more,
  });
  const lost = hours('in-term', term);
  const alsoLost = hours('also-in-term', term);
  const open = hours('later', later);
  const at = (asOf: string, require: object, items: readonly Given[] = [], more: object = {}) =>
    judged(require, items, asOf, more);

  test('are unmet for good, while the credential is still what it is', () => {
    const both = ladder(lost, alsoLost);
    expect(at('2026-06-30', both).outcome).toMatchObject({ by: '2026-07-31', reachable: true });
    expect(at('2026-07-01', both)).toMatchObject({
      outcome: { status: 'unmet', have: 'not yet', need: 'Asked', reachable: false },
      standing: 'active',
      until: '2026-07-31',
      tally: { band: 1 },
      findings: [
        {
          code: 'nothing-left',
          text: 'What is asked from now on can no longer be met in any band.',
        },
      ],
    });
    expect('by' in at('2026-07-01', both).outcome).toBe(false);
    expect(at('2026-08-01', both)).toMatchObject({
      outcome: { reachable: false },
      standing: 'grace',
    });
  });

  test('are not those of which a later one can still be met, and then that is due', () => {
    const result = at('2026-07-01', ladder(lost, open));
    expect(result).toMatchObject({ outcome: { by: '2026-08-29', reachable: true }, findings: [] });
    expect(result).toMatchObject({ standing: 'active', until: '2026-07-31' });
    expect(status(at('2026-08-15', ladder(lost, open)))).toBe('unmet');
    expect(status(at('2026-08-16', ladder(lost, open)))).toBe('unmet for good');
    expect(at('2026-07-01', ladder(open, lost)).outcome).toMatchObject({ by: '2026-07-31' });
  });

  test('are not helped by a band that is over', () => {
    expect(status(at('2026-07-31', ladder('none', lost)))).toBe('unmet');
    expect(status(at('2026-08-01', ladder('none', lost)))).toBe('unmet for good');
  });

  test.each<[string, unknown, Given[]]>([
    ['asks for nothing', 'none', []],
    ['asks for what is not stated', 'not stated', []],
    ['asks for what is met', attest('a'), [attested('a', '2026-01-01')]],
    [
      'asks for what was waived',
      alsoLost,
      [{ kind: 'waiver', requirement: 'also-in-term', on: '2026-07-01' }],
    ],
    [
      'waits for a decision',
      { id: 'd', kind: 'discretion', title: 'd', ask: 'Well?', options: ['yes', 'no'] },
      [],
    ],
    [
      'hangs on what is not recorded',
      { id: 'c', kind: 'circumstance', title: 'c', where: { employed: [true] } },
      [],
    ],
    [
      'asks nothing of this person',
      {
        id: 'w',
        kind: 'when',
        title: 'w',
        when: { id: 'c', kind: 'circumstance', title: 'c', where: { employed: [true] } },
        then: alsoLost,
      },
      [{ kind: 'circumstance', name: 'employed', value: false, on: '2020-01-01' }],
    ],
  ])('are not those of which one %s', (_, require, items) => {
    const result = at('2026-07-02', ladder(lost, require), items);
    expect(result.outcome).toMatchObject({ status: 'unmet', by: '2026-08-29', reachable: true });
    expect(result.findings).toEqual([]);
  });

  test('hang on how a rule is read where its readings differ', () => {
    const questions = [
      {
        id: 'which',
        ask: 'Which?',
        rules: [exampleQuote],
        readings: ['narrow', 'wide'].map((id) => ({ id, says: 'So.' })),
        settled: 'not stated',
      },
    ];
    const read = (narrow: object, wide: object) => ({
      id: 'read',
      kind: 'readings',
      title: 'Read',
      question: 'which',
      readings: { narrow, wide },
    });
    const result = at('2026-07-02', ladder(lost, read(alsoLost, open)), [], { questions });
    expect(result.outcome).toEqual({
      status: 'depends-on-reading',
      question: 'which',
      readings: [
        {
          reading: 'narrow',
          outcome: { status: 'unmet', have: 'not yet', need: 'Asked', reachable: false },
        },
        {
          reading: 'wide',
          outcome: {
            status: 'unmet',
            have: 'not yet',
            need: 'Asked',
            by: '2026-08-29',
            reachable: true,
          },
        },
      ],
    });
    expect(result.findings).toEqual([]);
    const neither = read(alsoLost, hours('narrower', { from: '2025-07-01', to: '2026-06-30' }));
    expect(status(at('2026-07-02', ladder(lost, neither), [], { questions }))).toBe(
      'unmet for good',
    );
  });

  test('once it was done are as what was asked then', () => {
    const result = at('2026-08-16', ladder(lost, open), [step('renewed', '2026-07-31')]);
    expect([status(result), result.findings]).toEqual(['unmet for good', []]);
  });
});
