import { z } from 'zod';
import {
  addPeriod,
  calendarUnits,
  dayOfYear,
  endOf,
  parsePeriod,
  period,
  startOf,
  subtractPeriod,
  type CalendarUnit,
} from './calendar.js';
import type { IsoDate } from './evidence.js';
import { periodInWords } from './in-words.js';
import type { Ledger } from './ledger.js';
import { isoDate, slug } from './quote.js';
import { chosen, varying, type Varying } from './where.js';
import { addWorkingDays, monthDay, rolled } from './working-days.js';

export interface Reckoned {
  readonly from: Moment;
  readonly startOf?: CalendarUnit;
  readonly every?: string;
  readonly plus?: Varying<string>;
  readonly minus?: Varying<string>;
  readonly workingDays?: number;
  readonly next?: {
    readonly date: string | { readonly anniversaryOf: string };
    readonly years?: { readonly every: number; readonly counting: number };
  };
  readonly endOf?: CalendarUnit;
  readonly roll?: 'back' | 'forward';
}

/** The day of an attempt at one exam, of which a policy may have several. */
export interface AttemptDay {
  readonly attempt: 'first' | 'last';
  readonly at: string;
}

/** A day: a date, the name of an anchor, a posted date, that of an attempt, or one reckoned from others. */
export type Moment =
  | string
  | { readonly posted: string }
  | { readonly earliest: readonly Moment[] }
  | { readonly latest: readonly Moment[] }
  | AttemptDay
  | Reckoned;

/** Anchors that the system knows by itself; see `Ledger.anchor`. */
export const knownAnchors = [
  'application',
  'acceptance',
  'interview',
  'training-start',
  'training-end',
  'last-session',
  'as-of',
] as const;

export const momentSchema: z.ZodType<Moment> = z.lazy(() => anyMoment);

const anyMoment = z.union([
  isoDate.describe('A calendar date.'),
  slug.describe(
    `An anchor by name: ${knownAnchors.join(', ')}; one of \`dates\` or \`anchors\`; or a step, on the day it was done. An interview is on the day for which it is scheduled.`,
  ),
  z.strictObject({ posted: slug.describe('A date that the program posts.') }),
  z.strictObject({
    earliest: z.array(momentSchema).min(2).describe('The earliest of these that are known.'),
  }),
  z.strictObject({
    latest: z.array(momentSchema).min(2).describe('The latest of these that are known.'),
  }),
  z
    .strictObject({ attempt: z.enum(['first', 'last']), at: slug })
    .describe('The day of an attempt at an exam; not known before there is one.'),
  z
    .strictObject({
      from: momentSchema,
      startOf: z
        .enum(calendarUnits)
        .exactOptional()
        .describe('Back to the first day of its month, quarter or year.'),
      every: period
        .exactOptional()
        .describe('The first repetition (once at least) that is not before the day judged.'),
      plus: varying(period).exactOptional().describe('Calendar time after it.'),
      minus: varying(period).exactOptional().describe('Calendar time before it.'),
      workingDays: z
        .int()
        .exactOptional()
        .describe('So many working days after it; before it if negative.'),
      next: z
        .strictObject({
          date: z
            .union([monthDay, z.strictObject({ anniversaryOf: slug })])
            .describe('Month and day such as 09-30, or the anniversary of an anchor.'),
          years: z
            .strictObject({ every: z.int().min(2), counting: z.int().min(1900).max(2999) })
            .exactOptional()
            .describe('Only in every so many years, counting from that year.'),
        })
        .exactOptional()
        .describe('The next such day, strictly after it.'),
      endOf: z
        .enum(calendarUnits)
        .exactOptional()
        .describe('On to the last day of its month, quarter or year.'),
      roll: z
        .enum(['back', 'forward'])
        .exactOptional()
        .describe('If that is no working day: to the closest one before, or after.'),
    })
    .describe('Reckoned from another day, in the order in which the fields are listed here.'),
]);

/** Reckons a day for one ledger; undefined while a day that it starts from is not known. */
export type Reckoning = (ledger: Ledger) => IsoDate | undefined;

export function reckoning(moment: Moment): Reckoning {
  if (typeof moment === 'string') {
    return isDate(moment) ? () => moment : (ledger) => ledger.anchor(moment);
  }
  if ('posted' in moment) return (ledger) => ledger.context.posted?.[moment.posted];
  if ('earliest' in moment) return among(moment.earliest, (day, other) => day < other);
  if ('latest' in moment) return among(moment.latest, (day, other) => day > other);
  if ('attempt' in moment) return dayOfAttempt(moment);
  return reckoned(moment);
}

export function isDate(text: string): boolean {
  return /^\d/.test(text);
}

function among(
  moments: readonly Moment[],
  goesBefore: (day: IsoDate, other: IsoDate) => boolean,
): Reckoning {
  const reckonings = moments.map(reckoning);
  return (ledger) => {
    let taken: IsoDate | undefined;
    for (const reckon of reckonings) {
      const day = reckon(ledger);
      if (day !== undefined && (taken === undefined || goesBefore(day, taken))) taken = day;
    }
    return taken;
  };
}

function dayOfAttempt({ attempt, at }: AttemptDay): Reckoning {
  const place = attempt === 'first' ? 0 : -1;
  return (ledger) => ledger.attemptsFor(at).at(place)?.on;
}

type Move = (day: IsoDate, ledger: Ledger) => IsoDate | undefined;

function reckoned(moment: Reckoned): Reckoning {
  const from = reckoning(moment.from);
  const moves = movesOf(moment);
  return (ledger) => {
    let day = from(ledger);
    for (const move of moves) {
      if (day === undefined) return undefined;
      day = move(day, ledger);
    }
    return day;
  };
}

/** In the order in which the schema lists them, whatever the order in the file. */
function movesOf(moment: Reckoned): readonly Move[] {
  const { startOf: first, every, plus, minus, workingDays, next, endOf: last, roll } = moment;
  const moves: Move[] = [];
  if (first !== undefined) moves.push((day) => startOf(day, first));
  if (every !== undefined) moves.push(repetition(every));
  if (plus !== undefined) moves.push(by(plus, addPeriod));
  if (minus !== undefined) moves.push(by(minus, subtractPeriod));
  if (workingDays !== undefined) {
    moves.push((day, ledger) => addWorkingDays(day, workingDays, ledger.isWorkingDay));
  }
  if (next !== undefined) moves.push(nextDay(next));
  if (last !== undefined) moves.push((day) => endOf(day, last));
  if (roll !== undefined) {
    const direction = roll === 'back' ? -1 : 1;
    moves.push((day, ledger) => rolled(day, direction, ledger.isWorkingDay));
  }
  return moves;
}

function by(length: Varying<string>, move: typeof addPeriod): Move {
  const choose = chosen(length);
  return (day, ledger) => {
    const period = choose(ledger);
    return period === 'not stated' ? undefined : move(day, parsePeriod(period));
  };
}

function repetition(every: string): Move {
  const { months, days } = parsePeriod(every);
  return (day, { asOf }) => {
    // Reckoned from the first day each time: month ends must not creep.
    for (let nth = 1; ; nth++) {
      const again = addPeriod(day, { months: months * nth, days: days * nth });
      if (again >= asOf || again <= day) return again;
    }
  };
}

function nextDay({ date, years }: NonNullable<Reckoned['next']>): Move {
  return (day, ledger) => {
    const monthDay = typeof date === 'string' ? date : ledger.anchor(date.anniversaryOf)?.slice(5);
    if (monthDay === undefined) return undefined;
    const { every, counting } = years ?? { every: 1, counting: 0 };
    for (let year = Number(day.slice(0, 4)); ; year++) {
      if ((year - counting) % every !== 0) continue;
      const found = dayOfYear(year, monthDay);
      if (found > day) return found;
    }
  };
}

/** Names of anchors that a moment starts from. */
export function anchorsIn(moment: Moment): readonly string[] {
  if (typeof moment === 'string') return isDate(moment) ? [] : [moment];
  if ('posted' in moment || 'attempt' in moment) return [];
  if ('earliest' in moment) return moment.earliest.flatMap(anchorsIn);
  if ('latest' in moment) return moment.latest.flatMap(anchorsIn);
  const { from, next } = moment;
  const anniversary = typeof next?.date === 'object' ? [next.date.anniversaryOf] : [];
  return [...anchorsIn(from), ...anniversary];
}

/** Ids of exams whose attempts a moment starts from. */
export function examsIn(moment: Moment): readonly string[] {
  if (typeof moment === 'string' || 'posted' in moment) return [];
  if ('earliest' in moment) return moment.earliest.flatMap(examsIn);
  if ('latest' in moment) return moment.latest.flatMap(examsIn);
  return 'attempt' in moment ? [moment.at] : examsIn(moment.from);
}

/** For a message: how a day is reckoned, in words. */
export function inWords(moment: Moment): string {
  if (typeof moment === 'string') return moment.replaceAll('-', isDate(moment) ? '-' : ' ');
  if ('posted' in moment) return `the posted ${moment.posted.replaceAll('-', ' ')}`;
  if ('earliest' in moment) return `the earliest of ${moment.earliest.map(inWords).join(', ')}`;
  if ('latest' in moment) return `the latest of ${moment.latest.map(inWords).join(', ')}`;
  if ('attempt' in moment)
    return `the ${moment.attempt} attempt at ${moment.at.replaceAll('-', ' ')}`;
  const { plus, minus, from } = moment;
  const moved = [
    typeof plus === 'string' ? `${periodInWords(plus)} after ` : '',
    typeof minus === 'string' ? `${periodInWords(minus)} before ` : '',
  ].join('');
  return `${moved}${inWords(from)}`;
}
