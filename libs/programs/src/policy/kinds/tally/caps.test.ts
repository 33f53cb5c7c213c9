import { describe, expect, test } from '@jest/globals';
import { judged, type Given } from '../judged.fixture.js';
import { asked, of, year } from './told.fixture.js';

/** What caps take away, from whatever fits them, and what is told of it. */

const ethics = { id: 'ethics', title: 'Ethics', where: { topic: ['ethics'] }, atLeast: 6 };
const law = { id: 'law', title: 'Law', where: { topic: ['law'] }, atLeast: 6 };
const selfStudy = {
  id: 'self-study',
  title: 'Self-study',
  where: { mode: ['self-study'] },
  countsUpTo: 10,
};
const live = (amount: number, topic = 'other') => of({ mode: 'live', topic }, amount);
const alone = (amount: number, topic: string | readonly string[] = 'other') =>
  of({ mode: 'self-study', topic }, amount);
const overlaps = ['shared', 'separate'] as const;

describe('a cap', () => {
  const rule = (overlap: string, more: object = {}) =>
    asked({ atLeast: 40, overlap, quotas: [ethics, selfStudy], ...more });
  const have = (overlap: string, facts: readonly Given[]) =>
    judged(rule(overlap), facts).tally['have'];

  test.each(overlaps)('holds whatever else an hour is: %s', (overlap) => {
    expect(have(overlap, [alone(40, 'ethics')])).toBe(10);
    expect(have(overlap, [live(25), alone(15, 'ethics')])).toBe(35);
    const met = { status: 'met', final: true };
    expect(judged(rule(overlap), [live(30), alone(10, 'ethics')]).outcome).toStrictEqual(met);
    expect(judged(rule(overlap), [live(29), alone(11, 'ethics')]).outcome).toMatchObject({
      status: 'unmet',
      have: 39,
      need: 40,
    });
  });

  test.each(overlaps)('holds in what an hour fills beside it: %s', (overlap) => {
    const inEthics = (facts: readonly Given[]) =>
      judged(asked({ atLeast: 20, overlap, quotas: [ethics, { ...selfStudy, countsUpTo: 5 }] }), [
        live(20),
        ...facts,
      ]);
    expect(inEthics([alone(6, 'ethics')]).outcome).toMatchObject({
      status: 'unmet',
      have: 5,
      need: 6,
    });
    expect(inEthics([alone(5, 'ethics'), live(1, 'ethics')]).outcome.status).toBe('met');
  });
});

describe('what a cap takes away', () => {
  const rule = asked({ atLeast: 40, overlap: 'separate', quotas: [ethics, selfStudy] });

  test('is told, and nothing is where it takes nothing', () => {
    const told = (facts: readonly Given[]) => {
      const { findings, children } = judged(rule, facts);
      const study = children.find(({ subject }) => subject === 'self-study');
      return [findings, study?.outcome, study?.tally];
    };
    const met = { status: 'met', final: true };
    expect(told([live(29), alone(11)])).toStrictEqual([
      [{ code: 'above-cap', text: 'Self-study: 11 hours, of which 10 count.' }],
      met,
      { have: 10, recorded: 11 },
    ]);
    expect(told([live(30), alone(10)])).toStrictEqual([[], met, { have: 10 }]);
  });

  test('is told of a cap inside another quota, and what is left of both', () => {
    const inside = { ...selfStudy, countsUpTo: 2 };
    const nested = asked({ atLeast: 8, quotas: [{ ...ethics, quotas: [inside] }] });
    const result = judged(nested, [live(4, 'ethics'), alone(3, 'ethics'), alone(1, 'law')]);
    expect(result.tally).toStrictEqual({ have: 7, need: 8 });
    expect(result.findings).toStrictEqual([
      { code: 'above-cap', text: 'Self-study: 3 hours, of which 2 count.' },
    ]);
    expect(result.children.map(({ tally }) => tally)).toStrictEqual([
      { have: 6, recorded: 7 },
      { have: 2, recorded: 3 },
    ]);
  });

  test('is told of the quota it leaves short, not as if that were short with another', () => {
    const result = judged(rule, [live(40), live(5, 'ethics')]);
    expect(result.outcome).toMatchObject({ have: 5, need: 6 });
    expect(result.findings).toStrictEqual([]);
  });

  test('makes quotas too few together that each alone have enough', () => {
    const both = asked({ atLeast: 40, overlap: 'shared', quotas: [ethics, law, selfStudy] });
    const together = (hours: number) =>
      judged(both, [live(40), alone(hours, 'ethics'), alone(6, 'law')]);
    expect(together(6)).toMatchObject({
      outcome: { status: 'unmet', have: 10, need: 12, unit: 'hours', reachable: true },
      findings: [
        {
          code: 'too-few-together',
          text: 'Together they need 12 hours, and 10 can count: Ethics, Law.',
        },
        { code: 'above-cap', text: 'Self-study: 12 hours, of which 10 count.' },
      ],
    });
    expect(judged(both, [live(40), alone(6, ['ethics', 'law'])]).outcome.status).toBe('met');
  });

  test('makes the whole smaller where a part needs what comes under two caps', () => {
    const capped = (id: string) => ({
      id,
      title: id,
      where: { topic: [id] },
      countsUpTo: 1,
    });
    const quotas = [{ ...ethics, atLeast: 1 }, capped('a'), capped('b')];
    const have = (...facts: readonly Given[]) =>
      judged(asked({ atLeast: 2, overlap: 'shared', quotas }), facts).tally['have'];
    expect(have(live(1, 'a'), live(1, 'b'))).toBe(2);
    const three = [of({ topic: ['ethics', 'a', 'b'] }), live(1, 'a'), live(1, 'b')];
    expect(have(...three)).toBe(1);
    expect(have(...three, live(1, 'ethics'))).toBe(3);
  });

  test('makes parts of one quota too few together where it is the cap of that', () => {
    const inner = (id: string) => ({ id, title: id, where: { part: [id] }, atLeast: 3 });
    const within = {
      ...ethics,
      atLeast: 4,
      countsUpTo: 5,
      overlap: 'separate',
      quotas: [inner('a'), inner('b')],
    };
    const rule = asked({ atLeast: 6, quotas: [within] });
    const ofPart = (part: string) => of({ topic: 'ethics', part }, 3);
    expect(judged(rule, [live(1), ofPart('a'), ofPart('b')])).toMatchObject({
      outcome: { status: 'unmet', have: 5, need: 6 },
      tally: { have: 6 },
      findings: [
        { text: 'Together they need 6 hours, and 5 can count: a, b.' },
        { text: 'Ethics: 6 hours, of which 5 count.' },
      ],
    });
  });

  test('is told for each period, by the caps of the period', () => {
    const floor = asked({
      window: year,
      overlap: 'shared',
      periods: [{ every: 'calendar-quarter', atLeast: 12, quotas: [selfStudy] }],
    });
    const result = judged(
      floor,
      [
        of({ mode: 'self-study' }, 12, '2026-02-01'),
        of({ mode: 'self-study' }, 10, '2026-05-01'),
        of({ mode: 'live' }, 2, '2026-05-02'),
      ],
      { asOf: '2026-07-01' },
    );
    expect(result.findings).toStrictEqual([
      { code: 'period-short', text: 'From 2026-01-01 to 2026-03-31: 10 of 12 hours.' },
      {
        code: 'above-cap',
        text: 'From 2026-01-01 to 2026-03-31: Self-study: 12 hours, of which 10 count.',
      },
    ]);
  });

  test('leaves a tally that asks for nothing else asking for nothing', () => {
    expect(judged(asked({ quotas: [selfStudy] }), [alone(11)]).outcome.status).toBe(
      'not-applicable',
    );
    const silent = asked({ atLeast: 'not stated', quotas: [selfStudy] });
    expect(judged(silent, [alone(11)]).outcome).toMatchObject({ status: 'not-stated', have: 10 });
  });
});

describe('a quota that is counted apart from others', () => {
  test('is filled by what counts in it alone, and so is each part of it', () => {
    const inner = { id: 'inner', title: 'Inner', where: { topic: ['inner'] }, atLeast: 5 };
    const first = { ...ethics, atLeast: 5, quotas: [inner] };
    const rule = asked({
      atLeast: 10,
      overlap: 'separate',
      quotas: [first, { ...law, atLeast: 5 }],
    });
    const result = judged(rule, [of({ topic: ['ethics', 'inner', 'law'] }, 5), live(5, 'ethics')]);
    expect(result.outcome).toMatchObject({ status: 'unmet', have: 5, need: 10 });
    expect(result.findings).toMatchObject([
      { text: 'Together they need 10 hours, and 5 can count, each in one of them: Inner, Law.' },
    ]);
  });

  test('keeps its own caps, which do not hold what counts in another', () => {
    const online = { id: 'online', title: 'Online', where: { mode: ['online'] }, countsUpTo: 2 };
    const clinical = { id: 'clinical', title: 'Clinical', where: { topic: ['clinical'] } };
    const rule = (overlap: string) =>
      asked({
        atLeast: 16,
        overlap,
        quotas: [
          { ...ethics, quotas: [online] },
          { ...clinical, atLeast: 10 },
        ],
      });
    const facts = [
      of({ topic: 'ethics', mode: 'live' }, 4),
      of({ topic: 'ethics', mode: 'online' }, 2),
      of({ topic: ['ethics', 'clinical'], mode: 'online' }, 10),
    ];
    expect(judged(rule('separate'), facts).outcome.status).toBe('met');
    expect(judged(rule('shared'), facts).tally['have']).toBe(6);
  });

  test('counts in one of those it fits, so that the caps of all of them bound it', () => {
    const online = (countsUpTo: number) => ({
      id: `online-${countsUpTo}`,
      title: 'Online',
      where: { mode: ['online'] },
      countsUpTo,
    });
    const rule = asked({
      atLeast: 5,
      overlap: 'separate',
      quotas: [
        { ...ethics, quotas: [online(2)] },
        { ...law, quotas: [online(3)] },
      ],
    });
    const both = of({ topic: ['ethics', 'law'], mode: 'online' }, 10);
    expect(judged(rule, [both]).tally['have']).toBe(5);
  });
});
