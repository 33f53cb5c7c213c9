import type { LeafOf } from '../../policy/requirement.js';
import { says, statedAspect, type Aspect } from './aspect.js';
import { capitalized, counted, listed, numberInWords, periodInWords, spoken } from './values.js';

export function homework({ sessions, threshold, weight }: LeafOf<'homework'>): readonly Aspect[] {
  return [
    says('kind', 'homework', 'there [is|was] homework'),
    statedAspect(
      'sessions',
      'on which days it is given',
      sessions,
      (kinds) => `it [is|was] given on each ${listed(kinds.map(spoken), 'or')}`,
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
        return `the exam [is|was] ${periodInWords(duty.sitting)} after the last session, as the source says; how far off it may be is not stated, so it [is|was] never judged`;
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
