import { describe, expect, test } from '@jest/globals';
import { judged, question, type Given } from './judged.fixture.js';

/** What is told of papers, statements, interviews, letters and what is to be decided. */

describe('a document', () => {
  const asked = (more: object) => ({
    kind: 'document',
    document: 'check',
    window: 'none',
    ...more,
  });
  const paper = (on: string, more: object = {}): Given => ({
    kind: 'document',
    document: 'check',
    on,
    ...more,
  });
  const within = { from: '2026-01-01', to: '2026-12-31' };

  test('that bears another day is told when it must be', () => {
    const result = judged(asked({ window: within }), [paper('2025-12-31')]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 0,
      need: 1,
      unit: 'documents',
      by: '2026-12-31',
      reachable: true,
    });
    expect(result.findings).toStrictEqual([
      {
        code: 'not-in-time',
        text: 'Dated 2025-12-31; asked for: 2026-01-01 to 2026-12-31.',
        ref: 'fact-1',
      },
    ]);
    const late = judged(asked({ window: { from: '2025-01-01', to: '2026-06-29' } }), []);
    expect(late.outcome).toMatchObject({ by: '2026-06-29', reachable: false });
  });

  test('while its day is not known is not there, and not missed', () => {
    const result = judged(asked({ window: { from: 'interview', length: 'P1Y' } }), [
      paper('2026-01-31'),
    ]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 0,
      need: 1,
      unit: 'documents',
      reachable: true,
    });
    expect(result.findings).toStrictEqual([
      {
        code: 'not-in-time',
        text: 'Dated 2026-01-31; which days count is not known yet.',
        ref: 'fact-1',
      },
    ]);
  });

  test('in a window that moves along, or has no end, is due by no day', () => {
    for (const window of [{ to: 'as-of', length: 'P1M' }, { from: '2026-01-01' }, 'none']) {
      expect(judged(asked({ window }), []).outcome).toStrictEqual({
        status: 'unmet',
        have: 0,
        need: 1,
        unit: 'documents',
        reachable: true,
      });
    }
  });

  test('that is not as asked for is told so', () => {
    const where = { result: ['clear'] };
    const result = judged(asked({ where }), [
      paper('2026-01-31'),
      paper('2026-01-31', { attributes: { result: 'found' } }),
    ]);
    expect(result.findings).toStrictEqual(
      ['fact-1', 'fact-2'].map((ref) => ({
        code: 'not-as-asked',
        text: 'Asked: not as asked for.',
        ref,
      })),
    );
    const clear = paper('2026-01-31', { attributes: { result: 'clear' } });
    expect(judged(asked({ where }), [clear]).outcome).toStrictEqual({ status: 'met', final: true });
  });
});

describe('an attestation', () => {
  const asked = { kind: 'attestation', statement: 'adult', text: 'I am of age.' };
  const details = { choices: ['eighteen', 'older'], open: false };
  const attested = (detail?: string): Given => ({
    kind: 'attestation',
    on: '2026-01-31',
    statement: 'adult',
    ...(detail !== undefined && { detail }),
  });

  test('with another detail than those that are accepted is told which are', () => {
    const result = judged({ ...asked, details }, [attested('nearly'), attested('almost')]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 'not attested',
      need: 'I am of age.',
      reachable: true,
    });
    expect(result.evidence).toStrictEqual(['fact-1', 'fact-2']);
    expect(result.findings[0]).toStrictEqual({
      code: 'detail-not-accepted',
      text: '“nearly” is not one of: eighteen, older.',
      ref: 'fact-1',
    });
  });

  test('takes a detail that is accepted, any where the list is open, and none', () => {
    for (const [more, detail] of [
      [{ details }, 'older'],
      [{ details: { ...details, open: true } }, 'nearly'],
      [{}, 'nearly'],
      [{ details }, undefined],
    ] as const) {
      expect(judged({ ...asked, ...more }, [attested(detail)]).outcome.status).toBe('met');
    }
  });
});

test('an interview is told how it was held, and how it should be', () => {
  const held = (mode: string): Given => ({ kind: 'interview', mode, on: '2026-01-31' });
  const asked = { kind: 'interview', mode: 'phone', length: 'none' };
  expect(judged(asked, [held('video'), held('in-person')])).toMatchObject({
    outcome: { status: 'unmet', have: 'video, in-person', need: 'phone', reachable: true },
    evidence: ['fact-1', 'fact-2'],
  });
  expect(judged({ ...asked, mode: 'none' }).outcome).toStrictEqual({
    status: 'unmet',
    have: 'not held',
    need: 'held',
    reachable: true,
  });
});

test('what is to be decided rests on the facts that bear on it, and on no others', () => {
  const on = '2026-01-31';
  const bearing = (name: string): Given[] => [
    { kind: 'activity', tally: name, amount: 1, unit: 'times', on },
    { kind: 'document', document: name, on },
    { kind: 'step', step: name, on },
    { kind: 'circumstance', name, value: true, on },
  ];
  const asked = {
    kind: 'discretion',
    ask: 'Is it?',
    options: ['yes', 'no'],
    facts: ['conviction'],
  };
  const result = judged(asked, [...bearing('conviction'), ...bearing('other')]);
  expect(result.evidence).toStrictEqual(['fact-1', 'fact-2', 'fact-3', 'fact-4']);
  expect(result.outcome).toStrictEqual({
    status: 'needs-decision',
    decisions: [{ requirement: 'asked', question: 'Is it?', options: ['yes', 'no'] }],
  });
});

describe('letters of reference', () => {
  const asked = (more: object) => ({
    kind: 'references',
    count: 1,
    knownFor: 'none',
    from: 'none',
    excluded: 'none',
    distinct: false,
    channels: 'none',
    ...more,
  });
  const written = (referee: string, roles: readonly string[] = [], more: object = {}): Given => ({
    kind: 'reference',
    referee,
    relation: 'friend',
    roles,
    knownSince: '2020-01-01',
    on: '2026-02-01',
    ...more,
  });

  test('for something else are told so', () => {
    const require = asked({ purpose: 'this-application' });
    expect(
      judged(require, [written('a'), written('b', [], { purpose: 'that-job' })]).findings,
    ).toStrictEqual([
      {
        code: 'other-purpose',
        text: 'It is not recorded that it was written for this application.',
        ref: 'fact-1',
      },
      { code: 'other-purpose', text: 'It was not written for this application.', ref: 'fact-2' },
    ]);
    const own = written('a', [], { purpose: 'this-application' });
    expect(judged(require, [own]).outcome.status).toBe('met');
  });

  test('count from anyone where nobody is excluded', () => {
    const from = (relation: string) => judged(asked({}), [written('a', [], { relation })]);
    expect(from('Stryker was here').outcome.status).toBe('met');
  });

  test('that do not count are told whether they came at another time or the time is not known', () => {
    const findings = (window: object) => judged(asked({ window }), [written('a')]).findings;
    expect(findings({ from: '2026-02-02' })).toStrictEqual([
      {
        code: 'not-in-time',
        text: 'Of 2026-02-01, which is not when it was asked for.',
        ref: 'fact-1',
      },
    ]);
    expect(findings({ to: 'interview' })).toStrictEqual([
      {
        code: 'not-in-time',
        text: 'Of 2026-02-01; on which days it is asked for is not known yet.',
        ref: 'fact-1',
      },
    ]);
  });

  test('may be missed where the window has an end, and only there', () => {
    const unmet = (window: unknown) => judged(asked({ window })).outcome;
    const open = { status: 'unmet', have: 0, need: 1, unit: 'letters', reachable: true };
    expect(unmet({ from: '2026-01-01' })).toStrictEqual(open);
    expect(unmet({ to: 'as-of', length: 'P1M' })).toStrictEqual(open);
    expect(unmet('none')).toStrictEqual(open);
    expect(unmet({ to: '2026-06-30' })).toStrictEqual({ ...open, by: '2026-06-30' });
    expect(unmet({ to: '2026-06-29' })).toStrictEqual({
      ...open,
      by: '2026-06-29',
      reachable: false,
    });
  });

  test('of which each fills one role are given to roles so that most are filled', () => {
    const roles = (...names: string[]) => names.map((role) => ({ role, atLeast: 1 }));
    const outcome = (among: readonly object[], ...letters: (readonly string[])[]) =>
      judged(
        asked({ among, separate: true }),
        letters.map((own, place) => written(`referee-${place}`, own)),
      ).outcome;
    const three = roles('a', 'b', 'c');
    expect(outcome(three, ['a', 'b'], ['a', 'c'], ['a']).status).toBe('met');
    expect(outcome(three, ['a', 'b', 'c'], ['a'])).toStrictEqual({
      status: 'unmet',
      have: 2,
      need: 3,
      unit: 'letters, each for one role only',
      reachable: true,
    });
    expect(outcome(three, ['a'], ['a', 'b', 'c'], ['a'])).toMatchObject({ have: 2, need: 3 });
    expect(outcome(roles('a', 'b'), ['a', 'b'])).toMatchObject({ have: 1, need: 2 });
  });

  describe('where it is open by which day the writer must have known the person so long', () => {
    const before = { question: 'which-day' };
    const require = asked({ knownFor: { moreThan: 'P1Y', before } });
    const more = { questions: [question('which-day', 'application', 'letter')] };
    const applied: Given = { kind: 'step', step: 'application-received', on: '2026-01-20' };
    const known = (since: string) => written('a', [], { knownSince: since });
    const told = (since: string, ...items: Given[]) =>
      judged(require, [applied, known(since), ...items], { more });
    const answer = (reading: string): Given => ({
      kind: 'answer',
      question: 'which-day',
      reading,
      on: '2026-02-02',
    });

    test('it is asked only where a year is over by the one day and not by the other', () => {
      // The letter is of 1 February, the application of 20 January.
      expect(told('2025-01-19').outcome).toStrictEqual({ status: 'met', final: true });
      expect(told('2025-01-20').outcome).toMatchObject({
        status: 'depends-on-reading',
        question: 'which-day',
        readings: [
          { reading: 'application', outcome: { status: 'unmet', have: 0 } },
          { reading: 'letter', outcome: { status: 'met' } },
        ],
      });
      expect(told('2025-01-31').outcome.status).toBe('depends-on-reading');
      expect(told('2025-02-01').outcome).toMatchObject({ status: 'unmet', have: 0, need: 1 });
    });

    test('the first reading is shown while it is open, and the one taken afterwards', () => {
      const codes = (...items: Given[]) => told('2025-01-20', ...items).findings;
      const short = (day: string) => ({
        code: 'known-too-short',
        text: `Known since 2025-01-20: not more than one year before ${day}.`,
        ref: 'fact-2',
      });
      expect(codes()).toStrictEqual([short('2026-01-20')]);
      expect(codes(answer('application'))).toStrictEqual([short('2026-01-20')]);
      expect(codes(answer('letter'))).toStrictEqual([]);
      expect(told('2025-01-20', answer('letter')).tally).toEqual({ received: 1, counted: 1 });
    });

    test('the first is that which the policy lists first', () => {
      const turned = { questions: [question('which-day', 'letter', 'application')] };
      const result = judged(require, [applied, known('2025-01-20')], { more: turned });
      expect(result.outcome).toMatchObject({
        readings: [{ reading: 'letter' }, { reading: 'application' }],
      });
      expect(result.findings).toStrictEqual([]);
      expect(result.tally).toEqual({ received: 1, counted: 1 });
    });

    test('what answered it is among the facts', () => {
      expect(told('2025-01-20').evidence).toStrictEqual(['fact-2']);
      const taken = told('2025-01-20', answer('letter'));
      expect([taken.outcome.status, taken.evidence]).toStrictEqual(['met', ['fact-2', 'fact-3']]);
      expect(told('2025-01-20', answer('application')).outcome.status).toBe('unmet');
    });

    test('settled by the program it rests on no answer', () => {
      const [open] = more.questions;
      const settled = { ...open, settled: { reading: 'letter', by: 'Us', on: '2026-01-01' } };
      const result = judged(require, [applied, known('2025-01-20')], {
        more: { questions: [settled] },
      });
      expect([result.outcome.status, result.evidence]).toStrictEqual(['met', ['fact-2']]);
    });
  });

  test('are known for so long before the day of the application alone', () => {
    const require = asked({ knownFor: { moreThan: 'P1Y', before: 'application' } });
    const known = written('a', [], { knownSince: '2025-02-01' });
    const step = (name: string, on: string): Given => ({ kind: 'step', step: name, on });
    const status = (...items: Given[]) => judged(require, items).outcome.status;
    expect(
      status(step('other', '2025-03-01'), step('application-received', '2026-03-01'), known),
    ).toBe('met');
    expect(
      status(step('other', '2026-03-01'), step('application-received', '2026-02-01'), known),
    ).toBe('unmet');
  });
});
