import { describe, expect, test } from '@jest/globals';
import { unmetRequirements } from '../judging.js';
import { assess } from './assess.js';
import { flawsOf } from './check.js';
import { evaluate } from './evaluate.js';
import type { EvidenceItem } from './evidence.js';
import { exampleQuote, policyAsking } from './example.fixture.js';
import type { Result } from './outcome.js';

/** What is asked for once something is lost, and what a person chooses to ask for. */

type Given = EvidenceItem extends infer Item
  ? Item extends EvidenceItem
    ? Omit<Item, 'ref'>
    : never
  : never;

function judged(require: object, items: readonly Given[], asOf = '2026-06-30', more: object = {}) {
  const evidence = items.map((item, place) => ({ ref: `fact-${place + 1}`, ...item }));
  const { require: result } = evaluate(policyAsking(require, more), 'apply', evidence, asOf);
  if (typeof result === 'string') throw new Error('nothing was asked');
  return result;
}
const status = ({ outcome }: Result) =>
  outcome.status === 'unmet' && !outcome.reachable ? 'unmet for good' : outcome.status;
const done = (step: string, on: string): Given => ({ kind: 'step', step, on });
const stepBy = (id: string, notAfter?: string) => ({
  id,
  title: id,
  kind: 'step',
  step: id,
  ...(notAfter !== undefined && { notAfter }),
});

describe('a remedy', () => {
  const late = {
    kind: 'remedy',
    of: stepBy('in-time', '2026-03-10'),
    else: stepBy('exam'),
  };

  test('asks for nothing more while what is asked for can still be met', () => {
    expect(judged(late, [], '2026-03-10').outcome).toMatchObject({
      status: 'unmet',
      by: '2026-03-10',
      reachable: true,
    });
    expect(status(judged(late, [done('in-time', '2026-03-10')]))).toBe('met');
    expect(judged(late, [done('exam', '2026-03-09')], '2026-03-10').outcome).toMatchObject({
      status: 'unmet',
      by: '2026-03-10',
    });
  });

  test('is what is asked for instead from the day on which the first is lost', () => {
    expect(judged(late, [], '2026-03-11').outcome).toEqual({
      status: 'unmet',
      have: 'not yet',
      need: 'exam',
      reachable: true,
    });
    expect(status(judged(late, [done('exam', '2026-03-20')]))).toBe('met');
    expect(status(judged({ ...late, else: stepBy('exam', '2026-04-01') }, []))).toBe(
      'unmet for good',
    );
  });

  test('is there to be seen with its words before it is asked for, and not judged', () => {
    const inside = { ...late, else: { id: 'both', title: 'Both', kind: 'all', of: [late.else] } };
    const { children } = judged(inside, [done('exam', '2026-03-09')], '2026-03-10');
    expect(children[1]).toEqual({
      requirement: 'both',
      title: 'Both',
      kind: 'all',
      outcome: { status: 'not-applicable' },
      rules: [exampleQuote],
      evidence: [],
      findings: [],
      tally: {},
      children: [
        expect.objectContaining({
          requirement: 'exam',
          outcome: { status: 'not-applicable' },
          rules: [exampleQuote],
          children: [],
        }),
      ],
    });
    const own = { ...exampleQuote, id: 'E-2' };
    const quoted = judged({ ...late, else: { ...late.else, rules: [own] } }, [], '2026-03-10');
    expect(quoted.children[1]?.rules).toEqual([own]);
  });

  test('then shows both, each with its own evidence', () => {
    const { children, evidence } = judged(late, [
      done('in-time', '2026-03-11'),
      done('exam', '2026-03-20'),
    ]);
    expect(children.map(({ requirement }) => requirement)).toEqual(['in-time', 'exam']);
    expect(evidence).toEqual(['fact-1', 'fact-2']);
  });

  test('that is not judged gives nothing back', () => {
    const silent = {
      id: 'work',
      title: 'Work',
      kind: 'tally',
      tally: 'work',
      unit: 'hours',
      atLeast: 'not stated',
      window: 'not stated',
    };
    expect(status(judged({ ...late, else: silent }, []))).toBe('unmet for good');
  });

  test('waits for a fact that is not recorded rather than taking the first for lost', () => {
    const veteran = {
      id: 'veteran',
      title: 'Veteran',
      kind: 'circumstance',
      where: { veteran: [true] },
    };
    const outcome = (items: Given[]) => judged({ ...late, of: veteran }, items).outcome;
    expect(outcome([done('exam', '2026-03-09')])).toMatchObject({
      status: 'unmet',
      unknown: [{ requirement: 'veteran' }],
    });
  });

  test('is asked for under each reading under which the first is lost', () => {
    const questions = [
      {
        id: 'which-day',
        ask: 'Which day?',
        rules: [exampleQuote],
        readings: [
          { id: 'early', says: 'The tenth.' },
          { id: 'late', says: 'The twentieth.' },
        ],
        settled: 'not stated',
      },
    ];
    const read = {
      kind: 'remedy',
      of: {
        id: 'in-time',
        title: 'In time',
        kind: 'readings',
        question: 'which-day',
        readings: {
          early: { ...stepBy('early', '2026-03-10'), step: 'done' },
          late: { ...stepBy('late', '2026-03-20'), step: 'done' },
        },
      },
      else: stepBy('exam', '2026-04-01'),
    };
    const items = [done('done', '2026-03-15')];
    expect(judged(read, items, '2026-06-30', { questions }).outcome).toMatchObject({
      status: 'depends-on-reading',
      readings: [
        { reading: 'early', outcome: { status: 'unmet', reachable: false } },
        { reading: 'late', outcome: { status: 'met' } },
      ],
    });
    expect(
      judged(read, [...items, done('exam', '2026-04-01')], '2026-06-30', { questions }).outcome,
    ).toMatchObject({ status: 'met' });
  });
});

describe('a choice', () => {
  const choice = {
    kind: 'choice',
    ask: 'What is asked of this person?',
    options: [
      { id: 'exam', says: 'Sit the exam', require: stepBy('exam', '2026-06-15') },
      { id: 'nothing', says: 'Nothing more', require: 'none' },
      { id: 'other', says: 'Something else', require: 'not stated' },
    ],
  };
  const chose = (option: string, on = '2026-03-10'): Given => ({
    kind: 'option',
    requirement: 'asked',
    option,
    on,
  });

  test('waits for a person, and names the options', () => {
    expect(judged(choice, []).outcome).toEqual({
      status: 'needs-decision',
      decisions: [
        {
          requirement: 'asked',
          question: 'What is asked of this person?',
          options: ['Sit the exam', 'Nothing more', 'Something else'],
        },
      ],
    });
  });

  test('asks for what was chosen, and for nothing else', () => {
    expect(judged(choice, [chose('exam')], '2026-06-15').outcome).toMatchObject({
      status: 'unmet',
      by: '2026-06-15',
      reachable: true,
    });
    expect(status(judged(choice, [chose('exam')], '2026-06-16'))).toBe('unmet for good');
    const taken = judged(choice, [chose('exam'), done('exam', '2026-06-15')]);
    expect(taken).toMatchObject({
      outcome: { status: 'met' },
      taken: 'exam',
      evidence: ['fact-2', 'fact-1'],
      findings: [{ code: 'decided', text: 'Sit the exam', ref: 'fact-1' }],
      children: [{ requirement: 'exam', option: 'exam', outcome: { status: 'met' } }],
    });
    for (const other of [[], [chose('nothing')]])
      expect(judged(choice, other).children).toMatchObject([
        { requirement: 'exam', option: 'exam', outcome: { status: 'not-applicable' } },
      ]);
    expect(judged(choice, [chose('nothing')]).outcome).toEqual({ status: 'met', final: false });
    expect(judged(choice, [chose('other')]).outcome).toEqual({ status: 'not-stated' });
  });

  test('is the last one made; one that is not offered is none', () => {
    expect(status(judged(choice, [chose('nothing'), chose('exam')]))).toBe('unmet for good');
    expect(status(judged(choice, [chose('nothing'), chose('sing')]))).toBe('met');
    expect(status(judged(choice, [chose('sing')]))).toBe('needs-decision');
    expect(status(judged(choice, [{ ...chose('nothing'), requirement: 'another' } as Given]))).toBe(
      'needs-decision',
    );
  });

  test('is not answered by a judgement, which says nothing of what is asked', () => {
    const judgement: Given = {
      kind: 'judgement',
      requirement: 'asked',
      outcome: 'met',
      on: '2026-03-10',
    };
    expect(status(judged(choice, [judgement]))).toBe('needs-decision');
  });

  test('can be waived as a whole', () => {
    expect(
      status(judged(choice, [{ kind: 'waiver', requirement: 'asked', on: '2026-03-10' }])),
    ).toBe('waived');
  });

  test('is open again once something is recorded that bears on it, and not for what it asks', () => {
    const bearing = { ...choice, facts: ['review'] };
    const review = done('review', '2026-03-01');
    expect(status(judged(bearing, [review, chose('nothing')]))).toBe('met');
    const again = judged(bearing, [chose('nothing'), review]);
    expect([status(again), again.evidence]).toEqual(['needs-decision', ['fact-2']]);
    expect(status(judged(bearing, [chose('exam'), done('exam', '2026-04-01')]))).toBe('met');
  });

  test('made before the day from which it is asked was about something earlier', () => {
    const since = { ...choice, since: { from: 'full', every: 'P1Y', minus: 'P1Y' } };
    const full = done('full', '2024-03-10');
    const of = (on: string) => status(judged(since, [full, chose('nothing', on)]));
    expect(of('2026-03-09')).toBe('needs-decision');
    expect(of('2026-03-10')).toBe('met');
    expect(status(judged(since, [chose('nothing')]))).toBe('needs-decision');
  });

  test('so for a decision that is met or unmet', () => {
    const discretion = {
      kind: 'discretion',
      ask: 'Does it stand?',
      options: ['Yes', 'No'],
      since: { from: 'full', every: 'P1Y', minus: 'P1Y' },
    };
    const of = (on: string, ...more: Given[]) =>
      status(
        judged(discretion, [
          ...more,
          { kind: 'judgement', requirement: 'asked', outcome: 'met', on },
        ]),
      );
    const full = done('full', '2024-03-10');
    expect([of('2026-03-09', full), of('2026-03-10', full), of('2026-03-10')]).toEqual([
      'needs-decision',
      'met',
      'needs-decision',
    ]);
  });

  test('made since about a stage that is over is heeded', () => {
    const stage = {
      kind: 'stage',
      stage: 'full',
      notAfter: '2026-04-01',
      of: { id: 'choice', title: 'Choice', ...choice },
    };
    const later = { ...chose('nothing', '2026-05-01'), requirement: 'choice' } as Given;
    expect(status(judged(stage, []))).toBe('needs-decision');
    expect(status(judged(stage, [later]))).toBe('met');
  });

  test('whose day goes by something not recorded of the person is judged under all it may be', () => {
    const table = {
      table: [{ where: { route: ['short'] }, value: 'P1M' }],
      otherwise: 'P1Y',
    };
    const since = { ...choice, since: { from: 'full', plus: table } };
    const outcome = (on: string) =>
      judged(since, [done('full', '2025-03-10'), chose('nothing', on)]);
    expect(outcome('2025-04-10')).toMatchObject({ kind: 'possibilities' });
    expect(status(outcome('2026-03-10'))).toBe('met');
  });

  test('must offer each option once, and name a day that there is', () => {
    const problems = (more: object) =>
      flawsOf(policyAsking({ ...choice, ...more })).map(
        ({ path, problem }) => `${path.join('.')}: ${problem}`,
      );
    const [exam] = choice.options;
    expect(problems({})).toEqual([]);
    expect(
      problems({ options: [exam, { id: 'exam', says: 'Sit it again', require: 'none' }] }),
    ).toEqual(['apply.require.options.1.id: a second option named exam']);
    expect(problems({ since: 'fool' })).toEqual([
      'apply.require.since: no day goes by the name of fool',
    ]);
    expect(problems({ kind: 'discretion', options: ['Yes'], since: 'fool' })).toEqual([
      'apply.require.since: no day goes by the name of fool',
    ]);
  });
});

describe('what must be met', () => {
  const names = (results: readonly { readonly result: Result }[]) =>
    results.map(({ result }) => result.requirement);
  const remedy = (otherwise?: string) => ({
    kind: 'remedy',
    of: { ...stepBy('in-time', '2026-03-10'), ...(otherwise !== undefined && { otherwise }) },
    else: {
      id: 'late',
      title: 'Late',
      kind: 'all',
      of: [
        stepBy('exam', '2026-04-01'),
        {
          id: 'choice',
          title: 'Choice',
          kind: 'choice',
          ask: 'Which?',
          options: [
            { id: 'repeat', says: 'Repeat', require: stepBy('repeated', '2026-05-01') },
            { id: 'nothing', says: 'Nothing', require: 'none' },
          ],
        },
      ],
    },
  });
  const chose = (option: string): Given => ({
    kind: 'option',
    requirement: 'choice',
    option,
    on: '2026-03-20',
  });

  test('is what a remedy comes to as things stand, and what was chosen', () => {
    const of = (items: Given[], asOf: string) => {
      const { awaiting, outOfReach, violated } = assess(
        judged(remedy('disqualified'), items, asOf),
      );
      return [names(awaiting), names(outOfReach), names(violated)];
    };
    expect(of([], '2026-03-10')).toEqual([[], [], []]);
    expect(of([], '2026-03-11')).toEqual([['choice'], [], []]);
    expect(of([], '2026-04-02')).toEqual([['choice'], ['exam'], []]);
    expect(of([chose('repeat')], '2026-05-02')).toEqual([[], ['exam', 'repeated'], []]);
    expect(of([chose('nothing')], '2026-04-01')).toEqual([[], [], []]);
  });

  test('is a remedy as a whole where it hangs on a reading, is waived, or has a consequence', () => {
    const lost = { ...remedy(), otherwise: 'disqualified' };
    expect(names(assess(judged(lost, [chose('nothing')], '2026-04-02')).violated)).toEqual([
      'asked',
    ]);
    const waiver: Given = { kind: 'waiver', requirement: 'asked', on: '2026-03-11' };
    expect(names(assess(judged(remedy(), [waiver], '2026-04-02')).outOfReach)).toEqual([]);
  });

  test('is named of what is still unmet, and nothing else', () => {
    const unmet = (items: Given[], asOf: string) => {
      const evidence = items.map((item, place) => ({ ref: `fact-${place}`, ...item }));
      return unmetRequirements(evaluate(policyAsking(remedy()), 'apply', evidence, asOf));
    };
    expect(unmet([], '2026-03-10')).toEqual(['in-time']);
    expect(unmet([], '2026-03-11')).toEqual(['exam']);
    expect(unmet([chose('repeat')], '2026-03-21')).toEqual(['exam', 'repeated']);
    expect(unmet([done('in-time', '2026-03-10')], '2026-03-11')).toEqual([]);
  });
});
