import type { LeafOf } from '../../policy/requirement.js';
import { numeric, optional, says, statedAspect, type Aspect } from './aspect.js';
import {
  counted,
  everyInWords,
  having,
  listed,
  momentInWords,
  periodInWords,
  spoken,
  varyingInWords,
  windowInWords,
  type Names,
} from './values.js';

type Tally = LeafOf<'tally'>;
type Quotas = NonNullable<Tally['quotas']>;

export function tally(requirement: Tally, names: Names): readonly Aspect[] {
  const {
    tally: which,
    unit,
    atLeast,
    atMost,
    forEvery,
    prorated,
    window,
    where,
    sources,
    convert,
    distinct,
    periods,
    quotas,
    overlap,
    sharing,
  } = requirement;
  const what = `${listed([which].flat().map(spoken), 'or')}${having(where)}`;
  const amount = (value: number) => amountIn(value, unit);
  return [
    statedAspect(
      'atLeast',
      `how much ${what} is needed`,
      atLeast,
      (value) =>
        `${what}: at least ${varyingInWords<number>(value, amount)} [must|had to] be on record${forEvery === undefined ? '' : ` ${everyOf(forEvery, names)}`}`,
      (value) => ({ ...numeric(value), bears: 'stricter' }),
    ),
    ...optional(atMost, (value) =>
      says(
        'atMost',
        'how much is allowed',
        `${what}: no more than ${varyingInWords(value, amount)} [is|was] allowed`,
        { bears: 'stricter', ...negated(numeric(value)) },
      ),
    ),
    ...optional(prorated, ({ full }) =>
      says(
        'prorated',
        'less for a shorter time',
        `less [is|was] asked for where the time is shorter than ${periodInWords(full)}`,
        { bears: 'looser' },
      ),
    ),
    statedAspect(
      'window',
      'when it must have happened',
      window,
      (days) => `it [must|had to] have happened ${windowInWords(days, names)}`,
      () => ({ bears: 'stricter' }),
    ),
    statedAspect(
      'sources',
      'what counts and what does not',
      sources,
      ({ attribute, count, doNotCount, open }) => {
        const parts = [
          ...(count.length > 0
            ? [`by its ${spoken(attribute)}, ${listed(count.map(spoken))} [counts|counted]`]
            : []),
          ...(doNotCount.length > 0
            ? [`${listed(doNotCount.map(spoken))} [does|did] not count`]
            : []),
          open ? 'anything else [is|was] for a person to decide' : 'nothing else [counts|counted]',
        ];
        return parts.join('; ');
      },
    ),
    ...convert.map(({ from, factor }) =>
      says(
        `convert.${from}`,
        `how ${spoken(from)} are converted`,
        `each of ${spoken(from)} [makes|made] ${amount(factor)}`,
        { strictness: -factor, bears: 'looser' },
      ),
    ),
    ...optional(distinct, ({ by, within }) =>
      says(
        'distinct',
        'what counts once',
        `no two [may|could] have the same ${spoken(by)} ${within === 'window' ? 'in that time' : within === 'ever' ? 'ever' : `in each ${everyInWords(within)}`}`,
        { bears: 'stricter' },
      ),
    ),
    ...periods.flatMap(({ every, atLeast: floor, in: which, quotas: inside }, index) => [
      says(
        `periods.${index}`,
        `the floor for each ${everyInWords(every)}`,
        `at least ${amount(floor)} [must|had to] fall in ${periodsMeant(which, everyInWords(every))}`,
        { strictness: floor, bears: 'stricter' },
      ),
      ...quotaAspects(inside ?? [], `periods.${index}.quotas`, unit, ''),
    ]),
    ...quotaAspects(quotas ?? [], 'quotas', unit, ''),
    ...(quotas !== undefined && quotas.length > 1 && overlap !== undefined
      ? [
          says(
            'overlap',
            'what fits several',
            overlapInWords(overlap, names),
            typeof overlap === 'string' ? { strictness: overlap === 'separate' ? 1 : 0 } : {},
          ),
        ]
      : []),
    ...(sharing ?? []).map(({ with: other, countsUpTo }) =>
      says(
        `sharing.${other}`,
        `what was counted for ${spoken(other)}`,
        `of what was counted for ${spoken(other)}, ${countsUpTo === 'all' ? 'all [counts|counted]' : countsUpTo === 'none' ? 'nothing [counts|counted]' : `up to ${amount(countsUpTo)} [counts|counted]`} here too`,
        typeof countsUpTo === 'number'
          ? { strictness: -countsUpTo }
          : { strictness: countsUpTo === 'none' ? 0 : -Infinity },
      ),
    ),
  ];
}

function amountIn(value: number, unit: string): string {
  if (unit === 'times') return counted(value, 'time');
  const name = spoken(unit);
  return `${value} ${value === 1 ? name.replace(/s$/, '') : name}`;
}

function everyOf(forEvery: NonNullable<Tally['forEvery']>, names: Names): string {
  if ('tally' in forEvery) {
    const { amount, tally: other, unit, where } = forEvery;
    return `for every ${amountIn(amount, unit)} of ${spoken(other)}${having(where)}`;
  }
  const { period, since, until, needAtMost } = forEvery;
  const end = until === undefined ? '' : ` until ${momentInWords(until, names)}`;
  const cap = needAtMost === undefined ? '' : `, but never more than ${needAtMost}`;
  return `for every ${periodInWords(period)} since ${momentInWords(since, names)}${end}${cap}`;
}

function periodsMeant(which: Tally['periods'][number]['in'], every: string): string {
  if (which === 'each') return `each ${every}`;
  if ('any' in which) return `any ${which.any} of these: ${every}`;
  return `${which.consecutive} in a row of these: ${every}`;
}

function quotaAspects(quotas: Quotas, field: string, unit: string, of: string): readonly Aspect[] {
  return quotas.flatMap(({ id, title, where, atLeast, countsUpTo, quotas: inside }) => {
    const name = `${field}.${id}`;
    const what = `${title}${having(where)}${of}`;
    return [
      ...optional(atLeast, (floor) =>
        says(
          `${name}.atLeast`,
          title,
          `of it, at least ${amountIn(floor, unit)} [must|had to] be: ${what}`,
          { strictness: floor, bears: 'stricter' },
        ),
      ),
      ...optional(countsUpTo, (cap) =>
        says(
          `${name}.countsUpTo`,
          title,
          `of it, at most ${amountIn(cap, unit)} [counts|counted] as: ${what}`,
          { strictness: -cap, bears: 'stricter' },
        ),
      ),
      ...quotaAspects(inside ?? [], `${name}.quotas`, unit, `, within ${title}`),
    ];
  });
}

function overlapInWords(overlap: NonNullable<Tally['overlap']>, names: Names): string {
  if (typeof overlap === 'object')
    return `whether what fits several of these counts in each [is|was] an open question: “${names.question(overlap.question)}”`;
  return overlap === 'shared'
    ? 'what fits several of these [counts|counted] in each'
    : 'what fits several of these [counts|counted] in one only';
}

function negated({ strictness }: Pick<Aspect, 'strictness'>): Pick<Aspect, 'strictness'> {
  return strictness === undefined ? {} : { strictness: -strictness };
}
