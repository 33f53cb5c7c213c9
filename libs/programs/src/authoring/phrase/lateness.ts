import { minutesOf } from '../../policy/calendar.js';
import {
  everySoMany,
  stepsOf,
  type LatenessRule,
  type MissedFrom,
} from '../../policy/kinds/lateness.js';
import { isValue } from '../../policy/stated.js';
import { countingAspect, silent, statedAspect, type Aspect } from './aspect.js';
import { counted, timeInWords, type Names } from './values.js';

export function lateFromAspect(lateFrom: LatenessRule['lateFrom']): Aspect {
  return statedAspect(
    'lateFrom',
    'from how many minutes on somebody is late',
    lateFrom,
    (time) => `late [is|was] from ${timeInWords(time)} on`,
    (time) => ({ strictness: -minutesOf(time), bears: 'looser' }),
  );
}

/** What being late or leaving early is taken for. */
export function latenessAspects(
  { missedFromLate, missedFromEarly, lateMakeMissed }: Omit<LatenessRule, 'lateFrom'>,
  names: Names,
): readonly Aspect[] {
  return [
    ...missedFromAspects('missedFromLate', 'late', missedFromLate, (time) => `${time} late`, names),
    ...missedFromAspects(
      'missedFromEarly',
      'of leaving early',
      missedFromEarly,
      (time) => `leaving ${time} early`,
      names,
    ),
    lateMakeMissedAspect(lateMakeMissed, names),
  ];
}

const parts = {
  quarter: 'a quarter of the module',
  half: 'half of the module',
  whole: 'the module',
} as const;

function missedFromAspects(
  field: string,
  by: string,
  missedFrom: MissedFrom,
  phrase: (time: string) => string,
  names: Names,
): readonly Aspect[] {
  if (!isValue<MissedFrom>(missedFrom))
    return [silent(field, `from how many minutes ${by} a module is missed`, missedFrom)];
  return stepsOf(missedFrom).map((step) => {
    const { is, counts } = step;
    const above = 'moreThan' in step;
    const time = above ? step.moreThan : step.from;
    const long = above ? `more than ${timeInWords(time)}` : timeInWords(time);
    const words = {
      whether: `is missing ${parts[is]}`,
      yes: `[is|was] missing ${parts[is]}`,
      no: `[is|was] not missing ${parts[is]}`,
    };
    return {
      ...countingAspect(`${field}.${is}`, phrase(long), counts, names, 'counts', words),
      about: `from how many minutes ${by} ${parts[is]} is missed`,
      bears: 'stricter',
      ...(counts === 'counts' && { strictness: -minutesOf(time) - (above ? 0.5 : 0) }),
    };
  });
}

function lateMakeMissedAspect(
  lateMakeMissed: LatenessRule['lateMakeMissed'],
  names: Names,
): Aspect {
  const about = 'how many late make one missed';
  if (!isValue(lateMakeMissed)) return silent('lateMakeMissed', about, lateMakeMissed);
  const { every, rounding, counts } = everySoMany(lateMakeMissed);
  const fewer = rounding === 'down' ? 'fewer [make|made] none' : 'fewer their share of one';
  const words = {
    whether: 'make one module missed',
    yes: `[make|made] one module missed, ${fewer}`,
    no: '[make|made] none missed',
  };
  const what = `${counted(every, 'time')} late`;
  return {
    ...countingAspect('lateMakeMissed', what, counts, names, 'counts', words),
    about,
    bears: 'stricter',
    ...(counts === 'counts' && { strictness: -every }),
  };
}
