import { Temporal } from 'temporal-polyfill';
import { dateIn } from '#event-log';
import type { CalendarDate } from '#event-log';
import { evaluate, everyResult, findRequirement, isSatisfied, quotesOf } from '#programs';
import type { Policy, Quote } from '#programs';
import { evidenceOf, isMark, planOf, standingOf } from '#training';
import type { EnrollmentState, ModuleMark, Standing } from '#training';
import type { NoticeContent, Quoted, SittingTime } from './content.js';
import { disqualifications } from './plan/disqualified.js';
import { settings } from './plan/exam-ahead.js';
import type { Setting } from './plan/exam-ahead.js';
import { examResults } from './plan/exam-need.js';
import type { NoticeRecord } from './plan/record.js';
import type { PlannedNotice } from './streams/notice/state.js';

/** What a mail about this notice tells. @param today in the cohort's zone */
export function contentOf(
  record: NoticeRecord,
  planned: PlannedNotice,
  today: CalendarDate,
): NoticeContent {
  const { about, kind, retracts, because, lead } = planned;
  const { cohort, policy } = record;
  const { name = '', timeZone = 'UTC' } = cohort.plan ?? {};
  const head = { program: policy.name, cohort: name };
  const triedAt = record.ledger.get(retracts ?? '')?.triedAt;

  if ('requirement' in about) {
    const { requirement } = about;
    const { title, rules, broke } = ruling(record, requirement, today);
    const episode = disqualifications(record).findLast((one) => one.requirement === requirement);
    if (episode === undefined) throw incomplete(planned);
    const dayOf = (instant: string) => dateIn(timeZone, Temporal.Instant.from(instant));
    if (kind === 'disqualified') {
      const quotes = rules.map((quote) => quoted(policy, quote));
      const decidedOn = dayOf(episode.fact.recordedAt);
      return { ...head, kind, rule: { title, quotes }, broke, appeal: appealOf(policy), decidedOn };
    }
    if (triedAt === undefined) throw incomplete(planned);
    return {
      ...head,
      kind: 'disqualified-retracted',
      rule: { title },
      toldOn: dayOf(triedAt),
      because: undoing(record, episode.withdrawn?.recordedAt),
      standing: standings[standingOf(record.enrollment)],
      still: [...record.enrollment.disqualifiedBy].map((other) => ({
        title: findRequirement(policy, other)?.requirement.title ?? other,
      })),
    };
  }

  const made = settings(record).get(about.sittingId) ?? [];
  const now = made.find(({ id }) => id === because[0]);
  if (now === undefined) throw incomplete(planned);
  if (kind === 'exam-ahead') {
    const time = timeOf(now);
    if (time === 'cancelled' || lead === undefined) throw incomplete(planned);
    const left = attemptsLeft(record, about.sittingId);
    return {
      ...head,
      kind,
      ...time,
      timeZone,
      ...(left !== undefined && { attemptsLeft: left }),
      lead,
    };
  }
  const before = record.ledger.get(retracts ?? '')?.planned?.because[0];
  const then = made.find(({ id }) => id === before);
  const told = then && timeOf(then);
  if (told === undefined || told === 'cancelled') throw incomplete(planned);
  return { ...head, kind: 'exam-ahead-retracted', told, now: timeOf(now), timeZone };
}

const standings: Readonly<Record<Standing, string>> = {
  unknown: 'not enrolled',
  withdrawn: 'you have withdrawn from the cohort',
  disqualified: 'disqualified under another rule of the program',
  'certification-earned': 'you have met all that the program asks for the certificate',
  'decision-awaited': 'the program has still to decide a question about your record',
  'training-completed': 'you have completed the training',
  'in-training': 'in training',
};

/** The rule as it stands, and what of the record breaks it today. */
function ruling({ enrollment, cohort, policy }: NoticeRecord, requirement: string, today: string) {
  const { enrolled } = enrollment;
  const context = {
    plan: planOf(cohort),
    ...(enrolled !== undefined && { appliedOn: enrolled.appliedOn }),
  };
  const train = evaluate(policy, 'train', evidenceOf(enrollment), today, context);
  const result = [...everyResult(train)].find((one) => one.requirement === requirement);
  const titles = new Map(
    [...cohort.sessions.values()].flatMap(({ modules }) =>
      modules.map(({ id, title }) => [id, title]),
    ),
  );
  return {
    title: result?.title ?? requirement,
    rules: result?.rules ?? [],
    broke: brokenBy(enrollment, new Set(result?.evidence), titles),
  };
}

/** Only what happened in class: nothing of accommodations, nor of how a question is read. */
function brokenBy(
  { records }: EnrollmentState,
  evidence: ReadonlySet<string>,
  titles: ReadonlyMap<string, string>,
) {
  return records
    .filter(({ id }) => evidence.has(id))
    .flatMap((fact): { date: CalendarDate; what: string }[] => {
      if (isMark(fact)) {
        const outcome = wordsOf(fact);
        if (outcome === undefined) return [];
        const { moduleId, occurredOn: date } = fact.data;
        return [{ date, what: `${titles.get(moduleId) ?? moduleId}: ${outcome}` }];
      }
      if (fact.type === 'RequirementJudged' && fact.data.outcome === 'unmet') {
        return [{ date: fact.data.occurredOn, what: 'judged by the program as not met' }];
      }
      return [];
    })
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
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

function appealOf(policy: Policy): { readonly quotes: readonly Quoted[] } | 'none' | 'not stated' {
  if (typeof policy.appeal === 'string') return policy.appeal;
  const own = quotesOf(policy).filter(({ path }) => path[0] === 'appeal');
  return { quotes: own.map(({ quote }) => quoted(policy, quote)) };
}

function quoted({ sources }: Policy, { quote, source }: Quote): Quoted {
  return { text: quote, source: sources.find(({ id }) => id === source)?.title ?? source };
}

/** What was recorded together with the withdrawal, by which it came about. */
function undoing({ causes }: NoticeRecord, recordedAt: string | undefined) {
  const together = causes.enrollment.filter((fact) => fact.recordedAt === recordedAt);
  if (together.some(({ type }) => type === 'RecordVoided')) return 'record-corrected';
  return together.some(({ type }) => type === 'ReadingChosen' || type === 'RequirementJudged')
    ? 'read-otherwise'
    : 'recorded-since';
}

function timeOf(setting: Setting): SittingTime | 'cancelled' {
  if (setting.type === 'ExamSittingCancelled') return 'cancelled';
  const { date, startsAt } = setting.data;
  return { date, startsAt };
}

/** Of the one exam that is still to be passed. */
function attemptsLeft(record: NoticeRecord, sittingId: string): number | undefined {
  const open = examResults(record, sittingId).filter(({ outcome }) => !isSatisfied(outcome));
  return open.length === 1 ? open[0]?.tally['left'] : undefined;
}

function incomplete({ key }: PlannedNotice): Error {
  return new Error(`What the notice ${key} tells is not in the record.`);
}
