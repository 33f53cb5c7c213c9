import { z } from 'zod';
import {
  addDays,
  addPeriod,
  daysBetween,
  endOf,
  monthsIn,
  parsePeriod,
  period,
  startOf,
  subtractPeriod,
  type CalendarUnit,
} from './calendar.js';
import type { IsoDate } from './evidence.js';
import type { Flaw } from './flaw.js';
import type { Ledger } from './ledger.js';
import { momentSchema, reckoning } from './moment.js';
import { followsDayJudged, motionOf, still, type Motion } from './motion.js';
import { isValue, type Stated } from './stated.js';
import { chosen, varying } from './where.js';

export const edges = ['both', 'start', 'end', 'neither'] as const;

/**
 * A stretch of days: from a day on for a length or to another day, or a length back from a day.
 * Where an end of it is not known yet, nothing lies in it.
 */
export const windowSchema = z.strictObject({
  from: momentSchema.exactOptional().describe('Its first day.'),
  to: momentSchema
    .exactOptional()
    .describe('Its last day; with `length`, it is reckoned back from here.'),
  length: varying(period)
    .exactOptional()
    .describe('Such as P1Y: from `from` on, or back from `to`.'),
  inclusive: z
    .enum(edges)
    .default('both')
    .describe('Which of its two end days lie in it: both unless said otherwise.'),
});
export type Window = z.infer<typeof windowSchema>;

export const everySchema = z
  .union([z.enum(['calendar-month', 'calendar-quarter', 'calendar-year']), period])
  .describe('A calendar month, quarter or year, or a period counted from the start of the window.');
export type Every = z.infer<typeof everySchema>;

/** First and last day; both lie in it. */
export interface Span {
  readonly start: IsoDate;
  readonly end: IsoDate;
}

export const anyTime: Span = { start: '0000-01-01', end: '9999-12-31' };

/** The days of a window for one ledger; undefined while an end of it is not known. */
export type Windowing = (ledger: Ledger) => Span | undefined;

// Several requirements look at the same days: what is asked each year, each reading of one rule.
const known = new Map<string, Windowing>();

export function windowing(window: Stated<Window>): Windowing {
  if (!isValue<Window>(window)) return () => anyTime;
  const key = JSON.stringify(window);
  const days = known.get(key) ?? daysOf(window);
  known.set(key, days);
  return ({ once }) => once(days);
}

function daysOf(window: Window): Windowing {
  const { from, to, length, inclusive } = window;
  const first = from === undefined ? undefined : reckoning(from);
  const last = to === undefined ? undefined : reckoning(to);
  const lengthFor = length === undefined ? undefined : chosen(length);
  const startIn = inclusive === 'both' || inclusive === 'start' ? 0 : 1;
  const endIn = inclusive === 'both' || inclusive === 'end' ? 0 : -1;
  return (ledger) => {
    const text = lengthFor?.(ledger);
    if (text === 'not stated') return undefined;
    const long = text === undefined ? undefined : parsePeriod(text);
    let start = first?.(ledger);
    let end = last?.(ledger);
    if (long !== undefined) {
      if (first !== undefined) end = start === undefined ? undefined : addPeriod(start, long);
      else start = end === undefined ? undefined : subtractPeriod(end, long);
    } else {
      if (first === undefined) start = anyTime.start;
      if (last === undefined) end = anyTime.end;
    }
    if (start === undefined || end === undefined) return undefined;
    // Where it has no end there is no day to leave out.
    return {
      start: start === anyTime.start ? start : addDays(start, startIn),
      end: end === anyTime.end ? end : addDays(end, endIn),
    };
  };
}

export function lies(day: IsoDate, { start, end }: Span): boolean {
  return start <= day && day <= end;
}

/** How the first and the last day of a window go with the day judged. */
export interface WindowMotion {
  readonly start: Motion;
  readonly end: Motion;
  /** Whether its last day may be as late as the day judged, however late that is. */
  readonly endless: boolean;
}

const fixed: WindowMotion = { start: 'none', end: 'none', endless: false };

export function motionOfWindow(window: Stated<Window>): (ledger: Ledger) => WindowMotion {
  if (!isValue<Window>(window)) return () => fixed;
  const { from, to, length } = window;
  const starting = from ?? (length === undefined ? undefined : to);
  // Where it has no last day, how its end goes changes nothing.
  const ending = to ?? from;
  if (ending === undefined) return () => fixed;
  const start = starting === undefined ? still : motionOf(starting);
  const end = motionOf(ending);
  const endless = followsDayJudged(ending);
  return (ledger) => ({ start: start(ledger), end: end(ledger), endless: endless(ledger) });
}

export function windowFlaws(
  window: Stated<Window> | undefined,
  path: Flaw['path'],
): readonly Flaw[] {
  if (typeof window !== 'object') return [];
  const { from, to, length } = window;
  if (from === undefined && to === undefined) {
    return [
      {
        path,
        problem: 'the window starts and ends nowhere',
        mend: 'Give it `from`, `to`, or a `length` with one of them.',
      },
    ];
  }
  if (from !== undefined && to !== undefined && length !== undefined) {
    return [
      {
        path: [...path, 'length'],
        problem: 'the window has both ends and a length as well',
        mend: 'Leave out one of `from`, `to` and `length`.',
      },
    ];
  }
  return [];
}

export function isCalendar(every: Every): boolean {
  return calendarPeriods[every] !== undefined;
}

export function isZero(every: Every): boolean {
  if (isCalendar(every)) return false;
  const { months, days } = parsePeriod(every);
  return months === 0 && days === 0;
}

const calendarPeriods: Readonly<Record<string, CalendarUnit>> = {
  'calendar-month': 'month',
  'calendar-quarter': 'quarter',
  'calendar-year': 'year',
};

export interface PeriodOf extends Span {
  /** Lies in the window with all its days. */
  readonly whole: boolean;
}

/** Guards against a window without an end. */
const mostPeriods = 1200;

// A class has its days in common, and each of its people is judged anew with every fact.
const cut = new Map<Every, Map<IsoDate, Periods>>();

interface Periods {
  readonly until: IsoDate;
  readonly periods: readonly PeriodOf[];
}

/** The periods that a window touches, the first one first. */
export function periodsIn(every: Every, span: Span): readonly PeriodOf[] {
  let byStart = cut.get(every);
  if (byStart === undefined) cut.set(every, (byStart = new Map<IsoDate, Periods>()));
  const last = byStart.get(span.start);
  if (last?.until === span.end) return last.periods;
  const unit = calendarPeriods[every];
  const periods = unit === undefined ? countedPeriods(every, span) : unitsIn(unit, span);
  byStart.set(span.start, { until: span.end, periods });
  return periods;
}

function unitsIn(unit: CalendarUnit, span: Span): readonly PeriodOf[] {
  const periods: PeriodOf[] = [];
  let start = startOf(span.start, unit);
  while (start <= span.end && periods.length < mostPeriods) {
    const end = endOf(start, unit);
    periods.push({ start, end, whole: start >= span.start && end <= span.end });
    start = addPeriod(start, { months: monthsIn[unit], days: 0 });
  }
  return periods;
}

function countedPeriods(every: string, span: Span): readonly PeriodOf[] {
  const { months, days } = parsePeriod(every);
  if (months === 0 && days === 0) return [];
  const nth = (count: number) =>
    addPeriod(span.start, { months: months * count, days: days * count });
  const periods: PeriodOf[] = [];
  let { start } = span;
  for (let count = 1; start <= span.end && periods.length < mostPeriods; count++) {
    const next = nth(count);
    const end = addDays(next, -1);
    const last = periods.at(-1);
    // A window of a year that includes the anniversary is four quarters, not four and a day.
    if (start === span.end && last !== undefined)
      periods[periods.length - 1] = { ...last, end: start };
    else periods.push({ start, end, whole: end <= span.end });
    start = next;
  }
  return periods;
}

/** The first day of the period that a day lies in, however far that is from the first day of the window. */
export function periodAt(every: Every, span: Span, day: IsoDate): IsoDate {
  const unit = calendarPeriods[every];
  if (unit !== undefined) return startOf(day, unit);
  if (isZero(every)) return day;
  const { months, days } = parsePeriod(every);
  const nth = (count: number) =>
    addPeriod(span.start, { months: months * count, days: days * count });
  // No month is longer than 31 days, so that this is not beyond it.
  let count = Math.floor(daysBetween(span.start, day) / (months * 31 + days));
  while (nth(count + 1) <= day) count += 1;
  // As above: the anniversary that a window takes in is part of its last period.
  const alone = count > 0 && nth(count) === span.end;
  return nth(alone ? count - 1 : count);
}
