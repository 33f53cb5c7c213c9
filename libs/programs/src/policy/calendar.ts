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
  const moved = yearOf(date) * 12 + monthOf(date) + months;
  const year = Math.floor(moved / 12);
  const month = moved % 12;
  const day = Math.min(dayOf(date), daysIn(year, month));
  return days === 0 ? isoDateOf(year, month, day) : dateOf(dayNumber(year, month, day) + days);
}

export function subtractPeriod(date: IsoDate, { months, days }: Period): IsoDate {
  return addPeriod(date, { months: -months, days: -days });
}

export function addDays(date: IsoDate, days: number): IsoDate {
  if (days === 0) return date;
  const day = dayOf(date) + days;
  // Most steps are short and stay in their month; 28 days every month has.
  if (day >= 1 && day <= 28) return isoDateOf(yearOf(date), monthOf(date), day);
  return dateOf(dayNumberOf(date) + days);
}

export const calendarUnits = ['month', 'quarter', 'year'] as const;
export type CalendarUnit = (typeof calendarUnits)[number];

export const monthsIn: Readonly<Record<CalendarUnit, number>> = { month: 1, quarter: 3, year: 12 };

export function startOf(date: IsoDate, unit: CalendarUnit): IsoDate {
  const month = monthOf(date);
  return isoDateOf(yearOf(date), month - (month % monthsIn[unit]), 1);
}

export function endOf(date: IsoDate, unit: CalendarUnit): IsoDate {
  const length = monthsIn[unit];
  const year = yearOf(date);
  const month = monthOf(date);
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
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7));
  return Math.max(0, addPeriod(from, { months, days: 0 }) > to ? months - 1 : months);
}

export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

// Years are taken to begin in March, so that a leap day is the last of its year.

function dayNumberOf(date: IsoDate): number {
  return dayNumber(yearOf(date), monthOf(date), dayOf(date));
}

function yearOf(date: IsoDate): number {
  return digits(date, 0) * 100 + digits(date, 2);
}

/** Counted from 0. */
function monthOf(date: IsoDate): number {
  return digits(date, 5) - 1;
}

function dayOf(date: IsoDate): number {
  return digits(date, 8);
}

/** The number that two digits of a date are; cutting them out to parse them costs several times as much. */
function digits(date: IsoDate, place: number): number {
  return (date.charCodeAt(place) - zero) * 10 + date.charCodeAt(place + 1) - zero;
}

const zero = '0'.charCodeAt(0);

/** Days since 1 March of year 0; months count from 0. */
function dayNumber(year: number, month: number, day: number): number {
  const fromMarch = month < 2 ? year - 1 : year;
  const leapDays =
    Math.floor(fromMarch / 4) - Math.floor(fromMarch / 100) + Math.floor(fromMarch / 400);
  return fromMarch * 365 + leapDays + daysBeforeMonth((month + 10) % 12) + day - 1;
}

function dateOf(number: number): IsoDate {
  // An estimate by the mean length of a year is off by one at most.
  let fromMarch = Math.floor(number / 365.2425);
  let first = dayNumber(fromMarch, 2, 1);
  if (number < first) first = dayNumber(--fromMarch, 2, 1);
  else if (number >= first + 365 && number >= dayNumber(fromMarch + 1, 2, 1))
    first = dayNumber(++fromMarch, 2, 1);
  const inYear = number - first;
  const month = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - daysBeforeMonth(month) + 1;
  return isoDateOf(month < 10 ? fromMarch : fromMarch + 1, (month + 2) % 12, day);
}

/** Days of a year before a month, both counted from March: 31, 30, 31, 30, 31 and over again. */
function daysBeforeMonth(month: number): number {
  return Math.floor((153 * month + 2) / 5);
}

function isoDateOf(year: number, month: number, day: number): IsoDate {
  const years = year < 1000 ? String(year).padStart(4, '0') : String(year);
  return `${years}${monthDays[month * 31 + day - 1] ?? ''}`;
}

function daysIn(year: number, month: number): number {
  if (month !== 1) return month === 3 || month === 5 || month === 8 || month === 10 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** From -01-01 to -12-31; putting these together anew would cost as much as all the rest. */
const monthDays = Array.from({ length: 12 * 31 }, (_, place) => {
  const [month, day] = [Math.floor(place / 31) + 1, (place % 31) + 1].map((number) =>
    String(number).padStart(2, '0'),
  );
  return `-${month ?? ''}-${day ?? ''}`;
});

export function minutesOf(text: string): number {
  const part = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(text)?.[1] ?? 0);
  return part('H') * 60 + part('M');
}

export function timeSpanOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return `PT${hours > 0 || rest === 0 ? `${hours}H` : ''}${rest > 0 ? `${rest}M` : ''}`;
}
