import type { LeafOf } from '../../policy/requirement.js';
import { optional, says, statedAspect, windowAspect, type Aspect } from './aspect.js';
import {
  counted,
  having,
  lengthOf,
  listed,
  periodInWords,
  spoken,
  timeInWords,
  windowInWords,
  type Names,
} from './values.js';

export function attestation(
  { text, details, window }: LeafOf<'attestation'>,
  names: Names,
): readonly Aspect[] {
  return [
    says('text', 'the words', `the person [puts|put] their name to: “${text}”`, {
      bears: 'stricter',
    }),
    ...optional(details, ({ choices, open }) =>
      says(
        'details',
        'what may be given with it',
        `with it they [name|named] one of ${listed(choices, 'or')}${open ? ', or something like it' : ''}`,
      ),
    ),
    ...windowAspect(window, 'attested', names),
  ];
}

export function document(
  { document: papers, count, window, where, channels }: LeafOf<'document'>,
  names: Names,
): readonly Aspect[] {
  const what = `${listed([papers].flat().map(spoken), 'or')}${having(where)}`;
  return [
    says(
      'count',
      'how many',
      count === 1
        ? `there [must|had to] be: ${what}`
        : `there [must|had to] be ${count} of: ${what}`,
      { strictness: count },
    ),
    statedAspect(
      'window',
      'how recent it must be',
      window,
      (days) => `it [must|had to] be dated ${windowInWords(days, names)}`,
      () => ({ bears: 'stricter' }),
    ),
    statedAspect(
      'channels',
      'how it is sent',
      channels,
      (ways) => `it [may|could] be ${listed(ways, 'or')}`,
    ),
  ];
}

export function references(
  {
    count,
    knownFor,
    from,
    excluded,
    among,
    distinct,
    separate,
    confirming,
    purpose,
    window,
    channels,
  }: LeafOf<'references'>,
  names: Names,
): readonly Aspect[] {
  return [
    says(
      'count',
      'how many',
      `${counted(count, 'letter')} of reference ${count === 1 ? '[is|was]' : '[are|were]'} asked for`,
      { strictness: count },
    ),
    statedAspect(
      'knownFor',
      'how long the writer must have known the person',
      knownFor,
      ({ moreThan, before }) => {
        const long = `each writer [must|had to] have known the person for more than ${periodInWords(moreThan)}`;
        return typeof before === 'string'
          ? `${long} before the ${before}`
          : `${long}; by which day [is|was] an open question: “${names.question(before.question)}”`;
      },
      ({ moreThan }) => ({ strictness: lengthOf(moreThan), bears: 'stricter' }),
    ),
    statedAspect(
      'from',
      'who may write',
      from,
      ({ examples, open }) =>
        `letters [may|could] come from: ${listed(examples, 'or')}${open ? ', and others like them' : ''}`,
    ),
    statedAspect(
      'excluded',
      'who may not write',
      excluded,
      (relations) => `letters from ${listed(relations.map(spoken), 'or')} [do|did] not count`,
      (relations) => ({ strictness: relations.length, bears: 'stricter' }),
    ),
    ...among.map(({ role, atLeast }) =>
      says(
        `among.${role}`,
        `letters from someone ${spoken(role)}`,
        `at least ${counted(atLeast, 'letter')} [must|had to] come from someone ${spoken(role)}`,
        { strictness: atLeast, bears: 'stricter' },
      ),
    ),
    statedAspect<boolean>(
      'distinct',
      'whether two letters of the same writer count once',
      distinct,
      (once) => `two letters of the same writer [count|counted] ${once ? 'once' : 'as two'}`,
      (once) => ({ strictness: once ? 1 : 0 }),
    ),
    ...(among.length > 0
      ? [
          says(
            'separate',
            'letters that fill several roles',
            separate
              ? 'a letter [fills|filled] one of these roles only'
              : 'one letter [may|could] fill several roles',
            { strictness: separate ? 1 : 0 },
          ),
        ]
      : []),
    statedAspect(
      'confirming',
      'what a letter must confirm',
      confirming,
      (what) => `each letter [must|had to] confirm: ${listed(what.map(spoken))}`,
      (what) => ({ strictness: what.length, bears: 'stricter' }),
    ),
    statedAspect(
      'purpose',
      'what a letter must be written for',
      purpose,
      (what) => `letters [must|had to] be written for: ${spoken(what)}`,
      () => ({ bears: 'stricter' }),
    ),
    statedAspect(
      'window',
      'when a letter must have come in',
      window,
      (days) => `letters [must|had to] have come in ${windowInWords(days, names)}`,
      () => ({ bears: 'stricter' }),
    ),
    statedAspect(
      'channels',
      'how letters are sent',
      channels,
      (ways) => `letters [are|were] ${listed(ways, 'or')}`,
    ),
  ];
}

export function interview(
  { mode, length, window }: LeafOf<'interview'>,
  names: Names,
): readonly Aspect[] {
  return [
    says('kind', 'an interview', 'an interview [is|was] held', { bears: 'stricter' }),
    statedAspect(
      'mode',
      'how the interview is held',
      mode,
      (how) => `it [is|was] held ${spoken(how)}`,
      () => ({ bears: 'stricter' }),
    ),
    statedAspect(
      'length',
      'how long the interview is',
      length,
      (long) => `it [lasts|lasted] ${timeInWords(long)}`,
    ),
    ...windowAspect(window, 'held', names),
  ];
}
