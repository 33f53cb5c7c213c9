import { z } from 'zod';
import { addDays, weekdayOf } from './calendar.js';
import type { IsoDate } from './evidence.js';
import { isoDate } from './quote.js';
import { isValue, stated, type Stated } from './stated.js';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export const monthDay = z
  .string()
  .regex(
    /^((0[1-9]|1[0-2])-(0[1-9]|[12]\d)|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31)$/,
    'must be a month and day such as 09-30',
  );

/** Which days are working days for this program. */
export const workingDaysSchema = z.strictObject({
  off: z.array(z.enum(weekdays)).max(6).describe('Days of the week that are no working days.'),
  holidays: stated(
    z.array(
      z.union([
        isoDate.describe('One day.'),
        monthDay.describe('The same day every year, for example 07-04.'),
        z.strictObject({
          nth: z.int().min(-1).max(5).describe('Which one of the month; -1 is the last.'),
          weekday: z.enum(weekdays),
          month: z.int().min(1).max(12),
        }),
      ]),
    ),
  ).describe('The program’s own holidays.'),
});
export type WorkingDays = z.infer<typeof workingDaysSchema>;

export type IsWorkingDay = (date: IsoDate) => boolean;

const weekend = ['saturday', 'sunday'] as const;

/** Where the policy says nothing of it, every day but Saturday and Sunday is a working day. */
export function workingDaysOf(stated: Stated<WorkingDays>): IsWorkingDay {
  const { off, holidays } = isValue<WorkingDays>(stated)
    ? stated
    : ({ off: weekend, holidays: 'not stated' } as const);
  const free = new Set(off.map((day) => weekdays.indexOf(day)));
  const listed = isValue(holidays) ? holidays : [];
  const days = new Set(listed.filter((holiday) => typeof holiday === 'string'));
  const moving = listed.filter((holiday) => typeof holiday !== 'string');
  return (date) =>
    !free.has(weekdayOf(date)) &&
    !days.has(date) &&
    !days.has(date.slice(5)) &&
    !moving.some((holiday) => isNthWeekday(date, holiday));
}

function isNthWeekday(
  date: IsoDate,
  { nth, weekday, month }: { nth: number; weekday: (typeof weekdays)[number]; month: number },
): boolean {
  if (Number(date.slice(5, 7)) !== month || weekdayOf(date) !== weekdays.indexOf(weekday))
    return false;
  if (nth === -1) return addDays(date, 7).slice(5, 7) !== date.slice(5, 7);
  return Math.ceil(Number(date.slice(8)) / 7) === nth;
}

/** If every day were off there would be none to find; a year is search enough. */
const farthest = 366;

/** The closest working day before (-1) or after (1) a day that is none. */
export function rolled(date: IsoDate, direction: 1 | -1, isWorkingDay: IsWorkingDay): IsoDate {
  for (let away = 0; away <= farthest; away++) {
    const day = addDays(date, away * direction);
    if (isWorkingDay(day)) return day;
  }
  return date;
}

/** So many working days after a day, or before it if negative. */
export function addWorkingDays(date: IsoDate, count: number, isWorkingDay: IsWorkingDay): IsoDate {
  const direction = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; left--) {
    day = rolled(addDays(day, direction), direction, isWorkingDay);
  }
  return day;
}
