import type { Attempt } from '../../attempts.js';
import { addPeriod, parsePeriod } from '../../calendar.js';
import type { IsoDate } from '../../evidence.js';
import type { Flaw } from '../../flaw.js';
import { isValue } from '../../stated.js';
import { isZero } from '../../window.js';
import type { Exam } from './schema.js';

/** How many attempts there are, and what they are counted in. */
export interface Limit {
  readonly most: number;
  readonly says: string;
  /** How many of those made are used up on a day. */
  used(this: void, counted: readonly Attempt[], on: IsoDate): number;
  /** Once all are used up on a day: from when on there is one again, if ever. */
  again(this: void, counted: readonly Attempt[], on: IsoDate): IsoDate | undefined;
}

export function limitOf({ atMost, per }: Exam['attempts']): Limit {
  const most = isValue(atMost) ? atMost : Infinity;
  const says = `Only ${most} ${most === 1 ? 'attempt is' : 'attempts are'} allowed`;
  if (per === 'calendar-year') {
    const yearOf = (day: IsoDate) => day.slice(0, 4);
    return {
      most,
      says: `${says} in a calendar year`,
      used: (counted, on) => counted.filter((one) => yearOf(one.on) === yearOf(on)).length,
      again: (_, on) => addPeriod(`${yearOf(on)}-01-01`, { months: 12, days: 0 }),
    };
  }
  if (typeof per === 'object') {
    const length = parsePeriod(per.within);
    // The day a year later belongs to the next year: the one before lasts to the day before.
    const freed = ({ on }: Attempt) => addPeriod(on, length);
    return {
      most,
      says: `${says} within ${per.within}`,
      used: (counted, on) => counted.filter((one) => freed(one) > on).length,
      again: (counted) => counted.slice(-most).map(freed)[0],
    };
  }
  return { most, says, used: (counted) => counted.length, again: () => undefined };
}

export function limitFlaws({ attempts: { per } }: Exam): readonly Flaw[] {
  if (typeof per === 'string' || !isZero(per.within)) return [];
  return [
    {
      path: ['attempts', 'per', 'within'],
      problem: 'the attempts are counted within no time at all',
      mend: 'Give a period such as P1Y.',
    },
  ];
}
