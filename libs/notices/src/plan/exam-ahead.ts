import { Temporal } from 'temporal-polyfill';
import type { CancellationCode, Lead } from '../streams/notice/events.js';
import { leads } from '../streams/notice/events.js';
import { falseBelief, later, notBefore } from './belief.js';
import { keyOf, notWanted, noticeIdOf } from './candidate.js';
import type { Candidate } from './candidate.js';
import { noNeed } from './exam-need.js';
import type { NoNeed } from './exam-need.js';
import type { CohortCause, NoticeRecord } from './record.js';
import { noticesAbout, subjectOf } from './subject.js';

/** What one fact made of a sitting. */
export type Setting = Exclude<CohortCause, { type: 'ExamSittingCancelled' }> | CancelledSitting;
type CancelledSitting = Extract<CohortCause, { type: 'ExamSittingCancelled' }>;

/** At this hour on the wall clock of the cohort's zone, so that nobody is woken. */
const hour = Temporal.PlainTime.from('09:00');

/** Each sitting with what was made of it, in the order of recording. */
export function settings({ causes }: NoticeRecord): ReadonlyMap<string, readonly Setting[]> {
  return Map.groupBy(causes.cohort, ({ data }) => data.sittingId);
}

/**
 * Reminders of each sitting, and what takes them back. Whoever leaves, or is disqualified, after a
 * reminder gets no correction of it: the one knows, the other is told by the notice of that; a mail
 * on an exam that is not theirs any more would be read as an invitation.
 */
export function examCandidates(record: NoticeRecord): readonly Candidate[] {
  return [...settings(record)].flatMap(([sittingId, made]) => {
    const needless = noNeed(record, sittingId);
    return [
      ...made.flatMap((setting, index) =>
        setting.type === 'ExamSittingCancelled'
          ? []
          : leads.map((lead) =>
              reminder(record, { setting, lead, next: made[index + 1], needless }),
            ),
      ),
      ...retraction(record, sittingId, made, needless),
    ];
  });
}

export function reminderKey(enrollmentId: string, lead: Lead, setting: string): string {
  return keyOf('exam-ahead', enrollmentId, lead, setting);
}

export function retractedKey(enrollmentId: string, retracts: string, setting: string): string {
  return keyOf('exam-ahead-retracted', enrollmentId, retracts, setting);
}

function reminder(
  record: NoticeRecord,
  {
    setting,
    lead,
    next,
    needless,
  }: {
    setting: Exclude<Setting, CancelledSitting>;
    lead: Lead;
    next: Setting | undefined;
    needless: NoNeed | undefined;
  },
): Candidate {
  const { enrollmentId, erasedBy } = record;
  const about = { sittingId: setting.data.sittingId };
  const key = reminderKey(enrollmentId, lead, setting.id);
  const head = { noticeId: noticeIdOf(key), kind: 'exam-ahead', about, lead } as const;
  if (erasedBy !== undefined) return notWanted(head, 'person-erased', [erasedBy]);
  if (next !== undefined) return notWanted(head, supersededBy(next), [next.id]);
  if (needless !== undefined) return notWanted(head, needless.because, needless.facts);
  if (toldAlready(record, head.noticeId, setting, lead)) {
    return notWanted(head, 'told-already', [setting.id]);
  }
  const day = dueOn(record, setting, lead);
  const usefulUntil = lead === 'P7D' ? dueOn(record, setting, 'P1D') : startOf(record, setting);
  const late = tooLate(record, setting, usefulUntil);
  if (late !== undefined) return notWanted(head, 'came-too-late', [late]);
  const planned = {
    key,
    kind: head.kind,
    ...subjectOf(record),
    about,
    lead,
    dueAt: day.toString(),
    usefulUntil: usefulUntil.toString(),
    because: [setting.id],
  };
  return { ...head, wanted: true, planned };
}

function retraction(
  record: NoticeRecord,
  sittingId: string,
  made: readonly Setting[],
  needless: NoNeed | undefined,
): readonly Candidate[] {
  const { enrollmentId, hold, erasedBy } = record;
  const now = made.at(-1);
  if (now === undefined) return [];
  const known = noticesAbout(record, { sittingId });
  const open = known.filter(
    ({ kind, state }) => kind === 'exam-ahead-retracted' && state.status !== 'sent',
  );
  const unwanted = (because: CancellationCode, facts: readonly string[]) =>
    open.map((one) => notWanted(one, because, facts));

  if (erasedBy !== undefined) return unwanted('person-erased', [erasedBy]);
  // Whoever waits for a mark may need this sitting yet, and was told of it.
  if (needless !== undefined && needless.because !== 'attempt-not-marked') {
    return unwanted(needless.because, needless.facts);
  }
  const claims = known.flatMap((one) => {
    const says = made.find(({ id }) => id === one.planned.because[0]);
    return says === undefined ? [] : [{ ...one, says }];
  });
  const wrong = falseBelief(claims, (says) => wordOf(says) === wordOf(now));
  if (wrong === undefined) return unwanted('nothing-false-told', [now.id]);

  const key = retractedKey(enrollmentId, wrong.noticeId, now.id);
  const noticeId = noticeIdOf(key);
  const head = { noticeId, kind: 'exam-ahead-retracted', about: { sittingId } } as const;
  const others = unwanted('retracted-otherwise', [now.id]).filter(
    (one) => one.noticeId !== noticeId,
  );
  const usefulUntil = [wrong.says, now]
    .flatMap((setting) =>
      setting.type === 'ExamSittingCancelled' ? [] : [startOf(record, setting)],
    )
    .reduce<Temporal.Instant | undefined>(
      (last, start) => (last === undefined ? start : later(last, start)),
      undefined,
    );
  const learned = Temporal.Instant.from(now.recordedAt);
  if (usefulUntil !== undefined && Temporal.Instant.compare(learned, usefulUntil) >= 0) {
    return [notWanted(head, 'came-too-late', [now.id]), ...others];
  }
  const planned = {
    key,
    kind: head.kind,
    ...subjectOf(record),
    about: head.about,
    retracts: wrong.noticeId,
    dueAt: notBefore(learned.add(hold), wrong).toString(),
    ...(usefulUntil !== undefined && { usefulUntil: usefulUntil.toString() }),
    because: [now.id],
  };
  return [{ ...head, wanted: true, planned }, ...others];
}

/** What a person who was told it takes it to be. */
function wordOf(setting: Setting): string {
  if (setting.type === 'ExamSittingCancelled') return 'cancelled';
  return `${setting.data.date} ${setting.data.startsAt}`;
}

function supersededBy({ type }: Setting): CancellationCode {
  return type === 'ExamSittingCancelled' ? 'sitting-cancelled' : 'sitting-moved';
}

/** Moved away and back, the sitting is not announced a second time. */
function toldAlready(
  record: NoticeRecord,
  noticeId: string,
  setting: Setting,
  lead: Lead,
): boolean {
  const { sittingId } = setting.data;
  const before = settings(record).get(sittingId) ?? [];
  return noticesAbout(record, { sittingId }).some(
    ({ noticeId: other, planned, state }) =>
      other !== noticeId &&
      planned.lead === lead &&
      state.status === 'sent' &&
      before.some((one) => one.id === planned.because[0] && wordOf(one) === wordOf(setting)),
  );
}

/** The fact that came when it was too late, if one did. */
function tooLate(
  { causes }: NoticeRecord,
  setting: Setting,
  usefulUntil: Temporal.Instant,
): string | undefined {
  const enrolled = causes.enrollment.filter(({ type }) => type === 'TraineeEnrolled');
  return [...enrolled, setting].find(
    ({ recordedAt }) =>
      Temporal.Instant.compare(Temporal.Instant.from(recordedAt), usefulUntil) >= 0,
  )?.id;
}

function dueOn(
  { cohort }: NoticeRecord,
  { data }: Exclude<Setting, CancelledSitting>,
  lead: Lead,
): Temporal.Instant {
  return Temporal.PlainDate.from(data.date)
    .subtract(lead)
    .toZonedDateTime({ timeZone: zoneOf(cohort), plainTime: hour })
    .toInstant();
}

export function startOf(
  { cohort }: Pick<NoticeRecord, 'cohort'>,
  { data }: Exclude<Setting, CancelledSitting>,
): Temporal.Instant {
  return Temporal.PlainDate.from(data.date)
    .toZonedDateTime({ timeZone: zoneOf(cohort), plainTime: data.startsAt })
    .toInstant();
}

function zoneOf({ plan }: NoticeRecord['cohort']): string {
  return plan?.timeZone ?? 'UTC';
}
