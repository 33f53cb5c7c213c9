import { describe, expect, test } from '@jest/globals';
import type { PartMark } from '../../evidence.js';
import { judged, type Given } from '../judged.fixture.js';

/** Exams whose parts are passed one by one, and what is told of attempts. */

const exam = (attempts: object = {}, more: object = {}) => ({
  kind: 'exam',
  parts: ['written', 'oral'].map((id) => ({
    id,
    title: id,
    items: 'none',
    timeLimit: 'none',
    passMark: { percent: 70 },
  })),
  passMark: 'none',
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
const whole = (attempts: object = {}, more: object = {}) =>
  exam(attempts, {
    parts: [{ id: 'all', title: 'All', items: 'none', timeLimit: 'none' }],
    passMark: { percent: 70 },
    ...more,
  });
const byPart = (attempts: object = {}, more: object = {}) =>
  exam({ scope: 'part', ...attempts }, more);
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
const parts = (written?: number, oral?: number): { parts: Record<string, PartMark> } => ({
  parts: {
    ...(written !== undefined && { written: { score: written } }),
    ...(oral !== undefined && { oral: { score: oral } }),
  },
});
const step = (name: string, on: string): Given => ({ kind: 'step', step: name, on });
const hours = (amount: number, on: string, more: object = {}): Given => ({
  kind: 'activity',
  tally: 'tutoring',
  amount,
  unit: 'hours',
  on,
  ...more,
});

describe('parts that are passed one by one', () => {
  test('are passed in any attempts, and the whole with the last of them', () => {
    const first = [attempt('one', '2026-01-01'), mark('one', parts(70, 69))];
    const open = judged(byPart(), first);
    expect(open.outcome).toStrictEqual({
      status: 'unmet',
      have: '1 failed',
      need: 'a passed attempt',
      reachable: true,
    });
    expect(open).toMatchObject({
      evidence: ['fact-1', 'fact-2'],
      tally: { attempts: 1, failed: 1, unmarked: 0, left: 2 },
    });
    const second = [attempt('two', '2026-01-02', { part: 'oral' }), mark('two', { score: 70 })];
    const done = judged(byPart(), [...first, ...second]);
    expect(done.outcome).toStrictEqual({ status: 'met', final: true });
    expect(done.tally).toStrictEqual({ attempts: 2, failed: 1, unmarked: 0 });
    expect(
      judged(byPart(), [...first, second[0] as Given, mark('two', { score: 69 })]),
    ).toMatchObject({ outcome: { status: 'unmet' }, tally: { attempts: 2, failed: 2, left: 1 } });
  });

  test('have their own attempts, and the one with the fewest left is told', () => {
    const one = (id: string, part: string) => [
      attempt(id, `2026-01-0${id}`, { part }),
      mark(id, { score: 10 }),
    ];
    const facts = [...one('1', 'written'), ...one('2', 'written'), ...one('3', 'oral')];
    expect(judged(byPart(), facts).tally).toStrictEqual({
      attempts: 3,
      failed: 2,
      unmarked: 0,
      left: 1,
    });
    const lost = judged(byPart(), [...facts, ...one('4', 'written')]);
    expect([lost.outcome, lost.tally]).toMatchObject([
      { status: 'unmet', have: '3 failed', reachable: false },
      { left: 0 },
    ]);
    const unlimited = judged(byPart({ atMost: 'none' }), facts);
    expect(unlimited.tally).toStrictEqual({ attempts: 3, failed: 2, unmarked: 0 });
  });

  test('are as many as their attempts, though one fact may tell of several', () => {
    const told = ['one', 'two'].map((id) => ({
      ...attempt(id, '2026-01-01', { part: 'oral' }),
      ref: 'enrolled',
    }));
    expect(judged(byPart(), told).tally).toMatchObject({ attempts: 2, unmarked: 2 });
  });

  test('wait for marks, each for its own', () => {
    const unmarked = judged(byPart(), [
      attempt('one', '2026-01-01'),
      attempt('two', '2026-01-02', { part: 'oral' }),
    ]);
    expect(unmarked).toMatchObject({
      outcome: { status: 'unmet', have: 'an attempt not yet marked', reachable: true },
      tally: { attempts: 2, failed: 0, unmarked: 3, left: 1 },
    });
  });

  test('are marked as a whole where nothing is said of parts, and then in all of them', () => {
    const status = (...facts: Given[]) => judged(byPart(), facts).outcome.status;
    const one = attempt('one', '2026-01-01');
    expect(status(one, mark('one', { score: 70 }))).toBe('met');
    expect(status(one, mark('one', { score: 69 }))).toBe('unmet');
    expect(status(one, mark('one', { result: 'passed' }))).toBe('met');
    expect(status(one, mark('one', { score: 90, ...parts(90) }))).toBe('unmet');
    expect(judged(byPart(), [one, mark('one', { score: 90, ...parts(90) })]).tally).toMatchObject({
      unmarked: 1,
    });
    const oral = attempt('one', '2026-01-01', { part: 'oral' });
    const written = [attempt('two', '2026-01-02', { part: 'written' }), mark('two', { score: 70 })];
    expect(status(oral, mark('one', { score: 90, ...parts(10) }), ...written)).toBe('met');
    expect(status(oral, mark('one', parts(undefined, 90)), ...written)).toBe('met');
  });

  test('are told once what is amiss with an attempt at all of them', () => {
    const dated = byPart({ window: { from: '2026-02-01' }, waiting: 'P30D' });
    const early = judged(dated, [attempt('one', '2026-01-31'), mark('one', parts(70, 70))]);
    expect(early.findings).toStrictEqual([
      {
        code: 'outside-window',
        text: 'Made on 2026-01-31; allowed from 2026-02-01 on.',
        ref: 'fact-1',
      },
    ]);
    const waiting = judged(dated, [attempt('one', '2026-06-15'), mark('one', parts(10, 10))]);
    expect(waiting.findings).toStrictEqual([
      { code: 'waiting', text: 'The next attempt is not before 2026-07-15.' },
    ]);
  });

  test('are told each what is amiss with it, where that is not the same', () => {
    const waiting = byPart({ waiting: 'P30D' });
    const told = judged(waiting, [
      attempt('one', '2026-06-10', { part: 'written' }),
      mark('one', { score: 10 }),
      attempt('two', '2026-06-15', { part: 'oral' }),
      mark('two', { score: 10 }),
      attempt('three', '2026-06-16'),
    ]);
    expect(told.findings).toStrictEqual([
      { code: 'too-soon', text: 'Not before 2026-07-10.', ref: 'fact-5' },
      { code: 'waiting', text: 'The next attempt is not before 2026-07-10.' },
      { code: 'too-soon', text: 'Not before 2026-07-15.', ref: 'fact-5' },
      { code: 'waiting', text: 'The next attempt is not before 2026-07-15.' },
    ]);
  });

  test('may need only to be completed', () => {
    const completed = byPart(
      {},
      {
        parts: ['written', 'oral'].map((id) => ({
          id,
          title: id,
          items: 'none',
          timeLimit: 'none',
          passMark: 'completed',
        })),
      },
    );
    const status = (...facts: Given[]) => judged(completed, facts).outcome;
    expect(status(attempt('one', '2026-01-01'))).toStrictEqual({ status: 'met', final: true });
    expect(status(attempt('one', '2026-01-01', { completed: false }))).toMatchObject({
      have: '1 failed',
    });
    expect(status(attempt('one', '2026-01-01', { part: 'oral' }))).toMatchObject({
      have: '0 failed',
    });
  });

  test('without a mark of their own are passed where whoever marked says so', () => {
    const plain = byPart(
      {},
      {
        parts: ['written', 'oral'].map((id) => ({
          id,
          title: id,
          items: 'none',
          timeLimit: 'none',
        })),
      },
    );
    const own = (written: PartMark, oral: PartMark) =>
      judged(plain, [attempt('one', '2026-01-01'), mark('one', { parts: { written, oral } })]);
    expect(own({ result: 'passed' }, { result: 'passed' }).outcome.status).toBe('met');
    expect(own({ result: 'passed' }, { result: 'failed' }).tally).toMatchObject({ failed: 1 });
    expect(own({ result: 'passed' }, { score: 90 }).tally).toMatchObject({ unmarked: 1 });
  });

  test('are closed, due and undecided as the first of them that is not passed', () => {
    const dated = byPart({ window: { from: '2026-01-01', to: '2026-06-30' } });
    expect(judged(dated, []).outcome).toStrictEqual({
      status: 'unmet',
      have: '0 failed',
      need: 'a passed attempt',
      by: '2026-06-30',
      reachable: true,
    });
    const done = [attempt('one', '2026-01-01'), mark('one', parts(90, 90))];
    expect(judged(dated, done).outcome).toStrictEqual({ status: 'met', final: true });
    const gated = byPart({
      blocks: [
        { attempts: 1 },
        {
          attempts: 1,
          gate: { title: 'Tutoring', tally: 'tutoring', unit: 'hours', atLeast: 2 },
        },
      ],
    });
    const failed = [attempt('one', '2026-01-01'), mark('one', parts(90, 10))];
    const closed = judged(gated, failed);
    expect(closed.outcome).toStrictEqual({
      status: 'unmet',
      have: '1 failed',
      need: 'Tutoring: 0 of 2 hours.',
      reachable: true,
    });
    expect(closed.findings).toContainEqual({
      code: 'gate-closed',
      text: 'Tutoring: 0 of 2 hours.',
    });
    expect(judged(gated, [...failed, hours(2, '2026-01-02')]).outcome).toMatchObject({
      need: 'a passed attempt',
    });
    const used = byPart({ atMost: 1 });
    const again = [
      step('training-completed', '2025-12-01'),
      step('training-completed', '2026-02-01'),
    ];
    expect(judged(used, [...failed, ...again]).outcome).toStrictEqual({
      status: 'needs-decision',
      decisions: [
        {
          requirement: 'asked',
          question: 'The training was repeated: are there attempts again? It is not stated.',
          options: ['met', 'unmet'],
        },
      ],
    });
    expect(judged(used, failed).outcome).toMatchObject({ status: 'unmet', reachable: false });
    const writtenOnly = [
      attempt('one', '2026-01-01', { part: 'written' }),
      mark('one', { score: 10 }),
    ];
    expect(judged(used, [...writtenOnly, ...again]).outcome.status).toBe('needs-decision');
    const oralOnly = [attempt('one', '2026-01-01', { part: 'oral' }), mark('one', { score: 10 })];
    expect(judged(gated, oralOnly).outcome).toMatchObject({ need: 'Tutoring: 0 of 2 hours.' });
  });

  test('cannot be placed while the days on which they may be tried are not known', () => {
    const unknown = byPart({ window: { from: 'interview', length: 'P1Y' } });
    const made = judged(unknown, [
      attempt('one', '2026-01-01', { part: 'written' }),
      mark('one', { score: 90 }),
      attempt('two', '2026-01-02'),
    ]);
    expect(made.outcome).toStrictEqual({
      status: 'unmet',
      have: '2 attempts that cannot be placed',
      need: 'the day from which attempts are counted',
      reachable: true,
    });
    expect(made).toMatchObject({
      evidence: ['fact-1', 'fact-3', 'fact-2'],
      tally: { attempts: 0, unplaced: 2 },
    });
    expect(judged(unknown, []).outcome).toStrictEqual({
      status: 'unmet',
      have: '0 failed',
      need: 'a passed attempt',
      reachable: true,
    });
    const table = {
      table: [{ where: { 'first-language': ['asl'] }, value: { from: '2026-01-01' } }],
      otherwise: { from: '2026-02-01' },
    };
    const own = whole({ window: table });
    const one = [attempt('one', '2026-01-15'), mark('one', { score: 90 })];
    expect(judged(own, one).outcome).toMatchObject({
      decisions: [{ question: 'Not recorded of the person: first language. Is this met: Asked?' }],
    });
    const speaks = (value: string): Given => ({
      kind: 'circumstance',
      name: 'first-language',
      value,
      on: '2025-01-01',
    });
    expect(judged(own, [speaks('asl'), ...one]).outcome.status).toBe('met');
    expect(judged(own, [speaks('english'), ...one]).findings).toMatchObject([
      { code: 'outside-window' },
    ]);
  });
});

describe('a whole of which some parts have marks', () => {
  const require = exam(
    {},
    {
      passMark: { points: 100 },
      parts: [
        { id: 'written', title: 'W', items: 'none', timeLimit: 'none', passMark: { points: 40 } },
        { id: 'oral', title: 'O', items: 'none', timeLimit: 'none' },
      ],
    },
  );
  const tally = (more: object) =>
    judged(require, [attempt('one', '2026-01-01'), mark('one', { result: 'passed', ...more })]);

  test('is passed where the whole and each of these is', () => {
    const points = (written: number, oral: number) => ({
      parts: { written: { points: written }, oral: { points: oral } },
    });
    expect(tally(points(40, 60)).outcome.status).toBe('met');
    expect(tally(points(40, 59)).tally).toMatchObject({ failed: 1 });
    expect(tally(points(39, 90)).tally).toMatchObject({ failed: 1 });
    expect(tally({ points: 100, ...points(40, 10) }).outcome.status).toBe('met');
    expect(tally({ parts: { oral: { points: 120 } } }).tally).toMatchObject({ unmarked: 1 });
    expect(tally({ parts: { oral: { points: 10 } } }).tally).toMatchObject({ failed: 1 });
    expect(tally({ parts: { written: { points: 40 }, oral: { score: 3 } } }).tally).toMatchObject({
      failed: 1,
    });
    expect(tally({ parts: { written: { points: 100 }, oral: { score: 3 } } }).outcome.status).toBe(
      'met',
    );
    expect(tally({}).outcome.status).toBe('met');
  });
});

describe('what is told of attempts', () => {
  const failedOn = (...days: string[]) =>
    days.flatMap((on) => [attempt(on, on), mark(on, { score: 10 })]);
  const findings = (require: object, facts: readonly Given[], asOf = '2026-06-30') =>
    judged(require, facts, { asOf }).findings.map(({ code, text }) => `${code}: ${text}`);

  test('that they came too soon, and when the next may come', () => {
    const waiting = whole({ waiting: 'P30D' });
    expect(findings(waiting, failedOn('2026-01-01', '2026-01-30'))).toStrictEqual([
      'too-soon: Not before 2026-01-31.',
    ]);
    expect(findings(waiting, failedOn('2026-01-01', '2026-01-31'), '2026-03-01')).toStrictEqual([
      'waiting: The next attempt is not before 2026-03-02.',
    ]);
    expect(findings(waiting, failedOn('2026-01-01'), '2026-01-31')).toStrictEqual([]);
    const passed = [attempt('one', '2026-01-01'), mark('one', { score: 90, on: '2026-01-01' })];
    expect(findings(waiting, passed, '2026-01-02')).toStrictEqual([]);
    expect(findings(whole(), failedOn('2026-01-01'), '2026-01-02')).toStrictEqual([]);
    expect(findings(waiting, [], '2026-01-02')).toStrictEqual([]);
  });

  test('that they are too many, in all or in blocks', () => {
    const four = failedOn('2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04');
    expect(findings(whole(), four)).toStrictEqual([
      'beyond-attempts: Only 3 attempts are allowed; this one does not count.',
    ]);
    const blocks = whole({ atMost: 'none', blocks: [{ attempts: 1 }, { attempts: 2 }] });
    expect(findings(blocks, four)).toStrictEqual([
      'beyond-attempts: All blocks of attempts are used up; this one does not count.',
    ]);
    expect(judged(blocks, four)).toMatchObject({
      outcome: { reachable: false },
      tally: { attempts: 3, left: 0 },
    });
    expect(judged(blocks, failedOn('2026-01-01')).tally).toMatchObject({ left: 2 });
  });

  test('that they lie outside their window, which some have and some don’t', () => {
    const window = { from: '2026-01-02', to: '2026-01-03' };
    expect(findings(whole({ window }), failedOn('2026-01-01'))).toStrictEqual([
      'outside-window: Made on 2026-01-01; allowed from 2026-01-02 to 2026-01-03.',
    ]);
    expect(
      findings(whole({ window: { from: '2026-01-02' } }), failedOn('2026-01-01')),
    ).toStrictEqual(['outside-window: Made on 2026-01-01; allowed from 2026-01-02 on.']);
    expect(findings(whole({ window: { to: '2025-12-31' } }), failedOn('2026-01-01'))).toStrictEqual(
      ['outside-window: Made on 2026-01-01; allowed up to 2025-12-31.'],
    );
    const some = { table: [{ where: { level: ['a'] }, value: window }], otherwise: 'not stated' };
    const level = (value: string): Given => ({
      kind: 'circumstance',
      name: 'level',
      value,
      on: '2025-01-01',
    });
    const counted = (...facts: Given[]) =>
      judged(whole({ window: some }), [...facts, ...failedOn('2026-01-01')]).tally['attempts'];
    expect([counted(level('a')), counted(level('b'))]).toStrictEqual([0, 1]);
    expect('by' in judged(whole({ window: some }), [level('b')]).outcome).toBe(false);
    expect(judged(whole({ window: { from: '2026-01-02' } }), []).outcome).toStrictEqual({
      status: 'unmet',
      have: '0 failed',
      need: 'a passed attempt',
      reachable: true,
    });
  });

  test('that they took longer than was allowed', () => {
    const timed = whole(
      {},
      {
        parts: [{ id: 'all', title: 'All', items: 'none', timeLimit: 'PT1H' }],
      },
    );
    const took = (minutesTaken: number, more: object = {}) =>
      findings(timed, [attempt('one', '2026-01-01', { minutesTaken, ...more })]);
    expect(took(60)).toStrictEqual([]);
    expect(took(61)).toStrictEqual(['over-time: Took 61 minutes of the 60 allowed.']);
    expect(took(61, { minutesAllowed: 90 })).toStrictEqual([]);
    expect(took(91, { minutesAllowed: 90 })).toStrictEqual([
      'over-time: Took 91 minutes of the 90 allowed.',
    ]);
    const part = (id: string, timeLimit: string) => ({ id, title: id, items: 'none', timeLimit });
    const inParts = (oral: string) =>
      whole({}, { parts: [part('written', 'PT1H'), part('oral', oral)] });
    const one = (minutesTaken: number, more: object, oral = 'PT30M') =>
      findings(inParts(oral), [attempt('one', '2026-01-01', { minutesTaken, ...more })]);
    expect(one(90, {})).toStrictEqual([]);
    expect(one(91, {})).toStrictEqual(['over-time: Took 91 minutes of the 90 allowed.']);
    expect(one(30, { part: 'oral' })).toStrictEqual([]);
    expect(one(31, { part: 'oral' })).toStrictEqual([
      'over-time: Took 31 minutes of the 30 allowed.',
    ]);
    expect(one(999, {}, 'not stated')).toStrictEqual([]);
    expect(one(61, { part: 'written' }, 'not stated')).toHaveLength(1);
    expect(one(999, { part: 'oral' }, 'not stated')).toStrictEqual([]);
  });

  test('that are counted by the year begin anew with it', () => {
    const yearly = whole({ atMost: 1, per: 'calendar-year' });
    const facts = failedOn('2025-12-31', '2026-01-01', '2026-01-02');
    expect(judged(yearly, facts)).toMatchObject({
      outcome: { status: 'unmet', reachable: true },
      tally: { attempts: 2, left: 0 },
    });
    expect(judged(yearly, facts, { asOf: '2027-01-01' }).tally).toMatchObject({ left: 1 });
    const blocks = whole({ atMost: 1, per: 'calendar-year', blocks: [{ attempts: 2 }] });
    expect(judged(blocks, facts).outcome).toMatchObject({ reachable: false });
    expect(judged(blocks, failedOn('2026-01-01')).outcome).toMatchObject({ reachable: true });
  });

  test('that are counted by the training begin anew with the day it is completed again', () => {
    const anew = whole({ atMost: 1, per: 'training' });
    const facts = failedOn('2026-01-01', '2026-03-01');
    const left = (...more: Given[]) => judged(anew, [...facts, ...more]).tally;
    expect(left()).toMatchObject({ attempts: 1, left: 0 });
    expect(left(step('training-completed', '2026-03-01'))).toMatchObject({ attempts: 1, left: 0 });
    expect(
      left(
        step('training-completed', '2026-03-02'),
        step('training-completed', '2025-12-01'),
        step('training-completed', '2025-11-01'),
      ),
    ).toStrictEqual({ attempts: 0, failed: 0, unmarked: 0, left: 1 });
    expect(left(step('other', '2026-04-01'))).toMatchObject({ attempts: 1, left: 0 });
  });

  test('that perhaps begin anew wait for a decision, once none is left', () => {
    const once = whole({ atMost: 1 });
    const completed = (...days: string[]) => days.map((on) => step('training-completed', on));
    const status = (facts: readonly Given[], require: object = once) =>
      judged(require, facts).outcome.status;
    const failed = failedOn('2026-01-01');
    expect(status([...failed, ...completed('2025-12-01', '2026-02-01')])).toBe('needs-decision');
    expect(status([...failed, ...completed('2025-12-01', '2026-01-01')])).toBe('unmet');
    expect(status([...failed, ...completed('2026-02-01')])).toBe('unmet');
    expect(status([...failed, ...completed('2025-12-01'), step('other', '2026-02-01')])).toBe(
      'unmet',
    );
    expect(status(completed('2025-12-01', '2026-02-01'))).toBe('unmet');
    expect(
      status([...failed, ...completed('2025-12-01', '2026-02-01')], whole({ atMost: 2 })),
    ).toBe('unmet');
    const closed = whole({ atMost: 1, window: { from: '2026-01-01', to: '2026-06-29' } });
    expect(status([...failed, ...completed('2025-12-01', '2026-02-01')], closed)).toBe('unmet');
    const ever = whole({ atMost: 1, per: 'ever' });
    expect(status([...failed, ...completed('2025-12-01', '2026-02-01')], ever)).toBe('unmet');
    const unmarked = [attempt('one', '2026-01-01'), ...completed('2025-12-01', '2026-02-01')];
    expect(judged(once, unmarked).outcome).toMatchObject({ have: 'an attempt not yet marked' });
  });

  test('are told in the order in which they were made', () => {
    const waiting = whole({ waiting: 'P30D' });
    const made = ['2026-03-01', '2026-01-01', '2026-02-15'].map((on) => attempt(on, on));
    const result = judged(waiting, made);
    expect(result.evidence).toStrictEqual(['fact-2', 'fact-3', 'fact-1']);
    expect(result.findings).toStrictEqual([
      { code: 'too-soon', text: 'Not before 2026-03-17.', ref: 'fact-1' },
    ]);
    const sameDay = ['a', 'b', 'c'].map((id) => attempt(id, '2026-01-01'));
    expect(judged(whole(), sameDay).evidence).toStrictEqual(['fact-1', 'fact-2', 'fact-3']);
  });

  test('stay closed until what the gate asks for is done after the last of them', () => {
    const gated = (gate: object) =>
      whole({
        blocks: [
          { attempts: 1 },
          {
            attempts: 1,
            gate: { title: 'Tutoring', tally: 'tutoring', unit: 'hours', atLeast: 2, ...gate },
          },
        ],
      });
    const failed = failedOn('2026-01-02');
    const need = (gate: object, ...facts: Given[]) =>
      (judged(gated(gate), [...failed, ...facts]).outcome as { need?: unknown }).need;
    const open = 'a passed attempt';
    expect(need({}, hours(2, '2026-01-02'))).toBe(open);
    expect(need({}, hours(2, '2026-01-01'))).toBe('Tutoring: 0 of 2 hours.');
    expect(need({}, hours(1, '2026-01-03'), hours(1, '2026-01-03'))).toBe(open);
    const where = { where: { by: ['a-tutor'] } };
    expect(need(where, hours(2, '2026-01-03'))).toBe('Tutoring: 0 of 2 hours.');
    expect(need(where, hours(2, '2026-01-03', { attributes: { by: 'a-tutor' } }))).toBe(open);
    const orAlso = { orAlso: [{ course: ['long'] }, { course: ['other'] }] };
    const course = (on: string, more: object = {}) =>
      hours(1, on, { attributes: { course: 'other' }, ...more });
    expect(need(orAlso, course('2026-01-03'))).toBe(open);
    expect(need(orAlso, course('2026-01-01'))).toBe('Tutoring: 0 of 2 hours.');
    expect(need(orAlso, course('2026-01-03', { tally: 'reading' }))).toBe(
      'Tutoring: 0 of 2 hours.',
    );
    const table = {
      atLeast: { table: [{ where: { level: ['a'] }, value: 1 }], otherwise: 'not stated' },
    };
    const is = (value: string): Given => ({
      kind: 'circumstance',
      name: 'level',
      value,
      on: '2025-01-01',
    });
    const nine = hours(9, '2026-01-03');
    expect(need(table, is('b'), nine)).toBe('Tutoring: 9 of not stated hours.');
    expect(need(table, is('a'), hours(1, '2026-01-03'))).toBe(open);
    expect(need(table, nine)).toBe('Tutoring: 9 of not stated hours or a passed attempt');
  });

  test('behind a gate of their own from the first', () => {
    const gate = { title: 'Tutoring', tally: 'tutoring', unit: 'hours', atLeast: 2 };
    const gated = whole({ blocks: [{ attempts: 1, gate }] });
    expect(judged(gated, []).outcome).toMatchObject({ need: 'Tutoring: 0 of 2 hours.' });
    expect(judged(gated, [hours(2, '2025-01-01')]).outcome).toMatchObject({
      need: 'a passed attempt',
    });
    const early = judged(gated, [attempt('one', '2026-01-01')]);
    expect(early.findings[0]).toStrictEqual({
      code: 'gate-closed',
      text: 'Tutoring: 0 of 2 hours.',
      ref: 'fact-1',
    });
  });
});
