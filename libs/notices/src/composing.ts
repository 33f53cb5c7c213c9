import { Temporal } from 'temporal-polyfill';
import { dateIn } from '#event-log';
import { everyResult, findRequirement, isSatisfied, quotesOf } from '#programs';
import type { Policy, Quote, Result } from '#programs';
import { standingOf } from '#training';
import type { Standing } from '#training';
import type { Appeal, Happened, NoticeContent, Quoted, SittingTime, Undoing } from './content.js';
import { noticeIdOf } from './plan/candidate.js';
import { disqualifications } from './plan/disqualified.js';
import { groundsTold } from './plan/disqualified-corrected.js';
import { settings } from './plan/exam-ahead.js';
import type { Setting } from './plan/exam-ahead.js';
import { examResults } from './plan/exam-need.js';
import { factsToName, goneFrom, groundsCounting, groundsNamed, resultOf } from './plan/grounds.js';
import type { Ground } from './plan/grounds.js';
import type { EnrollmentCause, NoticeRecord } from './plan/record.js';
import type { PlannedNotice } from './streams/notice/state.js';

/** What a mail about this notice tells. */
export function contentOf(record: NoticeRecord, planned: PlannedNotice): NoticeContent {
  const { about, kind, retracts, because, lead } = planned;
  const { cohort, policy } = record;
  const { name = '', timeZone = 'UTC' } = cohort.plan ?? {};
  const head = { program: policy.name, cohort: name };
  const retracted = record.ledger.get(retracts ?? '');

  if ('requirement' in about) {
    const { requirement } = about;
    const episode = disqualifications(record).findLast((one) => one.requirement === requirement);
    if (episode === undefined) throw incomplete(planned);
    const dayOf = (instant: string) => dateIn(timeZone, Temporal.Instant.from(instant));
    const result = resultOf(record, requirement);
    const title = result?.title ?? requirement;
    const quotes = (result?.rules ?? []).map((quote) => quoted(policy, quote));
    const broke = namedIn(record, planned);
    const rule = {
      title,
      quotes,
      readAs: result === undefined ? [] : readingsTaken(policy, result),
    };
    const appeal = appealOf(policy);
    if (kind === 'disqualified') {
      const decidedOn = dayOf(episode.fact.recordedAt);
      return { ...head, kind, rule, broke: broke.map(happened), appeal, decidedOn };
    }
    if (retracted?.planned === undefined || retracted.triedAt === undefined) {
      throw incomplete(planned);
    }
    const toldOn = dayOf(retracted.triedAt);
    if (kind === 'disqualified-corrected') {
      const told = groundsTold(record, { state: retracted, planned: retracted.planned });
      return {
        ...head,
        kind,
        rule,
        toldOn,
        because: undoing(record.causes.enrollment.filter(({ id }) => id === because[0])),
        noLonger: goneFrom([...broke, ...groundsCounting(record, requirement)], told).map(happened),
        broke: broke.map(happened),
        appeal,
      };
    }
    const undoneAt = episode.withdrawn?.recordedAt;
    return {
      ...head,
      kind: 'disqualified-retracted',
      rule: { title },
      toldOn,
      // What was recorded together with the withdrawal, by which it came about.
      because: undoing(
        record.causes.enrollment.filter(({ recordedAt }) => recordedAt === undoneAt),
      ),
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
  const before = retracted?.planned?.because[0];
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

/** As the attempt under way was begun with; before there is one, as it would be. */
function namedIn(record: NoticeRecord, planned: PlannedNotice): readonly Ground[] {
  const state = record.ledger.get(noticeIdOf(planned.key));
  const begunWith = state?.tells.get(state.attempts);
  return groundsNamed(record, begunWith ?? factsToName(record, planned) ?? []);
}

function happened({ date, what }: Ground): Happened {
  return { date, what };
}

/** The readings by which a rule is judged, in its parts as well, each once. */
function readingsTaken({ questions }: Policy, result: Result): readonly string[] {
  const says = [...everyResult(result)].flatMap(({ question, taken }) => {
    const asked = questions.find(({ id }) => id === question);
    return asked?.readings.find(({ id }) => id === taken)?.says ?? [];
  });
  return [...new Set(says)];
}

function appealOf(policy: Policy): Appeal {
  if (typeof policy.appeal === 'string') return policy.appeal;
  const own = quotesOf(policy).filter(({ path }) => path[0] === 'appeal');
  return { quotes: own.map(({ quote }) => quoted(policy, quote)) };
}

function quoted({ sources }: Policy, { quote, source }: Quote): Quoted {
  return { text: quote, source: sources.find(({ id }) => id === source)?.title ?? source };
}

function undoing(by: readonly EnrollmentCause[]): Undoing {
  if (by.some(({ type }) => type === 'RecordVoided')) return 'record-corrected';
  return by.some(({ type }) => type === 'ReadingChosen' || type === 'RequirementJudged')
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
