import { leads } from '../streams/notice/events.js';
import { noticeIdOf } from './candidate.js';
import type { Candidate } from './candidate.js';
import {
  disqualifications,
  disqualifiedCandidates,
  disqualifiedKey,
  retractedKey as disqualifiedRetractedKey,
} from './disqualified.js';
import { correctedCandidates, correctedKey } from './disqualified-corrected.js';
import {
  examCandidates,
  reminderKey,
  retractedKey as examRetractedKey,
  settings,
} from './exam-ahead.js';
import type { NoticeRecord } from './record.js';
import { noticesAbout } from './subject.js';

/**
 * Every notice that an enrollment's facts could call for, wanted or not, each with why. Pure: the
 * clock is for whoever follows the plan. Of corrections and retractions only those that are wanted, or were planned
 * and not sent.
 */
export function planFor(record: NoticeRecord): readonly Candidate[] {
  if (record.enrollment.enrolled === undefined) return [];
  return [
    ...disqualifiedCandidates(record),
    ...correctedCandidates(record),
    ...examCandidates(record),
  ];
}

/**
 * Ids of the notices that can have been planned for an enrollment, as far as its facts and the part
 * of the ledger at hand tell: those found tell of further ones.
 */
export function possibleNotices(record: NoticeRecord): readonly string[] {
  const { enrollmentId, causes } = record;
  const episodes = disqualifications(record);
  const withdrawals = episodes.flatMap(({ requirement, withdrawn }) =>
    withdrawn === undefined ? [] : [{ requirement, id: withdrawn.id }],
  );
  const keys = [
    ...episodes.map((one) => disqualifiedKey(enrollmentId, one)),
    ...episodes.flatMap(({ requirement }) =>
      begun(record, { requirement }).map(({ noticeId }) => correctedKey(enrollmentId, noticeId)),
    ),
    ...withdrawals.flatMap(({ requirement, id }) =>
      begun(record, { requirement }).map(({ noticeId }) =>
        disqualifiedRetractedKey(enrollmentId, noticeId, id),
      ),
    ),
    ...[...settings(record)].flatMap(([sittingId, made]) => [
      ...made.flatMap(({ id }) => leads.map((lead) => reminderKey(enrollmentId, lead, id))),
      ...begun(record, { sittingId }).flatMap(({ noticeId, planned }) =>
        made
          .slice(made.findIndex(({ id }) => id === planned.because[0]) + 1)
          .map(({ id }) => examRetractedKey(enrollmentId, noticeId, id)),
      ),
    ]),
  ];
  return causes.enrollment.length === 0 ? [] : keys.map(noticeIdOf);
}

// Only what was on its way at some time can have been taken back.
function begun(record: NoticeRecord, about: Parameters<typeof noticesAbout>[1]) {
  return noticesAbout(record, about).filter(
    ({ kind, state }) => state.attempts > 0 && kind !== 'disqualified-retracted',
  );
}
