import type { IsoDate } from './evidence.js';

/** Items one after another, as a sentence lists them. */
export function listed(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items.slice(-1).join('')}`;
}

const numbers = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Small numbers are written out. */
export function numberInWords(count: number): string {
  return numbers[count] ?? String(count);
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberInWords(count)} ${count === 1 ? one : many}`;
}

/** `P1Y6M` as one year and six months. */
export function periodInWords(period: string): string {
  const parts = [...period.matchAll(/(\d+)([YMWD])/g)].map(([, count, unit]) =>
    counted(Number(count), units[unit as keyof typeof units]),
  );
  return listed(parts);
}

const units = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** `2026-03-02` as 2 March 2026. */
export function dateInWords(date: IsoDate): string {
  return `${monthDayInWords(date.slice(5))} ${Number(date.slice(0, 4))}`;
}

/** `09-30` as 30 September. */
export function monthDayInWords(monthDay: string): string {
  return [Number(monthDay.slice(3)), months[Number(monthDay.slice(0, 2)) - 1]].join(' ');
}
