import { describe, expect, test } from '@jest/globals';
import type { PartMark } from '../../evidence.js';
import { told } from '../../flaws/told.fixture.js';
import { judged, type Given } from '../judged.fixture.js';

/** Parts that are passed one by one, under a pass mark of the whole. */

const part = (id: string, passMark: unknown = 'not stated') => ({
  id,
  title: id,
  items: 'none',
  timeLimit: 'none',
  passMark,
});
const exam = (attempts: object = {}, more: object = {}) => ({
  kind: 'exam',
  parts: [part('written'), part('oral'), part('practical')],
  passMark: { points: 70 },
  attempts: {
    atMost: 2,
    form: 'none',
    scope: 'part',
    waiting: 'none',
    window: 'none',
    afterLast: 'none',
    ...attempts,
  },
  ...more,
});
const barred = (attempts: object = {}) =>
  exam(attempts, {
    parts: [part('written', { points: 40 }), part('oral'), part('practical', { percent: 50 })],
  });
let attempts = 0;
const attempt = (more: object = {}): { readonly made: Given; readonly id: string } => {
  const id = `attempt-${(attempts += 1)}`;
  return {
    made: { kind: 'exam-attempt', attempt: id, exam: 'asked', on: '2026-03-02', ...more },
    id,
  };
};
const marked = (mark: object, more: object = {}): Given[] => {
  const { made, id } = attempt(more);
  return [made, { kind: 'exam-mark', attempt: id, on: '2026-06-01', result: 'failed', ...mark }];
};
const at = (name: string, points: number, more: object = {}) =>
  marked({ points, ...more }, { part: name });
const sitting = (parts: Record<string, PartMark>, more: object = {}) => marked({ parts, ...more });
const unmarked = (name: string) => [attempt({ part: name }).made];
const of = (facts: readonly Given[], require: object = exam()) => judged(require, facts);
const short = (have: number, reachable = true) => ({
  status: 'unmet',
  have,
  need: 70,
  unit: 'points',
  reachable,
});

describe('a mark in points of the whole is held against the best of each part', () => {
  const three = (last: number) => [
    ...at('written', 40),
    ...at('oral', 20),
    ...at('practical', last),
  ];

  test('added up, whatever was marked and on whichever days', () => {
    const enough = of(three(10));
    expect(enough.outcome).toStrictEqual({ status: 'met', final: true });
    expect(enough.tally).toStrictEqual({ attempts: 3, failed: 0, unmarked: 0, points: 70 });
    const tooLittle = of(three(9));
    expect(tooLittle.outcome).toStrictEqual(short(69));
    expect(tooLittle.tally).toStrictEqual({
      attempts: 3,
      failed: 0,
      unmarked: 0,
      left: 1,
      points: 69,
    });
  });

  test('of which the better one counts where a part was tried twice', () => {
    expect(of([...three(9), ...at('oral', 21)]).outcome.status).toBe('met');
    expect(of([...three(9), ...at('oral', 3)]).outcome).toStrictEqual(short(69));
    expect(of([...three(9), ...at('oral', 20)]).outcome).toStrictEqual(short(69));
  });

  test('and an attempt that does not count adds nothing', () => {
    const thrice = [...three(9), ...at('oral', 3), ...at('oral', 50)];
    expect(of(thrice)).toMatchObject({
      outcome: short(69),
      findings: [{ code: 'beyond-attempts' }],
      tally: { left: 1 },
    });
  });

  test('which may still be recorded of an attempt that was made in time', () => {
    const stage = (facts: readonly Given[]) => {
      const of = { ...exam(), id: 'asked', title: 'Asked' };
      const require = { kind: 'stage', id: 'stage', stage: 'full', notAfter: '2026-03-31', of };
      return judged(require, facts).children[0]?.outcome;
    };
    const oral = marked({ result: 'passed' }, { part: 'oral' });
    const others = [...at('written', 40), ...at('practical', 9)];
    expect(stage([...others, ...oral])).toMatchObject({ reachable: true });
    expect(stage([...others, ...at('oral', 20)])).toMatchObject({ have: 69, reachable: false });
  });

  test('out of reach only once no part has an attempt left', () => {
    const twice = ['written', 'oral', 'practical'].flatMap((name) => [
      ...at(name, 20),
      ...at(name, 23),
    ]);
    expect(of(twice.slice(0, -2)).outcome).toStrictEqual(short(66));
    expect(of(twice)).toMatchObject({ outcome: short(69, false), tally: { left: 0 } });
    expect(of([...twice.slice(0, -2), ...unmarked('practical')]).outcome).toStrictEqual({
      status: 'unmet',
      have: 'an attempt not yet marked',
      need: 'a passed attempt',
      reachable: true,
    });
  });

  test('all of which must be tried, however many points there are', () => {
    const two = [...at('written', 40), ...at('oral', 30)];
    expect(of(two)).toMatchObject({
      outcome: {
        status: 'unmet',
        have: '70 points',
        need: 'an attempt at each part',
        reachable: true,
      },
      tally: { left: 2 },
    });
    expect(of([...two, ...at('practical', 0)]).outcome.status).toBe('met');
    expect(of([...two, ...unmarked('practical')]).outcome).toMatchObject({
      have: 'an attempt not yet marked',
    });
    expect(of(at('written', 40)).outcome).toStrictEqual(short(40));
    expect(of([]).outcome).toStrictEqual(short(0));
  });

  test('whether they were tried together or one by one', () => {
    const together = (oral: number) =>
      sitting({ written: { points: 40 }, oral: { points: oral }, practical: { points: 9 } });
    expect(of(together(21)).outcome.status).toBe('met');
    expect(of(together(20)).outcome).toStrictEqual(short(69));
    expect(of([...together(20), ...at('practical', 10)]).outcome.status).toBe('met');
    expect(of([...together(20), ...at('practical', 8)]).outcome).toStrictEqual(short(69));
  });

  test('or the points of all together are known, and not those of each', () => {
    expect(of(marked({ points: 70 })).outcome.status).toBe('met');
    expect(of(marked({ points: 69 })).outcome).toStrictEqual(short(69));
    const two = [...marked({ points: 50 }), ...marked({ points: 69 })];
    expect(of(two)).toMatchObject({
      outcome: {
        status: 'unmet',
        have: 'a mark without the points of each part',
        need: '70 points',
        reachable: true,
      },
      tally: { points: 69, left: 0 },
    });
    const third = [...two, ...marked({ points: 90 })];
    expect(of(third)).toMatchObject({ outcome: { status: 'unmet' }, tally: { points: 69 } });
    const onlySome = [...at('oral', 3), ...at('oral', 3), ...marked({ points: 90 })];
    expect(of(onlySome)).toMatchObject({ outcome: { status: 'unmet' }, tally: { points: 3 } });
  });

  test('or whoever marked all together says that it is passed, and nothing of points', () => {
    expect(of(marked({ result: 'passed' })).outcome.status).toBe('met');
    expect(of(marked({ result: 'failed' })).outcome).toMatchObject({
      have: 'a mark without the points of each part',
      reachable: true,
    });
    const oral = marked({ result: 'passed' }, { part: 'oral' });
    const others = (written: number) => [...at('written', written), ...at('practical', 1)];
    expect(of([...others(68), ...oral]).outcome).toMatchObject({
      have: 'a mark without the points of each part',
    });
    expect(of([...others(69), ...oral]).outcome.status).toBe('met');
  });
});

describe('where a part has a mark of its own as well', () => {
  const rest = [...at('oral', 20), ...at('practical', 20, { score: 50 })];

  test('it must be passed, however many points there are', () => {
    expect(of([...rest, ...at('written', 40)], barred()).outcome.status).toBe('met');
    expect(of([...rest, ...at('written', 39), ...at('oral', 90)], barred())).toMatchObject({
      outcome: { status: 'unmet', have: '1 failed', need: 'a passed attempt', reachable: true },
      tally: { failed: 1, left: 1, points: 149 },
    });
    const lost = [...rest, ...at('written', 39), ...at('written', 39), ...at('oral', 90)];
    expect(of(lost, barred()).outcome).toMatchObject({ have: '2 failed', reachable: false });
    const score = [...at('written', 40), ...at('practical', 30, { score: 49 })];
    expect(of(score, barred()).outcome).toMatchObject({ have: '1 failed' });
  });

  test('and the points must be enough, however well each is passed', () => {
    const enough = [...at('written', 45), ...at('practical', 5, { score: 50 })];
    expect(of(enough, barred()).outcome).toStrictEqual(short(50));
    expect(of([...enough, ...at('oral', 19)], barred()).outcome).toStrictEqual(short(69));
    expect(of([...enough, ...at('oral', 20)], barred()).outcome.status).toBe('met');
    expect(of([...enough, ...at('oral', 19), ...at('written', 46)], barred()).outcome.status).toBe(
      'met',
    );
  });

  test('its points count though it was passed in another attempt', () => {
    const twice = [...at('practical', 30, { score: 49 }), ...at('practical', 10, { score: 50 })];
    const others = [...at('written', 40), ...at('oral', 0)];
    expect(of([...others, ...twice], barred()).outcome.status).toBe('met');
  });

  test('points that were not recorded of one that is passed are waited for', () => {
    const scored = marked({ score: 50 }, { part: 'practical' });
    expect(of([...at('written', 40), ...at('oral', 0), ...scored], barred()).outcome).toMatchObject(
      {
        have: 'a mark without the points of each part',
      },
    );
  });
});

describe('what is told of the next attempt', () => {
  const waiting = { waiting: 'P1Y' };
  const all = (points: number) => [
    ...at('written', points),
    ...at('oral', 0),
    ...at('practical', 0, { score: 50 }),
  ];
  const codes = (facts: readonly Given[], require: object) =>
    of(facts, require).findings.map(({ code }) => code);

  test('is told while points are lacking, and not once it is passed', () => {
    expect(codes(all(69), exam(waiting))).toStrictEqual(['waiting']);
    expect(codes(all(70), exam(waiting))).toStrictEqual([]);
  });

  test('is told of the parts that are still to be passed', () => {
    const oral = at('oral', 90);
    expect(codes(oral, barred(waiting))).toStrictEqual([]);
    expect(codes([...oral, ...at('written', 39)], barred(waiting))).toStrictEqual(['waiting']);
    expect(codes(all(40), barred(waiting))).toStrictEqual(['waiting']);
    expect(codes(all(70), barred(waiting))).toStrictEqual([]);
  });

  test('is a gate only where it shuts all parts that could bring points', () => {
    const gate = { title: 'Tutoring', tally: 'tutoring', unit: 'hours', atLeast: 2 };
    const gated = exam({ blocks: [{ attempts: 1 }, { attempts: 1, gate }] });
    expect(of(at('written', 40), gated).outcome).toStrictEqual(short(40));
    const each = [...at('written', 40), ...at('oral', 20), ...at('practical', 9)];
    expect(of(each, gated).outcome).toStrictEqual({
      status: 'unmet',
      have: '69 points',
      need: 'Tutoring: 0 of 2 hours.',
      reachable: true,
    });
  });

  test('is the last day of the window, for each part', () => {
    const window = { from: '2026-01-01', to: '2026-12-31' };
    expect(of([], exam({ window })).outcome).toMatchObject({ have: 0, by: '2026-12-31' });
  });
});

describe('other marks of the whole', () => {
  test('are met by completing each part, where it need only be completed', () => {
    const done = exam({}, { passMark: 'completed', parts: [part('written'), part('oral')] });
    const tried = (name: string, more: object = {}) => [attempt({ part: name, ...more }).made];
    expect(of([...tried('written'), ...tried('oral')], done).outcome).toStrictEqual({
      status: 'met',
      final: true,
    });
    expect(of(tried('written'), done).outcome.status).toBe('unmet');
    const brokenOff = tried('oral', { completed: false });
    expect(of([...tried('written'), ...brokenOff], done).tally).toMatchObject({ failed: 1 });
    const own = { passMark: 'completed', parts: [part('written', { points: 40 }), part('oral')] };
    expect(of([...at('written', 39), ...tried('oral')], exam({}, own)).outcome.status).toBe(
      'unmet',
    );
    expect(of([...at('written', 40), ...tried('oral')], exam({}, own)).outcome.status).toBe('met');
  });

  test('in percent or on a scale of its own mean nothing of parts on different days, and are refused', () => {
    const refused = [
      'apply.require.passMark: parts that are passed one by one have no percent or scaled score in all. Give each part its own `passMark`, state the whole in `points`, or count attempts for the whole: `scope: exam`.',
    ];
    const flaws = (passMark: unknown, scope: string) => told(exam({ scope }, { passMark }));
    expect(flaws({ percent: 70 }, 'part')).toEqual(refused);
    expect(flaws({ scaled: 500 }, 'part')).toEqual(refused);
    for (const passMark of [{ points: 70 }, 'completed', 'none', 'not stated'])
      expect(flaws(passMark, 'part')).toEqual([]);
    for (const scope of ['exam', 'not stated'])
      expect([{ percent: 70 }, { scaled: 500 }].flatMap((mark) => flaws(mark, scope))).toEqual([]);
  });
});
