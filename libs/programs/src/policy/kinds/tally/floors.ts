import type { IsoDate } from '../../evidence.js';
import type { Finding, Outcome } from '../../outcome.js';
import {
  anyTime,
  isCalendar,
  lies,
  periodsIn,
  type PeriodOf,
  type Span,
  type WindowMotion,
} from '../../window.js';
import { tidied, type Item } from './counted.js';
import { leftOutOf, measure, type Filled, type IsSeparate } from './quotas.js';
import type { Tally } from './schema.js';

type Floor = Tally['periods'][number];

const none: readonly never[] = [];

interface Judged extends PeriodOf {
  /** The last day on which something can be added to it. */
  readonly last: IsoDate;
  readonly have: number;
  readonly filled: boolean;
  /** What is lacking, in words. */
  readonly short: string;
  /** What caps leave out, in words. */
  readonly leftOut: readonly string[];
  readonly over: boolean;
}

/** The days in which periods are counted, and how these go with the day judged. */
export interface Days {
  readonly span: Span;
  readonly motion: WindowMotion;
  readonly asOf: IsoDate;
}

/** What every period must have, beside the total of the window. */
export function judgeFloor(
  floor: Floor,
  unit: string,
  items: readonly Item[],
  days: Days,
  isSeparate: IsSeparate,
): { readonly outcome: Outcome; readonly findings: readonly Finding[] } {
  const periods: Judged[] = [];
  const findings: Finding[] = [];
  for (const period of periodsIn(floor.every, days.span)) {
    if (!period.whole && floor.partial !== 'judged') continue;
    const judged = judgePeriod(floor, unit, items, period, days, isSeparate);
    periods.push(judged);
    const { start, end, short, leftOut, filled, over } = judged;
    if (over && !filled)
      findings.push({ code: 'period-short', text: `From ${start} to ${end}: ${short}.` });
    for (const text of leftOut)
      findings.push({ code: 'above-cap', text: `From ${start} to ${end}: ${text}` });
  }
  return { outcome: outcomeOf(floor, unit, periods, days), findings };
}

function judgePeriod(
  floor: Floor,
  unit: string,
  items: readonly Item[],
  period: PeriodOf,
  { span, motion, asOf }: Days,
  isSeparate: IsSeparate,
): Judged {
  const { atLeast } = floor;
  const { start, end, whole } = period;
  const last = endsFor(motion) && span.end < end ? span.end : end;
  // What lies beyond a window that moves on may come to lie in it.
  const over = last < asOf && last <= span.end;
  if (floor.quotas === undefined) {
    const have = sumIn(items, period);
    const filled = have >= atLeast;
    const short = filled ? '' : `${have} of ${atLeast} ${unit}`;
    return { start, end, last, whole, have, filled, short, leftOut: none, over };
  }
  const own = items.filter(({ day }) => lies(day, period));
  const { total, filled, tooFew } = measure(own, floor, isSeparate);
  const lacking = firstShort(filled);
  const short =
    total < atLeast
      ? `${total} of ${atLeast} ${unit}`
      : lacking !== undefined
        ? `${lacking.have} of ${lacking.quota.atLeast ?? 0} ${unit}: ${lacking.quota.title}`
        : tooFew !== undefined
          ? `${tooFew.have} of ${tooFew.need} ${unit}`
          : '';
  const leftOut = leftOutOf(filled, unit);
  return { start, end, last, whole, have: total, filled: short === '', short, leftOut, over };
}

function sumIn(items: readonly Item[], period: Span): number {
  let total = 0;
  for (const { day, amount } of items) if (lies(day, period)) total += amount;
  return tidied(total);
}

export function firstShort(filled: readonly Filled[]): Filled | undefined {
  for (const one of filled) {
    if (one.have < (one.quota.atLeast ?? 0)) return one;
    const inside = firstShort(one.parts);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function outcomeOf(floor: Floor, unit: string, periods: readonly Judged[], days: Days): Outcome {
  const { motion, span } = days;
  const within = floor.in;
  if (within === 'each') return each(floor, unit, periods, motion);
  const [asked, countIn] =
    'any' in within ? [within.any, howMany] : [within.consecutive, longestRun];
  const have = countIn(periods.map(({ filled }) => filled));
  if (have >= asked) {
    // As the end moves on, days are added to the last period, and to one by the calendar they stay so.
    const final = motion.start === 'none' && (motion.end === 'none' || isCalendar(floor.every));
    return { status: 'met', final };
  }
  const need = `${asked} ${'any' in within ? 'periods' : 'periods in a row'} with ${floor.atLeast} ${unit}`;
  const unmet = { status: 'unmet', have, need, unit: 'periods' } as const;
  const best = countIn(periods.map(({ filled, over }) => filled || !over));
  if (motion.start === 'daily' || !endsFor(motion)) return { ...unmet, reachable: true };
  if (best < asked) return { ...unmet, reachable: false };
  // Nothing is recorded of days to come: what can be had, can be had of the last periods.
  const due =
    'any' in within
      ? periods.at(have - asked)
      : periods.slice(-asked).find(({ filled }) => !filled);
  return span.end === anyTime.end || due === undefined
    ? { ...unmet, reachable: true }
    : { ...unmet, by: due.last, reachable: true };
}

function each(
  { atLeast }: Floor,
  unit: string,
  periods: readonly Judged[],
  { start, end: ending }: WindowMotion,
): Outcome {
  const lost = periods.find(({ filled, over }) => over && !filled);
  const open = lost ?? periods.find(({ filled }) => !filled);
  if (open === undefined) return { status: 'met', final: start === 'none' && ending === 'none' };
  const { have, short, end, last } = open;
  const unmet = {
    status: 'unmet',
    have: have < atLeast ? have : short,
    need: `${atLeast} from ${open.start} to ${end}`,
    unit,
  } as const;
  // What is lost falls out of a window whose first day moves on daily.
  return start === 'daily'
    ? { ...unmet, reachable: true }
    : { ...unmet, by: last, reachable: lost === undefined };
}

/** Whether its last day is fixed, at least for this round of days. */
function endsFor({ start, end }: WindowMotion): boolean {
  return end === 'none' || (start === 'repeats' && end === 'repeats');
}

function howMany(filled: readonly boolean[]): number {
  return filled.filter(Boolean).length;
}

function longestRun(filled: readonly boolean[]): number {
  let longest = 0;
  let run = 0;
  for (const one of filled) {
    run = one ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
