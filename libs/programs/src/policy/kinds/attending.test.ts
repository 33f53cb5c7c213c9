import { describe, expect, test } from '@jest/globals';
import type { Context, PlannedSession } from '../evidence.js';
import { judged, question, type Given } from './judged.fixture.js';

/** What is told of time missed, made up or protected, and of the plan. */

const session = (id: string, date: string, more: Partial<PlannedSession> = {}): PlannedSession => ({
  id,
  kind: 'class',
  date,
  modules: ['1', '2'],
  ...more,
});
const planned = (
  sessions: readonly PlannedSession[],
  sittings: readonly { id: string; date: string }[] = [],
): Context => ({ plan: { sessions, sittings } });
const module = (at: string, more: object = {}): Given => {
  const [sessionId = '', moduleId = '1'] = at.split('.');
  return {
    kind: 'attendance',
    session: sessionId,
    sessionKind: 'class',
    module: moduleId,
    outcome: 'missed',
    on: '2026-02-02',
    ...more,
  };
};

describe('time missed', () => {
  const asked = {
    kind: 'missed-time',
    sessions: ['class'],
    atMost: 'PT1H',
    late: 'counts',
    early: 'counts',
    away: 'counts',
    excused: 'does-not-count',
    approval: 'not-needed',
  };
  const outcome = (more: object, items: readonly Given[], context: Context = {}) =>
    judged({ ...asked, ...more }, items, { context }).outcome;
  const late = (minutesLate: number, more: object = {}) =>
    module('a.1', { outcome: 'attended', minutesLate, ...more });

  test('in percent is of all that is planned of those sessions', () => {
    const tenth = { atMost: { percent: 10 } };
    const plan = (...minutes: (number | undefined)[]) =>
      planned([
        ...minutes.map((length, place) =>
          session(`s-${place}`, '2026-02-02', length === undefined ? {} : { minutes: length }),
        ),
        session('r', '2026-02-03', { kind: 'retreat', minutes: 6000 }),
      ]);
    expect(outcome(tenth, [late(60)], plan(300, 300))).toStrictEqual({
      status: 'met',
      final: false,
    });
    expect(outcome(tenth, [late(61)], plan(300, 300))).toStrictEqual({
      status: 'unmet',
      have: 61,
      need: 'at most 60',
      unit: 'minutes',
      reachable: false,
    });
    for (const context of [plan(300, undefined), plan(), {}]) {
      expect(outcome(tenth, [late(61)], context)).toStrictEqual({
        status: 'not-stated',
        have: 61,
        unit: 'minutes',
      });
    }
  });

  test('of which the length is not known is for a person to judge', () => {
    const result = judged(asked, [module('a.1')]);
    expect(result.outcome).toStrictEqual({
      status: 'needs-decision',
      decisions: [
        {
          requirement: 'asked',
          question: 'Is what was missed within 60 minutes?',
          options: ['met', 'unmet'],
        },
      ],
    });
    expect(result.findings).toStrictEqual([
      { code: 'length-unknown', text: 'How long it was is not recorded.', ref: 'fact-1' },
    ]);
    const unknown = outcome({ atMost: { percent: 10 } }, [module('a.1')]);
    expect(unknown).toMatchObject({
      decisions: [{ question: 'Is what was missed within the time that may be missed?' }],
    });
  });

  test('of a module is its share of its session', () => {
    const context = planned([
      session('b', '2026-02-01', { minutes: 600 }),
      session('a', '2026-02-02', { minutes: 120 }),
      session('c', '2026-02-03', { minutes: 120, modules: [] }),
    ]);
    expect(judged(asked, [module('a.1')], { context }).tally).toStrictEqual({ minutes: 60 });
    expect(judged(asked, [module('b.1')], { context }).tally).toStrictEqual({ minutes: 300 });
    for (const at of ['c.1', 'd.1']) {
      expect(outcome({}, [module(at)], context).status).toBe('needs-decision');
    }
  });

  test('is final once none of those sessions is to come', () => {
    const context = planned([
      session('a', '2026-02-02', { modules: ['1'] }),
      session('r', '2026-02-03', { kind: 'retreat' }),
    ]);
    expect(outcome({}, [late(1)], context)).toStrictEqual({ status: 'met', final: true });
    expect(outcome({ sessions: ['class', 'retreat'] }, [late(1)], context)).toStrictEqual({
      status: 'met',
      final: false,
    });
    expect(outcome({}, [late(1)], {})).toStrictEqual({ status: 'met', final: false });
  });

  test('needs approval only where it is needed', () => {
    const refused = [late(1, { approved: false })];
    expect(outcome({ approval: 'needed' }, refused)).toStrictEqual({
      status: 'unmet',
      have: 'missed without approval',
      need: 'approval',
      reachable: false,
    });
    expect(outcome({}, refused).status).toBe('met');
    expect(outcome({ approval: 'needed' }, [late(1)])).toMatchObject({
      decisions: [{ question: 'Is the time missed approved?' }],
    });
  });

  test('hangs on no question where there is none to miss', () => {
    const more = { questions: [question('why', 'counts', 'does-not-count')] };
    const open = { ...asked, late: { question: 'why' }, atMost: 'PT0H' };
    const result = judged(open, [late(0, { minutesEarly: 1 })], { more });
    expect(result.outcome.status).toBe('unmet');
    expect(judged(open, [late(1)], { more }).outcome.status).toBe('depends-on-reading');
    const answer: Given = { kind: 'answer', question: 'why', reading: 'counts', on: '2026-02-02' };
    expect(judged(open, [late(1), answer], { more })).toMatchObject({
      outcome: { status: 'unmet' },
      evidence: ['fact-1', 'fact-2'],
    });
    const no = { ...answer, reading: 'does-not-count' };
    expect(judged(open, [late(1), no], { more }).outcome.status).toBe('met');
  });

  test('that hangs on two questions asks them in the order of the policy', () => {
    const more = {
      questions: [
        question('first', 'counts', 'does-not-count'),
        question('second', 'counts', 'does-not-count'),
      ],
    };
    const open = {
      ...asked,
      late: { question: 'second' },
      early: { question: 'first' },
      atMost: 'PT1H',
    };
    const result = judged(open, [late(61, { minutesEarly: 61 })], { more });
    expect(result.outcome).toMatchObject({
      question: 'first',
      readings: [
        { reading: 'counts', outcome: { status: 'unmet' } },
        { reading: 'does-not-count', outcome: { question: 'second' } },
      ],
    });
  });

  test('settled by the program rests on no answer', () => {
    const settled = { reading: 'counts', by: 'Us', on: '2026-01-01' };
    const more = { questions: [{ ...question('why', 'counts', 'does-not-count'), settled }] };
    const result = judged({ ...asked, late: { question: 'why' } }, [late(61)], { more });
    expect([result.outcome.status, result.evidence]).toStrictEqual(['unmet', ['fact-1']]);
  });
});

describe('protected sessions', () => {
  const asked = { kind: 'protected-sessions', days: [2], partly: 'does-not-count' };
  const context = planned([
    session('third', '2026-02-03'),
    session('first', '2026-02-01'),
    session('second', '2026-02-02'),
  ]);
  const outcome = (items: readonly Given[], asOf: string, more: object = {}, around = context) =>
    judged({ ...asked, ...more }, items, { asOf, context: around }).outcome;

  test('are counted in the order of their days', () => {
    const unmet = {
      status: 'unmet',
      have: 1,
      need: 'none missed',
      unit: 'modules',
      reachable: false,
    };
    expect(outcome([module('second.1')], '2026-02-04')).toStrictEqual(unmet);
    for (const at of ['first.1', 'third.1']) {
      expect(outcome([module(at)], '2026-02-04').status).toBe('met');
    }
    expect(outcome([module('second.1')], '2026-02-04', { days: [4] }).status).toBe('met');
  });

  test('that nobody missed are met for good once they are over', () => {
    expect(outcome([], '2026-02-02')).toStrictEqual({ status: 'met', final: false });
    expect(outcome([], '2026-02-03')).toStrictEqual({ status: 'met', final: true });
    const two = { days: [1, 3] };
    expect(outcome([], '2026-02-03', two)).toStrictEqual({ status: 'met', final: false });
    expect(outcome([], '2026-02-04', two)).toStrictEqual({ status: 'met', final: true });
  });

  test('of a plan that is not there yet are never over', () => {
    for (const around of [{}, planned([])]) {
      expect(outcome([], '2026-02-04', {}, around)).toStrictEqual({ status: 'met', final: false });
    }
    const kinds = { days: [], sessions: ['class'] };
    expect(outcome([module('first.1')], '2026-02-04', kinds, {}).status).toBe('unmet');
  });

  test('missed for a part are as the policy says', () => {
    const part = [module('second.1', { outcome: 'late', minutesLate: 5 })];
    expect(outcome(part, '2026-02-04').status).toBe('met');
    expect(outcome(part, '2026-02-04', { partly: 'counts' }).status).toBe('unmet');
    expect(outcome([module('second.1', { outcome: 'excused' })], '2026-02-04').status).toBe(
      'unmet',
    );
  });
});

describe('a plan', () => {
  const duty = (own: object, context: Context) =>
    judged({ kind: 'schedule', duty: own }, [], { context });

  test('has so many modules in each session of a kind', () => {
    const modules = { check: 'modules', of: 'class', exactly: 2 };
    const retreat = session('r', '2026-02-09', { kind: 'retreat', modules: ['1'] });
    expect(duty(modules, planned([retreat])).outcome).toStrictEqual({ status: 'not-applicable' });
    expect(duty(modules, planned([session('a', '2026-02-02'), retreat])).outcome).toStrictEqual({
      status: 'met',
      final: true,
    });
    const others = [
      session('a', '2026-02-02', { modules: ['1', '1'] }),
      session('b', '2026-02-03'),
      session('c', '2026-02-04', { modules: ['1', '2', '3'] }),
    ];
    expect(duty(modules, planned(others)).outcome).toStrictEqual({
      status: 'unmet',
      have: '1 on 2026-02-02, 3 on 2026-02-04',
      need: '2 on each class',
      unit: 'modules',
      reachable: true,
    });
  });

  test('has so many sessions of one kind before the first of another', () => {
    const order = { check: 'order', of: 'class', atLeast: 2, before: 'retreat' };
    const retreats = ['2026-02-09', '2026-02-05'].map((date) =>
      session(date, date, { kind: 'retreat' }),
    );
    const others = ['2026-02-01', '2026-02-02'].map((date) =>
      session(date, date, { kind: 'evening' }),
    );
    const classes = ['2026-02-03', '2026-02-04', '2026-02-05'].map((date) => session(date, date));
    expect(duty(order, planned([...retreats, ...classes])).outcome.status).toBe('met');
    expect(
      duty(order, planned([...retreats, ...others, ...classes.slice(1)])).outcome,
    ).toStrictEqual({
      status: 'unmet',
      have: 1,
      need: '2 before 2026-02-05',
      unit: 'class',
      reachable: true,
    });
  });

  test('has its first sitting so long after its last session', () => {
    const approximately = { check: 'approximately', after: 'last-session', sitting: 'P2W' };
    const context = planned(
      [session('b', '2026-02-09'), session('a', '2026-02-02')],
      [
        { id: 'two', date: '2026-03-09' },
        { id: 'one', date: '2026-02-20' },
      ],
    );
    expect(duty(approximately, context)).toMatchObject({
      outcome: { status: 'not-stated', have: 11, of: 14, unit: 'days' },
      findings: [
        {
          code: 'approximately',
          text: 'The first sitting is 11 days after the last session; the source says 14, and not how far off it may be.',
        },
      ],
    });
  });

  test('says how much homework was given, by sessions of that kind', () => {
    const asked = { kind: 'homework', sessions: ['class'], threshold: 'none', weight: 'none' };
    const turnedIn: Given = { kind: 'homework', session: 'a', on: '2026-02-02' };
    const context = planned([
      session('a', '2026-02-02'),
      session('b', '2026-02-03'),
      session('r', '2026-02-04', { kind: 'retreat' }),
    ]);
    const known = judged(asked, [turnedIn], { context });
    expect([known.outcome, known.tally]).toStrictEqual([
      { status: 'not-stated', have: 1, unit: 'assignments', of: 2 },
      { turnedIn: 1, assigned: 2 },
    ]);
    const turnedInOnly = [{ status: 'not-stated', have: 1, unit: 'assignments' }, { turnedIn: 1 }];
    const unknown = judged(asked, [turnedIn]);
    expect([unknown.outcome, unknown.tally]).toStrictEqual(turnedInOnly);
    // A source may say that there is homework, and not when it is given.
    const unsaid = judged({ ...asked, sessions: 'not stated' }, [turnedIn], { context });
    expect([unsaid.outcome, unsaid.tally]).toStrictEqual(turnedInOnly);
  });
});
