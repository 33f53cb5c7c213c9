import { addDays, addPeriod, parsePeriod, wholeMonths } from '../../calendar.js';
import type { Ledger } from '../../ledger.js';
import { reckoning } from '../../moment.js';
import { motionOf, still, type Motion } from '../../motion.js';
import { isValue, type Stated } from '../../stated.js';
import { chosen, isTable } from '../../where.js';
import { isZero, type Span } from '../../window.js';
import { rounded, sumOf, tidied } from './counted.js';
import type { Tally } from './schema.js';
import { notKnown } from './unplaced.js';

/** An amount, silence of the source, or that a day it hangs on is not known yet. */
export type Need = Stated<number> | typeof notKnown;

/** How much is needed, for a person and a window. */
export function needing(tally: Tally): (ledger: Ledger, span: Span) => Need {
  const { atLeast, forEvery, prorated } = tally;
  if (!isValue(atLeast)) return () => atLeast;
  const baseOf = chosen(atLeast);
  const timesOf = forEvery === undefined ? undefined : repeating(forEvery);
  return (ledger, span) => {
    const base = baseOf(ledger);
    if (base === 'not stated') return base;
    let need = base;
    if (timesOf !== undefined && need > 0) {
      const times = timesOf(ledger, span);
      if (times === undefined) return notKnown;
      need *= times;
    }
    if (forEvery !== undefined && 'needAtMost' in forEvery)
      need = Math.min(need, forEvery.needAtMost ?? Infinity);
    if (prorated !== undefined) {
      const full = parsePeriod(prorated.full).months;
      const months = wholeMonths(span.start, addDays(span.end, 1));
      if (months < full) need = rounded((need * months) / full, prorated.rounding);
    }
    return tidied(need);
  };
}

function repeating(
  forEvery: NonNullable<Tally['forEvery']>,
): (ledger: Ledger, span: Span) => number | undefined {
  const { rounding } = forEvery;
  if ('amount' in forEvery) {
    return (ledger, span) => rounded(sumOf(ledger, forEvery, span) / forEvery.amount, rounding);
  }
  const since = reckoning(forEvery.since);
  const until = reckoning(forEvery.until ?? 'as-of');
  const { months, days } = parsePeriod(forEvery.period);
  const never = isZero(forEvery.period);
  return (ledger) => {
    const start = since(ledger);
    const end = until(ledger);
    if (never) return 0;
    if (start === undefined || end === undefined) return undefined;
    const nth = (count: number) => addPeriod(start, { months: months * count, days: days * count });
    let whole = 0;
    while (nth(whole + 1) <= end) whole += 1;
    return rounding === 'up' && nth(whole) < end ? whole + 1 : whole;
  };
}

/** Whether what is needed can no longer grow, in a window whose last day goes so with the day judged. */
export function settling({
  atLeast,
  forEvery,
  prorated,
}: Tally): (ledger: Ledger, span: Span, end: Motion) => boolean {
  const fixed = !isTable(atLeast);
  const motion =
    forEvery === undefined || 'amount' in forEvery ? still : motionOf(forEvery.until ?? 'as-of');
  const isRatio = forEvery !== undefined && 'amount' in forEvery;
  return (ledger, span, end) => {
    if (!fixed || motion(ledger) !== 'none') return false;
    // A longer window asks for more, and takes in more of the other tally.
    if (end !== 'none' && (isRatio || prorated !== undefined)) return false;
    return !isRatio || ledger.asOf > span.end;
  };
}
