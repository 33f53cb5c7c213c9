import { describe, expect, test } from '@jest/globals';
import { UnknownRequirement } from './compile.js';
import { evaluate, evaluateRequirement } from './evaluate.js';
import type { EvidenceItem } from './evidence.js';
import { exampleQuote, policyAsking } from './example.fixture.js';
import type { Result } from './outcome.js';

/** What a result tells beside its outcome. */

const asOf = '2026-12-31';
const rules = [exampleQuote];
const attest = (id: string) => ({
  id,
  kind: 'attestation',
  title: `Attest ${id}`,
  statement: id,
  text: `I do ${id}.`,
});
const attested = (statement: string, on = '2026-03-02', ref = `attested-${statement}`) =>
  ({ kind: 'attestation', statement, on, ref }) as const;
const step = (on: string, ref = `done-${on}`) => ({ kind: 'step', step: 'done', on, ref }) as const;

function judged(
  require: object,
  evidence: readonly EvidenceItem[] = [],
  more: object = {},
): Result {
  const result = evaluate(policyAsking(require, more), 'apply', evidence, asOf).require;
  if (typeof result === 'string') throw new Error('nothing is asked');
  // What is not known is left out, so that it reads the same once it was stored.
  expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  return result;
}

describe('a result', () => {
  test('of a leaf tells what it is, what it rests on and what follows', () => {
    expect(judged({ ...attest('a'), otherwise: 'disqualified' }, [attested('a')])).toEqual({
      requirement: 'a',
      title: 'Attest a',
      kind: 'attestation',
      outcome: { status: 'met', final: true },
      rules,
      evidence: ['attested-a'],
      findings: [],
      tally: {},
      children: [],
      otherwise: 'disqualified',
    });
    expect('otherwise' in judged(attest('a'))).toBe(false);
    expect(judged({ ...attest('a'), rules: [] }).rules).toEqual([]);
  });

  test('of a whole tells the same, and has its parts', () => {
    const whole = judged({ kind: 'all', otherwise: 'reapply', of: [attest('a'), attest('b')] }, [
      attested('b'),
      attested('a'),
    ]);
    expect(whole).toEqual({
      requirement: 'asked',
      title: 'Asked',
      kind: 'all',
      outcome: { status: 'met', final: true },
      rules,
      evidence: ['attested-a', 'attested-b'],
      findings: [],
      tally: {},
      children: [expect.objectContaining({ requirement: 'a', rules }), expect.anything()],
      otherwise: 'reapply',
    });
    expect('otherwise' in judged({ kind: 'all', of: [attest('a')] })).toBe(false);
  });

  test('of a credential tells what it is and until when', () => {
    const inForce = {
      kind: 'in-force',
      begins: 'done',
      expires: '2027-01-31',
      otherwise: 'expired',
    };
    expect(judged(inForce, [step('2026-01-31')])).toMatchObject({
      standing: 'in-force',
      until: '2027-01-31',
      otherwise: 'expired',
    });
    const endless = judged({ ...inForce, expires: 'none' }, [step('2026-01-31')]);
    expect(endless.standing).toBe('in-force');
    expect('until' in endless).toBe(false);
    expect(Object.keys(judged({ kind: 'in-force', begins: 'done', expires: 'none' }))).not.toEqual(
      expect.arrayContaining(['standing']),
    );
  });

  test('rests on each fact once, however often its parts do', () => {
    const either = (...of: string[]) => ({
      id: of.join('-or-'),
      title: 'Either',
      kind: 'any',
      of: of.map((id) => ({ ...attest(id), id: `${of.join('-')}-${id}` })),
    });
    const known = ['a', 'b', 'c'].map((id) => attested(id));
    const evidenceOf = (...of: object[]) => judged({ kind: 'all', of }, known).evidence;
    const refs = (...ids: string[]) => ids.map((id) => `attested-${id}`);
    expect(evidenceOf(either('a', 'b'), either('b', 'c'))).toEqual(refs('a', 'b', 'c'));
    expect(evidenceOf(either('a', 'b'), { ...either('b', 'a'), id: 'x' })).toEqual(refs('a', 'b'));
    expect(evidenceOf(either('a', 'b'), either('c', 'b'), attest('x'))).toEqual(
      refs('a', 'b', 'c'),
    );
    expect(evidenceOf(attest('x'), attest('a'), attest('y'))).toEqual(refs('a'));
    expect(evidenceOf(either('a', 'b'), attest('a'))).toEqual(refs('a', 'b'));
    expect(evidenceOf(attest('a'), either('a', 'c'))).toEqual(refs('a', 'c'));
    expect(evidenceOf(attest('x'))).toEqual([]);
    const late = { kind: 'step', step: 'done', notAfter: '2026-01-31' };
    expect(judged(late, [step('2026-02-01', 'one'), step('2026-02-02', 'one')]).evidence).toEqual([
      'one',
    ]);
  });

  test('of what must not be has what it is', () => {
    expect(judged({ kind: 'not', of: attest('a') }, [attested('a')])).toMatchObject({
      evidence: ['attested-a'],
      children: [{ requirement: 'a', outcome: { status: 'met' } }],
    });
  });

  test('of what is judged like another rests on what the other does', () => {
    const require = {
      kind: 'all',
      of: [attest('a'), { id: 'b', title: 'B', kind: 'same-as', requirement: 'a' }],
    };
    expect(judged(require, [attested('a')]).children[1]).toMatchObject({
      requirement: 'b',
      outcome: { status: 'met' },
      evidence: ['attested-a'],
      children: [],
    });
  });

  test('of a section has its duties, its terms and its guidance', () => {
    const terms = [{ id: 'fee', title: 'Fee', value: 'So much.', rules }];
    const guidance = [{ ...exampleQuote, as: 'advice' }];
    const duties = [attest('a')];
    const policy = policyAsking(attest('x'), {
      select: { require: 'none', duties, terms, guidance },
      train: { require: { ...attest('t'), rules }, duties, terms, guidance },
    });
    const { duties: judgedDuties, ...select } = evaluate(policy, 'select', [], asOf);
    expect(select).toEqual({
      section: 'select',
      outcome: { status: 'not-applicable' },
      require: 'none',
      terms,
      guidance,
    });
    expect(judgedDuties).toMatchObject([{ requirement: 'a', rules: [] }]);
    expect(evaluate(policy, 'train', [], asOf)).toMatchObject({
      section: 'train',
      outcome: { status: 'unmet' },
      duties: [{ requirement: 'a', rules: [] }],
      terms,
      guidance,
    });
    for (const [name, silence, status] of [
      ['renew', 'none', 'not-applicable'],
      ['appeal', 'not stated', 'not-stated'],
    ] as const) {
      expect(evaluate(policy, name, [], asOf)).toEqual({
        section: name,
        outcome: { status },
        require: silence,
        duties: [],
        terms: [],
        guidance: [],
      });
    }
  });

  test('of what is not in the policy is refused, by name and with the mend', () => {
    const asked = () => evaluateRequirement(policyAsking(attest('a')), 'b', [], asOf);
    expect(asked).toThrow('The policy has no requirement named b. Take an id from its file.');
    expect(new UnknownRequirement('b').name).toBe('UnknownRequirement');
  });

  test('of what holds instead rests on its own quotes, else on those of the variation', () => {
    const other = { ...exampleQuote, id: 'E-2' };
    const to = {
      id: 'instead',
      title: 'Instead',
      kind: 'all',
      of: [attest('b'), { ...attest('c'), rules: [{ ...exampleQuote, id: 'E-3' }] }],
    };
    const varied = (own: readonly object[]) =>
      judged({ kind: 'all', of: [attest('a')] }, [attested('b')], {
        variations: [
          {
            id: 'other',
            title: 'Other',
            as: 'variant',
            rules: [other],
            changes: [{ requirement: 'a', to: { ...to, rules: own } }],
          },
        ],
      }).children[0];
    expect(varied([])).toMatchObject({
      requirement: 'instead',
      variation: 'other',
      rules: [other],
      children: [
        { requirement: 'b', rules: [other], outcome: { status: 'met' } },
        { requirement: 'c', rules: [{ id: 'E-3' }] },
      ],
    });
    expect(varied([{ ...exampleQuote, id: 'E-4' }])).toMatchObject({
      rules: [{ id: 'E-4' }],
      children: [{ rules: [{ id: 'E-4' }] }, { rules: [{ id: 'E-3' }] }],
    });
  });

  test('names the fact that answered or decided it once, though a part of it rests on that too', () => {
    const question = {
      id: 'which',
      ask: 'Which?',
      rules,
      readings: ['this', 'that'].map((id) => ({ id, says: 'So.' })),
      settled: 'not stated',
    };
    const read = (id: string, ofThis: object, ofThat: object) => ({
      id,
      title: id,
      kind: 'readings',
      question: 'which',
      readings: { this: ofThis, that: ofThat },
    });
    const asked = read('asked', read('inner', attest('a'), attest('b')), attest('c'));
    const answer = {
      kind: 'answer',
      question: 'which',
      reading: 'this',
      on: '2026-03-03',
      ref: 'answer',
    } as const;
    const found = judged(asked, [attested('a'), answer], { questions: [question] });
    expect(found.evidence).toEqual(['attested-a', 'answer']);
    expect(found.children[0]?.evidence).toEqual(['attested-a', 'answer']);

    const instead = { id: 'instead', title: 'Instead', kind: 'any', of: [attest('asked')] };
    const variations = [
      {
        id: 'other',
        title: 'Other',
        as: 'variant',
        rules,
        changes: [{ requirement: 'asked', to: instead }],
      },
    ];
    const waiver = {
      kind: 'waiver',
      requirement: 'asked',
      on: '2026-03-03',
      ref: 'waiver',
    } as const;
    expect(judged(attest('asked'), [waiver], { variations }).evidence).toEqual(['waiver']);
  });

  test('of what is lifted for some rests on nothing but the variation', () => {
    const variations = [
      {
        id: 'other',
        title: 'Other',
        as: 'variant',
        rules: [{ ...exampleQuote, id: 'E-2' }],
        on: { anchor: 'done', from: '2026-01-01' },
        changes: [{ requirement: 'a', to: 'none' }],
      },
    ];
    const lifted = (...evidence: EvidenceItem[]) =>
      judged({ kind: 'all', of: [attest('a')] }, evidence, {
        variations,
        anchors: { done: 'Done.' },
      }).children[0];
    expect(lifted(step('2026-01-01'))).toEqual({
      requirement: 'a',
      title: 'Attest a',
      kind: 'attestation',
      outcome: { status: 'not-applicable' },
      rules: [{ ...exampleQuote, id: 'E-2' }],
      evidence: [],
      findings: [],
      tally: {},
      children: [],
      variation: 'other',
    });
    expect(lifted(step('2025-12-31'))?.outcome.status).toBe('unmet');
    expect(lifted()?.outcome.status).toBe('unmet');
  });
});
