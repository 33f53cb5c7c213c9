/**
 * The oracles judge a second time what the evaluator judges, by models that are as plain as can be: they
 * go day by day, and try every way there is. Each is written from the documents alone, and drawn
 * policies and histories must come to the same in both. `npm run test:long` draws many more of them.
 *
 * Where the evaluator is known to be otherwise (`known.test.ts`), the oracles look away, each such place
 * in a line with `knownFaults`. With `KNOWN=1` they look there as well: turn it on to see what is left of
 * them, or whether all of it is mended.
 *
 * Here are what all of them share: how often they draw, and a calendar that knows nothing of the
 * evaluator's, built on `Date` in UTC.
 */

const dayLength = 86_400_000;

export type Day = string;

export function dayOf(year: number, month: number, day: number): Day {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}
export function dateOf(day: Day): number {
  return Number(day.slice(8, 10));
}

export function plusDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayLength).toISOString().slice(0, 10);
}

/** 0 is Sunday, as `Date` has it. */
export function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The same date so many months on, or the last day of a month that lacks it. */
export function plusMonths(day: Day, count: number): Day {
  const first = new Date(Date.UTC(yearOf(day), monthOf(day) - 1 + count, 1));
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth() + 1];
  return dayOf(year, month, Math.min(dateOf(day), daysInMonth(year, month)));
}

function parts(period: string): { months: number; days: number } {
  const read = (unit: string) => Number(period.match(new RegExp(`(\\d+)${unit}`))?.[1] ?? '0');
  return { months: 12 * read('Y') + read('M'), days: 7 * read('W') + read('D') };
}

/** "A period is added in months first …; then in days." `times` may be negative. */
export function plus(day: Day, period: string, times = 1): Day {
  const { months, days } = parts(period);
  return plusDays(plusMonths(day, months * times), days * times);
}

export function* daysFrom(first: Day, last: Day): Generator<Day> {
  for (let day = first; day <= last; day = plusDays(day, 1)) yield day;
}

type CalendarUnit = 'month' | 'quarter' | 'year';

function begins(day: Day, unit: CalendarUnit): boolean {
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  return dateOf(day) === 1 && (monthOf(day) - 1) % months === 0;
}

export function firstOf(day: Day, unit: CalendarUnit): Day {
  let at = day;
  while (!begins(at, unit)) at = plusDays(at, -1);
  return at;
}

export function lastOf(day: Day, unit: CalendarUnit): Day {
  let at = day;
  while (!begins(plusDays(at, 1), unit)) at = plusDays(at, 1);
  return at;
}

const long = process.env['LONG'] !== undefined;

/** How often a property is tried: so often in `npm run test:long`, and a small share of it in `npm test`. */
export function runs(usual: number): { numRuns: number } {
  return { numRuns: long ? usual : Math.max(30, Math.ceil(usual / 25)) };
}

/** Whether to look also where the evaluator is known to be otherwise. */
export const knownFaults = process.env['KNOWN'] === '1';
