import { describe, expect, test } from '@jest/globals';
import { examIn, told } from '../../flaws/told.fixture.js';
import { judged, type Given } from '../judged.fixture.js';

/** Exams of which something need only be completed, and when attempts may be made. */

const part = (id: string, passMark: unknown = 'not stated') => ({
  id,
  title: id,
  items: 'none',
  timeLimit: 'none',
  passMark,
});
const exam = (attempts: object = {}, more: object = {}) => ({
  kind: 'exam',
  parts: [part('written'), part('oral')],
  passMark: 'not stated',
  attempts: {
    atMost: 3,
    form: 'none',
    waiting: 'none',
    window: 'none',
    afterLast: 'none',
    ...attempts,
  },
  ...more,
});
const attempt = (id: string, on: string, more: object = {}): Given => ({
  kind: 'exam-attempt',
  attempt: id,
  exam: 'asked',
  on,
  ...more,
});
const mark = (id: string, more: object = {}): Given => ({
  kind: 'exam-mark',
  attempt: id,
  on: '2026-06-01',
  result: 'failed',
  ...more,
});
const step = (name: string, on: string): Given => ({ kind: 'step', step: name, on });

describe('what need only be completed', () => {
  const one = attempt('one', '2026-01-01');
  const brokenOff = attempt('one', '2026-01-01', { completed: false });

  test('as a part of a whole is passed by that, whatever its score', () => {
    const require = exam(
      {},
      { passMark: { percent: 70 }, parts: [part('written', 'completed'), part('oral')] },
    );
    const scored = mark('one', { score: 70, parts: { written: { score: 3, result: 'failed' } } });
    expect(judged(require, [one, scored]).outcome).toStrictEqual({ status: 'met', final: true });
    expect(judged(require, [brokenOff, scored]).tally).toMatchObject({ failed: 1 });
    expect(judged(require, [one]).tally).toMatchObject({ failed: 0, unmarked: 1 });
  });

  test('as a whole is not passed while a part of it that has a mark is not', () => {
    const require = exam(
      {},
      { passMark: 'completed', parts: [part('written', { percent: 70 }), part('oral')] },
    );
    const written = (score: number) => mark('one', { parts: { written: { score } } });
    expect(judged(require, [one, written(70)]).outcome.status).toBe('met');
    expect(judged(require, [one, written(69)]).tally).toMatchObject({ failed: 1 });
    expect(judged(require, [one]).tally).toMatchObject({ unmarked: 1 });
    expect(judged(require, [brokenOff, written(70)]).tally).toMatchObject({ failed: 1 });
  });

  test('or reach so many points, of those parts that have any', () => {
    const require = exam({}, { passMark: { points: 60 } });
    const points = { parts: { written: { points: 60 }, oral: { score: 1 } } };
    expect(judged(require, [one, mark('one', points)]).outcome.status).toBe('met');
    expect(
      judged(require, [one, mark('one', { parts: { oral: { score: 9 } } })]).tally,
    ).toMatchObject({ failed: 1 });
    const passed = mark('one', { result: 'passed', parts: { oral: { score: 9 } } });
    expect(judged(require, [one, passed]).outcome.status).toBe('met');
  });

  test('part by part goes by the mark of each', () => {
    const require = exam(
      { scope: 'part' },
      { parts: [part('written', 'completed'), part('oral', { percent: 70 })] },
    );
    const oral = (score: number) => mark('one', { parts: { oral: { score } } });
    expect(judged(require, [one, oral(70)]).outcome.status).toBe('met');
    expect(judged(require, [one, oral(69)]).outcome.status).toBe('unmet');
    expect(judged(require, [brokenOff, oral(70)]).tally).toMatchObject({ failed: 1 });
  });
});

describe('when attempts may be made', () => {
  test('is read in each row, and in what holds otherwise', () => {
    const window = { from: '2026-01-01', to: '2026-06-30', length: 'P1Y' };
    const flaw = (place: string) =>
      `apply.require.attempts.window.${place}: the window has both ends and a length as well. Leave out one of \`from\`, \`to\` and \`length\`.`;
    const where = { level: ['a'] };
    const rows = { table: [{ where, value: window }], otherwise: 'not stated' };
    expect(told(examIn(window))).toStrictEqual([flaw('length')]);
    expect(told(examIn(rows))).toStrictEqual([flaw('table.0.value.length')]);
    const right = { from: '2026-01-01', length: 'P1Y' };
    expect(told(examIn({ table: [{ where, value: right }], otherwise: window }))).toStrictEqual([
      flaw('otherwise.length'),
    ]);
    expect(told(examIn({ table: [{ where, value: right }], otherwise: right }))).toStrictEqual([]);
    for (const silence of ['none', 'not stated']) expect(told(examIn(silence))).toStrictEqual([]);
    const named = { from: 'nowhere', length: 'P1Y' };
    expect(told(examIn({ table: [{ where, value: right }], otherwise: named }))[0]).toContain(
      'apply.require.attempts.window.otherwise.from: no day goes by the name of nowhere',
    );
  });

  test('otherwise is by those days too', () => {
    const window = {
      table: [{ where: { level: ['a'] }, value: { from: '2026-01-01' } }],
      otherwise: { from: '2026-02-01', to: '2026-06-30' },
    };
    const is: Given = { kind: 'circumstance', name: 'level', value: 'b', on: '2020-01-01' };
    const result = judged(exam({ window }), [
      is,
      attempt('one', '2026-01-31'),
      attempt('two', '2026-02-01'),
      mark('two'),
    ]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: '1 failed',
      need: 'a passed attempt',
      by: '2026-06-30',
      reachable: true,
    });
    expect(result.findings).toMatchObject([{ code: 'outside-window', ref: 'fact-2' }]);
  });

  test('waits by the words for what is not recorded of the person, if that decides', () => {
    const window = {
      table: [
        { where: { 'home-state': ['a'], 'year-of-study': [1] }, value: { from: '2026-02-01' } },
      ],
      otherwise: 'not stated',
    };
    const passed = (day: string) => judged(exam({ window }), [attempt('one', day), mark('one')]);
    const marked = judged(exam({ window }), [
      attempt('one', '2026-01-31'),
      { ...mark('one'), result: 'passed' } as Given,
    ]);
    expect(marked.outcome).toStrictEqual({
      status: 'needs-decision',
      decisions: [
        {
          requirement: 'asked',
          question: 'Not recorded of the person: home state, year of study. Is this met: Asked?',
          options: ['met', 'unmet'],
        },
      ],
    });
    expect(marked.findings).toMatchObject([{ code: 'circumstance-missing' }]);
    expect(passed('2026-02-01').findings).toStrictEqual([]);
  });

  test('while it is not known leaves open how many are left, part by part, and all can still be passed', () => {
    const window = { from: 'interview', length: 'P1Y' };
    const result = judged(exam({ window, atMost: 1, scope: 'part' }), [
      attempt('one', '2026-01-31', { part: 'oral' }),
      attempt('two', '2026-02-28', { part: 'oral' }),
    ]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: '2 attempts that cannot be placed',
      need: 'the day from which attempts are counted',
      reachable: true,
    });
    expect(result.tally).toStrictEqual({
      attempts: 0,
      failed: 0,
      unmarked: 0,
      unplaced: 2,
      left: 1,
    });
  });

  test('in days that move on, part by part, passes for a time only', () => {
    const facts = [attempt('one', '2026-03-01'), mark('one', { result: 'passed' })];
    const final = (window: unknown) => judged(exam({ window, scope: 'part' }), facts).outcome;
    expect(final({ to: 'as-of', length: 'P1Y' })).toStrictEqual({ status: 'met', final: false });
    expect(final({ from: '2026-01-01' })).toStrictEqual({ status: 'met', final: true });
    expect(final('none')).toStrictEqual({ status: 'met', final: true });
  });

  test('begins with the latest day on which the training was completed, whatever the order', () => {
    const anew = exam({ atMost: 1, per: 'training' });
    const days = ['2025-12-01', '2026-03-02', '2026-01-01'];
    const result = judged(anew, [
      attempt('one', '2026-03-01'),
      attempt('two', '2026-03-02'),
      ...days.map((day) => step('training-completed', day)),
    ]);
    expect(result.tally).toMatchObject({ attempts: 1, left: 0, unmarked: 1 });
    expect(result.findings).toStrictEqual([]);
    expect(judged(anew, [attempt('one', '2026-03-01')]).tally).toMatchObject({ attempts: 1 });
  });
});

test('of parts passed one by one, what is used up in one is to be decided though others are open', () => {
  const once = exam({ atMost: 1, scope: 'part' });
  const result = judged(once, [
    attempt('one', '2026-01-01', { part: 'written' }),
    mark('one'),
    step('training-completed', '2025-12-01'),
    step('training-completed', '2026-02-01'),
  ]);
  expect(result.outcome.status).toBe('needs-decision');
  expect(result.tally).toStrictEqual({ attempts: 1, failed: 1, unmarked: 0, left: 0 });
});

test('of parts passed one by one, the gate that is closed is told, whichever it is of', () => {
  const gate = { title: 'Tutoring', tally: 'tutoring', unit: 'hours', atLeast: 2 };
  const gated = exam({ scope: 'part', blocks: [{ attempts: 1 }, { attempts: 1, gate }] });
  const result = judged(gated, [attempt('one', '2026-01-01', { part: 'oral' }), mark('one')]);
  expect(result.outcome).toStrictEqual({
    status: 'unmet',
    have: '1 failed',
    need: 'Tutoring: 0 of 2 hours.',
    reachable: true,
  });
});
