import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../evaluate.js';
import type { Context, Evidence, EvidenceOf } from '../../evidence.js';
import { exampleQuote, policyAsking } from '../../example.fixture.js';
import type { Outcome, Result } from '../../outcome.js';

type Activity = EvidenceOf<'activity'>;

const anchors = { issue: '2026-01-01' };
const year = { from: 'issue', length: 'P1Y', inclusive: 'start' };

function judged(
  fields: object,
  evidence: Evidence,
  asOf = '2026-06-30',
  more: object = {},
  context: Context = { anchors },
): Result {
  const asked = { kind: 'tally', tally: 'work', unit: 'hours', window: 'none', ...fields };
  const { require } = evaluate(policyAsking(asked, more), 'apply', evidence, asOf, context);
  if (typeof require === 'string') throw new Error('nothing was asked');
  return require;
}

let refs = 0;
function work(amount: number, on = '2026-03-02', more: Partial<Activity> = {}): Activity {
  refs += 1;
  return {
    kind: 'activity',
    tally: 'work',
    amount,
    unit: 'hours',
    on,
    ref: `work-${refs}`,
    ...more,
  };
}
const status = ({ outcome }: Result) =>
  outcome.status === 'unmet' && !outcome.reachable ? 'unmet for good' : outcome.status;
const codes = ({ findings }: Result) => findings.map(({ code }) => code);
const haveOf = ({ outcome }: Result) => (outcome as { have?: unknown }).have;

describe('a sum', () => {
  test('is reached at the amount itself, and not before', () => {
    expect(judged({ atLeast: 10 }, [work(9.9)]).outcome).toEqual({
      status: 'unmet',
      have: 9.9,
      need: 10,
      unit: 'hours',
      reachable: true,
    });
    expect(judged({ atLeast: 10 }, [work(9.9), work(0.1)]).outcome).toEqual({
      status: 'met',
      final: true,
    });
  });

  test('comes to what it comes to on paper', () => {
    expect(status(judged({ atLeast: 0.3 }, [work(0.1), work(0.2)]))).toBe('met');
  });

  test('of times counts each activity once, whatever its amount', () => {
    const twice = [work(7), work(9, '2026-03-03', { unit: 'days' })];
    expect(judged({ unit: 'times', atLeast: 3 }, twice)).toMatchObject({
      outcome: { have: 2, need: 3 },
    });
  });

  test('leaves out what has another unit, and says so', () => {
    const result = judged({ atLeast: 10 }, [work(20, '2026-03-02', { unit: 'credits' })]);
    expect([haveOf(result), codes(result)]).toEqual([0, ['unit-not-counted']]);
  });

  test.each([
    ['none', 22.5],
    ['down', 22],
    ['up', 23],
    ['nearest', 23],
  ])('converts units, rounding %s', (rounding, have) => {
    const convert = [{ from: 'credits', factor: 7.5, rounding }];
    expect(
      haveOf(judged({ atLeast: 100, convert }, [work(3, '2026-03-02', { unit: 'credits' })])),
    ).toBe(have);
  });

  test('takes several kinds of activities, and only those with what it asks for', () => {
    const both = { tally: ['work', 'care'], atLeast: 9, where: { role: ['peer'] } };
    const peer = { attributes: { role: 'peer' } };
    expect(
      haveOf(
        judged(both, [
          work(4, '2026-03-02', peer),
          work(2),
          { ...work(3), tally: 'care', ...peer },
        ]),
      ),
    ).toBe(7);
  });

  test('that is not stated is told and not judged; one that is stated as none asks for nothing', () => {
    expect(judged({ atLeast: 'not stated' }, [work(3)]).outcome).toEqual({
      status: 'not-stated',
      have: 3,
      unit: 'hours',
    });
    expect(status(judged({ atLeast: 'none', atMost: 2 }, [work(2)]))).toBe('met');
  });
});

describe('a limit', () => {
  test('holds at the amount itself; one more breaks it for good', () => {
    const limit = { unit: 'times', atLeast: 'none', atMost: 2 };
    expect(judged(limit, [work(1), work(1)]).outcome).toEqual({
      status: 'met',
      final: false,
      margin: 1,
    });
    expect(status(judged(limit, [work(1), work(1), work(1)]))).toBe('unmet for good');
  });

  test('in a window that moves mends itself as days pass', () => {
    const limit = {
      unit: 'times',
      atLeast: 'none',
      atMost: 0,
      window: { to: 'as-of', length: 'P1M' },
    };
    expect(status(judged(limit, [work(1, '2026-05-30')], '2026-06-30'))).toBe('unmet');
    expect(status(judged(limit, [work(1, '2026-05-29')], '2026-06-30'))).toBe('met');
  });
});

describe('a window', () => {
  const within = { atLeast: 1, window: year };

  test.each([
    ['2025-12-31', 'unmet'],
    ['2026-01-01', 'met'],
    ['2026-12-31', 'met'],
    ['2027-01-01', 'unmet for good'],
  ])('what happened on %s is %s', (on, expected) => {
    expect(
      status(judged(within, [work(1, on)], on > '2026-06-30' ? '2027-06-30' : '2026-06-30')),
    ).toBe(expected);
  });

  test('gives the last day, and once it is over nothing can be mended', () => {
    expect(judged(within, [], '2026-12-31').outcome).toMatchObject({
      by: '2026-12-31',
      reachable: true,
    });
    expect(judged(within, [], '2027-01-01').outcome).toMatchObject({
      by: '2026-12-31',
      reachable: false,
    });
  });

  test('whose first day is not known yet holds nothing, and that is said', () => {
    const result = judged(within, [work(1)], '2026-06-30', {}, {});
    expect([status(result), codes(result)]).toEqual(['unmet', ['anchor-missing']]);
  });

  test('counts what lasted longer by its last day, and what goes on by today', () => {
    const from2025 = (more: Partial<Activity>) => [work(1, '2025-06-01', more)];
    expect(status(judged(within, from2025({ until: '2026-01-01' })))).toBe('met');
    expect(status(judged(within, from2025({ until: '2025-12-31' })))).toBe('unmet');
    expect(status(judged(within, from2025({ ongoing: true })))).toBe('met');
  });

  test('shorter than usual asks for less', () => {
    const short = { window: { from: 'issue', length: 'P15M', inclusive: 'start' } };
    const asked = (rounding: string) =>
      judged({ atLeast: 41, prorated: { full: 'P2Y', rounding }, ...short }, []);
    expect([asked('up'), asked('down')].map(({ tally }) => tally['need'])).toEqual([26, 25]);
    expect(
      judged({ atLeast: 41, prorated: { full: 'P1Y', rounding: 'up' }, ...short }, []).tally[
        'need'
      ],
    ).toBe(41);
  });
});

describe('an amount by circumstance', () => {
  const byTerm = {
    atLeast: {
      table: [
        { where: { term: [2] }, value: 20 },
        { where: { term: { atLeast: 3 } }, value: 30 },
      ],
      otherwise: 'not stated',
    },
  };
  const term = (value: number) =>
    ({
      kind: 'circumstance',
      name: 'term',
      value,
      on: '2026-01-01',
      ref: `term-${value}`,
    }) as const;

  test('is that of the first row that fits', () => {
    expect(status(judged(byTerm, [term(2), work(20)]))).toBe('met');
    expect(judged(byTerm, [term(3), work(20)]).outcome).toMatchObject({ have: 20, need: 30 });
    expect(status(judged(byTerm, [term(1), work(20)]))).toBe('not-stated');
  });
});

describe('for every so much of something else', () => {
  const ratio = {
    atLeast: 1,
    forEvery: { amount: 40, tally: 'service', unit: 'hours', rounding: 'up' },
    window: year,
  };
  const service = (amount: number) => ({ ...work(amount), tally: 'service' });

  test.each([
    [40, 1],
    [41, 2],
    [80, 2],
    [0, 0],
  ])('%i hours of service need %i', (hours, need) => {
    expect(judged(ratio, [service(hours)]).tally['need']).toBe(need);
  });

  test('or for every period passed, up to a cap', () => {
    const back = {
      atLeast: 10,
      forEvery: { period: 'P1Y', since: 'expiry', rounding: 'up', needAtMost: 25 },
    };
    const need = (expiry: string) =>
      judged(
        back,
        [],
        '2026-06-30',
        { anchors: { expiry: 'The last day.' } },
        { anchors: { expiry } },
      ).tally['need'];
    expect([
      need('2026-06-30'),
      need('2026-06-29'),
      need('2025-06-30'),
      need('2025-06-29'),
      need('2020-01-01'),
    ]).toEqual([0, 10, 10, 20, 25]);
  });
});

describe('a floor for each period', () => {
  const quarterly = {
    unit: 'times',
    atLeast: 4,
    window: year,
    periods: [{ every: 'calendar-quarter', atLeast: 1 }],
  };
  const once = (on: string) => work(1, on);

  test('is missed though the total is there', () => {
    const result = judged(
      quarterly,
      [once('2026-02-01'), once('2026-03-01'), once('2026-08-01'), once('2026-11-01')],
      '2027-01-15',
    );
    expect([status(result), codes(result), result.children.map(status)]).toEqual([
      'unmet for good',
      ['period-short'],
      ['unmet for good'],
    ]);
  });

  test('is lost the day after its quarter, and not on its last day', () => {
    expect(judged(quarterly, [], '2026-03-31').outcome).toMatchObject({
      by: '2026-03-31',
      reachable: true,
    });
    expect(status(judged(quarterly, [], '2026-04-01'))).toBe('unmet for good');
  });

  test('counts its first and last day', () => {
    const days = ['2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31'].map(once);
    expect(status(judged(quarterly, days, '2027-01-15'))).toBe('met');
  });

  test('in a quarter that the window only touches, as the policy says', () => {
    const from = { from: 'issue', length: 'P1Y' };
    const issue = { anchors: { issue: '2026-02-15' } };
    const days = ['2026-05-01', '2026-08-01', '2026-11-01', '2026-11-02'].map(once);
    const asked = (partial: string) =>
      judged(
        {
          ...quarterly,
          window: from,
          periods: [{ every: 'calendar-quarter', atLeast: 1, partial }],
        },
        days,
        '2027-06-30',
        {},
        issue,
      );
    expect([status(asked('left-out')), status(asked('judged'))]).toEqual(['met', 'unmet for good']);
  });

  const months = (within: object) => ({
    unit: 'times',
    atLeast: 'none',
    window: year,
    periods: [{ every: 'calendar-month', atLeast: 1, in: within }],
  });
  const inMonths = (...of: number[]) =>
    of.map((month) => once(`2026-${String(month).padStart(2, '0')}-10`));

  test('in so many months in a row', () => {
    const run = months({ consecutive: 3 });
    expect(status(judged(run, inMonths(1, 2, 4, 5), '2026-12-31'))).toBe('unmet for good');
    expect(status(judged(run, inMonths(1, 2, 4, 5, 6), '2026-12-31'))).toBe('met');
    expect(status(judged(run, inMonths(1, 2), '2026-10-31'))).toBe('unmet');
    expect(status(judged(run, inMonths(1, 2), '2026-11-01'))).toBe('unmet for good');
  });

  test('in any so many months', () => {
    const any = months({ any: 3 });
    expect(status(judged(any, inMonths(1, 5, 9), '2026-12-31'))).toBe('met');
    expect(judged(any, inMonths(1, 5), '2026-12-31')).toMatchObject({
      outcome: { have: 2, need: '3 periods with 1 times' },
    });
  });

  test('beside others is due with the first of them that is still open', () => {
    const every = (...periods: string[]) =>
      periods.map((one) =>
        one === 'any'
          ? { every: 'calendar-month', atLeast: 1, in: { any: 12 } }
          : { every: one, atLeast: 1 },
      );
    const due = (...periods: string[]) => {
      const asked = { unit: 'times', atLeast: 'none', window: year, periods: every(...periods) };
      return (judged(asked, [], '2026-01-15').outcome as { by?: string }).by;
    };
    expect(due('calendar-month', 'calendar-quarter')).toBe('2026-01-31');
    expect(due('calendar-quarter', 'calendar-month')).toBe('2026-01-31');
    expect(due('calendar-quarter', 'any')).toBe('2026-01-31');
    expect(due('any', 'calendar-quarter')).toBe('2026-01-31');
  });

  test('may ask something of some of what is in it', () => {
    const long = {
      id: 'long',
      title: 'Of half an hour',
      where: { minutes: { atLeast: 30 } },
      atLeast: 1,
    };
    const meetings = {
      unit: 'times',
      atLeast: 'none',
      window: { from: 'issue', length: 'P1M', inclusive: 'start' },
      periods: [{ every: 'calendar-month', atLeast: 2, quotas: [long] }],
    };
    const of = (...minutes: number[]) =>
      minutes.map((value) => work(1, '2026-01-10', { attributes: { minutes: value } }));
    expect(status(judged(meetings, of(20, 20), '2026-02-01'))).toBe('unmet for good');
    expect(status(judged(meetings, of(35, 10), '2026-02-01'))).toBe('met');
    expect(status(judged(meetings, of(30, 10), '2026-02-01'))).toBe('met');
    expect(status(judged(meetings, of(35), '2026-02-01'))).toBe('unmet for good');
  });
});

describe('what must be distinct', () => {
  const topic = (value: string, on = '2026-03-02', amount = 1) =>
    work(amount, on, { attributes: { topic: value } });
  const distinct = (within: string) => ({
    unit: 'hours',
    atLeast: 9,
    window: year,
    distinct: { by: 'topic', within },
  });

  test('counts once, the largest of it', () => {
    const result = judged(distinct('window'), [
      topic('trauma', '2026-03-02', 2),
      topic('trauma', '2026-04-02', 3),
      topic('loss'),
    ]);
    expect([haveOf(result), codes(result)]).toEqual([4, ['not-distinct']]);
  });

  test('in each period, or against whatever was ever before', () => {
    const items = [
      topic('trauma', '2025-12-01'),
      topic('trauma', '2026-02-01'),
      topic('trauma', '2026-05-01'),
    ];
    expect(
      ['window', 'calendar-quarter', 'ever'].map((within) =>
        haveOf(judged(distinct(within), items)),
      ),
    ).toEqual([1, 2, 0]);
  });

  test('takes a number and the word for it for two', () => {
    const numbered = (value: string | number) =>
      work(1, '2026-03-02', { attributes: { topic: value } });
    expect(haveOf(judged(distinct('window'), [numbered(1), numbered('1')]))).toBe(2);
    expect(haveOf(judged(distinct('window'), [numbered(1), numbered(1)]))).toBe(1);
  });
});

describe('sources', () => {
  const from = (open: boolean) => ({
    atLeast: 2,
    sources: {
      attribute: 'source',
      count: ['paid', 'volunteer'],
      doNotCount: ['coursework'],
      open,
    },
  });
  const by = (source: string) => [work(2, '2026-03-02', { attributes: { source } })];

  test('that count, that do not, and others', () => {
    expect(
      ['paid', 'volunteer', 'coursework', 'family'].map((source) =>
        status(judged(from(false), by(source))),
      ),
    ).toEqual(['met', 'met', 'unmet', 'unmet']);
    expect(codes(judged(from(false), by('coursework')))).toEqual(['source-not-counted']);
  });

  test('of an open list are for a person to say, if it matters', () => {
    expect(status(judged(from(true), by('family')))).toBe('needs-decision');
    expect(status(judged(from(true), by('coursework')))).toBe('unmet');
    expect(status(judged(from(true), [...by('family'), ...by('paid')]))).toBe('met');
  });
});

describe('what was counted for another credential', () => {
  const shared = (countsUpTo: unknown) => ({
    atLeast: 20,
    sharing: [{ with: 'supervisor', countsUpTo }],
  });
  const twice = (amount: number, credential = 'supervisor') =>
    work(amount, '2026-03-02', { claimedFor: [credential] });

  test('counts here up to what the pair allows', () => {
    expect(
      [6, 'all', 'none'].map((upTo) => haveOf(judged(shared(upTo), [work(10), twice(8)]))),
    ).toEqual([16, 18, 10]);
    expect(status(judged(shared(6), [work(14), twice(8)]))).toBe('met');
    expect(status(judged(shared(6), [work(13), twice(8)]))).toBe('unmet');
  });

  test('is capped over all of it together', () => {
    expect(haveOf(judged(shared(6), [twice(4), twice(4)]))).toBe(6);
  });

  test('is for a person to say where the pair is not listed', () => {
    expect(status(judged(shared(6), [work(14), twice(8, 'another')]))).toBe('needs-decision');
  });
});

describe('quotas that may overlap', () => {
  const quota = (id: string, atLeast: number) => ({
    id,
    title: id,
    where: { topic: [id] },
    atLeast,
  });
  const asked = (overlap: unknown) => ({
    atLeast: 4,
    overlap,
    quotas: [quota('a', 3), quota('b', 3)],
  });
  const both = [work(5, '2026-03-02', { attributes: { topic: ['a', 'b'] } })];

  test('are filled by the same hour, or not, or it is asked', () => {
    const questions = [
      {
        id: 'twice',
        ask: 'Twice?',
        rules: [exampleQuote],
        readings: [
          { id: 'shared', says: 'Yes.' },
          { id: 'separate', says: 'No.' },
        ],
        settled: 'not stated',
      },
    ];
    expect(['shared', 'separate'].map((overlap) => status(judged(asked(overlap), both)))).toEqual([
      'met',
      'unmet',
    ]);
    const open = judged(asked({ question: 'twice' }), both, '2026-06-30', { questions });
    expect(open.outcome).toMatchObject({
      status: 'depends-on-reading',
      readings: [
        { reading: 'shared', outcome: { status: 'met' } },
        { reading: 'separate', outcome: { status: 'unmet', have: 5, need: 6 } },
      ],
    });
  });
});

describe('whatever is tallied', () => {
  const item = fc.record({
    amount: fc.integer({ min: 1, max: 9 }),
    day: fc.integer({ min: 1, max: 12 }),
    topic: fc.subarray(['a', 'b', 'c']),
    source: fc.constantFrom('paid', 'other'),
  });
  const items = fc
    .array(item, { maxLength: 12 })
    .map((all) =>
      all.map(({ amount, day, topic, source }) =>
        work(amount, `2026-${String(day).padStart(2, '0')}-05`, { attributes: { topic, source } }),
      ),
    );
  const fields = {
    atLeast: 20,
    window: year,
    overlap: 'separate',
    quotas: [
      { id: 'a', title: 'A', where: { topic: ['a'] }, atLeast: 5, countsUpTo: 9 },
      { id: 'b', title: 'B', where: { topic: ['b'] }, atLeast: 4 },
    ],
    sources: { attribute: 'source', count: ['paid'], open: false },
    periods: [{ every: 'calendar-quarter', atLeast: 2, in: { any: 2 } }],
  };
  const rank = (outcome: Outcome) =>
    outcome.status === 'met' ? 2 : outcome.status === 'unmet' && outcome.reachable ? 1 : 0;

  test('the order of recording changes nothing', () => {
    fc.assert(
      fc.property(items, fc.constantFrom('2026-06-30', '2027-06-30'), (all, asOf) => {
        expect(judged(fields, all.toReversed(), asOf).outcome).toEqual(
          judged(fields, all, asOf).outcome,
        );
      }),
    );
  });

  test('more of it never makes it worse', () => {
    fc.assert(
      fc.property(items, items, (all, more) => {
        const before = rank(judged(fields, all, '2026-12-31').outcome);
        expect(
          rank(judged(fields, [...all, ...more], '2026-12-31').outcome),
        ).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
