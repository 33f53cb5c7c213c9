import type { IsoDate } from '../../evidence.js';
import type { Finding, Outcome } from '../../outcome.js';
import { lies, periodsIn, type PeriodOf, type Span } from '../../window.js';
import { tidied, type Item } from './counted.js';
import { leftOutOf, measure, type Filled, type IsSeparate } from './quotas.js';
import type { Tally } from './schema.js';

type Floor = Tally['periods'][number];

const none: readonly never[] = [];

interface Judged extends PeriodOf {
  readonly have: number;
  readonly filled: boolean;
  /** What is lacking, in words. */
  readonly short: string;
  /** What caps leave out, in words. */
  readonly leftOut: readonly string[];
  readonly over: boolean;
}

/** What every period must have, beside the total of the window. */
export function judgeFloor(
  floor: Floor,
  unit: string,
  items: readonly Item[],
  span: Span,
  asOf: IsoDate,
  isSeparate: IsSeparate,
): { readonly outcome: Outcome; readonly findings: readonly Finding[] } {
  const periods: Judged[] = [];
  const findings: Finding[] = [];
  for (const period of periodsIn(floor.every, span)) {
    if (!period.whole && floor.partial !== 'judged') continue;
    const judged = judgePeriod(floor, unit, items, period, asOf, isSeparate);
    periods.push(judged);
    const { start, end, short, leftOut, filled, over } = judged;
    if (over && !filled)
      findings.push({ code: 'period-short', text: `From ${start} to ${end}: ${short}.` });
    for (const text of leftOut)
      findings.push({ code: 'above-cap', text: `From ${start} to ${end}: ${text}` });
  }
  return { outcome: outcomeOf(floor, unit, periods), findings };
}

function judgePeriod(
  floor: Floor,
  unit: string,
  items: readonly Item[],
  period: PeriodOf,
  asOf: IsoDate,
  isSeparate: IsSeparate,
): Judged {
  const { atLeast } = floor;
  const { start, end, whole } = period;
  const over = end < asOf;
  if (floor.quotas === undefined) {
    const have = sumIn(items, period);
    const filled = have >= atLeast;
    const short = filled ? '' : `${have} of ${atLeast} ${unit}`;
    return { start, end, whole, have, filled, short, leftOut: none, over };
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
  return { start, end, whole, have: total, filled: short === '', short, leftOut, over };
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

function outcomeOf(floor: Floor, unit: string, periods: readonly Judged[]): Outcome {
  const within = floor.in;
  if (within === 'each') return each(floor, unit, periods);
  const asked = 'any' in within ? within.any : within.consecutive;
  const countIn = 'any' in within ? howMany : longestRun;
  const have = countIn(periods.map(({ filled }) => filled));
  if (have >= asked) return { status: 'met', final: true };
  const best = countIn(periods.map(({ filled, over }) => filled || !over));
  const need = `${asked} ${'any' in within ? 'periods' : 'periods in a row'} with ${floor.atLeast} ${unit}`;
  return { status: 'unmet', have, need, unit: 'periods', reachable: best >= asked };
}

function each({ atLeast }: Floor, unit: string, periods: readonly Judged[]): Outcome {
  const lost = periods.find(({ filled, over }) => over && !filled);
  const open = lost ?? periods.find(({ filled }) => !filled);
  if (open === undefined) return { status: 'met', final: true };
  const { have, short, end } = open;
  return {
    status: 'unmet',
    have: have < atLeast ? have : short,
    need: `${atLeast} from ${open.start} to ${end}`,
    unit,
    by: end,
    reachable: lost === undefined,
  };
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
