import { describe, expect, test } from '@jest/globals';
import { caseSchema } from '../cases/case.js';
import { exampleQuote, policyAsking } from '../policy/example.fixture.js';
import { rendered } from './page.js';
import { tryCase } from './try.js';

/** What is told of one case, line by line, the case itself left out. */
function told(
  require: object,
  one: object,
  detail: 'expected' | 'everything' = 'expected',
  variations: readonly object[] = [],
): readonly string[] {
  const policy = policyAsking(require, { anchors: { expiry: 'The last day.' }, variations });
  const parsed = caseSchema.parse({ case: 'one', then: { asked: 'met' }, ...one });
  const { blocks } = tryCase(policy, 'apply', parsed, detail);
  return rendered(blocks, 'text', 200)
    .split('\n')
    .slice(1)
    .filter((line) => line !== '' && !line.includes('Otherwise than expected'))
    .map((line) => line.replace(/^ {6}/, ''));
}

describe('bands', () => {
  const paid = (id: string, title: string, amount: number) => ({
    id,
    kind: 'fee',
    title,
    for: 'renewal',
    amount,
    currency: 'USD',
  });
  const bands = {
    kind: 'bands',
    step: 'renewed',
    bands: [
      {
        id: 'in-time',
        title: 'In time',
        notAfter: 'expiry',
        standing: 'active',
        require: paid('fee', 'Fee', 50),
      },
      {
        id: 'late',
        title: 'Within the grace',
        notAfter: { from: 'expiry', plus: 'P60D' },
        standing: 'in-grace',
        require: {
          id: 'late-asked',
          kind: 'all',
          title: 'Asked late',
          of: [paid('fee-again', 'Fee', 50), paid('late-fee', 'Late fee', 40)],
        },
      },
      {
        id: 'inactive',
        title: 'Inactive',
        notAfter: { from: 'expiry', plus: 'P1Y' },
        standing: 'inactive',
        require: paid('inactive-fee', 'Fee', 105),
      },
    ],
    beyond: { standing: 'expired', action: 'The training must be repeated.' },
  };
  const anchors = { expiry: '2026-06-30' };
  const payments = [{ fee: 'fee-again', amount: 50, on: '2026-07-10' }];
  const late = {
    asOf: '2026-07-20',
    given: { anchors, payments, steps: { renewed: '2026-07-10' } },
  };

  test('are told with the one that the day falls into, what the credential is then, and what that one asks for', () => {
    expect(told(bands, late)).toEqual([
      '- asked: unmet, 1 of the 2 needed',
      '  The day falls into “Within the grace” (until 29 August 2026): the credential is then in grace.',
      '  - late-asked (“Within the grace”): unmet, 1 of the 2 needed',
      '    - fee-again: met for good',
      '      by payment: fee-again, 50 (2026-07-10)',
      '    - late-fee: unmet, has 0 USD, needs 40 USD',
    ]);
  });

  test('are told with what those ahead ask for until it is done', () => {
    expect(told(bands, { asOf: '2026-07-20', given: { anchors, payments } })).toEqual([
      '- asked: unmet, has not yet, needs Asked, until 29 August 2026',
      '  The day falls into “Within the grace” (until 29 August 2026): the credential is then in grace.',
      '  - late-asked (“Within the grace”): unmet, 1 of the 2 needed',
      '    - fee-again: met for good',
      '      by payment: fee-again, 50 (2026-07-10)',
      '    - late-fee: unmet, has 0 USD, needs 40 USD',
      '  - inactive-fee (“Inactive”, still ahead): unmet, has 0 USD, needs 105 USD',
    ]);
  });

  test('are told one and all where everything is asked for, each as what it is', () => {
    const named = (lines: readonly string[]) =>
      lines.flatMap((line) => /- (\S+ \(“.*”.*\))/.exec(line)?.[1] ?? []);
    expect(named(told(bands, late, 'everything'))).toEqual([
      'fee (“In time”, not asked)',
      'late-asked (“Within the grace”)',
      'inactive-fee (“Inactive”, not asked)',
    ]);
    const waiting = { asOf: '2026-07-20', given: { anchors } };
    expect(named(told(bands, waiting, 'everything'))).toEqual([
      'fee (“In time”, over)',
      'late-asked (“Within the grace”)',
      'inactive-fee (“Inactive”, still ahead)',
    ]);
  });

  test('are told with what follows after the last of them, in a sentence', () => {
    expect(told(bands, { asOf: '2027-07-01', given: { anchors } })).toEqual([
      '- asked: unmet for good, has not in time, needs Asked, until 30 June 2027',
      '  The day falls into no band: the credential is then expired.',
      '  what-follows: The training must be repeated.',
    ]);
  });

  test('are told without a last day where there is none, where it is not known, and where it may be one or the other', () => {
    const is = (require: object, given: object, asOf: string) =>
      told(require, { asOf, given }).find((line) => line.includes('The day falls'));
    const last = { ...bands.bands[2], notAfter: 'none' };
    const endless = { ...bands, bands: [...bands.bands.slice(0, 2), last], beyond: 'none' };
    expect(is(endless, { anchors }, '2030-01-01')).toBe(
      '  The day falls into “Inactive”: the credential is then inactive.',
    );
    expect(is(bands, {}, '2030-01-01')).toBe(
      '  The day falls into “In time”: the credential is then active.',
    );
    const [inTime, ...others] = bands.bands;
    const longer = { ...inTime, notAfter: { from: 'expiry', plus: 'P30D' } };
    const to = { ...bands, id: 'asked', title: 'Asked', bands: [longer, ...others] };
    const nurses = {
      id: 'nurses',
      title: 'Nurses',
      as: 'variant',
      rules: [exampleQuote],
      for: { trade: ['nurse'] },
      changes: [{ requirement: 'asked', to }],
    };
    expect(told(bands, { asOf: '2026-06-01', given: { anchors } }, 'expected', [nurses])[1]).toBe(
      '  The day falls into “In time”: the credential is active.',
    );
  });
});

test('a credential is told with its last day', () => {
  const force = (expires: string) =>
    told(
      { kind: 'in-force', begins: 'issued', expires },
      {
        asOf: '2026-06-30',
        given: { anchors: { expiry: '2026-06-30' }, steps: { issued: '2025-06-30' } },
        then: { asked: 'met' },
      },
    )[1];
  expect(force('expiry')).toBe('  The credential is in force until 30 June 2026.');
  expect(force('none')).toBe('  The credential is in force.');
});

test('a case that expects a band is told where another holds', () => {
  const require = {
    kind: 'bands',
    step: 'renewed',
    bands: [{ id: 'ever', title: 'Ever', notAfter: 'none', standing: 'active', require: 'none' }],
    beyond: 'none',
    rules: [exampleQuote],
  };
  const expecting = (band: string) =>
    tryCase(
      policyAsking(require),
      'apply',
      caseSchema.parse({ case: 'one', given: {}, then: { asked: { outcome: 'unmet', band } } }),
      'expected',
    ).differences;
  expect(expecting('ever')).toEqual([]);
  expect(expecting('late')).toEqual(['asked: band is "ever", not "late"']);
});
