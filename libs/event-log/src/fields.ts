import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** A calendar date that exists, `YYYY-MM-DD`; compares as text. */
export type CalendarDate = string & z.$brand<'CalendarDate'>;

/** A sentence or more about a person, encrypted with that person's key; see `#people`. */
export type Sealed = string & z.$brand<'Sealed'>;

const looksLikeDate = /^\d{4}-\d{2}-\d{2}$/u;

export function isCalendarDate(text: string): text is CalendarDate {
  if (!looksLikeDate.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  // Date.UTC would read the years 0 to 99 as 1900 to 1999; no program is that old.
  if (year < 1900 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The date on the wall calendar of a time zone. */
export function dateIn(timeZone: string, instant: Temporal.Instant): CalendarDate {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString() as CalendarDate;
}

/** The fields that facts are made of. */
export const field = {
  date: z.custom<CalendarDate>(
    (value) => typeof value === 'string' && isCalendarDate(value),
    'expected a calendar date that exists, YYYY-MM-DD, from 1900 on',
  ),
  /** A UUID. */
  id: z.uuid(),
  factId: z.string().min(1).max(64),
  /** A name local to one stream or policy, such as `class-3.1` or `lived-experience`. */
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/u),
  sealed: z.custom<Sealed>(
    (value) => typeof value === 'string' && value.startsWith('sealed.v1.'),
    'expected sealed text',
  ),
  count: z.int().nonnegative(),
} as const;
