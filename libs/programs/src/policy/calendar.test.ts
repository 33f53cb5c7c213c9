import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addPeriod, daysBetween, minutesOf, parsePeriod, timeSpanOf } from './calendar.js';

const date = fc
  .integer({ min: -40_000, max: 60_000 })
  .map((days) => Temporal.PlainDate.from('1970-01-01').add({ days }).toString());

describe('periods on the calendar', () => {
  test('are added as Temporal adds them', () => {
    fc.assert(
      fc.property(
        date,
        fc.nat(30),
        fc.nat(30),
        fc.nat(60),
        fc.nat(400),
        (from, years, months, weeks, days) => {
          const text = `P${years}Y${months}M${weeks}W${days}D`;
          const wanted = Temporal.PlainDate.from(from).add({ years, months, weeks, days });
          expect(addPeriod(from, parsePeriod(text))).toBe(wanted.toString());
        },
      ),
    );
  });

  test.each([
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['1999-02-28', 'P1Y1D', '2000-02-29'],
    ['1899-02-28', 'P1Y1D', '1900-03-01'],
    ['2026-01-31', 'P1M', '2026-02-28'],
    ['2026-12-31', 'P2M', '2027-02-28'],
    ['2026-03-31', 'P1M', '2026-04-30'],
    ['2026-03-31', 'P3M', '2026-06-30'],
    ['2026-03-31', 'P6M', '2026-09-30'],
    ['2026-03-31', 'P8M', '2026-11-30'],
    ['2026-03-31', 'P9M', '2026-12-31'],
    ['2024-01-31', 'P1M', '2024-02-29'],
    ['2000-01-31', 'P1M', '2000-02-29'],
    ['1900-01-31', 'P1M', '1900-02-28'],
    ['0009-05-05', 'P1M', '0009-06-05'],
    ['0999-12-31', 'P1D', '1000-01-01'],
    ['0000-01-31', 'P29D', '0000-02-29'],
  ])('%s and %s make %s', (from, period, wanted) => {
    expect(addPeriod(from, parsePeriod(period))).toBe(wanted);
  });

  test('whole months are added as Temporal adds them', () => {
    fc.assert(
      fc.property(date, fc.nat(30), fc.nat(40), (from, years, months) => {
        const wanted = Temporal.PlainDate.from(from).add({ years, months });
        expect(addPeriod(from, parsePeriod(`P${years}Y${months}M`))).toBe(wanted.toString());
      }),
    );
  });

  test('every single day of four centuries follows the one before', () => {
    const start = Temporal.PlainDate.from('1890-01-01');
    for (let days = 0; days < 146_097; days += 1) {
      const wanted = start.add({ days }).toString();
      if (addPeriod('1890-01-01', { months: 0, days }) !== wanted) throw new Error(wanted);
      if (daysBetween('1890-01-01', wanted) !== days) throw new Error(wanted);
    }
  });

  test('days between are counted as Temporal counts them', () => {
    fc.assert(
      fc.property(date, date, (from, to) => {
        const wanted = Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
        expect(daysBetween(from, to)).toBe(wanted);
      }),
    );
  });
});

test('a length of time survives being counted in minutes', () => {
  expect(minutesOf('PT3H')).toBe(180);
  expect(timeSpanOf(270)).toBe('PT4H30M');
  expect([0, 45, 60, 61].map(timeSpanOf)).toEqual(['PT0H', 'PT45M', 'PT1H', 'PT1H1M']);
});
