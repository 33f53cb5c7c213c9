import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../evaluate.js';
import type { Context, Evidence, EvidenceItem } from '../../evidence.js';
import { policyAsking } from '../../example.fixture.js';
import type { Result } from '../../outcome.js';

interface Try {
  readonly on?: string;
  readonly result?: 'passed' | 'failed';
  readonly mark?: object;
  readonly attempt?: object;
}

function judged(
  fields: object,
  tries: readonly Try[],
  more: Evidence = [],
  asOf = '2026-06-30',
  context: Context = {},
): Result {
  const { attempts = {}, ...rest } = fields as { attempts?: object };
  const asked = {
    kind: 'exam',
    parts: [
      { id: 'written', title: 'Written', items: 'none', timeLimit: 'none' },
      { id: 'oral', title: 'Oral', items: 'none', timeLimit: 'none' },
    ],
    passMark: 'not stated',
    ...rest,
    attempts: {
      atMost: 'none',
      form: 'not stated',
      waiting: 'none',
      window: 'none',
      afterLast: 'not stated',
      ...attempts,
    },
  };
  const items = tries.flatMap(
    ({ on = '2026-03-02', result, mark, attempt = {} }, place): EvidenceItem[] => [
      {
        kind: 'exam-attempt',
        ref: `attempt-${place}`,
        on,
        attempt: `try-${place}`,
        exam: 'asked',
        ...attempt,
      },
      ...(result === undefined && mark === undefined
        ? []
        : [
            {
              kind: 'exam-mark',
              ref: `mark-${place}`,
              on,
              attempt: `try-${place}`,
              result: result ?? 'failed',
              ...mark,
            } as const,
          ]),
    ],
  );
  const { require } = evaluate(policyAsking(asked), 'apply', [...items, ...more], asOf, context);
  if (typeof require === 'string') throw new Error('nothing was asked');
  return require;
}
const status = ({ outcome }: Result) =>
  outcome.status === 'unmet' && !outcome.reachable ? 'unmet for good' : outcome.status;
const codes = ({ findings }: Result) => findings.map(({ code }) => code);
const on = (day: string, result: 'passed' | 'failed' = 'failed'): Try => ({ on: day, result });
const trained = (day: string): EvidenceItem => ({
  kind: 'step',
  step: 'training-completed',
  on: day,
  ref: `trained-${day}`,
});

describe('to pass takes', () => {
  test.each<[string, object, object, object]>([
    ['so many percent', { percent: 75 }, { score: 75 }, { score: 74.9 }],
    ['so many answers right', { points: 60 }, { points: 60 }, { points: 59 }],
    ['so much on the scale of the exam', { scaled: 500 }, { scaled: 500 }, { scaled: 499 }],
    [
      'so many points of all parts together',
      { points: 60 },
      { parts: { written: { points: 35 }, oral: { points: 25 } } },
      { parts: { written: { points: 35 }, oral: { points: 24 } } },
    ],
  ])('%s', (_, passMark, enough, tooLittle) => {
    expect(status(judged({ passMark }, [{ mark: { ...enough, result: 'failed' } }]))).toBe('met');
    expect(status(judged({ passMark }, [{ mark: { ...tooLittle, result: 'passed' } }]))).toBe(
      'unmet',
    );
    expect(status(judged({ passMark }, [{ result: 'passed' }]))).toBe('met');
  });

  test('no more than to complete it: any score passes, an attempt broken off does not', () => {
    const done = { passMark: 'completed' };
    expect(status(judged(done, [{ mark: { score: 3 } }]))).toBe('met');
    expect(status(judged(done, [{}]))).toBe('met');
    expect(status(judged(done, [{ attempt: { completed: false } }]))).toBe('unmet');
    expect(status(judged(done, []))).toBe('unmet');
  });

  const parts = ['written', 'oral'].map((id) => ({
    id,
    title: id,
    items: 'none',
    timeLimit: 'none',
    passMark: { percent: 70 },
  }));
  const scores = (written: number, oral: number): Try => ({
    mark: { result: 'passed', parts: { written: { score: written }, oral: { score: oral } } },
  });

  test('the mark of each part in one attempt', () => {
    expect(
      [scores(70, 70), scores(100, 69)].map((one) => status(judged({ parts }, [one]))),
    ).toEqual(['met', 'unmet']);
    expect(status(judged({ parts }, [scores(70, 69), scores(69, 70)]))).toBe('unmet');
  });

  test('or each part in some attempt, where parts are passed one by one', () => {
    const byPart = { parts, attempts: { scope: 'part', atMost: 2 } };
    expect(status(judged(byPart, [scores(70, 69), scores(69, 70)]))).toBe('met');
    const oralOnly = (score: number): Try => ({
      on: '2026-03-09',
      attempt: { part: 'oral' },
      mark: { parts: { oral: { score } } },
    });
    expect(judged(byPart, [scores(70, 69), oralOnly(70)])).toMatchObject({
      outcome: { status: 'met' },
    });
    expect(status(judged(byPart, [scores(70, 69), oralOnly(69)]))).toBe('unmet for good');
  });
});

describe('attempts', () => {
  test('must wait so long, and the day itself will do', () => {
    const waiting = { attempts: { waiting: 'P30D' } };
    expect(codes(judged(waiting, [on('2026-03-02'), on('2026-03-31', 'passed')]))).toEqual([
      'too-soon',
    ]);
    expect(status(judged(waiting, [on('2026-03-02'), on('2026-04-01', 'passed')]))).toBe('met');
    expect(codes(judged(waiting, [on('2026-03-02')], [], '2026-03-31'))).toEqual(['waiting']);
    expect(codes(judged(waiting, [on('2026-03-02')], [], '2026-04-01'))).toEqual([]);
  });

  test('must lie in their window', () => {
    const window = { attempts: { window: { from: 'training-end', length: 'P1Y' } } };
    const trainedOn = [trained('2025-03-02')];
    expect(status(judged(window, [on('2026-03-02', 'passed')], trainedOn))).toBe('met');
    expect(codes(judged(window, [on('2026-03-03', 'passed')], trainedOn))).toEqual([
      'outside-window',
    ]);
    expect(judged(window, [], trainedOn, '2026-03-02').outcome).toMatchObject({
      by: '2026-03-02',
      reachable: true,
    });
    expect(status(judged(window, [], trainedOn, '2026-03-03'))).toBe('unmet for good');
  });

  describe('while it is not known when they may be made', () => {
    const fromTraining = { atMost: 2, window: { from: 'training-end', length: 'P1Y' } };
    const byRoute = {
      atMost: 2,
      window: {
        table: [
          { where: { route: ['in-state'], veteran: [true] }, value: { from: 'training-end' } },
          { where: { route: ['in-state'] }, value: { from: 'training-end', length: 'P1Y' } },
        ],
        otherwise: 'not stated',
      },
    };
    const is = (name: string, value: string | boolean): EvidenceItem => ({
      kind: 'circumstance',
      name,
      value,
      on: '2020-01-01',
      ref: `is-${name}`,
    });

    test('neither count nor are lost: a pass does not pass yet, and fails use nothing up', () => {
      const passed = judged({ attempts: fromTraining }, [on('2026-03-02', 'passed')]);
      expect(passed).toMatchObject({
        outcome: {
          status: 'unmet',
          have: '1 attempt that cannot be placed',
          need: 'the day from which attempts are counted',
          reachable: true,
        },
        tally: { attempts: 0, failed: 0, unplaced: 1 },
        evidence: ['attempt-0', 'mark-0'],
        findings: [{ code: 'anchor-missing', ref: 'attempt-0' }],
      });
      expect(passed.tally['left']).toBeUndefined();
      const fails = [on('2026-03-02'), on('2026-03-03'), on('2026-03-04')];
      expect(judged({ attempts: fromTraining }, fails)).toMatchObject({
        outcome: { status: 'unmet', have: '3 attempts that cannot be placed', reachable: true },
        tally: { failed: 0, unplaced: 3 },
      });
    });

    test('nothing is amiss before the first', () => {
      const none = judged({ attempts: fromTraining }, []);
      expect([status(none), codes(none), none.tally]).toEqual([
        'unmet',
        [],
        { attempts: 0, failed: 0, unmarked: 0, left: 2 },
      ]);
    });

    test('each part on its own waits for it', () => {
      const perPart = judged({ attempts: { ...fromTraining, scope: 'part' } }, [
        { ...on('2026-03-02', 'passed'), attempt: { part: 'oral' } },
        { ...on('2026-03-03', 'passed'), attempt: { part: 'written' } },
      ]);
      expect([status(perPart), perPart.tally['unplaced']]).toEqual(['unmet', 2]);
      expect(codes(perPart)).toEqual(['anchor-missing', 'anchor-missing']);
    });

    test('because it goes by something that is not recorded of the person, that is named', () => {
      const by = (day: string, ...facts: EvidenceItem[]) =>
        judged({ attempts: byRoute }, [on(day, 'passed')], [trained('2025-06-01'), ...facts]);
      const late = '2026-06-15';
      const asks = (...names: string[]) => ({
        status: 'needs-decision',
        decisions: [
          { question: `Not recorded of the person: ${names.join(', ')}. Is this met: Asked?` },
        ],
      });
      expect(by(late)).toMatchObject({
        outcome: asks('route', 'veteran'),
        findings: [{ code: 'circumstance-missing' }],
      });
      expect(by(late, is('route', 'in-state')).outcome).toMatchObject(asks('veteran'));
      expect(by(late, is('veteran', false)).outcome).toMatchObject(asks('route'));
      expect(status(by(late, is('route', 'in-state'), is('veteran', false)))).toBe(
        'unmet for good',
      );
      for (const fact of [is('route', 'out-of-state'), is('veteran', true)])
        expect(status(by(late, fact))).toBe('met');
      expect(by('2026-03-02')).toMatchObject({ outcome: { status: 'met' }, findings: [] });
    });
  });

  test('in days that move on pass for a time only', () => {
    const lately = (window: unknown) =>
      judged({ attempts: { window } }, [on('2026-03-02', 'passed')]).outcome;
    expect(lately({ to: 'as-of', length: 'P1Y' })).toEqual({ status: 'met', final: false });
    expect(lately({ from: '2026-01-01' })).toEqual({ status: 'met', final: true });
    expect(lately('none')).toEqual({ status: 'met', final: true });
  });

  test('by the calendar year begin anew', () => {
    const yearly = { attempts: { atMost: 2, per: 'calendar-year' } };
    const three = [on('2025-11-01'), on('2025-12-01'), on('2025-12-20', 'passed')];
    expect([status(judged(yearly, three)), codes(judged(yearly, three))]).toEqual([
      'unmet',
      ['beyond-attempts'],
    ]);
    expect(status(judged(yearly, [...three, on('2026-01-02', 'passed')]))).toBe('met');
  });

  const twice = [on('2026-02-08'), on('2026-02-15')];
  const retrained = [trained('2026-02-01'), trained('2026-05-01')];

  test('after repeating the training: anew, used up, or not stated', () => {
    const per = (value: string) =>
      status(judged({ attempts: { atMost: 2, per: value } }, twice, retrained));
    expect([per('training'), per('ever'), per('not stated')]).toEqual([
      'unmet',
      'unmet for good',
      'needs-decision',
    ]);
    expect(status(judged({ attempts: { atMost: 2 } }, twice, [trained('2026-02-01')]))).toBe(
      'unmet for good',
    );
    expect(status(judged({ attempts: { atMost: 2 } }, twice, [trained('2026-05-01')]))).toBe(
      'unmet for good',
    );
  });
});

describe('blocks of attempts', () => {
  const gate = {
    title: 'Remedial',
    tally: 'remedial',
    unit: 'hours',
    atLeast: { table: [{ where: { level: ['basic'] }, value: 24 }], otherwise: 48 },
    orAlso: [{ course: ['refresher'] }],
  };
  const blocks = { attempts: { blocks: [{ attempts: 3 }, { attempts: 2, gate }] } };
  const three = [on('2026-01-10'), on('2026-02-10'), on('2026-03-10')];
  const remedial = (amount: number, day = '2026-04-01', attributes = {}): EvidenceItem => ({
    kind: 'activity',
    tally: 'remedial',
    amount,
    unit: 'hours',
    on: day,
    ref: 'remedial',
    attributes,
  });
  const basic: EvidenceItem = {
    kind: 'circumstance',
    name: 'level',
    value: 'basic',
    on: '2025-01-01',
    ref: 'level',
  };

  test('stay closed until what the gate asks for is done', () => {
    expect(judged(blocks, three, [basic, remedial(23)])).toMatchObject({
      outcome: { status: 'unmet', need: 'Remedial: 23 of 24 hours.' },
      findings: [{ code: 'gate-closed' }],
    });
    expect(judged(blocks, three, [basic, remedial(24)])).toMatchObject({
      outcome: { need: 'a passed attempt', reachable: true },
      findings: [],
    });
    const other: EvidenceItem = { ...basic, value: 'advanced' };
    expect(judged(blocks, three, [other, remedial(24)])).toMatchObject({
      outcome: { need: 'Remedial: 24 of 48 hours.' },
    });
    expect(judged(blocks, three, [remedial(24)])).toMatchObject({
      outcome: { status: 'unmet', need: 'Remedial: 24 of 48 hours or a passed attempt' },
      findings: [{ code: 'circumstance-missing' }],
    });
    const fourth = [...three, on('2026-04-02', 'passed')];
    expect(status(judged(blocks, fourth, [remedial(24)]))).toBe('needs-decision');
    expect(status(judged(blocks, fourth, [remedial(48)]))).toBe('met');
    expect(
      codes(judged(blocks, three, [basic, remedial(3, '2026-04-01', { course: 'refresher' })])),
    ).toEqual([]);
    expect(codes(judged(blocks, three, [basic, remedial(24, '2026-03-09')]))).toEqual([
      'gate-closed',
    ]);
    expect(codes(judged(blocks, three.slice(1), [basic]))).toEqual([]);
  });

  test('an attempt before the gate opened does not count, even passed', () => {
    const early = judged(blocks, [...three, on('2026-03-20', 'passed')], [basic, remedial(24)]);
    expect([status(early), codes(early)]).toEqual(['unmet', ['gate-closed']]);
    expect(
      status(judged(blocks, [...three, on('2026-04-02', 'passed')], [basic, remedial(24)])),
    ).toBe('met');
  });

  test('are used up after the last', () => {
    const five = [...three, on('2026-04-10'), on('2026-05-10')];
    expect(status(judged(blocks, five.slice(0, 4), [basic, remedial(24)]))).toBe('unmet');
    expect(status(judged(blocks, five, [basic, remedial(24)]))).toBe('unmet for good');
    const six = judged(blocks, [...five, on('2026-06-10', 'passed')], [basic, remedial(24)]);
    expect([status(six), codes(six)]).toEqual(['unmet for good', ['beyond-attempts']]);
  });
});
