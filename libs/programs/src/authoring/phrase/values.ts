import { minutesOf } from '../../policy/calendar.js';
import {
  counted,
  dateInWords,
  listed,
  monthDayInWords,
  periodInWords,
} from '../../policy/in-words.js';
import { isDate, type Moment, type Reckoned } from '../../policy/moment.js';
import { isTable, type Match, type Varying, type Where } from '../../policy/where.js';
import type { Every, Window } from '../../policy/window.js';

export {
  counted,
  dateInWords,
  listed,
  numberInWords,
  periodInWords,
} from '../../policy/in-words.js';

/** What names in a policy stand for. */
export interface Names {
  /** A day by the name of its anchor, step or date. */
  day(this: void, name: string): string;
  requirement(this: void, id: string): string;
  question(this: void, id: string): string;
}

export function spoken(slug: string): string {
  return slug.replaceAll('-', ' ');
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function timeInWords(timeSpan: string): string {
  const minutes = minutesOf(timeSpan);
  const parts = [
    ...(minutes >= 60 ? [counted(Math.floor(minutes / 60), 'hour')] : []),
    ...(minutes % 60 > 0 || minutes === 0 ? [counted(minutes % 60, 'minute')] : []),
  ];
  return listed(parts);
}

const unitBounds = { month: 'month', quarter: 'quarter', year: 'year' } as const;

export function momentInWords(moment: Moment, names: Names): string {
  if (typeof moment === 'string') return isDate(moment) ? dateInWords(moment) : names.day(moment);
  if ('posted' in moment) return `the posted deadline for ${spoken(moment.posted)}`;
  if ('earliest' in moment) {
    return `the earliest of ${listed(moment.earliest.map((one) => momentInWords(one, names)))}`;
  }
  if ('latest' in moment) {
    return `the latest of ${listed(moment.latest.map((one) => momentInWords(one, names)))}`;
  }
  if ('attempt' in moment) {
    return `the day of the ${moment.attempt} attempt at “${names.requirement(moment.at)}”`;
  }
  return reckonedInWords(moment, names);
}

/** Built from the inside out, as it is reckoned. */
function reckonedInWords(moment: Reckoned, names: Names): string {
  const { startOf, every, plus, minus, workingDays, next, endOf, roll } = moment;
  let text = momentInWords(moment.from, names);
  if (startOf !== undefined) text = `the first day of the ${unitBounds[startOf]} of ${text}`;
  if (every !== undefined)
    text = `the next time that ${periodInWords(every)} are full since ${text}`;
  if (plus !== undefined) text = `${varyingInWords(plus, periodInWords)} after ${text}`;
  if (minus !== undefined) text = `${varyingInWords(minus, periodInWords)} before ${text}`;
  if (workingDays !== undefined) {
    const side = workingDays < 0 ? 'before' : 'after';
    text = `${counted(Math.abs(workingDays), 'working day')} ${side} ${text}`;
  }
  if (next !== undefined) {
    const { date, years } = next;
    const day =
      typeof date === 'string'
        ? monthDayInWords(date)
        : `anniversary of ${names.day(date.anniversaryOf)}`;
    const which =
      years === undefined
        ? ''
        : ` of every ${counted(years.every, 'year')} counted from ${years.counting}`;
    text = `the next ${day}${which} after ${text}`;
  }
  if (endOf !== undefined) text = `the last day of the ${unitBounds[endOf]} of ${text}`;
  if (roll !== undefined) {
    text += ` (if that is no working day, the closest one ${roll === 'back' ? 'before' : 'after'})`;
  }
  return text;
}

export function windowInWords({ from, to, length, inclusive }: Window, names: Names): string {
  const long = length === undefined ? undefined : varyingInWords(length, periodInWords);
  const first = from === undefined ? undefined : momentInWords(from, names);
  const last = to === undefined ? undefined : momentInWords(to, names);
  // A day that is left out is one that all else is before, or after.
  const isWithFirst = inclusive === 'both' || inclusive === 'start';
  const isWithLast = inclusive === 'both' || inclusive === 'end';
  const until = isWithLast ? 'up to' : 'before';
  if (long !== undefined && last !== undefined) {
    const but = isWithFirst ? '' : ', the first day left out';
    return `in the ${long.replace(/^one /, '')} ${until} ${last}${but}`;
  }
  if (long !== undefined && first !== undefined) {
    const but = isWithLast ? '' : ', the last day left out';
    return `within ${long} ${isWithFirst ? 'from' : 'after'} ${first}${but}`;
  }
  if (first === undefined) return `${until} ${last ?? 'any day'}`;
  if (last === undefined) return isWithFirst ? `from ${first} on` : `after ${first}`;
  if (isWithFirst)
    return isWithLast ? `from ${first} to ${last}` : `from ${first} on and before ${last}`;
  return `after ${first} and ${until} ${last}`;
}

export function everyInWords(every: Every): string {
  return every.startsWith('calendar-') ? spoken(every) : `period of ${periodInWords(every)}`;
}

export function matchInWords(match: Match): string {
  if ('not' in match) return `not ${listed(match.not.map(valueInWords), 'or')}`;
  if (Array.isArray(match)) return listed(match.map(valueInWords), 'or');
  const { atLeast, moreThan, atMost, lessThan } = match;
  return listed([
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(moreThan === undefined ? [] : [`more than ${moreThan}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ...(lessThan === undefined ? [] : [`less than ${lessThan}`]),
  ]);
}

function valueInWords(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? spoken(value) : String(value);
}

export function whereInWords(where: Where): string {
  return listed(
    Object.entries(where).map(([name, match]) => {
      const [only] = Array.isArray(match) && match.length === 1 ? match : [];
      if (only === true) return spoken(name);
      if (only === false) return `not ${spoken(name)}`;
      return `${spoken(name)}: ${matchInWords(match)}`;
    }),
  );
}

/** Ready to be put behind what is counted; empty where nothing is asked. */
export function having(where: Where | undefined): string {
  return where === undefined || Object.keys(where).length === 0 ? '' : ` (${whereInWords(where)})`;
}

export function varyingInWords<Value>(
  value: Varying<Value>,
  phrase: (value: Value) => string,
): string {
  if (!isTable(value)) return phrase(value);
  const { table, otherwise } = value as Exclude<Varying<Value>, Value> & {
    readonly table: readonly { readonly where: Where; readonly value: Value }[];
    readonly otherwise: Value | 'not stated';
  };
  const rows = table.map(({ where, value: one }) => `${phrase(one)} where ${whereInWords(where)}`);
  const rest =
    otherwise === 'not stated' ? 'not stated otherwise' : `otherwise ${phrase(otherwise)}`;
  return `${rows.join('; ')}; ${rest}`;
}

/** The number of a value that is the same for everybody. */
export function plainly(value: Varying<number>): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** In days, about: long enough to compare by. */
export function lengthOf(period: string): number {
  const part = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(period)?.[1] ?? 0);
  return part('Y') * 365.25 + part('M') * 30.44 + part('W') * 7 + part('D');
}
