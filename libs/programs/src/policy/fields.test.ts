import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { period, timeSpan } from './calendar.js';
import { policyAsking } from './example.fixture.js';
import { quoteSchema, isoDate, slug, words } from './quote.js';
import { monthDay } from './working-days.js';

/** What the fields of a policy may hold, and what an author is told otherwise. */

const fields: readonly {
  readonly name: string;
  readonly field: z.ZodType;
  readonly holds: readonly string[];
  readonly not: readonly string[];
  readonly told: string;
}[] = [
  {
    name: 'an id',
    field: slug,
    holds: ['a', 'two-letters', 'a1-2b-c33'],
    not: ['', 'Two', 'two letters', '-a', 'a-', 'a--b', '1a', ' a', 'a ', 'aB', 'a-B', 'ä'],
    told: 'must be lower-case words joined by hyphens, such as two-letters',
  },
  {
    name: 'the id of a quote',
    field: quoteSchema.shape.id,
    holds: ['S2-20', 'a', '1', 'M.R.S-1.2'],
    not: ['', '-S2', '.1', 'S2 20', 'S2-20!', ' S2'],
    told: 'must be an id such as S2-20',
  },
  {
    name: 'a calendar date',
    field: isoDate,
    holds: ['2018-01-31', '2024-02-29'],
    not: ['2018-02-29', '2018-1-31', '31.01.2018', '2018-01-31T00:00', ''],
    told: 'must be a calendar date such as 2018-01-31',
  },
  {
    name: 'a period',
    field: period,
    holds: [
      'P1Y',
      'P999Y',
      'P6M',
      'P1200M',
      'P2W',
      'P5000W',
      'P90D',
      'P36500D',
      'P1Y2M3W4D',
      'P0D',
    ],
    not: ['P', '1Y', 'P1', 'P1H', 'PT1H', 'P1Y ', ' P1Y', 'P1D1Y', 'P1000Y', 'PY', '-P1Y', 'P1.5Y'],
    told: 'must be a period such as P1Y, P6M or P2W',
  },
  {
    name: 'a length of time',
    field: timeSpan,
    holds: ['PT3H', 'PT999H', 'PT1H30M', 'PT90M', 'PT1440M', 'PT0H'],
    not: ['PT', 'P3H', '3H', 'PT3', 'PT3D', 'PT3H ', ' PT3H', 'PT30M1H', 'PT1000H', 'PTH'],
    told: 'must be a length of time such as PT3H or PT1H30M',
  },
  {
    name: 'a month and day',
    field: monthDay,
    holds: ['01-01', '09-30', '10-10', '12-31', '02-29', '04-30', '08-31', '11-30', '01-30'],
    not: [
      '00-01',
      '13-01',
      '1-1',
      '01-00',
      '01-32',
      '01-1',
      '2026-01-01',
      '01-011',
      '01/01',
      '02-30',
      '02-31',
      '04-31',
      '09-31',
      '11-31',
    ],
    told: 'must be a month and day such as 09-30',
  },
];

describe.each(fields)('$name', ({ field, holds, not, told }) => {
  test.each(holds)('may be %j', (text) => {
    expect(field.safeParse(text).success).toBe(true);
  });
  test.each(not)('may not be %j', (text) => {
    expect(field.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([told]);
  });
});

describe('words', () => {
  const told = (text: string) => words.safeParse(text).error?.issues.map(({ message }) => message);

  test('are kept without the white space around them', () => {
    expect(words.parse('  What it says. \n')).toBe('What it says.');
  });
  test('must be there', () => {
    expect(told('  ')).toEqual(['must not be empty']);
  });
  test.each(['none', 'not stated'])('are not “%s”, which says that there are none', (text) => {
    expect(told(text)).toEqual(['must say something, and not `none` or `not stated`']);
    expect(told(`${text} of it`)).toBeUndefined();
  });
});

describe('a whole policy', () => {
  const source = {
    id: 'page',
    title: 'A page',
    publisher: 'Nobody',
    text: 'page.txt',
    checked: '2026-01-01',
    published: 'none',
  };
  const attestation = { kind: 'attestation', statement: 'so', text: 'So it is.' };

  test('names a source by a path below its file', () => {
    const told = 'must be a path below the policy file';
    for (const text of ['texts/page-1.txt', 'A_b.c']) {
      expect(policyAsking(attestation, { sources: [{ ...source, text }] }).sources[0]?.text).toBe(
        text,
      );
    }
    for (const text of ['', '/page.txt', '../page.txt', 'a page.txt', 'page.txt ']) {
      expect(() => policyAsking(attestation, { sources: [{ ...source, text }] })).toThrow(told);
    }
  });

  test('says of a fee in which currency it is', () => {
    const fee = (currency: string) => () =>
      policyAsking({ kind: 'fee', for: 'exam', amount: 10, currency });
    expect(fee('EUR')).not.toThrow();
    for (const currency of ['EURO', 'usd', 'US', '$', ' USD', 'USD ']) {
      expect(fee(currency)).toThrow('must be a currency such as USD');
    }
  });
});
