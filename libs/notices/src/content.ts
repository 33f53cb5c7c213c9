import type { CalendarDate } from '#event-log';
import type { Lead } from './streams/notice/events.js';

/** Words of a rule and where they stand. */
export interface Quoted {
  readonly text: string;
  readonly source: string;
}

/** A sitting as a person reads it; `startsAt` is `HH:MM` on the wall clock of `timeZone`. */
export interface SittingTime {
  readonly date: CalendarDate;
  readonly startsAt: string;
}

/** `what` as in `Listening: missed`. */
export interface Happened {
  readonly date: CalendarDate;
  readonly what: string;
}

/** What the program itself says on appeals. */
export type Appeal = { readonly quotes: readonly Quoted[] } | 'none' | 'not stated';

/**
 * Why something that was told is not so.
 * - `read-otherwise`: a person decided how an open question of the rule is read, or judged it
 */
export type Undoing = 'record-corrected' | 'read-otherwise' | 'recorded-since';

/** A rule with its words, and how its open questions are read for this person, in the policy's words. */
export interface Rule {
  readonly title: string;
  readonly quotes: readonly Quoted[];
  readonly readAs: readonly string[];
}

/**
 * What a mail tells, and nothing else: no name, no reason that somebody gave, no accommodation,
 * nothing of anybody else.
 */
export type NoticeContent =
  | {
      readonly kind: 'disqualified';
      readonly program: string;
      readonly cohort: string;
      readonly rule: Rule;
      /** What broke it, in the order of the days. */
      readonly broke: readonly Happened[];
      readonly appeal: Appeal;
      /** On the cohort's calendar. */
      readonly decidedOn: CalendarDate;
    }
  | {
      readonly kind: 'disqualified-corrected';
      readonly program: string;
      readonly cohort: string;
      readonly rule: Rule;
      readonly toldOn: CalendarDate;
      readonly because: Undoing;
      /** What was told, and does not count any more. */
      readonly noLonger: readonly Happened[];
      /** What breaks it now, in the order of the days. */
      readonly broke: readonly Happened[];
      readonly appeal: Appeal;
    }
  | {
      readonly kind: 'disqualified-retracted';
      readonly program: string;
      readonly cohort: string;
      readonly rule: { readonly title: string };
      readonly toldOn: CalendarDate;
      readonly because: Undoing;
      /** Where the trainee stands now, as half a sentence: `in training`. */
      readonly standing: string;
      /** Other rules by which the trainee is disqualified all the same. */
      readonly still: readonly { readonly title: string }[];
    }
  | {
      readonly kind: 'exam-ahead';
      readonly program: string;
      readonly cohort: string;
      readonly date: CalendarDate;
      readonly startsAt: string;
      readonly timeZone: string;
      /** Absent where the rules set no limit, or don't say. */
      readonly attemptsLeft?: number;
      readonly lead: Lead;
    }
  | {
      readonly kind: 'exam-ahead-retracted';
      readonly program: string;
      readonly cohort: string;
      /** What the trainee was last told. */
      readonly told: SittingTime;
      readonly now: SittingTime | 'cancelled';
      readonly timeZone: string;
    };
