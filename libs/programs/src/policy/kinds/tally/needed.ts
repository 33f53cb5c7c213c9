import { addDays, addPeriod, parsePeriod, wholeMonths } from '../../calendar.js';
import type { Ledger } from '../../ledger.js';
import { reckoning } from '../../moment.js';
import { motionOf } from '../../motion.js';
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

/** Whether what is needed can no longer grow. */
export function settling({ atLeast, forEvery }: Tally): (ledger: Ledger, span: Span) => boolean {
  const fixed = !isTable(atLeast);
  if (forEvery === undefined) return () => fixed;
  if ('amount' in forEvery) return ({ asOf }, span) => fixed && asOf > span.end;
  const motion = motionOf(forEvery.until ?? 'as-of');
  return (ledger) => fixed && motion(ledger) === 'none';
}
