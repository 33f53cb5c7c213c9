import { describe, expect, test } from '@jest/globals';
import { assess } from './assess.js';
import { UnknownRequirement } from './compile.js';
import { evaluate } from './evaluate.js';
import type { Context, EvidenceItem, Scalar } from './evidence.js';
import { exampleQuote, policyAsking } from './example.fixture.js';
import { governing } from './governing.js';
import type { Result } from './outcome.js';
import { select, type Candidate } from './selection.js';

/** Stages, tiers, variations and versions: what hangs on a day or on who somebody is. */

type Given = EvidenceItem extends infer Item
  ? Item extends EvidenceItem
    ? Omit<Item, 'ref'>
    : never
  : never;

function named(items: readonly Given[]): readonly EvidenceItem[] {
  return items.map((item, place) => ({ ref: `fact-${place + 1}`, ...item }));
}
const step = (name: string, on: string): Given => ({ kind: 'step', step: name, on });
const is = (name: string, value: Scalar, on = '2020-01-01'): Given => ({
  kind: 'circumstance',
  name,
  value,
  on,
});

function judged(
  require: object,
  items: readonly Given[],
  asOf: string,
  more: object = {},
  context: Context = {},
): Result {
  const { require: result } = evaluate(
    policyAsking(require, more),
    'apply',
    named(items),
    asOf,
    context,
  );
  if (typeof result === 'string') throw new Error('nothing was asked');
  // What is not known is left out, so that it reads the same once it was stored.
  expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  return result;
}
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

describe('a stage', () => {
  const asked = {
    kind: 'stage',
    stage: 'full',
    notAfter: { from: 'provisional', plus: 'P1Y' },
    extension: { atMost: 1, length: 'P6M' },
    of: attest('a'),
    otherwise: 'reapply',
  };
  const anchors = { anchors: { provisional: '2025-03-01' } };
  const more = { anchors: { provisional: 'Its award.' } };
  const on = (asOf: string, ...items: Given[]) => judged(asked, items, asOf, more, anchors);

  const withoutMore = { ...asked, extension: 'none' };

  test('is due on its last day, and the day after it is too late for good', () => {
    const at = (asOf: string) => judged(withoutMore, [], asOf, more, anchors);
    expect(at('2026-03-01')).toMatchObject({
      outcome: { status: 'unmet', by: '2026-03-01', reachable: true },
      until: '2026-03-01',
    });
    expect(at('2026-03-02')).toMatchObject({
      outcome: { status: 'unmet', by: '2026-03-01', reachable: false },
      otherwise: 'reapply',
    });
  });

  test('is not over for good while more time may still be granted, and says so', () => {
    expect(on('2026-03-01').findings).toEqual([]);
    expect(on('2026-09-01')).toMatchObject({
      outcome: { status: 'unmet', by: '2026-09-01', reachable: true },
      until: '2026-03-01',
      findings: [
        { code: 'more-time-possible', text: 'More time may be granted, until 2026-09-01.' },
      ],
      children: [{ outcome: { reachable: true } }],
    });
    expect(on('2026-09-02')).toMatchObject({
      outcome: { status: 'unmet', by: '2026-03-01', reachable: false },
      findings: [],
    });
    expect(on('2026-03-02', attested('a', '2026-03-01')).findings).toEqual([]);
  });

  describe('that is over for good', () => {
    const inside = (of: object, items: readonly Given[] = [], asOf = '2027-01-01') =>
      judged({ ...withoutMore, of: { id: 'inside', title: 'Inside', ...of } }, items, asOf, more, {
        anchors: { provisional: '2025-03-01' },
      });
    const hours = (amount: number): Given => ({
      kind: 'activity',
      tally: 'work',
      amount,
      unit: 'hours',
      on: '2025-06-01',
    });
    const work = { kind: 'tally', tally: 'work', unit: 'hours', window: 'none' };

    test('leaves nothing inside that could still be met', () => {
      const inner = (of: object, items: readonly Given[] = []) => {
        const [one] = inside(of, items).children;
        return one === undefined ? undefined : status(one);
      };
      expect(inner(attest('a'))).toBe('unmet for good');
      expect(inner({ ...work, atLeast: 5 }, [hours(4)])).toBe('unmet for good');
      expect(
        inner({ kind: 'all', of: [attest('a'), attest('b')] }, [attested('a', '2025-06-01')]),
      ).toBe('unmet for good');
      expect(inner({ kind: 'not', of: attest('a') }, [attested('a', '2025-06-01')])).toBe(
        'unmet for good',
      );
      expect(
        inner({
          kind: 'bands',
          step: 'renewed',
          bands: [
            {
              id: 'in-time',
              title: 'In time',
              notAfter: '2030-01-01',
              standing: 'active',
              require: 'none',
            },
          ],
          beyond: { standing: 'expired', action: 'retrain' },
        }),
      ).toBe('unmet for good');
    });

    test('nor what could still be undone', () => {
      expect(inside({ kind: 'not', of: attest('a') }).outcome).toEqual({
        status: 'met',
        final: true,
      });
      expect(inside({ ...work, atLeast: 'none', atMost: 5 }, [hours(4)]).outcome).toMatchObject({
        final: true,
      });
    });

    test('in its parts neither', () => {
      const parted = {
        ...work,
        atLeast: 5,
        quotas: [{ id: 'live', title: 'Live', where: {}, atLeast: 5 }],
      };
      expect(inside(parted, [hours(4)]).children[0]?.children[0]).toMatchObject({
        subject: 'live',
        outcome: { status: 'unmet', reachable: false },
      });
    });

    test('leaves the same requirement open elsewhere', () => {
      const both = judged(
        {
          kind: 'all',
          of: [
            { ...withoutMore, id: 'full', title: 'Full', of: attest('a') },
            { id: 'also', kind: 'same-as', title: 'Also', requirement: 'a' },
          ],
        },
        [],
        '2027-01-01',
        more,
        anchors,
      );
      expect(both.children.map(status)).toEqual(['unmet for good', 'unmet']);
    });

    const exam = {
      kind: 'exam',
      parts: [{ id: 'written', title: 'Written', items: 'none', timeLimit: 'none' }],
      passMark: 'none',
      attempts: { atMost: 3, form: 'none', waiting: 'none', window: 'none', afterLast: 'none' },
    };
    const attempt: Given = {
      kind: 'exam-attempt',
      exam: 'inside',
      attempt: 'one',
      on: '2026-02-28',
    };
    const marked = (result: 'passed' | 'failed'): Given => ({
      kind: 'exam-mark',
      attempt: 'one',
      result,
      on: '2026-05-01',
    });

    test('waits for the mark of an attempt made in time, and for no other attempt', () => {
      expect(status(inside(exam, [attempt]))).toBe('unmet');
      expect(status(inside(exam, [attempt, marked('passed')]))).toBe('met');
      expect(status(inside(exam, [attempt, marked('failed')]))).toBe('unmet for good');
      expect(status(inside(exam))).toBe('unmet for good');
    });

    test('or for the day from which attempts made in time are counted', () => {
      const unplaced = {
        ...exam,
        attempts: { ...exam.attempts, window: { from: 'training-end' } },
      };
      expect(status(inside(unplaced, [attempt, marked('passed')]))).toBe('unmet');
      expect(status(inside(unplaced))).toBe('unmet for good');
    });

    test('or for what is not recorded of the person', () => {
      const ask = { kind: 'circumstance', where: { employed: [true] } };
      expect(status(inside(ask))).toBe('unmet');
      expect(status(inside(ask, [is('employed', false)]))).toBe('unmet for good');
      expect(
        inside({ kind: 'all', of: [{ id: 'one', title: 'One', ...ask }] }).outcome,
      ).toMatchObject({
        reachable: true,
        unknown: [{ requirement: 'one' }],
      });
    });

    test('or for what is decided about a request made in time, and of no other', () => {
      const asks = {
        kind: 'accommodation',
        open: false,
        inAdvance: 'none',
        letter: 'none',
        offers: [{ id: 'time', title: 'More time', entitled: false }],
      };
      const requested = (on: string): Given => ({
        kind: 'accommodation-requested',
        request: 'one',
        requirement: 'inside',
        offer: 'time',
        on,
      });
      const decided = (decision: 'granted' | 'denied'): Given => ({
        kind: 'accommodation-decided',
        request: 'one',
        decision,
        on: '2026-03-02',
      });
      const inTime = requested('2026-03-01');
      expect(status(inside(asks, [inTime]))).toBe('needs-decision');
      expect(status(inside(asks, [inTime, decided('granted')]))).toBe('met');
      expect(status(inside(asks, [inTime, decided('denied')]))).toBe('unmet for good');
      expect(status(inside(asks, [requested('2026-03-02'), decided('granted')]))).toBe(
        'not-applicable',
      );
    });

    test('waits for a decision and for the reading of a rule', () => {
      const ask = { kind: 'discretion', ask: 'Well?', options: ['yes', 'no'] };
      expect(status(inside(ask))).toBe('needs-decision');
      const doubt = {
        questions: [
          {
            id: 'which',
            ask: 'Which?',
            rules: [exampleQuote],
            readings: [
              { id: 'one', says: 'One.' },
              { id: 'other', says: 'The other.' },
            ],
            settled: 'not stated',
          },
        ],
      };
      const readings = { one: attest('a'), other: attest('b') };
      const read = judged(
        {
          ...withoutMore,
          of: { id: 'inside', title: 'Inside', kind: 'readings', question: 'which', readings },
        },
        [attested('a', '2025-06-01')],
        '2027-01-01',
        { ...more, ...doubt },
        anchors,
      );
      expect(read.outcome).toMatchObject({
        status: 'depends-on-reading',
        readings: [{ outcome: { status: 'met' } }, { outcome: { reachable: false } }],
      });
    });

    test('holds a stage inside it shut, and knows what was marked since', () => {
      const outer = (items: readonly Given[]) =>
        inside(
          {
            kind: 'stage',
            stage: 'inner',
            notAfter: '2026-01-31',
            of: { ...exam, id: 'deep', title: 'Deep' },
          },
          items,
        );
      const early: Given = { ...attempt, exam: 'deep', on: '2026-01-31' };
      expect(status(outer([early, marked('passed')]))).toBe('met');
      expect(status(outer([{ ...early, on: '2026-02-01' }, marked('passed')]))).toBe(
        'unmet for good',
      );
      const longer = inside(
        { kind: 'stage', stage: 'inner', notAfter: '2030-01-31', of: attest('a') },
        [],
      );
      expect(status(longer)).toBe('unmet for good');
    });
  });

  test('is judged on what had happened by then, however late it is looked at', () => {
    expect(status(on('2027-01-01', attested('a', '2026-03-01')))).toBe('met');
    expect(status(on('2027-01-01', attested('a', '2026-03-02')))).toBe('unmet for good');
  });

  test('takes a waiver or a decision that came later', () => {
    expect(status(on('2027-01-01', { kind: 'waiver', requirement: 'a', on: '2026-05-01' }))).toBe(
      'waived',
    );
  });

  test('is given more time as often as may be, and no oftener', () => {
    const extended: Given = { kind: 'extension', requirement: 'asked', on: '2026-02-01' };
    expect(on('2026-04-01', extended).until).toBe('2026-09-01');
    expect(on('2026-04-01', extended, extended).until).toBe('2026-09-01');
    expect(status(on('2026-09-01', extended, attested('a', '2026-09-01')))).toBe('met');
    expect(status(on('2026-09-02', extended))).toBe('unmet for good');
  });

  describe('that was given more time', () => {
    const twice = { ...asked, extension: { atMost: 2, length: 'P6M' } };
    const granted: Given = { kind: 'extension', requirement: 'asked', on: '2026-02-01' };
    const stay = (on: string): Given => ({
      kind: 'activity',
      tally: 'stay',
      amount: 1,
      unit: 'times',
      on,
    });
    const noStay = { id: 'well', title: 'Well', kind: 'absence', of: 'stay', window: 'none' };
    const longer = (of: object, asOf: string, ...items: Given[]) =>
      judged({ ...twice, of }, items, asOf, { ...more, ...doubt }, anchors);
    const doubt = {
      questions: [
        {
          id: 'which',
          ask: 'Which?',
          rules: [exampleQuote],
          readings: ['one', 'other'].map((id) => ({ id, says: 'So.' })),
          settled: 'not stated',
        },
      ],
    };

    test('is met for good if it was met by an earlier last day', () => {
      expect(longer(noStay, '2026-03-10', stay('2026-03-02'), granted)).toMatchObject({
        outcome: { status: 'met', final: true },
        until: '2026-09-01',
        evidence: ['fact-2'],
        children: [{ outcome: { status: 'met', final: true } }],
      });
      expect(status(longer(noStay, '2026-03-10', stay('2026-03-01'), granted))).toBe(
        'unmet for good',
      );
      const both = { id: 'both', title: 'Both', kind: 'all', of: [attest('a'), noStay] };
      const later = (on: string) =>
        longer(both, '2027-01-01', attested('a', '2026-09-01'), stay(on), granted, granted);
      expect(status(later('2026-09-02'))).toBe('met');
      expect(status(later('2026-09-01'))).toBe('unmet for good');
    });

    test('is not over before its earlier last day is', () => {
      const at = (asOf: string) => longer(noStay, asOf, granted).outcome;
      expect(at('2026-03-01')).toEqual({ status: 'met', final: false });
      expect(at('2026-03-02')).toEqual({ status: 'met', final: true });
    });

    test('is what it comes to since then where that is better', () => {
      expect(longer(attest('a'), '2026-04-01', granted)).toMatchObject({
        outcome: { status: 'unmet', by: '2026-09-01', reachable: true },
        children: [{ outcome: { reachable: true } }],
      });
      expect(longer(attest('a'), '2026-04-01', granted, attested('a', '2026-03-02'))).toMatchObject(
        { outcome: { status: 'met' }, evidence: ['fact-2', 'fact-1'] },
      );
    });

    test('and where it is no better than it was, so that all that was done is told', () => {
      const hours = (on: string): Given => ({
        ...{ kind: 'activity', tally: 'work', amount: 3, unit: 'hours', on },
      });
      const tally = { kind: 'tally', tally: 'work', unit: 'hours', window: 'none', atLeast: 9 };
      const work = { id: 'work', title: 'Work', ...tally };
      expect(
        longer(work, '2027-06-01', hours('2026-03-01'), hours('2026-03-02'), granted),
      ).toMatchObject({
        outcome: { have: 6, reachable: false },
        children: [{ outcome: { have: 6 } }],
      });
    });

    test('may have been met by its earlier last day, if so it is decided or read', () => {
      const ask = { id: 'ask', title: 'Ask', kind: 'discretion', ask: 'Well?', options: ['yes'] };
      const both = { id: 'both', title: 'Both', kind: 'all', of: [ask, noStay] };
      expect(status(longer(both, '2026-03-10', stay('2026-03-02'), granted))).toBe(
        'needs-decision',
      );
      const readings = (other: object) => ({
        id: 'read',
        title: 'Read',
        kind: 'readings',
        question: 'which',
        readings: { one: noStay, other },
      });
      const late = [stay('2026-03-02'), granted, attested('a', '2026-03-02')];
      expect(longer(readings(attest('b')), '2026-03-10', ...late).outcome).toMatchObject({
        readings: [{ outcome: { status: 'met' } }, { outcome: { by: '2026-09-01' } }],
      });
      expect(longer(readings(attest('a')), '2026-03-10', ...late)).toMatchObject({
        outcome: { status: 'met' },
        evidence: ['fact-1', 'fact-3', 'fact-2'],
      });
    });

    test('asks for nothing more where nothing was asked for by its earlier last day', () => {
      const stayed = { id: 'stayed', title: 'Stayed', kind: 'not', of: noStay };
      const after = { id: 'if', title: 'If', kind: 'when', when: stayed, then: attest('a') };
      const of = (on: string) => status(longer(after, '2026-03-10', stay(on), granted));
      expect([of('2026-03-01'), of('2026-03-02')]).toEqual(['unmet', 'not-applicable']);
      // What was done all the same is not kept from anybody.
      const done = [stay('2026-03-02'), attested('a', '2026-03-02'), granted];
      expect(status(longer(after, '2026-03-10', ...done))).toBe('met');
    });
  });

  test('without a day that is known has no deadline yet', () => {
    expect(judged(asked, [], '2030-01-01', more).outcome).toMatchObject({
      status: 'unmet',
      reachable: true,
    });
    const granted: Given = { kind: 'extension', requirement: 'asked', on: '2026-02-02' };
    const done = [attested('a', '2026-02-01'), granted];
    expect(judged(asked, done, '2030-01-01', more)).toMatchObject({
      outcome: { status: 'met' },
      evidence: ['fact-1', 'fact-2'],
    });
  });

  test('is given more time by what was granted for it alone', () => {
    const other: Given = { kind: 'extension', requirement: 'a', on: '2026-02-01' };
    const own: Given = { kind: 'extension', requirement: 'asked', on: '2026-02-02' };
    expect(on('2026-02-03', other)).toMatchObject({ until: '2026-03-01', evidence: [] });
    const result = on('2026-02-03', other, own, attested('a', '2026-02-03'), own);
    expect(result.until).toBe('2026-09-01');
    expect(result.evidence).toEqual(['fact-3', 'fact-2', 'fact-4']);
    expect(on('2026-02-03', own).evidence).toEqual(['fact-1']);
    expect(on('2026-02-03', attested('a', '2026-02-03')).evidence).toEqual(['fact-1']);
  });

  test('that may not be extended keeps its deadline, and rests on what was tried', () => {
    const own: Given = { kind: 'extension', requirement: 'asked', on: '2026-02-02' };
    const fixed = { ...asked, extension: 'none' };
    expect(judged(fixed, [own], '2026-02-03', more, anchors)).toMatchObject({
      until: '2026-03-01',
      evidence: ['fact-1'],
    });
  });

  test('leaves an earlier last day of what it asks for, and takes the place of a later one', () => {
    const within = (notAfter: string) =>
      judged(
        { ...asked, of: { id: 'a', title: 'A', kind: 'step', step: 'done', notAfter } },
        [],
        '2025-06-01',
        more,
        anchors,
      ).outcome;
    expect(within('2025-12-31')).toMatchObject({ by: '2025-12-31', reachable: true });
    expect(within('2026-12-31')).toMatchObject({ by: '2026-03-01', reachable: true });
    expect(within('2025-05-31')).toMatchObject({ by: '2025-05-31', reachable: false });
  });

  describe('of whose parts one is due later', () => {
    const part = (id: string, notAfter: string) => ({
      ...{ id, title: id, kind: 'step', step: id },
      notAfter,
    });
    const [early, late] = [part('early', '2025-12-31'), part('late', '2026-12-31')];
    const of = (inside: object, asOf = '2025-06-01') =>
      judged(
        { ...asked, of: { id: 'inside', title: 'Inside', ...inside } },
        [attested('a', '2025-04-01')],
        asOf,
        { ...more, ...doubt },
        anchors,
      );
    const doubt = {
      questions: [
        {
          id: 'which',
          ask: 'Which?',
          rules: [exampleQuote],
          readings: ['one', 'other'].map((id) => ({ id, says: 'So.' })),
          settled: 'not stated',
        },
      ],
    };

    test('tells no part a later day than its own', () => {
      const [inside] = of({ kind: 'all', of: [early, late] }).children;
      expect(inside).toMatchObject({
        outcome: { by: '2025-12-31' },
        children: [{ outcome: { by: '2025-12-31' } }, { outcome: { by: '2026-03-01' } }],
      });
      const own = part('own', '2026-03-01');
      expect(of(own).children[0]).toMatchObject({ outcome: { by: '2026-03-01' } });
      // A part that is met is due by no day.
      expect(of({ kind: 'any', of: [attest('a'), late] }).children[0]).toMatchObject({
        outcome: { status: 'met' },
        children: [{}, { outcome: { by: '2026-03-01' } }],
      });
    });

    test('in no reading', () => {
      const readings = { one: attest('a'), other: late };
      expect(of({ kind: 'readings', question: 'which', readings }).children[0]).toMatchObject({
        outcome: {
          readings: [{ outcome: { status: 'met' } }, { outcome: { by: '2026-03-01' } }],
        },
        children: [{}, { outcome: { by: '2026-03-01' } }],
      });
    });

    test('nor where one part is read in two ways', () => {
      const letter = { referee: 'r', relation: 'friend', roles: [], knownSince: '2024-03-01' };
      const readings = ['application', 'letter'].map((id) => ({ id, says: 'So.' }));
      const asking = { id: 'which', ask: 'Which?', rules: [exampleQuote], readings };
      const letters = {
        ...{ id: 'letters', title: 'Letters', kind: 'references', count: 1, distinct: true },
        ...{ from: 'not stated', excluded: 'none', channels: 'none' },
        knownFor: { moreThan: 'P1Y', before: { question: 'which' } },
        window: { to: '2026-12-31' },
      };
      const result = judged(
        { ...asked, of: letters },
        [{ kind: 'reference', ...letter, on: '2025-04-01' }],
        '2025-06-01',
        { ...more, questions: [{ ...asking, settled: 'not stated' }] },
        { ...anchors, appliedOn: '2025-02-01' },
      );
      expect(result.children[0]?.outcome).toMatchObject({
        readings: [{ outcome: { by: '2026-03-01' } }, { outcome: { status: 'met' } }],
      });
    });

    test('tells no day for a part that has none', () => {
      const [inside] = of({ kind: 'all', of: [attest('b'), late] }).children;
      expect(inside?.children.map(({ outcome }) => 'by' in outcome)).toEqual([false, true]);
    });

    test('names what is out of reach, as where nothing is due later', () => {
      const when = { kind: 'when', when: attest('a') };
      const named = (then: object) =>
        assess(of({ ...when, then }, '2027-06-01')).outOfReach.map(
          ({ result: { requirement } }) => requirement,
        );
      expect([named(early), named(late)]).toEqual([
        ['asked', 'early'],
        ['asked', 'late'],
      ]);
    });
  });

  test('without a deadline is as what it asks for', () => {
    const result = judged({ ...asked, notAfter: 'none' }, [], '2030-01-01');
    expect(result.outcome).toEqual(result.children[0]?.outcome);
    expect('until' in result).toBe(false);
    const unknown = judged(asked, [], '2030-01-01', more);
    expect('until' in unknown).toBe(false);
    expect('by' in unknown.outcome).toBe(false);
  });

  test('may be given more time while it hangs on how a rule is read, and none that mends nothing', () => {
    const lost = { id: 'late', title: 'Late', kind: 'step', step: 'done', notAfter: '2025-12-31' };
    const inGrace = (of: object) =>
      judged(
        { ...asked, of },
        [attested('a', '2026-03-01')],
        '2026-04-01',
        {
          ...more,
          questions: [
            {
              id: 'which',
              ask: 'Which?',
              rules: [exampleQuote],
              readings: ['one', 'other'].map((id) => ({ id, says: 'So.' })),
              settled: 'not stated',
            },
          ],
        },
        anchors,
      );
    expect(inGrace(lost)).toMatchObject({
      outcome: { status: 'unmet', by: '2025-12-31', reachable: false },
      findings: [],
    });
    const readings = { one: attest('a'), other: attest('b') };
    expect(
      inGrace({ id: 'read', title: 'Read', kind: 'readings', question: 'which', readings }),
    ).toMatchObject({
      outcome: {
        readings: [{ outcome: { status: 'met' } }, { outcome: { by: '2026-09-01' } }],
      },
      findings: [{ code: 'more-time-possible' }],
    });
  });

  test('of which nothing can be missed says nothing of its deadline', () => {
    const waiting = { id: 'a', title: 'A', kind: 'discretion', ask: 'Is it?', options: ['yes'] };
    const result = judged({ ...asked, of: waiting }, [], '2027-01-01', more, anchors);
    expect(result.outcome).toEqual({
      status: 'needs-decision',
      decisions: [{ requirement: 'a', question: 'Is it?', options: ['yes'] }],
    });
  });

  test('disqualifies only where the policy says so', () => {
    const violated = (otherwise: string) =>
      assess(judged({ ...asked, otherwise }, [], '2027-01-01', more, anchors)).violated.length;
    expect([violated('reapply'), violated('disqualified')]).toEqual([0, 1]);
  });
});

describe('tiers', () => {
  const tiers = (tieBreak: string) =>
    policyAsking({
      kind: 'tiers',
      tieBreak,
      of: [
        {
          id: 'first',
          kind: 'circumstance',
          title: 'Employed',
          where: { employer: ['certified'] },
        },
        {
          id: 'second',
          kind: 'circumstance',
          title: 'Sponsored',
          where: { sponsor: ['certified'] },
        },
      ],
    });
  const person = (
    id: string,
    circumstance?: 'employer' | 'sponsor',
    appliedOn = '2026-01-05',
  ): Candidate => ({
    id,
    evidence: named([
      is('employer', 'another'),
      is('sponsor', 'another'),
      ...(circumstance === undefined ? [] : [is(circumstance, 'certified')]),
    ]),
    context: { appliedOn },
  });
  const people = [
    person('none'),
    person('sponsored-a', 'sponsor', '2026-01-09'),
    person('employed', 'employer'),
    person('sponsored-b', 'sponsor', '2026-01-07'),
  ];
  const taking = (seats: number, tieBreak = 'not stated', from = people) =>
    select(tiers(tieBreak), 'asked', from, seats, '2026-02-01');

  test('go first to last, whoever is in none comes after', () => {
    expect(taking(1)).toEqual({
      taken: ['employed'],
      waiting: ['sponsored-a', 'sponsored-b', 'none'],
    });
    expect(taking(3)).toEqual({
      taken: ['employed', 'sponsored-a', 'sponsored-b'],
      waiting: ['none'],
    });
    expect(taking(9)).toMatchObject({ waiting: [] });
    expect(taking(9).taken).toHaveLength(4);
    expect(taking(0)).toMatchObject({ taken: [] });
  });

  test('a tie for the last seat is for a person to decide: none is made up', () => {
    expect(taking(2)).toEqual({
      taken: ['employed'],
      waiting: ['none'],
      toDecide: { seats: 1, among: ['sponsored-a', 'sponsored-b'], why: 'tie' },
    });
    expect(taking(2, 'lottery').toDecide?.why).toBe('lottery');
  });

  test('the earlier application goes first only where the source says so', () => {
    expect(taking(2, 'application')).toEqual({
      taken: ['employed', 'sponsored-b'],
      waiting: ['sponsored-a', 'none'],
    });
    const sameDay = [
      person('a', 'employer'),
      person('b', 'employer'),
      person('c', 'employer', '2026-01-01'),
    ];
    expect(taking(2, 'application', sameDay)).toEqual({
      taken: ['c'],
      waiting: [],
      toDecide: { seats: 1, among: ['a', 'b'], why: 'tie' },
    });
  });

  test('whose tier waits for a decision holds up those who might come after', () => {
    const rule = policyAsking({
      kind: 'tiers',
      tieBreak: 'not stated',
      of: [
        {
          id: 'hardship',
          kind: 'discretion',
          title: 'Hardship',
          ask: 'Is it one?',
          options: ['yes', 'no'],
        },
      ],
    });
    const decided = named([
      { kind: 'judgement', requirement: 'hardship', outcome: 'met', on: '2026-01-10' },
    ]);
    const two: Candidate[] = [
      { id: 'open', evidence: [] },
      { id: 'decided', evidence: decided },
    ];
    expect(select(rule, 'asked', two, 1, '2026-02-01').toDecide).toEqual({
      seats: 1,
      among: ['decided', 'open'],
      why: 'tier-undecided',
    });
  });

  test('are a preference, never a condition', () => {
    const neither = person('none').evidence;
    const { outcome, tally } = evaluate(tiers('none'), 'apply', neither, '2026-02-01')
      .require as Result;
    expect([outcome, tally]).toEqual([{ status: 'met', final: false }, { tier: 3 }]);
  });

  test('are as undecided as the first one that may hold', () => {
    const discretion = (id: string) => ({
      id,
      kind: 'discretion',
      title: id,
      ask: `Is it ${id}?`,
      options: ['yes', 'no'],
    });
    const silent = { ...attest('silent'), kind: 'circumstance', where: { level: ['a'] } };
    const { text: _text, statement: _statement, ...circumstance } = silent;
    const of = (tiers: readonly object[], items: readonly Given[] = []) => {
      const result = judged({ kind: 'tiers', tieBreak: 'none', of: tiers }, items, '2026-02-01');
      return [result.outcome, result.tally];
    };
    const waived: Given = { kind: 'waiver', requirement: 'silent', on: '2026-01-01' };
    expect(of([circumstance, discretion('one')])).toEqual([{ status: 'met', final: false }, {}]);
    expect(of([circumstance, discretion('one')], [is('level', 'b')])).toMatchObject([
      { status: 'needs-decision' },
      {},
    ]);
    expect(of([discretion('one'), circumstance], [is('level', 'a')])).toEqual([
      { status: 'needs-decision', decisions: [expect.objectContaining({ requirement: 'one' })] },
      {},
    ]);
    expect(of([circumstance, discretion('one')], [is('level', 'a')])).toEqual([
      { status: 'met', final: false },
      { tier: 1 },
    ]);
    expect(of([circumstance, discretion('one')], [waived])).toEqual([
      { status: 'met', final: false },
      { tier: 1 },
    ]);
    const unstated = {
      id: 'hours',
      title: 'Hours',
      kind: 'tally',
      tally: 'work',
      unit: 'hours',
      atLeast: 'not stated',
      window: 'none',
    };
    expect(of([unstated, circumstance], [is('level', 'a')])).toMatchObject([
      { status: 'not-stated' },
      {},
    ]);
    const idle = {
      id: 'asked-for',
      title: 'Time',
      kind: 'schedule',
      duty: { check: 'count', of: 'class', exactly: 1 },
    };
    expect(of([idle, circumstance], [is('level', 'a')])).toEqual([
      { status: 'met', final: false },
      { tier: 2 },
    ]);
  });

  test('are as open as the readings of the first one that may hold', () => {
    const under = (value: string) => ({
      id: `with-${value}`,
      title: value,
      kind: 'circumstance',
      where: { level: [value] },
    });
    const questions = [
      {
        id: 'which',
        ask: 'Which?',
        rules: [exampleQuote],
        readings: ['this', 'that'].map((id) => ({ id, says: 'So.' })),
        settled: 'not stated',
      },
    ];
    const read = {
      id: 'read',
      title: 'Read',
      kind: 'readings',
      question: 'which',
      readings: { this: under('a'), that: under('b') },
    };
    const tiers = { kind: 'tiers', tieBreak: 'none', of: [read, under('a')] };
    const result = judged(tiers, [is('level', 'a')], '2026-02-01', { questions });
    expect([result.outcome.status, result.tally]).toEqual(['depends-on-reading', {}]);
  });

  test('an application of which no day is known breaks no tie', () => {
    const unknown: Candidate = { id: 'unknown', evidence: named([is('employer', 'certified')]) };
    expect(taking(1, 'application', [person('a', 'employer'), unknown]).toDecide).toEqual({
      seats: 1,
      among: ['a', 'unknown'],
      why: 'tie',
    });
  });

  test('all of them go where there are seats for all, whoever waits for a decision', () => {
    expect(taking(4)).toEqual({
      taken: ['employed', 'sponsored-a', 'sponsored-b', 'none'].filter((id) =>
        people.some((one) => one.id === id),
      ),
      waiting: [],
    });
    expect(taking(0)).toEqual({
      taken: [],
      waiting: ['employed', 'sponsored-a', 'sponsored-b', 'none'],
    });
  });

  test('there are none of an id that nothing has, and none in another requirement', () => {
    expect(() => select(tiers('none'), 'nothing', people, 1, '2026-02-01')).toThrow(
      new UnknownRequirement('nothing'),
    );
    expect(select(tiers('lottery'), 'first', people, 1, '2026-02-01').toDecide?.why).toBe(
      'tier-undecided',
    );
  });
});

describe('a variation', () => {
  const rules = [exampleQuote];
  const variation = (more: object, to: unknown = attest('b')) => ({
    variations: [
      {
        id: 'other',
        title: 'Other',
        as: 'variant',
        rules,
        ...more,
        changes: [{ requirement: 'a', to }],
      },
    ],
  });
  const asked = { kind: 'all', of: [attest('a')] };
  const b = attested('b', '2026-01-01');
  const met = (more: object, items: readonly Given[], asOf = '2026-03-02', context: Context = {}) =>
    judged(asked, items, asOf, variation(more), context).outcome.status === 'met';

  test('holds for those whose circumstances fit', () => {
    const veterans = { for: { veteran: [true] } };
    expect([
      met(veterans, [b, is('veteran', true)]),
      met(veterans, [b, is('veteran', false)]),
    ]).toEqual([true, false]);
    const result = judged(asked, [b, is('veteran', true)], '2026-03-02', variation(veterans));
    expect(result.children[0]).toMatchObject({ requirement: 'b', variation: 'other', rules });
  });

  test('holds for those whose day lies in its dates, the first and the last one included', () => {
    const emergency = { on: { anchor: 'application', from: '2020-03-01', to: '2020-12-31' } };
    const appliedOn = (day: string) => met(emergency, [b], '2026-03-02', { appliedOn: day });
    expect(['2020-02-29', '2020-03-01', '2020-12-31', '2021-01-01'].map(appliedOn)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(met(emergency, [b])).toBe(false);
  });

  test('holds for a cohort', () => {
    expect(
      met({ cohort: { audience: ['veterans'] } }, [b], '2026-03-02', {
        cohort: { audience: 'veterans' },
      }),
    ).toBe(true);
    expect(met({ cohort: { audience: ['veterans'] } }, [b])).toBe(false);
  });

  test('may lift a requirement, which is then not asked for', () => {
    expect(judged(asked, [], '2026-03-02', variation({}, 'none')).children[0]).toMatchObject({
      requirement: 'a',
      variation: 'other',
      outcome: { status: 'not-applicable' },
    });
  });
});

describe('the version that governs', () => {
  const version = (from: string, governs: object | string) =>
    policyAsking(attest('a'), { effective: { from, basis: 'Made up.' }, governs });
  const kept = { by: 'application', until: ['application-expired'], rules: [exampleQuote] };
  const versions = [
    version('2024-01-01', kept),
    version('2025-01-01', kept),
    version('2026-01-01', kept),
  ];
  const under = (items: readonly Given[], asOf = '2026-06-01') =>
    governing(versions, named(items), asOf);

  test('is that of the day of the application, for as long as it lives', () => {
    expect(under([step('application-received', '2024-12-31')])).toMatchObject({
      policy: { effective: { from: '2024-01-01' } },
      pinnedOn: '2024-12-31',
      stated: true,
    });
    expect(under([step('application-received', '2025-01-01')])?.policy.effective.from).toBe(
      '2025-01-01',
    );
  });

  test('is that of the next application, once it has died', () => {
    const dead = [
      step('application-received', '2024-05-01'),
      step('application-expired', '2025-05-01'),
    ];
    expect(under(dead)).toMatchObject({ policy: { effective: { from: '2026-01-01' } } });
    expect(under([...dead, step('application-received', '2025-06-01')])?.pinnedOn).toBe(
      '2025-06-01',
    );
    expect(
      under([...dead, step('application-received', '2025-06-01')], '2025-04-30')?.pinnedOn,
    ).toBe('2024-05-01');
  });

  test('of an application on the very day on which it died is over', () => {
    const sameDay = [
      step('application-received', '2024-05-01'),
      step('application-expired', '2024-05-01'),
    ];
    expect(under(sameDay)?.policy.effective.from).toBe('2026-01-01');
  });

  test('a second application changes nothing while the first one lives', () => {
    expect(
      under([
        step('application-received', '2024-05-01'),
        step('application-received', '2026-02-01'),
      ])?.pinnedOn,
    ).toBe('2024-05-01');
    expect(
      under([
        step('application-received', '2026-02-01'),
        step('application-received', '2024-05-01'),
      ])?.pinnedOn,
    ).toBe('2024-05-01');
  });

  test('whatever the order in which the versions are listed', () => {
    const received = [step('application-received', '2025-03-01')];
    for (const order of [versions, versions.toReversed()]) {
      expect(governing(order, named(received), '2026-06-01')?.policy.effective.from).toBe(
        '2025-01-01',
      );
      expect(governing(order, [], '2026-06-01')?.policy.effective.from).toBe('2026-01-01');
      expect(governing(order, [], '2026-01-01')).toEqual({ policy: versions[2], stated: true });
    }
  });

  test('is that of the day which an earlier record gave', () => {
    const on = (context: Context, asOf = '2026-06-01') => governing(versions, [], asOf, context);
    expect(on({ appliedOn: '2025-03-01' })).toEqual({
      policy: versions[1],
      pinnedOn: '2025-03-01',
      stated: true,
    });
    expect(on({ anchors: { application: '2024-03-01' } })?.pinnedOn).toBe('2024-03-01');
    expect(on({ appliedOn: '2026-06-01' })?.pinnedOn).toBe('2026-06-01');
    expect('pinnedOn' in (on({ appliedOn: '2026-06-02' }) ?? {})).toBe(false);
    const both = { appliedOn: '2025-03-01', anchors: { application: '2024-03-01' } };
    expect(on(both)?.pinnedOn).toBe('2024-03-01');
  });

  test('is that of another anchor, if the source says so', () => {
    const enrolled = { by: 'enrolled', until: ['left'], rules: [exampleQuote] };
    const own = [version('2024-01-01', enrolled), version('2025-01-01', enrolled)];
    const on = (items: readonly Given[], context: Context = {}) =>
      governing(own, named(items), '2026-06-01', context)?.pinnedOn;
    expect(on([step('enrolled', '2024-05-01')])).toBe('2024-05-01');
    expect(on([step('application-received', '2024-05-01')], { appliedOn: '2024-05-01' })).toBe(
      undefined,
    );
    expect(on([], { anchors: { enrolled: '2024-06-01' } })).toBe('2024-06-01');
    expect(on([attested('enrolled', '2024-07-01')])).toBe(undefined);
  });

  test('is ended by the latest of the steps that end it', () => {
    const dead = [
      step('application-received', '2024-05-01'),
      step('application-expired', '2025-05-01'),
      step('application-expired', '2024-06-01'),
      step('application-received', '2024-07-01'),
      step('other', '2026-05-01'),
    ];
    expect(under(dead)?.pinnedOn).toBe(undefined);
    expect(under([...dead, step('application-received', '2025-05-02')])?.pinnedOn).toBe(
      '2025-05-02',
    );
    expect(under([step('application-received', '2026-06-01')])?.pinnedOn).toBe('2026-06-01');
  });

  test('is none where none was in effect on the day that decides', () => {
    expect(under([step('application-received', '2023-12-31')])).toBeUndefined();
  });

  test('is not said where the source does not say', () => {
    expect(governing([version('2024-01-01', 'not stated')], [], '2026-06-01')).toMatchObject({
      stated: false,
    });
    expect(governing(versions, [], '2023-12-31')).toBeUndefined();
  });
});
