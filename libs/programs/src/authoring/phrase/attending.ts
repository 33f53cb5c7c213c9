import { minutesOf } from '../../policy/calendar.js';
import type { LeafOf } from '../../policy/requirement.js';
import { isValue } from '../../policy/stated.js';
import { countingAspect, says, statedAspect, type Aspect } from './aspect.js';
import { lateFromAspect, latenessAspects } from './lateness.js';
import {
  counted,
  lengthOf,
  listed,
  momentInWords,
  periodInWords,
  spoken,
  timeInWords,
  type Names,
} from './values.js';

export function attendance(
  { limits, excused, sessions, lateFrom, ...rule }: LeafOf<'attendance'>,
  names: Names,
): readonly Aspect[] {
  return [
    ...limits.map(limitAspect),
    countingAspect('excused', 'a module missed with an excuse', excused, names, 'counts'),
    ...Object.entries(sessions).map(([kind, counting]) =>
      countingAspect(
        `sessions.${kind}`,
        `what happens on a ${spoken(kind)}`,
        counting,
        names,
        'counts',
      ),
    ),
    lateFromAspect(lateFrom),
    ...latenessAspects(rule, names),
  ];
}

function limitAspect(limit: LeafOf<'attendance'>['limits'][number]): Aspect {
  const acts = [...limit.count].sort().reverse();
  const act = listed(
    acts.map((one) => (one === 'missed' ? 'miss' : 'be late to')),
    'or',
  );
  const addedUp = acts.length > 1 ? ', added up' : '';
  const field = `limits.${acts.join('-')}`;
  const about = `modules ${listed(acts)}`;
  const nobody = `nobody [may|could] ${act} any module`;
  if ('atMost' in limit) {
    const { atMost } = limit;
    const some = `the person [may|could] ${act} at most ${counted(atMost, 'module')}${addedUp}`;
    return says(field, about, atMost === 0 ? nobody : some, {
      strictness: -atMost,
      bears: 'stricter',
    });
  }
  const { fewerThan } = limit;
  const some = `the person [may|could] ${act} fewer than ${counted(fewerThan, 'module')}${addedUp}`;
  // Parts of a module are quarters at the least.
  const strictness = -(fewerThan - 0.25);
  return says(field, about, fewerThan === 1 ? nobody : some, { strictness, bears: 'stricter' });
}

export function missedTime(
  {
    sessions,
    atMost,
    late,
    early,
    away,
    excused,
    approval,
    lateFrom,
    ...rule
  }: LeafOf<'missed-time'>,
  names: Names,
): readonly Aspect[] {
  return [
    says(
      'atMost',
      'how much may be missed',
      `at most ${typeof atMost === 'string' ? timeInWords(atMost) : `${atMost.percent} percent of the time`} of ${listed(sessions.map(spoken))} [may|could] be missed`,
      { strictness: typeof atMost === 'string' ? -minutesOf(atMost) : -atMost.percent },
    ),
    countingAspect('late', 'time lost by coming late', late, names, 'counts'),
    countingAspect('early', 'time lost by leaving early', early, names, 'counts'),
    countingAspect('away', 'time away in between', away, names, 'counts'),
    countingAspect('excused', 'time missed with an excuse', excused, names, 'counts'),
    ...(isValue(rule.lateMakeMissed) ? [lateFromAspect(lateFrom)] : []),
    ...latenessAspects(rule, names),
    says(
      'approval',
      'approval',
      approval === 'needed'
        ? 'time [may|could] only be missed with approval'
        : 'no approval [is|was] needed',
      { strictness: approval === 'needed' ? 1 : 0 },
    ),
  ];
}

export function protectedSessions(
  { days, sessions, partly }: LeafOf<'protected-sessions'>,
  names: Names,
): readonly Aspect[] {
  const which = [
    ...(days.length > 0 ? [`day ${listed(days.map(String))} of the class`] : []),
    ...sessions.map((kind) => `any ${spoken(kind)}`),
  ];
  return [
    says('days', 'what cannot be missed', `${listed(which)} [cannot|could not] be missed`, {
      strictness: days.length + sessions.length,
    }),
    countingAspect('partly', 'missing a part of one', partly, names, 'counts'),
  ];
}

const madeUpWords = {
  whether: 'must be made up',
  yes: '[must|had to] be made up',
  no: '[need not|did not have to] be made up',
};

export function makeUp(
  { sessions, partly, excused, where, within, notAfter, atMost }: LeafOf<'make-up'>,
  names: Names,
): readonly Aspect[] {
  return [
    says(
      'sessions',
      'what is made up',
      `whatever module [is|was] missed of ${listed(sessions.map(spoken))} [must|had to] be made up`,
      { bears: 'stricter' },
    ),
    countingAspect('partly', 'one missed in part', partly, names, 'counts', madeUpWords),
    countingAspect('excused', 'one missed with an excuse', excused, names, 'counts', madeUpWords),
    statedAspect(
      'where',
      'where it is made up',
      where,
      (places) => `it [is|was] made up in: ${listed(places.map(spoken), 'or')}`,
    ),
    statedAspect(
      'within',
      'how soon after each session it must be made up',
      within,
      (long) => `it [must|had to] be made up within ${periodInWords(long)} of the session missed`,
      (long) => ({ strictness: -lengthOf(long), bears: 'stricter' }),
    ),
    statedAspect(
      'notAfter',
      'until when it must be made up',
      notAfter,
      (day) => `the last day for it [is|was] ${momentInWords(day, names)}`,
      () => ({ bears: 'stricter' }),
    ),
    statedAspect(
      'atMost',
      'how many modules may be made up',
      atMost,
      (many) => `at most ${counted(many, 'module')} [may|could] be made up`,
      (many) => ({ strictness: -many, bears: 'stricter' }),
    ),
  ];
}
