import type { IsoDate } from './evidence.js';
import type { Ledger } from './ledger.js';
import { anchorsIn, isDate, reckoning, type Moment } from './moment.js';

/**
 * How a day goes with the day judged: not at all, from one repetition to the next, or daily. It only
 * ever moves on, so what lies after it today may lie before it tomorrow, and never the other way.
 */
export type Motion = 'none' | 'repeats' | 'daily';

/** The motion of a day, which may end once a day that it hangs on is known. */
export type MotionOf = (ledger: Ledger) => Motion;

const order: Readonly<Record<Motion, number>> = { none: 0, repeats: 1, daily: 2 };
export const still: MotionOf = () => 'none';

export function motionOf(moment: Moment): MotionOf {
  if (typeof moment === 'string') {
    if (isDate(moment)) return still;
    return moment === 'as-of' ? () => 'daily' : (ledger) => ledger.motion(moment);
  }
  if ('posted' in moment || 'attempt' in moment) return still;
  if ('earliest' in moment) return earliest(moment.earliest);
  if ('latest' in moment) return latest(moment.latest);
  const { from, every, next } = moment;
  const moved = every === undefined ? motionOf(from) : either(motionOf(from), () => 'repeats');
  return typeof next?.date === 'object' ? either(moved, motionOf(next.date.anniversaryOf)) : moved;
}

/** Once a fixed day has come first, those that only move on cannot come before it any more. */
function earliest(moments: readonly Moment[]): MotionOf {
  const parts = partsOf(moments);
  return (ledger) => {
    let first: IsoDate | undefined;
    let slowest: Motion = 'daily';
    for (const { reckon, motionFor } of parts) {
      const day = reckon(ledger);
      if (day === undefined || (first !== undefined && day > first)) continue;
      const motion = motionFor(ledger);
      if (day !== first || order[motion] < order[slowest]) slowest = motion;
      first = day;
    }
    return slowest;
  };
}

/** What moves may overtake a fixed day. */
function latest(moments: readonly Moment[]): MotionOf {
  const parts = partsOf(moments);
  return (ledger) => {
    let found: Motion = 'none';
    for (const { reckon, motionFor } of parts)
      if (reckon(ledger) !== undefined) found = faster(found, motionFor(ledger));
    return found;
  };
}

function partsOf(moments: readonly Moment[]) {
  return moments.map((moment) => ({ reckon: reckoning(moment), motionFor: motionOf(moment) }));
}

function either(one: MotionOf, other: MotionOf): MotionOf {
  return (ledger) => faster(one(ledger), other(ledger));
}

function faster(one: Motion, other: Motion): Motion {
  return order[other] > order[one] ? other : one;
}

/**
 * Whether a day may be the day judged, or reckoned from it, even if it is not just now: a step that it
 * hangs on may be done again.
 */
export function followsDayJudged(moment: Moment): (ledger: Ledger) => boolean {
  const names = anchorsIn(moment);
  if (names.includes('as-of')) return () => true;
  return ({ motion }) => names.some((name) => motion(name) === 'daily');
}
