import type { Asking } from '../../policy/deciding.js';
import type { LeafOf } from '../../policy/requirement.js';
import { isValue } from '../../policy/stated.js';
import type { Window } from '../../policy/window.js';
import { numeric, optional, says, statedAspect, windowAspect, type Aspect } from './aspect.js';
import {
  having,
  listed,
  momentInWords,
  spoken,
  varyingInWords,
  whereInWords,
  windowInWords,
  type Names,
} from './values.js';

export function circumstance({ of, where }: LeafOf<'circumstance'>): readonly Aspect[] {
  const whom = of === 'person' ? 'of the person' : 'of the class';
  return [
    says('where', 'what must be so', `${whom} this [must|had to] be so: ${whereInWords(where)}`, {
      bears: 'stricter',
    }),
  ];
}

export function discretion(
  { options, ...asked }: LeafOf<'discretion'>,
  names: Names,
): readonly Aspect[] {
  return askingAspects(asked, names, ` (${listed(options, 'or')})`);
}

/** What is left to a person. */
export function askingAspects(
  { ask, considers, since }: Asking,
  names: Names,
  options = '',
): readonly Aspect[] {
  return [
    says('ask', 'what is to be decided', `a person [decides|decided]: “${ask}”${options}`),
    ...(considers.length > 0
      ? [says('considers', 'what is considered', `considered [is|was]: ${listed(considers)}`)]
      : []),
    ...optional(since, (day) =>
      says(
        'since',
        'from when on a decision counts',
        `a decision [counts|counted] if made on or after ${momentInWords(day, names)}`,
      ),
    ),
  ];
}

export function fee(
  { for: what, amount, currency, window, perUnit, paidBy, waiver }: LeafOf<'fee'>,
  names: Names,
): readonly Aspect[] {
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
    ...windowAspect(window, 'paid', names),
    ...optional(perUnit, ({ each, tally, unit, where, window: days = 'none', atMost }) =>
      says(
        'perUnit',
        'what is paid for each',
        `besides, ${money(each)} [is|was] to be paid for each of the ${spoken(unit)} of ${spoken(tally)}${having(where)}${isValue<Window>(days) ? ` ${windowInWords(days, names)}` : ''}${atMost === undefined ? '' : `, at most ${money(atMost)}`}`,
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
    ...optional(notBefore, (first) =>
      statedAspect(
        'notBefore',
        'the first day for it',
        first,
        (day) => `the first day for it [is|was] ${momentInWords(day, names)}`,
        () => ({ bears: 'stricter' }),
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
