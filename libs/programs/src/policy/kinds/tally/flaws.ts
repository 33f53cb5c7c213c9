import type { Flaw } from '../../flaw.js';
import type { Surroundings } from '../kind.js';
import { overlapFlaws } from '../../flaw.js';
import { isCalendar, isZero, windowFlaws } from '../../window.js';
import { isValue } from '../../stated.js';
import type { Overlap, Quota, Tally } from './schema.js';

type Path = Flaw['path'];

/** What does not add up: floors that exceed their whole, caps below floors, overlaps not said. */
export function* flawsOfTally(tally: Tally, { questions }: Surroundings): Generator<Flaw> {
  const { window, atLeast, atMost, periods, unit, convert, forEvery, distinct } = tally;
  yield* windowFlaws(window, ['window']);
  // Not a number where it is none, or differs with the person: then nothing compares with it.
  const whole = Number(atLeast);
  const limit = Number(atMost);
  if (limit < whole) {
    yield {
      path: ['atMost'],
      problem: `at least ${whole} and at most ${limit} cannot both hold`,
      mend: 'Correct one of them.',
    };
  }
  if (!isValue(atLeast) && atMost === undefined && periods.length === 0 && atLeast === 'none') {
    if (tally.quotas?.some((quota) => quota.atLeast !== undefined) !== true) {
      yield {
        path: ['atLeast'],
        problem: 'the tally asks for nothing',
        mend: 'Say how much is needed, or `not stated` where the source does not say.',
      };
    }
  }
  yield* quotasFlaws(tally, { whole }, [], questions);
  if (distinct !== undefined && distinct.within !== 'window' && distinct.within !== 'ever') {
    const path = ['distinct', 'within'];
    if (isZero(distinct.within))
      yield { path, problem: 'a period of no days', mend: 'Make it longer.' };
    if (!isCalendar(distinct.within) && !startsSomeDay(window)) yield countedFromNowhere(path);
  }
  for (const [place, floor] of periods.entries()) {
    const path = ['periods', place];
    if (!startsSomeDay(window)) yield countedFromNowhere(path);
    if (isZero(floor.every)) {
      yield { path: [...path, 'every'], problem: 'a period of no days', mend: 'Make it longer.' };
    }
    yield* quotasFlaws(floor, { whole: floor.atLeast }, path, questions);
  }
  if (forEvery !== undefined && 'period' in forEvery && isZero(forEvery.period)) {
    yield { path: ['forEvery', 'period'], problem: 'a period of no days', mend: 'Make it longer.' };
  }
  for (const [place, { from }] of convert.entries()) {
    if (from !== unit) continue;
    yield {
      path: ['convert', place, 'from'],
      problem: `\`${from}\` is the unit of the sum itself`,
      mend: 'Take the conversion out.',
    };
  }
}

function startsSomeDay(window: Tally['window']): boolean {
  return isValue(window) && (window.from !== undefined || window.length !== undefined);
}

function countedFromNowhere(path: Path): Flaw {
  return {
    path,
    problem: 'periods are counted in a window, and it has no first day',
    mend: 'Give the tally a window that starts on some day.',
  };
}

function* quotasFlaws(
  { quotas = [], overlap }: { readonly quotas?: readonly Quota[]; readonly overlap?: Overlap },
  { whole, counts = Infinity }: { readonly whole: number; readonly counts?: number },
  path: Path,
  questions: Surroundings['questions'],
): Generator<Flaw> {
  if (overlap !== undefined) yield* overlapFlaws(overlap, [...path, 'overlap'], questions);
  if (quotas.length > 1 && overlap === undefined) {
    yield {
      path: [...path, 'quotas'],
      problem: 'several quotas, and it is not said whether one hour may fill two of them',
      mend: 'Write `overlap: shared` or `separate`, or the question that asks it.',
    };
  }
  const sum = quotas.reduce((total, { atLeast = 0 }) => total + atLeast, 0);
  if (overlap === 'separate' && sum > whole) {
    yield {
      path: [...path, 'quotas'],
      problem: `the quotas come to ${sum}, more than the whole of ${whole}`,
      mend: 'Correct a number, or say that they may overlap.',
    };
  }
  if (overlap === 'separate' && sum > counts) {
    yield {
      path: [...path, 'quotas'],
      problem: `the quotas come to ${sum}, more than the ${counts} that count`,
      mend: 'Correct a number, or say that they may overlap.',
    };
  }
  for (const [place, quota] of quotas.entries()) {
    const at = [...path, 'quotas', place];
    const { atLeast = 0, countsUpTo = Infinity } = quota;
    if (atLeast > whole) {
      yield {
        path: [...at, 'atLeast'],
        problem: `a part of at least ${atLeast} in a whole of ${whole}`,
        mend: 'A part cannot be more than the whole.',
      };
    }
    if (atLeast > counts) {
      yield {
        path: [...at, 'atLeast'],
        problem: `a part of at least ${atLeast} in what counts up to ${counts}`,
        mend: 'A part cannot be more than the whole.',
      };
    }
    if (countsUpTo < atLeast) {
      yield {
        path: [...at, 'countsUpTo'],
        problem: `counts up to ${countsUpTo}, but ${atLeast} are needed`,
        mend: 'Correct one of them.',
      };
    }
    yield* quotasFlaws(quota, { whole: Number(quota.atLeast), counts: countsUpTo }, at, questions);
  }
}

export function tallyFlaws(tally: Tally, around: Surroundings): readonly Flaw[] {
  return [...flawsOfTally(tally, around)];
}
