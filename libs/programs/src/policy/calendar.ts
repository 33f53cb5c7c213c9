import { z } from 'zod';
import type { IsoDate } from './evidence.js';

/** Calendar period, ISO 8601: years, months, weeks and days. */
export const period = z
  .string()
  .regex(
    /^P(?=\d)(\d{1,3}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,5}D)?$/,
    'must be a period such as P1Y, P6M or P2W',
  );

/** Length of time, ISO 8601: hours and minutes. */
export const timeSpan = z
  .string()
  .regex(/^PT(?=\d)(\d{1,3}H)?(\d{1,4}M)?$/, 'must be a length of time such as PT3H or PT1H30M');

export interface Period {
  readonly months: number;
  readonly days: number;
}

// Periods come from policies, so there are few of them, and each is asked for again and again.
const parsed = new Map<string, Period>();

export function parsePeriod(text: string): Period {
  let period = parsed.get(text);
  if (period === undefined) {
    const part = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(text)?.[1] ?? 0);
    period = { months: part('Y') * 12 + part('M'), days: part('W') * 7 + part('D') };
    parsed.set(text, period);
  }
  return period;
}

// Written out because judging one person must take microseconds; a property holds it to Temporal.
/** Months first, a day that the month lacks becoming its last; then days. Years 0 to 9999. */
export function addPeriod(date: IsoDate, { months, days }: Period): IsoDate {
  const from = inNumbers(date);
  const moved = from.year * 12 + from.month + months;
  const year = Math.floor(moved / 12);
  const month = moved % 12;
  const day = Math.min(from.day, daysIn(year, month));
  return days === 0 ? isoDateOf(year, month, day) : dateOf(dayNumber(year, month, day) + days);
}

export function subtractPeriod(date: IsoDate, { months, days }: Period): IsoDate {
  return addPeriod(date, { months: -months, days: -days });
}

export function addDays(date: IsoDate, days: number): IsoDate {
  if (days === 0) return date;
  const { year, month, day } = inNumbers(date);
  const moved = day + days;
  // Most steps are short and stay in their month; 28 days every month has.
  if (moved >= 1 && moved <= 28) return isoDateOf(year, month, moved);
  return dateOf(dayNumber(year, month, day) + days);
}

export const calendarUnits = ['month', 'quarter', 'year'] as const;
export type CalendarUnit = (typeof calendarUnits)[number];

export const monthsIn: Readonly<Record<CalendarUnit, number>> = { month: 1, quarter: 3, year: 12 };

export function startOf(date: IsoDate, unit: CalendarUnit): IsoDate {
  const { year, month } = inNumbers(date);
  return isoDateOf(year, month - (month % monthsIn[unit]), 1);
}

export function endOf(date: IsoDate, unit: CalendarUnit): IsoDate {
  const length = monthsIn[unit];
  const { year, month } = inNumbers(date);
  const last = month - (month % length) + length - 1;
  return isoDateOf(year, last, daysIn(year, last));
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(date: IsoDate): number {
  // 1 March of year 0 was a Wednesday.
  return (dayNumberOf(date) + 2) % 7;
}

/** A month and day such as 02-29 in a year; its month's last day where the year lacks it. */
export function dayOfYear(year: number, monthDay: string): IsoDate {
  const month = Number(monthDay.slice(0, 2)) - 1;
  return isoDateOf(year, month, Math.min(Number(monthDay.slice(3)), daysIn(year, month)));
}

/** Whole months from one day to another, at least 0. */
export function wholeMonths(from: IsoDate, to: IsoDate): number {
  const [first, last] = [inNumbers(from), inNumbers(to)];
  const months = (last.year - first.year) * 12 + last.month - first.month;
  return Math.max(0, addPeriod(from, { months, days: 0 }) > to ? months - 1 : months);
}

export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

// Years are taken to begin in March, so that a leap day is the last of its year.

/** A date in numbers; months count from 0. */
interface DateInNumbers {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

// Reading and writing dates costs more than all that is reckoned with them, and the same few thousand
// come up again and again.
const read = new Map<IsoDate, DateInNumbers>();
const written = new Map<number, IsoDate>();

function inNumbers(date: IsoDate): DateInNumbers {
  let numbers = read.get(date);
  if (numbers === undefined) {
    const [year = NaN, month = NaN, day = NaN] = date.split('-').map(Number);
    numbers = { year, month: month - 1, day };
    read.set(date, numbers);
  }
  return numbers;
}

function isoDateOf(year: number, month: number, day: number): IsoDate {
  const key = (year * 12 + month) * 31 + day;
  let date = written.get(key);
  if (date === undefined) {
    date = `${padded(year, 4)}-${padded(month + 1, 2)}-${padded(day, 2)}`;
    written.set(key, date);
  }
  return date;
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}

function dayNumberOf(date: IsoDate): number {
  const { year, month, day } = inNumbers(date);
  return dayNumber(year, month, day);
}

/** Days since 1 March of year 0; months count from 0. */
function dayNumber(year: number, month: number, day: number): number {
  const fromMarch = month < 2 ? year - 1 : year;
  const leapDays =
    Math.floor(fromMarch / 4) - Math.floor(fromMarch / 100) + Math.floor(fromMarch / 400);
  return fromMarch * 365 + leapDays + daysBeforeMonth((month + 10) % 12) + day - 1;
}

function dateOf(number: number): IsoDate {
  // The mean length of a year gives the year or the one before it.
  let fromMarch = Math.floor(number / 365.2425) + 1;
  let first = dayNumber(fromMarch, 2, 1);
  if (number < first) first = dayNumber(--fromMarch, 2, 1);
  const inYear = number - first;
  const month = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - daysBeforeMonth(month) + 1;
  return isoDateOf(month < 10 ? fromMarch : fromMarch + 1, (month + 2) % 12, day);
}

/** Days of a year before a month, both counted from March: 31, 30, 31, 30, 31 and over again. */
function daysBeforeMonth(month: number): number {
  return Math.floor((153 * month + 2) / 5);
}

function daysIn(year: number, month: number): number {
  if (month !== 1) return month === 3 || month === 5 || month === 8 || month === 10 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

export function minutesOf(text: string): number {
  const part = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(text)?.[1] ?? 0);
  return part('H') * 60 + part('M');
}

export function timeSpanOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return `PT${hours > 0 || rest === 0 ? `${hours}H` : ''}${rest > 0 ? `${rest}M` : ''}`;
}
