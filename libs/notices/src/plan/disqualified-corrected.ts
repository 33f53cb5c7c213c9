import { Temporal } from 'temporal-polyfill';
import type { CancellationCode } from '../streams/notice/events.js';
import { isOpen } from '../streams/notice/state.js';
import { falseBelief, notBefore } from './belief.js';
import { keyOf, notWanted, noticeIdOf } from './candidate.js';
import type { Candidate } from './candidate.js';
import { disqualifications, disqualifiedKey } from './disqualified.js';
import type { Disqualification } from './disqualified.js';
import { goneFrom, groundsCounting, groundsNamed } from './grounds.js';
import type { Ground } from './grounds.js';
import type { EnrollmentCause, NoticeRecord } from './record.js';
import { noticesAbout, subjectOf } from './subject.js';
import type { KnownNotice } from './subject.js';

/**
 * Of each disqualification that stands: whoever was told that it rests on something that does not
 * count any more is told what it rests on now. What counts since is not told by itself, nor what still
 * counts and does not break the rule, as mails once named: nothing that was said is made untrue by it.
 */
export function correctedCandidates(record: NoticeRecord): readonly Candidate[] {
  const last = new Map(disqualifications(record).map((one) => [one.requirement, one]));
  return [...last.values()].flatMap((one) => correction(record, one));
}

/** One for each notice that told something: what else falls before it is out, it tells too. */
export function correctedKey(enrollmentId: string, retracts: string): string {
  return keyOf('disqualified-corrected', enrollmentId, retracts);
}

/** What a notice named, in all the mails of it that reached the person or may have; one that takes something back names nothing. */
export function groundsTold(
  record: NoticeRecord,
  { state, planned }: Pick<KnownNotice, 'state' | 'planned'>,
): readonly Ground[] {
  const told = [...state.tells.values()].flat();
  // Before attempts kept what they name, the facts that disqualified are the nearest to it.
  return groundsNamed(record, state.tells.size > 0 ? told : planned.because);
}

function correction(record: NoticeRecord, last: Disqualification): readonly Candidate[] {
  const { enrollmentId, hold, erasedBy } = record;
  const { requirement, fact, withdrawn } = last;
  const known = noticesAbout(record, { requirement });
  const open = known.filter(
    ({ kind, state }) => kind === 'disqualified-corrected' && state.status !== 'sent',
  );
  const unwanted = (because: CancellationCode, facts: readonly string[]) =>
    open.map((one) => notWanted(one, because, facts));

  if (erasedBy !== undefined) return unwanted('person-erased', [erasedBy]);
  if (withdrawn !== undefined) return unwanted('disqualification-withdrawn', [withdrawn.id]);
  // Its own notice names what is so when it goes out.
  if (isStillToBeTold(record, last)) return unwanted('retracted-otherwise', [fact.id]);
  const claims = known.map((one) => ({ ...one, says: groundsTold(record, one) }));
  const now = claims.length === 0 ? [] : groundsCounting(record, requirement);
  const wrong = falseBelief(claims, (told) => goneFrom(now, told).length === 0);
  if (wrong === undefined) return unwanted('nothing-false-told', [fact.id]);

  const key = correctedKey(enrollmentId, wrong.noticeId);
  const head = {
    noticeId: noticeIdOf(key),
    kind: 'disqualified-corrected',
    about: { requirement },
  } as const;
  const change = changeIn(record, goneFrom(now, wrong.says)) ?? fact;
  const due = Temporal.Instant.from(change.recordedAt).add(hold);
  const planned = {
    key,
    kind: head.kind,
    ...subjectOf(record),
    about: head.about,
    retracts: wrong.noticeId,
    dueAt: notBefore(due, wrong).toString(),
    because: [change.id, fact.id],
  };
  return [
    { ...head, wanted: true, planned },
    ...unwanted('retracted-otherwise', [change.id]).filter(
      ({ noticeId }) => noticeId !== head.noticeId,
    ),
  ];
}

function isStillToBeTold(record: NoticeRecord, last: Disqualification): boolean {
  const own = record.ledger.get(noticeIdOf(disqualifiedKey(record.enrollmentId, last)));
  return own === undefined || isOpen(own);
}

/** The last fact by which something that was told came not to count. */
function changeIn({ causes }: NoticeRecord, gone: readonly Ground[]): EnrollmentCause | undefined {
  const ids = new Set(gone.map(({ factId }) => factId));
  return (
    causes.enrollment.findLast(
      (cause) => cause.type === 'RecordVoided' && ids.has(cause.data.factId),
    ) ??
    causes.enrollment.findLast(
      ({ type }) => type === 'ReadingChosen' || type === 'RequirementJudged',
    )
  );
}
