import { describe, expect, test } from '@jest/globals';
import { assess, openQuestions } from './assess.js';
import { evaluate } from './evaluate.js';
import type { EvidenceItem } from './evidence.js';
import { exampleQuote, policyAsking } from './example.fixture.js';
import type { Result } from './outcome.js';

/** What becomes of a result when people decide, and what they are asked. */

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
const discretion = (id: string) => ({
  id,
  kind: 'discretion',
  title: `Decide ${id}`,
  ask: `Is it ${id}?`,
  options: ['yes', 'no'],
  facts: ['done'],
});
const step = (on: string, ref = `done-${on}`) => ({ kind: 'step', step: 'done', on, ref }) as const;

function judged(
  require: object,
  evidence: readonly EvidenceItem[] = [],
  more: object = {},
): Result {
  const result = evaluate(policyAsking(require, more), 'apply', evidence, asOf).require;
  if (typeof result === 'string') throw new Error('nothing is asked');
  return result;
}

describe('what people decide', () => {
  const judgement = (requirement: string, outcome: 'met' | 'unmet', more: object = {}) =>
    ({
      kind: 'judgement',
      requirement,
      outcome,
      on: '2026-03-03',
      ref: 'judged',
      ...more,
    }) as const;

  test('is the outcome, and is among the facts', () => {
    expect(judged(discretion('a'), [step('2026-03-01'), judgement('a', 'met')])).toMatchObject({
      outcome: { status: 'met', final: false },
      evidence: ['done-2026-03-01', 'judged'],
      findings: [],
    });
    expect(judged(discretion('a'), [judgement('a', 'unmet', { choice: 'no' })])).toMatchObject({
      outcome: { status: 'unmet', have: 'decided: unmet', need: 'met', reachable: false },
      evidence: ['judged'],
      findings: [{ code: 'decided', text: 'no', ref: 'judged' }],
    });
  });

  test('is about one requirement only, and the latest word on it holds', () => {
    const two = { kind: 'all', of: [discretion('a'), discretion('b')] };
    const statuses = (...evidence: EvidenceItem[]) =>
      judged(two, evidence).children.map(({ outcome }) => outcome.status);
    expect(statuses(judgement('b', 'met'))).toEqual(['needs-decision', 'met']);
    expect(statuses(judgement('a', 'met'), judgement('a', 'unmet'))).toEqual([
      'unmet',
      'needs-decision',
    ]);
  });

  test('stands as long as nothing is recorded that it did not know of', () => {
    const status = (...evidence: EvidenceItem[]) =>
      judged(discretion('a'), evidence).outcome.status;
    expect(status(step('2026-03-09'), judgement('a', 'met'))).toBe('met');
    expect(status(judgement('a', 'met'), step('2026-03-01'))).toBe('needs-decision');
  });

  test('of a waiver is about one requirement only, and adds itself to the facts', () => {
    const waiver = { kind: 'waiver', requirement: 'a', on: '2026-03-03', ref: 'waived' } as const;
    const result = judged({ kind: 'all', of: [attest('a'), attest('b')] }, [attested('a'), waiver]);
    expect(result.children).toMatchObject([
      { outcome: { status: 'waived' }, evidence: ['attested-a', 'waived'] },
      { outcome: { status: 'unmet' }, evidence: [] },
    ]);
  });
});

describe('readings', () => {
  const question = {
    id: 'which',
    ask: 'Which?',
    rules,
    readings: ['this', 'that'].map((id) => ({ id, says: 'So.' })),
    settled: 'not stated',
  };
  const other = { ...question, id: 'other' };
  const asked = {
    kind: 'readings',
    question: 'which',
    readings: { this: attest('a'), that: attest('b') },
  };
  const answer = (reading: string, about = 'which') =>
    ({
      kind: 'answer',
      question: about,
      reading,
      on: '2026-03-03',
      ref: `${about}-${reading}`,
    }) as const;
  const more = { questions: [question, other] };

  test('tell the question, and which of them is taken', () => {
    const open = judged(asked, [attested('a')], more);
    expect(open).toMatchObject({
      outcome: { status: 'depends-on-reading', question: 'which' },
      question: 'which',
      evidence: ['attested-a'],
      children: [
        { requirement: 'a', reading: 'this' },
        { requirement: 'b', reading: 'that' },
      ],
    });
    expect('taken' in open).toBe(false);
    expect(judged(asked, [attested('a'), answer('that')], more)).toMatchObject({
      outcome: { status: 'unmet' },
      taken: 'that',
      evidence: ['attested-a', 'which-that'],
    });
  });

  test('settled by the program rest on no answer', () => {
    const settled = { ...question, settled: { reading: 'this', by: 'Us', on: '2026-01-01' } };
    const result = judged(asked, [attested('a')], { questions: [settled] });
    expect(result).toMatchObject({ outcome: { status: 'met' }, taken: 'this' });
    expect(result.evidence).toStrictEqual(['attested-a']);
  });

  test('are taken by an answer to their own question only', () => {
    expect(judged(asked, [attested('a'), answer('that', 'other')], more).outcome.status).toBe(
      'depends-on-reading',
    );
  });

  test('of which one is left out are not stated under it', () => {
    const lacking = { ...asked, readings: { this: attest('a') } };
    expect(judged(lacking, [answer('that')], more).outcome).toEqual({ status: 'not-stated' });
  });

  test('are asked about for each requirement that they change', () => {
    const twice = {
      kind: 'all',
      of: [
        { id: 'one', title: 'One', ...asked },
        attest('x'),
        {
          id: 'two',
          title: 'Two',
          ...asked,
          question: 'other',
          readings: { this: { ...attest('a'), id: 'c' }, that: { ...attest('b'), id: 'd' } },
        },
      ],
    };
    const result = judged(twice, [attested('a'), attested('x')], more);
    expect(openQuestions(result)).toEqual([
      { question: 'which', requirements: ['asked', 'one'] },
      { question: 'other', requirements: ['asked', 'two'] },
    ]);
  });
});

describe('what somebody has to act on', () => {
  const open = (id: string) => ({
    id,
    ask: 'Which?',
    rules,
    readings: ['this', 'that'].map((reading) => ({ id: reading, says: 'So.' })),
    settled: 'not stated',
  });
  const questions = [open('which'), open('other')];
  const readings = (question: string, id: string, of: object, that: object) => ({
    id,
    title: id,
    kind: 'readings',
    question,
    readings: { this: of, that },
  });
  const nothingDue = (id: string) => ({
    id,
    title: id,
    kind: 'fee',
    for: 'training',
    amount: 'none',
    currency: 'USD',
  });
  const waiver = (requirement: string) =>
    ({ kind: 'waiver', requirement, on: '2026-03-03', ref: `waived-${requirement}` }) as const;

  test('is no question of how a rule is read while it holds nothing up under any reading', () => {
    const whole = (...of: readonly object[]) => ({ kind: 'all', of });
    const waiting = (require: object, ...evidence: EvidenceItem[]) =>
      assess(judged(require, evidence, { questions })).awaiting.map(
        ({ result }) => result.requirement,
      );
    const one = whole(readings('which', 'one', attest('a'), nothingDue('b')));
    expect(waiting(one)).toEqual(['one']);
    expect(waiting(one, attested('a'))).toEqual([]);
    expect(waiting(one, waiver('a'))).toEqual([]);

    const inner = readings('other', 'inner', attest('a'), nothingDue('b'));
    const two = whole(readings('which', 'two', inner, attest('c')));
    expect(waiting(two, attested('a'))).toEqual(['two']);
    expect(waiting(two, attested('c'))).toEqual(['two']);
    expect(waiting(two, attested('a'), attested('c'))).toEqual([]);

    const decision = whole(readings('which', 'three', discretion('d'), attest('c')));
    expect(waiting(decision, attested('c'))).toEqual(['three']);
  });

  test('is no part of a whole that is waived, and the whole that has a consequence of its own', () => {
    const lost = { id: 'late', title: 'Late', kind: 'step', step: 'done', notAfter: '2026-01-31' };
    const named = (require: object, ...evidence: EvidenceItem[]) =>
      assess(judged(require, evidence)).outOfReach.map(({ result }) => result.requirement);
    const whole = { kind: 'all', of: [lost] };
    const waiver = { kind: 'waiver', requirement: 'asked', on: '2026-03-03', ref: 'w' } as const;
    expect(named(whole)).toEqual(['late']);
    expect(named(whole, waiver)).toEqual([]);
    expect(named({ ...whole, otherwise: 'reapply' })).toEqual(['asked', 'late']);
  });
});
