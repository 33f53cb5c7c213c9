import { describe, expect, test } from '@jest/globals';
import type { Scalar } from '../evidence.js';
import { judged, question, type Given } from './judged.fixture.js';

/** What is told of a credential in force, of steps, of what must not have happened and of fees. */

const step = (name: string, on: string): Given => ({ kind: 'step', step: name, on });
const is = (name: string, value: Scalar): Given => ({
  kind: 'circumstance',
  name,
  value,
  on: '2020-01-01',
});

describe('a credential', () => {
  const asked = (ends: readonly object[], more: object = {}) => ({
    kind: 'in-force',
    begins: 'issued',
    expires: 'none',
    ends,
    ...more,
  });
  const issued = step('issued', '2026-01-01');
  const suspended = (retroactive: boolean | string) => ({
    step: 'suspended',
    restored: { by: 'reinstated', retroactive },
  });

  test('that was never issued has not begun', () => {
    const result = judged(asked([{ step: 'revoked' }]), [step('revoked', '2026-01-01')]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 'not begun',
      need: 'in force',
      reachable: true,
    });
    expect('standing' in result).toBe(false);
  });

  test('ended with the first of what ended it', () => {
    const result = judged(asked([{ step: 'revoked' }, { step: 'surrendered' }]), [
      issued,
      step('revoked', '2026-03-01'),
      step('surrendered', '2026-02-01'),
      step('surrendered', '2026-02-15'),
    ]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 'ended on 2026-02-01',
      need: 'in force',
      reachable: true,
    });
    expect(result).toMatchObject({
      standing: 'ended',
      evidence: ['fact-1', 'fact-2', 'fact-3', 'fact-4'],
    });
  });

  test('that was restored is in force, and the gap is told unless there is none', () => {
    const facts = [issued, step('suspended', '2026-02-01'), step('reinstated', '2026-03-01')];
    const found = (retroactive: boolean | string) => {
      const { outcome, findings, evidence } = judged(asked([suspended(retroactive)]), facts);
      expect(outcome).toStrictEqual({ status: 'met', final: false });
      expect(evidence).toStrictEqual(['fact-1', 'fact-2', 'fact-3']);
      return findings;
    };
    expect(found(true)).toStrictEqual([]);
    expect(found(false)).toStrictEqual([
      { code: 'not-in-force', text: 'Not in force from 2026-02-01 until 2026-03-01.' },
    ]);
    expect(found('not stated')).toStrictEqual([
      {
        code: 'not-in-force-perhaps',
        text: 'Whether it was in force from 2026-02-01 until 2026-03-01 is not stated.',
      },
    ]);
  });

  test('is restored on that day or later, not by what came before', () => {
    const status = (reinstated: string) =>
      judged(asked([suspended(true)]), [
        issued,
        step('suspended', '2026-02-01'),
        step('reinstated', reinstated),
      ]).standing;
    expect([status('2026-01-31'), status('2026-02-01')]).toStrictEqual(['ended', 'in-force']);
  });

  test('rests once on what restored it twice', () => {
    const result = judged(asked([suspended(true)]), [
      issued,
      step('suspended', '2026-02-01'),
      step('suspended', '2026-02-02'),
      step('reinstated', '2026-03-01'),
    ]);
    expect(result.evidence).toStrictEqual(['fact-1', 'fact-2', 'fact-4', 'fact-3']);
  });

  test('expires after its last day', () => {
    const on = (asOf: string) => judged(asked([], { expires: '2026-06-30' }), [issued], { asOf });
    expect(on('2026-06-30')).toMatchObject({ standing: 'in-force', until: '2026-06-30' });
    expect(on('2026-07-01').standing).toBe('expired');
    expect(on('2026-07-01').outcome).toStrictEqual({
      status: 'unmet',
      have: 'expired after 2026-06-30',
      need: 'in force',
      by: '2026-06-30',
      reachable: false,
    });
    const unknown = judged(asked([], { expires: 'interview' }), [issued]);
    expect([unknown.standing, 'until' in unknown]).toStrictEqual(['in-force', false]);
  });
});

describe('a step', () => {
  const outcome = (bounds: object, items: readonly Given[], asOf = '2026-03-05') =>
    judged({ kind: 'step', step: 'done', ...bounds }, items, { asOf }).outcome;
  const need = (bounds: object) =>
    (outcome(bounds, [step('done', '2020-01-01')]) as { need?: unknown }).need;

  test('is told by when it has to be done, by the nearer of two days', () => {
    const late = (bounds: object) =>
      outcome({ ...bounds, notBefore: '2026-03-01' }, [step('done', '2026-02-01')]);
    expect(late({ before: '2026-03-10', notAfter: '2026-03-20' })).toStrictEqual({
      status: 'unmet',
      have: 'on 2026-02-01',
      need: 'on or after 2026-03-01, before 2026-03-10',
      by: '2026-03-09',
      reachable: true,
    });
    expect(late({ before: '2026-03-20', notAfter: '2026-03-10' })).toMatchObject({
      need: 'on or after 2026-03-01, by 2026-03-10',
      by: '2026-03-10',
    });
    expect(late({ before: '2026-03-10', notAfter: '2026-03-10' })).toMatchObject({
      need: 'on or after 2026-03-01, before 2026-03-10',
      by: '2026-03-09',
    });
    expect(late({ before: '2026-03-11', notAfter: '2026-03-10' })).toMatchObject({
      need: 'on or after 2026-03-01, by 2026-03-10',
      by: '2026-03-10',
    });
    expect(late({ before: '2026-03-10' })).toMatchObject({ by: '2026-03-09' });
    expect(late({ notAfter: '2026-03-10' })).toMatchObject({ by: '2026-03-10' });
    expect(late({})).toStrictEqual({
      status: 'unmet',
      have: 'on 2026-02-01',
      need: 'on or after 2026-03-01',
      reachable: true,
    });
  });

  test('is told what it waits for', () => {
    expect(need({ after: '2026-03-01' })).toBe('after 2026-03-01');
    expect(need({ after: '2026-03-01', notBefore: '2026-03-04' })).toBe(
      'after 2026-03-01, on or after 2026-03-04',
    );
    const unknown = { after: { from: 'interview', plus: 'P1W' } };
    const waits = {
      status: 'unmet',
      need: 'after one week after interview',
      reachable: true,
    };
    expect(outcome(unknown, [])).toStrictEqual({ ...waits, have: 'not yet' });
    expect(outcome(unknown, [step('done', '2026-03-01')])).toStrictEqual({
      ...waits,
      have: 'too early',
    });
    const result = judged({ kind: 'step', step: 'done', ...unknown }, [step('done', '2026-03-01')]);
    expect([result.evidence, result.findings]).toStrictEqual([
      ['fact-1'],
      [{ code: 'anchor-missing', text: 'No day is known for one week after interview.' }],
    ]);
  });

  test('without any bounds is done or not yet', () => {
    expect(outcome({}, [])).toStrictEqual({
      status: 'unmet',
      have: 'not yet',
      need: 'Asked',
      reachable: true,
    });
    expect(outcome({}, [step('done', '2026-03-01')])).toStrictEqual({ status: 'met', final: true });
  });

  test('is done but not for good while its last day is not known, since that may be missed', () => {
    const doneWith = (bounds: object) => outcome(bounds, [step('done', '2026-03-01')]);
    const known = '2026-03-10';
    for (const unknown of ['interview', { posted: 'last-day' }]) {
      for (const bounds of [
        { notAfter: unknown },
        { before: unknown },
        { notAfter: known, before: unknown },
        { notAfter: unknown, before: known },
      ])
        expect(doneWith(bounds)).toStrictEqual({ status: 'met', final: false });
    }
    for (const bounds of [{ notAfter: known }, { before: known }, { before: 'none' }])
      expect(doneWith(bounds)).toStrictEqual({ status: 'met', final: true });
  });

  test('is lost the day after its last day', () => {
    expect(outcome({ notAfter: '2026-03-05' }, [])).toMatchObject({ reachable: true });
    expect(outcome({ notAfter: '2026-03-04' }, [])).toMatchObject({ reachable: false });
    expect(outcome({ before: '2026-03-05' }, [])).toMatchObject({ reachable: false });
  });
});

describe('what must not have happened', () => {
  const stay = (on: string, more: object = {}): Given => ({
    kind: 'activity',
    tally: 'hospital-stay',
    amount: 1,
    unit: 'days',
    on,
    ...more,
  });
  const asked = (more: object = {}) => ({
    kind: 'absence',
    of: 'hospital-stay',
    window: { from: '2026-01-01', to: '2026-06-30' },
    ...more,
  });
  const within = { from: '2026-01-01', to: '2026-06-30' };

  test('is told with the last day of it all', () => {
    const items = [
      stay('2026-02-01', { until: '2026-04-30' }),
      stay('2026-03-01', { until: '2026-03-02' }),
    ];
    const result = judged(asked(), items);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 'hospital stay until 2026-04-30',
      need: 'none from 2026-01-01 to 2026-06-30',
      reachable: false,
    });
    expect(result.evidence).toStrictEqual(['fact-1', 'fact-2']);
  });

  test('is not known while its days are not', () => {
    const result = judged(asked({ window: { from: 'interview', length: 'P1Y' } }), [
      stay('2026-02-01'),
    ]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 'not known yet',
      need: 'the day it is judged from',
      reachable: true,
    });
    expect(result.findings).toStrictEqual([
      { code: 'anchor-missing', text: 'The day from which it is judged is not known yet.' },
    ]);
  });

  test('that did not is so for good once its days are over', () => {
    const final = (asOf: string, window: object = within) =>
      judged(asked({ window }), [], { asOf }).outcome;
    expect(final('2026-06-30')).toStrictEqual({ status: 'met', final: false });
    expect(final('2026-07-01')).toStrictEqual({ status: 'met', final: true });
    for (const window of [
      { to: 'as-of', length: 'P1Y' },
      { from: { from: 'as-of', minus: 'P1Y' }, to: '2026-06-30' },
      { from: '2026-01-01', to: { from: 'as-of', minus: 'P1D' } },
    ]) {
      expect(final('2026-07-01', window)).toStrictEqual({ status: 'met', final: false });
    }
  });

  test('and is too short to matter, or exactly as long', () => {
    const longerThan = (more: object, ...items: Given[]) =>
      judged(asked({ longerThan: { amount: 2, unit: 'days', ...more } }), items).outcome;
    const lasting = (amount: number, unit: string) => stay('2026-02-01', { amount, unit });
    expect(longerThan({}, lasting(2, 'days')).status).toBe('met');
    expect(longerThan({}, lasting(3, 'days')).status).toBe('unmet');
    expect(longerThan({ orExactly: true }, lasting(2, 'days')).status).toBe('unmet');
    expect(longerThan({ orExactly: true }, lasting(1, 'days')).status).toBe('met');
    expect(longerThan({}, lasting(48, 'hours')).status).toBe('met');
    expect(longerThan({}, lasting(49, 'hours')).status).toBe('unmet');
    expect(longerThan({ unit: 'nights' }, lasting(3, 'nights')).status).toBe('unmet');
    for (const [mine, other] of [
      ['nights', 'days'],
      ['days', 'nights'],
    ] as const) {
      expect(longerThan({ unit: other }, lasting(3, mine))).toStrictEqual({
        status: 'needs-decision',
        decisions: [
          {
            requirement: 'asked',
            question: `Was this more than 2 ${other}: 3 ${mine}?`,
            options: ['met', 'unmet'],
          },
        ],
      });
    }
  });
});

describe('a circumstance', () => {
  test('of the class is known from the class, and rests on no fact', () => {
    const asked = { kind: 'circumstance', of: 'cohort', where: { audience: ['veterans'] } };
    const items = [is('audience', 'veterans')];
    const known = judged(asked, items, { context: { cohort: { audience: 'veterans' } } });
    expect([known.outcome, known.evidence]).toStrictEqual([{ status: 'met', final: false }, []]);
    expect(judged(asked, items).outcome.status).toBe('unmet');
    const person = judged({ ...asked, of: 'person' }, items);
    expect([person.outcome.status, person.evidence]).toStrictEqual(['met', ['fact-1']]);
  });

  test('is told as it is, and what is not recorded', () => {
    const asked = {
      kind: 'circumstance',
      where: { 'first-language': ['asl'], level: ['a'], years: { atLeast: 2 } },
    };
    const other = judged(asked, [is('level', 'b'), is('first-language', 'asl'), is('years', 3)]);
    expect(other.outcome).toStrictEqual({
      status: 'unmet',
      have: 'first language: asl, level: b, years: 3',
      need: 'first language, level, years',
      reachable: true,
    });
    expect(other.evidence).toStrictEqual(['fact-2', 'fact-1', 'fact-3']);
    const unknown = (of: string) => judged({ ...asked, of }, []).outcome;
    expect(unknown('person')).toMatchObject({
      have: 'first language: not known, level: not known, years: not known',
      unknown: [
        {
          requirement: 'asked',
          question: 'Not recorded of the person: first language, level, years. Is this so: Asked?',
          options: ['met', 'unmet'],
        },
      ],
    });
    expect(unknown('cohort')).toMatchObject({
      unknown: [
        { question: 'Not recorded of the class: first language, level, years. Is this so: Asked?' },
      ],
    });
  });
});

test('a fee that hangs on what is done may rise, and another is paid for good', () => {
  const fee = { kind: 'fee', for: 'exam', amount: 10, currency: 'USD' };
  const perUnit = { each: 1, tally: 'retakes', unit: 'times' };
  const paid: Given = { kind: 'payment', fee: 'asked', amount: 10, on: '2026-01-01' };
  expect(judged(fee, [paid]).outcome).toStrictEqual({ status: 'met', final: true });
  expect(judged({ ...fee, perUnit }, [paid]).outcome).toStrictEqual({
    status: 'met',
    final: false,
  });
});

describe('modules missed', () => {
  const asked = {
    kind: 'attendance',
    limits: [{ count: ['missed'], fewerThan: 2 }],
    excused: 'does-not-count',
    sessions: { class: 'counts' },
    lateFrom: 'none',
  };
  const module = (id: string, outcome: 'missed' | 'excused' | 'attended'): Given => ({
    kind: 'attendance',
    session: 'a',
    sessionKind: 'class',
    module: id,
    outcome,
    on: '2026-02-02',
  });
  const plan = (...modules: string[]) => ({
    context: {
      plan: {
        sessions: [{ id: 'a', kind: 'class', date: '2026-02-02', modules }],
        sittings: [],
      },
    },
  });

  test('are told with what remains, where there is a plan to know it from', () => {
    const open = judged(asked, [module('1', 'missed'), module('2', 'attended')]);
    expect('remaining' in open.tally).toBe(false);
    expect(open.outcome).toStrictEqual({ status: 'met', final: false, margin: 1 });
    const planned = judged(asked, [module('1', 'missed')], plan('1', '2'));
    expect(planned.tally).toMatchObject({ remaining: 1 });
    expect(planned.outcome).toStrictEqual({ status: 'met', final: false, margin: 1 });
    expect(judged(asked, [module('1', 'missed')], plan('1')).outcome).toStrictEqual({
      status: 'met',
      final: true,
      margin: 1,
    });
  });

  test('with an excuse hang on what the policy says of it', () => {
    const more = { questions: [question('why', 'counts', 'does-not-count')] };
    const both = [module('1', 'missed'), module('2', 'excused')];
    const status = (excused: unknown) =>
      judged({ ...asked, excused }, both, { more }).outcome.status;
    expect(['counts', 'does-not-count', { question: 'why' }].map(status)).toStrictEqual([
      'unmet',
      'met',
      'depends-on-reading',
    ]);
  });
});
