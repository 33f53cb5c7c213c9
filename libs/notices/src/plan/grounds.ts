import { Temporal } from 'temporal-polyfill';
import { dateIn } from '#event-log';
import type { CalendarDate, Known } from '#event-log';
import { brokenBy, evaluate, everyResult } from '#programs';
import type { Result } from '#programs';
import { evidenceOf, isMark, judgedFrom, planOf } from '#training';
import type { EnrollmentFact, ModuleMark } from '#training';
import type { PlannedNotice } from '../streams/notice/state.js';
import type { NoticeRecord } from './record.js';

/** Something that breaks a rule, as a mail says it. */
export interface Ground {
  readonly factId: string;
  readonly date: CalendarDate;
  /** `Listening: missed` */
  readonly what: string;
}

/** What the record breaks the rule by, in the order of the days. */
export function groundsOf(record: NoticeRecord, requirement: string): readonly Ground[] {
  const result = resultOf(record, requirement);
  const breaking = result === undefined ? [] : brokenBy(result, evidenceOf(record.enrollment));
  return groundsNamed(record, breaking);
}

/** All that counts for the rule, whether or not it breaks it: whoever was told of it was told nothing false. */
export function groundsCounting(record: NoticeRecord, requirement: string): readonly Ground[] {
  return groundsNamed(record, resultOf(record, requirement)?.evidence ?? []);
}

/** The rule as the record stands. */
export function resultOf(record: NoticeRecord, requirement: string): Result | undefined {
  const { enrollment, cohort } = record;
  const { policy, evidence, asOf, context } = judgedFrom(enrollment, {
    policy: record.policy,
    plan: planOf(cohort),
    today: lastDay(record),
  });
  const train = evaluate(policy, 'train', evidence, asOf, context);
  return [...everyResult(train)].find((one) => one.requirement === requirement);
}

/**
 * In words, in the order of the days; also of facts that were taken out of the evidence since. Only
 * what happened in class: nothing of accommodations, nor of how a question is read.
 */
export function groundsNamed(
  { enrollment, cohort }: NoticeRecord,
  factIds: Iterable<string>,
): readonly Ground[] {
  const named = new Set(factIds);
  const titles = new Map(
    [...cohort.sessions.values()].flatMap(({ modules }) =>
      modules.map(({ id, title }) => [id, title]),
    ),
  );
  return [...enrollment.records, ...enrollment.voided.values()]
    .filter(({ id }) => named.has(id))
    .flatMap((fact) => groundIn(fact, titles))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** Facts that a mail of this notice names, where it names any. */
export function factsToName(
  record: NoticeRecord,
  { kind, about }: Pick<PlannedNotice, 'kind' | 'about'>,
): readonly string[] | undefined {
  if (kind !== 'disqualified' && kind !== 'disqualified-corrected') return undefined;
  if (!('requirement' in about)) return undefined;
  return groundsOf(record, about.requirement).map(({ factId }) => factId);
}

/** Those of `told` that `now` does not say: what counts is how it reads. */
export function goneFrom(now: readonly Ground[], told: readonly Ground[]): readonly Ground[] {
  const said = new Set(now.map(reading));
  return told.filter((ground) => !said.has(reading(ground)));
}

function reading({ date, what }: Ground): string {
  return `${date} ${what}`;
}

/** The plan knows no clock; nothing is recorded of a day that has not come. */
function lastDay({ enrollment, cohort, causes }: NoticeRecord): CalendarDate {
  const zone = cohort.plan?.timeZone ?? 'UTC';
  const happened = enrollment.records.flatMap(({ data }) =>
    'occurredOn' in data ? [data.occurredOn] : [],
  );
  const learned = causes.enrollment.map(({ recordedAt }) =>
    dateIn(zone, Temporal.Instant.from(recordedAt)),
  );
  return [...happened, ...learned].reduce((last, date) => (date > last ? date : last));
}

function groundIn(
  fact: Known<EnrollmentFact>,
  titles: ReadonlyMap<string, string>,
): readonly Ground[] {
  if (isMark(fact)) {
    const outcome = wordsOf(fact);
    if (outcome === undefined) return [];
    const { moduleId, occurredOn: date } = fact.data;
    return [{ factId: fact.id, date, what: `${titles.get(moduleId) ?? moduleId}: ${outcome}` }];
  }
  if (fact.type === 'RequirementJudged' && fact.data.outcome === 'unmet') {
    const { occurredOn: date } = fact.data;
    return [{ factId: fact.id, date, what: 'judged by the program as not met' }];
  }
  return [];
}

function wordsOf(mark: ModuleMark): string | undefined {
  switch (mark.type) {
    case 'ModuleAttended':
      return undefined;
    case 'ModuleAttendedLate':
      return `late by ${mark.data.minutesLate} ${mark.data.minutesLate === 1 ? 'minute' : 'minutes'}`;
    case 'ModuleMissed':
      return 'missed';
    case 'ModuleExcused':
      return 'missed, excused';
  }
}
