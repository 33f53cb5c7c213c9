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
const still: MotionOf = () => 'none';

export function motionOf(moment: Moment): MotionOf {
  if (typeof moment === 'string') {
    if (isDate(moment)) return still;
    return moment === 'as-of' ? () => 'daily' : (ledger) => ledger.motion(moment);
  }
  if ('posted' in moment) return still;
  if ('earliest' in moment) return earliest(moment.earliest);
  if ('latest' in moment) return latest(moment.latest);
  const { from, every, next } = moment;
  const moved = every === undefined ? motionOf(from) : most(motionOf(from), () => 'repeats');
  return typeof next?.date === 'object' ? most(moved, motionOf(next.date.anniversaryOf)) : moved;
}

/** Once a fixed day has come first, those that only move on cannot come before it any more. */
function earliest(moments: readonly Moment[]): MotionOf {
  const knownIn = knowing(moments);
  return (ledger) => {
    const known = knownIn(ledger);
    const [first] = known.map(({ day }) => day).sort();
    return known
      .filter(({ day }) => day === first)
      .reduce<Motion>(
        (slowest, { motion }) => (order[motion] < order[slowest] ? motion : slowest),
        'daily',
      );
  };
}

/** What moves may overtake a fixed day. */
function latest(moments: readonly Moment[]): MotionOf {
  const knownIn = knowing(moments);
  return (ledger) => fastest(knownIn(ledger).map(({ motion }) => motion));
}

function knowing(moments: readonly Moment[]) {
  const parts = moments.map((moment) => ({ reckon: reckoning(moment), motion: motionOf(moment) }));
  return (ledger: Ledger) =>
    parts.flatMap(({ reckon, motion }) => {
      const day = reckon(ledger);
      return day === undefined ? [] : [{ day, motion: motion(ledger) }];
    });
}

function fastest(motions: readonly Motion[]): Motion {
  return motions.reduce((one, other) => (order[other] > order[one] ? other : one), 'none');
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

function most(...motions: readonly MotionOf[]): MotionOf {
  return (ledger) => fastest(motions.map((motion) => motion(ledger)));
}
