import { describe, expect, test } from '@jest/globals';
import { bindBook } from './book.js';
import type { EvidenceItem } from './evidence.js';
import { policyAsking } from './example.fixture.js';
import { openLedger } from './ledger.js';

/** What is known on a day. */

const asOf = '2026-12-31';
const step = (on: string, ref: string) => ({ kind: 'step', step: 'done', on, ref }) as const;

describe('a ledger', () => {
  const policy = policyAsking({ kind: 'step', step: 'done' });
  const open = () =>
    openLedger(bindBook(policy), [step('2026-01-01', 'a'), step('2026-01-02', 'b')], asOf, {});

  test('knows the order of recording, and that of the questions', () => {
    const ledger = open();
    expect(['a', 'b', 'c'].map(ledger.placeOf)).toEqual([0, 1, -1]);
    expect(ledger.order('nothing')).toBe(Infinity);
  });

  test('on a day that is not over is itself, and on an earlier one knows less', () => {
    const ledger = open();
    expect(ledger.until(asOf, false)).toBe(ledger);
    expect(ledger.until('2027-01-01', false)).toBe(ledger);
    const earlier = ledger.until('2026-01-01', false);
    expect(earlier.asOf).toBe('2026-01-01');
    expect(earlier.of('step').map(({ ref }) => ref)).toEqual(['a']);
    expect(ledger.until('2026-01-01', false)).toBe(earlier);
    expect(ledger.until('2025-12-31', false).of('step')).toEqual([]);
    expect([earlier.closed, ledger.until('2026-01-01', true).closed]).toEqual([false, true]);
  });

  test('of what is recorded afterwards knows all, whichever the day', () => {
    const late = { on: '2026-06-01', ref: 'late' };
    const afterwards: readonly EvidenceItem[] = [
      { kind: 'answer', question: 'which', reading: 'this', ...late },
      { kind: 'judgement', requirement: 'a', outcome: 'met', ...late },
      { kind: 'waiver', requirement: 'a', ...late },
      { kind: 'extension', requirement: 'a', ...late },
      { kind: 'exam-mark', attempt: 'one', result: 'passed', ...late },
      { kind: 'step', step: 'done', ...late },
      { kind: 'waiver', requirement: 'a', on: '2027-01-01', ref: 'too late' },
    ];
    const earlier = openLedger(bindBook(policy), afterwards, asOf, {}).until('2026-01-01', false);
    const known = (
      ['answer', 'judgement', 'waiver', 'extension', 'exam-mark', 'step'] as const
    ).map((kind) => earlier.of(kind).map(({ ref }) => ref));
    expect(known).toEqual([['late'], ['late'], ['late'], ['late'], ['late'], []]);
    expect(earlier.waivers).toHaveLength(1);
  });

  test('asks a question that the policy does not have of nobody', () => {
    const ledger = open();
    const answered: EvidenceItem = {
      kind: 'answer',
      question: 'nothing',
      reading: 'so',
      on: asOf,
      ref: 'a',
    };
    expect(openLedger(bindBook(policy), [answered], asOf, {}).answerTo('nothing')).toBeUndefined();
    expect(ledger.answerTo('nothing')).toBeUndefined();
    expect(ledger.ask('nothing', () => ({ status: 'waived' }))).toEqual({
      status: 'depends-on-reading',
      question: 'nothing',
      readings: [],
    });
  });
});
