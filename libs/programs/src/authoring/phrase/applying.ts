import type { LeafOf } from '../../policy/requirement.js';
import { optional, says, statedAspect, type Aspect } from './aspect.js';
import {
  counted,
  having,
  listed,
  momentInWords,
  periodInWords,
  spoken,
  timeInWords,
  varyingInWords,
  whereInWords,
  windowInWords,
  plainly,
  type Names,
} from './values.js';

export function attestation({ text, details }: LeafOf<'attestation'>): readonly Aspect[] {
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
  ];
}

export function circumstance({ of, where }: LeafOf<'circumstance'>): readonly Aspect[] {
  const whom = of === 'person' ? 'of the person' : 'of the class';
  return [
    says('where', 'what must be so', `${whom} this [must|had to] be so: ${whereInWords(where)}`, {
      bears: 'stricter',
    }),
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
      ({ moreThan, before }) =>
        `each writer [must|had to] have known the person for more than ${periodInWords(moreThan)} before the ${before}`,
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
    says(
      'distinct',
      'two letters of one writer',
      distinct
        ? 'two letters of the same writer [count|counted] once'
        : 'two letters of the same writer [count|counted] as two',
      { strictness: distinct ? 1 : 0 },
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
      'how recent a letter must be',
      window,
      (days) => `letters [must|had to] be dated ${windowInWords(days, names)}`,
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

export function interview({ mode, length }: LeafOf<'interview'>): readonly Aspect[] {
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
  ];
}

export function discretion({ ask, options, considers }: LeafOf<'discretion'>): readonly Aspect[] {
  return [
    says(
      'ask',
      'what is to be decided',
      `a person [decides|decided]: “${ask}” (${listed(options, 'or')})`,
    ),
    ...(considers.length > 0
      ? [says('considers', 'what is considered', `considered [is|was]: ${listed(considers)}`)]
      : []),
  ];
}

export function fee({
  for: what,
  amount,
  currency,
  perUnit,
  paidBy,
  waiver,
}: LeafOf<'fee'>): readonly Aspect[] {
  const money = (value: number) => (value === 0 ? 'nothing' : `${value} ${currency}`);
  return [
    statedAspect(
      'amount',
      `the fee for the ${spoken(what)}`,
      amount,
      (value) =>
        `${varyingInWords<number>(value, money)} [is|was] to be paid for the ${spoken(what)}`,
      (value) => ({ ...numeric(value), bears: 'stricter' }),
    ),
    ...optional(perUnit, ({ each, tally, unit, where, atMost }) =>
      says(
        'perUnit',
        'what is paid for each',
        `besides, ${money(each)} [is|was] to be paid for each of the ${spoken(unit)} of ${spoken(tally)}${having(where)}${atMost === undefined ? '' : `, at most ${money(atMost)}`}`,
        { strictness: each, bears: 'stricter' },
      ),
    ),
    statedAspect('paidBy', 'who pays it', paidBy, (who) => `it [is|was] paid by: ${who}`),
    statedAspect(
      'waiver',
      'relief from it',
      waiver,
      (text) => `relief: ${text}`,
      () => ({ bears: 'looser' }),
    ),
  ];
}

export function step(
  { step: name, before, notAfter, after, notBefore }: LeafOf<'step'>,
  names: Names,
): readonly Aspect[] {
  const what = spoken(name);
  return [
    says('step', 'what is done', `it [must|had to] be on record: ${what}`, { bears: 'stricter' }),
    // The other last day says it as well.
    ...(before === 'not stated' && notAfter !== undefined
      ? []
      : [
          statedAspect(
            'before',
            'by when it must be done',
            before,
            (day) => `it [must|had to] be done before ${momentInWords(day, names)}`,
            () => ({ bears: 'stricter' }),
          ),
        ]),
    ...optional(notAfter, (day) =>
      says(
        'notAfter',
        'the last day for it',
        `the last day for it [is|was] ${momentInWords(day, names)}`,
        { bears: 'stricter' },
      ),
    ),
    ...optional(after, (day) =>
      says(
        'after',
        'a day after which it must be done',
        `it [must|had to] be done after ${momentInWords(day, names)}`,
        { bears: 'stricter' },
      ),
    ),
    ...optional(notBefore, (day) =>
      says(
        'notBefore',
        'the first day for it',
        `the first day for it [is|was] ${momentInWords(day, names)}`,
        { bears: 'stricter' },
      ),
    ),
  ];
}

export function absence(
  { of, window, where, longerThan, except }: LeafOf<'absence'>,
  names: Names,
): readonly Aspect[] {
  const what = `${listed([of].flat().map(spoken), 'or')}${having(where)}`;
  return [
    says('of', 'what must not have happened', `there [must|had to] have been no ${what}`, {
      bears: 'stricter',
    }),
    statedAspect(
      'window',
      'in which time',
      window,
      (days) => `what matters [is|was] what happened ${windowInWords(days, names)}`,
    ),
    ...optional(longerThan, ({ amount, unit, orExactly }) =>
      says(
        'longerThan',
        'how long it may last',
        `only what lasted ${orExactly ? 'as long as' : 'more than'} ${amount} ${spoken(unit)}${orExactly ? ' or longer' : ''} [matters|mattered]`,
        { strictness: -amount, bears: 'looser' },
      ),
    ),
    ...except.map(({ where: which, unless }, index) =>
      says(
        `except.${index}`,
        'an exception',
        `what is ${whereInWords(which)} [does|did] not matter${unless === undefined ? '' : `, unless ${whereInWords(unless)}`}`,
        { bears: 'looser' },
      ),
    ),
  ];
}

export function lengthOf(period: string): number {
  const part = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(period)?.[1] ?? 0);
  return part('Y') * 365.25 + part('M') * 30.44 + part('W') * 7 + part('D');
}

export function numeric(value: Parameters<typeof plainly>[0]): Pick<Aspect, 'strictness'> {
  const number = plainly(value);
  return number === undefined ? {} : { strictness: number };
}
