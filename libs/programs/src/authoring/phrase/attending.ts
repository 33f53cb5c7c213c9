import { minutesOf } from '../../policy/calendar.js';
import type { LeafOf } from '../../policy/requirement.js';
import { countingAspect, optional, says, statedAspect, type Aspect } from './aspect.js';
import {
  capitalized,
  counted,
  listed,
  momentInWords,
  periodInWords,
  spoken,
  timeInWords,
  type Names,
  numberInWords,
} from './values.js';

export function attendance(
  {
    limits,
    excused,
    sessions,
    lateFrom,
    missedFromEarly,
    missedFromLate,
    lateMakeMissed,
  }: LeafOf<'attendance'>,
  names: Names,
): readonly Aspect[] {
  return [
    ...limits.map(({ count, fewerThan }) => {
      const acts = [...count].sort().reverse();
      const act = listed(
        acts.map((one) => (one === 'missed' ? 'miss' : 'be late to')),
        'or',
      );
      return says(
        `limits.${acts.join('-')}`,
        `modules ${listed(acts)}`,
        fewerThan === 1
          ? `nobody [may|could] ${act} any module`
          : `the person [may|could] ${act} fewer than ${counted(fewerThan, 'module')}${count.length > 1 ? ', added up' : ''}`,
        { strictness: -fewerThan, bears: 'stricter' },
      );
    }),
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
    statedAspect(
      'lateFrom',
      'from how many minutes on somebody is late',
      lateFrom,
      (time) => `late [is|was] from ${timeInWords(time)} on`,
      (time) => ({ strictness: -minutesOf(time), bears: 'looser' }),
    ),
    statedAspect(
      'missedFromLate',
      'from how many minutes late a module is missed',
      missedFromLate,
      (time) => `${timeInWords(time)} late [is|was] missing the module`,
      (time) => ({ strictness: -minutesOf(time), bears: 'stricter' }),
    ),
    statedAspect(
      'missedFromEarly',
      'from how many minutes of leaving early a module is missed',
      missedFromEarly,
      (time) => `leaving ${timeInWords(time)} early [is|was] missing the module`,
      (time) => ({ strictness: -minutesOf(time), bears: 'stricter' }),
    ),
    statedAspect(
      'lateMakeMissed',
      'how many late make one missed',
      lateMakeMissed,
      (many) => `${counted(many, 'time')} late [make|made] one module missed`,
      (many) => ({ strictness: -many, bears: 'stricter' }),
    ),
  ];
}

export function missedTime(
  { sessions, atMost, late, early, away, excused, wholeFrom, approval }: LeafOf<'missed-time'>,
  names: Names,
): readonly Aspect[] {
  const whole = wholeFrom ?? {};
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
    ...optional(whole.late, (time) =>
      says(
        'wholeFrom.late',
        'from when on late is missed',
        `${timeInWords(time)} late [is|was] missing the whole module`,
        { strictness: -minutesOf(time), bears: 'stricter' },
      ),
    ),
    ...optional(whole.early, (time) =>
      says(
        'wholeFrom.early',
        'from when on leaving early is missed',
        `leaving ${timeInWords(time)} early [is|was] missing the whole module`,
        { strictness: -minutesOf(time), bears: 'stricter' },
      ),
    ),
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

export function makeUp(
  { sessions, where, notAfter, atMost }: LeafOf<'make-up'>,
  names: Names,
): readonly Aspect[] {
  return [
    says(
      'sessions',
      'what is made up',
      `whatever [is|was] missed of ${listed(sessions.map(spoken))} [must|had to] be made up`,
      { bears: 'stricter' },
    ),
    statedAspect(
      'where',
      'where it is made up',
      where,
      (places) => `it [is|was] made up in: ${listed(places.map(spoken), 'or')}`,
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

export function homework({ sessions, threshold, weight }: LeafOf<'homework'>): readonly Aspect[] {
  return [
    says(
      'sessions',
      'which sessions give homework',
      `each ${listed(sessions.map(spoken), 'or')} [gives|gave] homework`,
    ),
    statedAspect(
      'threshold',
      'how much of it must be turned in',
      threshold,
      ({ atLeast }) => `at least ${counted(atLeast, 'assignment')} [must|had to] be turned in`,
      ({ atLeast }) => ({ strictness: atLeast, bears: 'stricter' }),
    ),
    statedAspect('weight', 'its weight', weight, (text) => `its weight: ${text}`),
  ];
}

export function schedule({ duty }: LeafOf<'schedule'>): readonly Aspect[] {
  const texts = () => {
    switch (duty.check) {
      case 'modules':
        return `each ${spoken(duty.of)} [has|had] ${counted(duty.exactly, 'module')}`;
      case 'count':
        return duty.what === 'days'
          ? `there [are|were] ${howMany(duty, spoken(duty.of))}, if any`
          : `the ${spoken(duty.of)}s, if any, [have|had] ${howMany(duty, 'module')} in all`;
      case 'order':
        return `at least ${counted(duty.atLeast, spoken(duty.of))} [comes|came] before the first ${spoken(duty.before)}`;
      case 'approximately':
        return `the exam [is|was] ${periodInWords(duty.sitting)} after the last session; how far off it may be [is|was] not stated, so it [is|was] never judged`;
    }
  };
  return [says('duty', 'what the plan must hold', texts())];
}

function howMany(
  { exactly, atLeast, atMost }: Extract<LeafOf<'schedule'>['duty'], { check: 'count' }>,
  one: string,
): string {
  if (exactly !== undefined) return counted(exactly, one);
  if (atMost === undefined) return `at least ${counted(atLeast ?? 0, one)}`;
  if (atLeast === undefined) return `at most ${counted(atMost, one)}`;
  return `${numberInWords(atLeast)} to ${counted(atMost, one)}`;
}

export function accommodation({
  offers,
  open,
  inAdvance,
  letter,
}: LeafOf<'accommodation'>): readonly Aspect[] {
  return [
    ...offers.map(({ id, title, entitled, time }) =>
      says(
        `offers.${id}`,
        title,
        `${title} [may|could] be asked for${entitled ? '; whoever meets the conditions is entitled to it' : ', and the program decides'}${time === undefined ? '' : ` (${time.factor} times the time limit)`}`,
        { bears: 'looser', strictness: -(entitled ? 1 : 0) - (time?.factor ?? 0) },
      ),
    ),
    says(
      'open',
      'other wishes',
      open ? 'other wishes [are|were] for a person to decide' : 'nothing else [is|was] offered',
      { strictness: open ? 0 : 1 },
    ),
    statedAspect(
      'inAdvance',
      'how long ahead to ask',
      inAdvance,
      (ahead) =>
        `it [must|had to] be asked for ${ahead === 'some' ? 'in advance' : `${periodInWords(ahead)} ahead`}`,
      () => ({ bears: 'stricter' }),
    ),
    statedAspect(
      'letter',
      'what must come with it',
      letter,
      ({ from, namesAccommodation }) =>
        capitalized(
          `a letter from a ${spoken(from)} [must|had to] come with it${namesAccommodation ? ', naming the very accommodation' : ''}`,
        ),
      ({ namesAccommodation }) => ({ bears: 'stricter', strictness: namesAccommodation ? 2 : 1 }),
    ),
  ];
}
