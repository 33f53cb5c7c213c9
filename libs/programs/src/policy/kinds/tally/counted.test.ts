import { describe, expect, test } from '@jest/globals';
import { judged, question, type Given } from '../judged.fixture.js';
import { asked, of, work } from './told.fixture.js';

/** What is told of what counts, and of what a person may say counts. */

describe('what counts', () => {
  const need = (more: object) => asked({ atLeast: 10, ...more });

  test('is the evidence, in the order of recording, and nothing else is', () => {
    const facts = [
      work(1),
      work(9, '2026-03-02', { tally: 'rest' }),
      work(2, '2026-03-02', { tally: 'care' }),
      work(4),
    ];
    const both = judged(need({ tally: ['care', 'work'] }), facts);
    expect(both.evidence).toStrictEqual(['fact-1', 'fact-3', 'fact-4']);
    expect(both.outcome).toMatchObject({ have: 7 });
    expect(judged(need({ tally: ['work'] }), facts).evidence).toStrictEqual(['fact-1', 'fact-4']);
    const nothing = judged(need({}));
    expect(nothing).toMatchObject({ evidence: [], findings: [], tally: { have: 0, need: 10 } });
  });

  test('is told to be left out for its unit', () => {
    expect(judged(need({}), [work(3, '2026-03-02', { unit: 'credits' })])).toMatchObject({
      outcome: { have: 0 },
      evidence: [],
      findings: [
        {
          code: 'unit-not-counted',
          text: 'credits are not counted as hours.',
          ref: 'fact-1',
        },
      ],
    });
  });

  test('by the day judged at the latest, whenever it is to end', () => {
    const spring = need({ window: { from: '2026-01-01', to: '2026-06-30' } });
    const until = (day: string, asOf: string) =>
      judged(spring, [work(1, '2026-01-01', { until: day })], { asOf }).outcome;
    expect(until('2026-12-31', '2026-06-30')).toMatchObject({ have: 1 });
    expect(until('2026-12-31', '2026-07-01')).toMatchObject({ have: 0 });
    expect(until('2026-06-30', '2026-07-01')).toMatchObject({ have: 1 });
  });

  test('while it goes on counts for a time only, where the window ends or a period does', () => {
    const spring = { from: '2026-01-01', to: '2026-06-30' };
    const outcome = (more: object, ...facts: Given[]) =>
      judged(asked({ atLeast: 2, window: spring, ...more }), facts).outcome;
    const goesOn = work(2, '2026-02-01', { ongoing: true });
    const forNow = { status: 'met', final: false };
    const forGood = { status: 'met', final: true };
    expect(outcome({}, goesOn)).toStrictEqual(forNow);
    expect(outcome({}, work(2, '2026-02-01', { until: '2026-07-01' }))).toStrictEqual(forNow);
    expect(outcome({}, work(2, '2026-02-01', { until: '2026-06-30' }))).toStrictEqual(forGood);
    expect(outcome({}, goesOn, work(2))).toStrictEqual(forGood);
    for (const window of ['none', { from: '2026-01-01' }, { from: '2026-01-01', to: 'as-of' }])
      expect(outcome({ window }, goesOn)).toStrictEqual(forGood);
    expect(outcome({ window: { from: '2026-01-01', length: 'P1Y' } }, goesOn)).toStrictEqual(
      forNow,
    );
    const months = { atLeast: 'none', periods: [{ every: 'P6M', atLeast: 2, in: { any: 1 } }] };
    expect(outcome(months, goesOn)).toStrictEqual(forNow);
    expect(outcome(months, work(2))).toStrictEqual(forGood);
    const limit = { atLeast: 'none', atMost: 1 };
    expect(outcome(limit, goesOn)).toMatchObject({ status: 'unmet', reachable: true });
    expect(outcome(limit, goesOn, work(2))).toMatchObject({ status: 'unmet', reachable: false });
    const part = { id: 'a', title: 'A', where: { topic: ['a'] }, atLeast: 2 };
    const about = work(2, '2026-02-01', { ongoing: true, attributes: { topic: 'a' } });
    const { children } = judged(asked({ atLeast: 2, window: spring, quotas: [part] }), [about]);
    expect(children.map((one) => one.outcome)).toStrictEqual([forNow]);
  });

  test('while it goes on counts for a time only, also where it goes out of a period alone', () => {
    const since = { from: '2026-01-01' };
    const about = work(2, '2026-02-01', { ongoing: true, attributes: { topic: 'a' } });
    const outcome = (more: object) =>
      judged(asked({ atLeast: 2, window: since, ...more }), [about]).outcome;
    expect(outcome({})).toStrictEqual({ status: 'met', final: true });
    const forNow = { status: 'met', final: false };
    const periods = [{ every: 'calendar-quarter', atLeast: 2, in: { any: 1 } }];
    expect(outcome({ periods })).toStrictEqual(forNow);
    const distinct = { by: 'topic', within: 'calendar-year' };
    expect(outcome({ distinct })).toStrictEqual(forNow);
  });

  test('for good is only what is so without what goes on, however that comes out', () => {
    const spring = { from: '2026-01-01', to: '2026-06-30' };
    const goesOn = work(2, '2026-02-01', { ongoing: true, attributes: { topic: ['a', 'b'] } });
    const rule = (more: object) => asked({ atLeast: 2, window: spring, ...more });
    const between = rule({ atLeast: 1, atMost: 1 });
    expect(judged(between, [goesOn]).outcome).toMatchObject({ status: 'unmet', reachable: true });
    const distinct = rule({ distinct: { by: 'topic', within: 'window' } });
    expect(judged(distinct, [work(1), work(1)]).outcome.status).toBe('needs-decision');
    const forNow = { status: 'met', final: false };
    expect(judged(distinct, [goesOn, work(1), work(1)]).outcome).toStrictEqual(forNow);
    const quota = (id: string) => ({ id, title: id, where: { topic: [id] }, atLeast: 2 });
    const twice = rule({ overlap: { question: 'twice' }, quotas: [quota('a'), quota('b')] });
    const questions = [question('twice', 'shared', 'separate')];
    expect(judged(twice, [goesOn], { more: { questions } }).outcome).toMatchObject({
      status: 'depends-on-reading',
      readings: [{ reading: 'shared', outcome: forNow }, { outcome: { status: 'unmet' } }],
    });
  });

  test('once only is told of what repeats it, and what came after the window repeats nothing', () => {
    const ever = need({
      window: { from: '2026-01-01', to: '2026-03-31' },
      distinct: { by: 'topic', within: 'ever' },
    });
    const topic = (name: string, on: string) => of({ topic: name }, 1, on);
    const result = judged(ever, [
      topic('loss', '2025-12-31'),
      topic('loss', '2026-01-01'),
      topic('grief', '2026-01-01'),
      topic('grief', '2026-04-01'),
    ]);
    expect(result.outcome).toMatchObject({ have: 1 });
    expect(result.findings).toStrictEqual([
      {
        code: 'not-distinct',
        text: 'Another with the same topic counts already.',
        ref: 'fact-2',
      },
    ]);
  });

  test('goes by its source, and is told if that is not among those', () => {
    const from = (more: object) =>
      need({ sources: { attribute: 'payer', count: [], doNotCount: [], open: false, ...more } });
    const texts = (more: object, ...facts: Given[]) =>
      judged(from(more), facts).findings.map(({ code, text }) => `${code}: ${text}`);
    const by = (payer: string) => of({ payer });
    expect(texts({ count: ['state'] }, by('city'), work(1))).toStrictEqual([
      'source-not-counted: city is not among what counts.',
      'source-not-counted: no payer is not among what counts.',
    ]);
    expect(texts({ doNotCount: ['city'] }, by('city'), by('state'), work(1))).toStrictEqual([
      'source-not-counted: city does not count.',
      'source-not-counted: no payer is not among what counts.',
    ]);
    expect(judged(from({ doNotCount: ['city'] }), [by('state')]).outcome).toMatchObject({
      have: 1,
    });
    expect(texts({ count: ['state'], open: true }, work(1))).toStrictEqual([
      'source-not-counted: no payer is not among what counts.',
    ]);
    expect(judged(from({ count: ['state'], open: true }), [work(10)]).outcome.status).toBe('unmet');
  });
});

describe('what a person may say counts', () => {
  const open = { attribute: 'payer', count: ['state'], doNotCount: [], open: true };
  const by = (payer: string, amount: number, more: object = {}) =>
    work(amount, '2026-03-02', { attributes: { payer }, ...more });
  const decision = (question: string) => ({
    status: 'needs-decision',
    decisions: [{ requirement: 'asked', question, options: ['met', 'unmet'] }],
  });

  test('is asked where it makes the difference, and rests on what is asked about', () => {
    const sharing = [{ with: 'supervisor', countsUpTo: 'all' }];
    const result = judged(asked({ atLeast: 10, sources: open, sharing }), [
      by('city', 4),
      by('state', 4),
      by('state', 4, { claimedFor: ['other'] }),
    ]);
    expect(result.outcome).toStrictEqual(
      decision(
        'Does this source count: city? May what was counted for another credential count here?',
      ),
    );
    expect(result.evidence).toStrictEqual(['fact-2', 'fact-1', 'fact-3']);
  });

  test('is not asked where the sum stays short, or is there, either way', () => {
    const result = judged(asked({ atLeast: 10, sources: open }), [by('city', 4), by('state', 4)]);
    expect(result.outcome).toStrictEqual({
      status: 'unmet',
      have: 4,
      need: 10,
      unit: 'hours',
      reachable: true,
    });
    expect(result.evidence).toStrictEqual(['fact-2']);
    expect(
      judged(asked({ atLeast: 4, sources: open }), [by('city', 4), by('state', 4)]).outcome,
    ).toStrictEqual({ status: 'met', final: true });
  });

  test('is asked where with it a limit is passed', () => {
    const limit = asked({ atMost: 5, sources: open });
    expect(judged(limit, [by('city', 1), by('state', 5)]).outcome).toStrictEqual(
      decision('Does this source count: city?'),
    );
    expect(judged(limit, [by('city', 1), by('state', 4)]).outcome).toStrictEqual({
      status: 'met',
      final: false,
    });
  });

  test('is not asked where what goes on passes the limit for a time, either way', () => {
    const window = { from: '2026-01-01', to: '2026-06-30' };
    const limit = asked({ atMost: 5, window, sources: open });
    const goesOn = by('state', 6, { ongoing: true });
    expect(judged(limit, [by('city', 5), goesOn]).outcome).toMatchObject({
      status: 'unmet',
      reachable: true,
    });
    expect(judged(limit, [by('city', 6), goesOn]).outcome).toStrictEqual(
      decision('Does this source count: city?'),
    );
  });
});
