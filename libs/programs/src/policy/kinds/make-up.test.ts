import { describe, expect, test } from '@jest/globals';
import { judged, question, type Given } from './judged.fixture.js';

/** What must be made up of what was missed, by when, and what does it. */

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
const made = (at: string, more: object = {}): Given => {
  const [sessionId = '', moduleId] = at.split('.');
  return {
    kind: 'made-up',
    session: sessionId,
    ...(moduleId !== undefined && { module: moduleId }),
    where: 'next-cohort',
    on: '2026-03-02',
    ...more,
  };
};
const asked = {
  kind: 'make-up',
  sessions: ['class'],
  partly: 'counts',
  excused: 'counts',
  where: 'none',
  notAfter: 'none',
  atMost: 'none',
};
const open = (...items: Given[]) => openOf(asked, ...items);
const openOf = (rule: object, ...items: Given[]) => {
  const { have, need } = judged(rule, items).outcome as { have?: number; need?: number };
  return have === undefined ? 'none' : `${have} of ${need ?? ''}`;
};

describe('what was missed', () => {
  test('is made up by the same session, the same module or all of it, from that day on', () => {
    expect(open(module('a.1'), made('a'))).toBe('none');
    expect(open(module('a.1'), made('a.1'))).toBe('none');
    expect(open(module('a.1'), made('a.2'))).toBe('0 of 1');
    expect(open(module('a.1'), made('b'))).toBe('0 of 1');
    expect(open(module('a.1'), made('b.1'))).toBe('0 of 1');
    expect(open(module('a.1'), made('a', { on: '2026-02-02' }))).toBe('none');
    expect(open(module('a.1'), made('a', { on: '2026-02-01' }))).toBe('0 of 1');
    expect(open(module('a.1'), module('a.2'), made('a.2'))).toBe('1 of 2');
    expect(open(module('a.1', { sessionKind: 'retreat' }))).toBe('none');
  });

  test('is made up minute by minute, late, early and away alike', () => {
    const part = { outcome: 'attended', minutesLate: 5, minutesEarly: 10, minutesAway: 20 };
    const minutes = (count: number) => made('a', { minutes: count });
    expect(open(module('a.1', part), minutes(34))).toBe('0 of 1');
    expect(open(module('a.1', part), minutes(35))).toBe('none');
    expect(open(module('a.1', part), minutes(30), minutes(5))).toBe('none');
    expect(open(module('a.1', { minutes: 60 }), minutes(59))).toBe('0 of 1');
    expect(open(module('a.1', { minutes: 60 }), minutes(60))).toBe('none');
    expect(open(module('a.1'), minutes(600))).toBe('0 of 1');
    expect(open(module('a.1', { minutes: 0 }))).toBe('0 of 1');
    expect(open(module('a.1', { outcome: 'late' }), minutes(600))).toBe('0 of 1');
    expect(open(module('a.1', { outcome: 'late', minutesLate: 5 }), minutes(5))).toBe('none');
  });

  test('nowhere else than where it may be, and no later', () => {
    const bounded = { ...asked, where: ['online'], notAfter: '2026-03-02' };
    const outcome = (more: object, asOf = '2026-03-02') =>
      judged(bounded, [module('a.1'), made('a', more)], { asOf });
    expect(outcome({ where: 'online' }).outcome).toStrictEqual({ status: 'met', final: false });
    expect(outcome({}).outcome).toStrictEqual({
      status: 'unmet',
      have: 0,
      need: 1,
      unit: 'modules made up',
      by: '2026-03-02',
      reachable: true,
    });
    const late = outcome({ where: 'online', on: '2026-03-03' }, '2026-03-03');
    expect(late).toMatchObject({
      outcome: { status: 'unmet', reachable: false },
      evidence: ['fact-1'],
      tally: { missed: 1, madeUp: 0 },
    });
  });

  test('may be too much to be made up at all', () => {
    const most = { ...asked, atMost: 1 };
    const two = [module('a.1'), module('a.2'), made('a')];
    expect(judged(most, two)).toMatchObject({
      evidence: ['fact-1', 'fact-2', 'fact-3'],
      tally: { missed: 2, madeUp: 2 },
    });
    expect(judged(most, two).outcome).toStrictEqual({
      status: 'unmet',
      have: 2,
      need: 'at most 1 to make up',
      unit: 'modules',
      reachable: false,
    });
    expect(judged(most, [module('a.1'), made('a')]).outcome.status).toBe('met');
  });

  test('that nobody missed is nothing to make up', () => {
    const result = judged(asked, [module('a.1', { outcome: 'attended' }), made('a')]);
    expect([result.outcome, result.evidence, result.tally]).toStrictEqual([
      { status: 'met', final: false },
      [],
      {},
    ]);
    expect(judged(asked, [module('a.1')]).outcome).toStrictEqual({
      status: 'unmet',
      have: 0,
      need: 1,
      unit: 'modules made up',
      reachable: true,
    });
  });

  test('minute by minute, is shared among the modules of a session', () => {
    const hours = [module('a.1', { minutes: 60 }), module('a.2', { minutes: 60 })];
    const minutes = (count: number, at = 'a') => made(at, { minutes: count });
    expect(open(...hours, minutes(119))).toBe('1 of 2');
    expect(open(...hours, minutes(120))).toBe('none');
    expect(open(...hours, minutes(60), minutes(60))).toBe('none');
    // Minutes of one module are of no use to another.
    expect(open(...hours, minutes(120, 'a.1'))).toBe('1 of 2');
    expect(open(...hours, minutes(59, 'a.1'), minutes(61))).toBe('none');
    expect(open(...hours, minutes(61), minutes(59, 'a.1'))).toBe('none');
    expect(open(...hours, minutes(59, 'a.2'), minutes(60))).toBe('1 of 2');
    // The session as a whole is all of it.
    expect(open(...hours, made('a'), minutes(1))).toBe('none');
  });
});

describe('what was missed in part', () => {
  const questions = [question('parts', 'counts', 'does-not-count')];
  const parts = [{ minutesLate: 5 }, { minutesEarly: 5 }, { minutesAway: 5 }];

  test.each(parts)('as by %j, must be made up where the rule is so', (part) => {
    const partly = [module('a.1', { outcome: 'attended', ...part })];
    expect(openOf(asked, ...partly)).toBe('0 of 1');
    expect(openOf({ ...asked, partly: 'does-not-count' }, ...partly)).toBe('none');
  });

  test('leaves what was missed as a whole to be made up', () => {
    const only = { ...asked, partly: 'does-not-count', atMost: 1 };
    const items = [module('a.1', { outcome: 'late' }), module('a.2')];
    expect(openOf(only, ...items)).toBe('0 of 1');
    expect(judged(only, items)).toMatchObject({
      evidence: ['fact-2'],
      tally: { missed: 1, madeUp: 0 },
    });
    // Minutes of the session are not spent on it.
    const hour = module('a.2', { minutes: 60 });
    const late = module('a.1', { outcome: 'late', minutesLate: 60 });
    expect(openOf(only, late, hour, made('a', { minutes: 60 }))).toBe('none');
    expect(
      openOf({ ...only, atMost: 2, partly: 'counts' }, late, hour, made('a', { minutes: 60 })),
    ).toBe('1 of 2');
  });

  test('waits for an answer where that is open, and rests on it', () => {
    const hangs = { ...asked, partly: { question: 'parts' }, notAfter: '2026-03-31' };
    const late = module('a.1', { outcome: 'late' });
    const answer = (reading: string): Given => ({
      kind: 'answer',
      question: 'parts',
      reading,
      on: '2026-02-03',
    });
    const judgedWith = (...items: Given[]) => judged(hangs, items, { more: { questions } });
    expect(judgedWith(late).outcome).toMatchObject({
      status: 'depends-on-reading',
      question: 'parts',
      readings: [
        { reading: 'counts', outcome: { status: 'unmet', reachable: false, by: '2026-03-31' } },
        { reading: 'does-not-count', outcome: { status: 'met' } },
      ],
    });
    expect(judgedWith(late, answer('does-not-count'))).toMatchObject({
      outcome: { status: 'met' },
      evidence: ['fact-2'],
    });
    expect(judgedWith(late, answer('counts'))).toMatchObject({
      outcome: { status: 'unmet' },
      evidence: ['fact-1', 'fact-2'],
    });
    expect(judgedWith(late, made('a')).outcome.status).toBe('met');
  });
});

test('what was missed with an excuse must be made up where the rule is so', () => {
  const excused = module('a.1', { outcome: 'excused' });
  expect(openOf(asked, excused)).toBe('0 of 1');
  const without = { ...asked, excused: 'does-not-count' };
  expect(openOf(without, excused)).toBe('none');
  expect(openOf(without, module('a.1'))).toBe('0 of 1');
  expect(openOf({ ...asked, partly: 'does-not-count' }, excused)).toBe('0 of 1');
  expect(openOf(without, module('a.1', { outcome: 'late' }))).toBe('0 of 1');
});
