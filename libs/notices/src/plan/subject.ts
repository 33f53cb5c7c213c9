import type { NoticeKind } from '../streams/notice/events.js';
import type { NoticeState, PlannedNotice } from '../streams/notice/state.js';
import type { NoticeRecord } from './record.js';

/** Who a notice is for. */
export function subjectOf({ enrollmentId, enrollment }: NoticeRecord) {
  const { personId = '', cohortId = '' } = enrollment.enrolled ?? {};
  return { personId, enrollmentId, cohortId };
}

/** A notice that was planned at some time. */
export interface KnownNotice {
  readonly noticeId: string;
  readonly kind: NoticeKind;
  readonly about: PlannedNotice['about'];
  readonly planned: PlannedNotice;
  readonly state: NoticeState;
}

/** Those of the ledger about one requirement or one sitting. */
export function noticesAbout(
  { ledger }: NoticeRecord,
  about: PlannedNotice['about'],
): readonly KnownNotice[] {
  return [...ledger].flatMap(([noticeId, state]) => {
    const { planned } = state;
    if (planned === undefined || !same(planned.about, about)) return [];
    return [{ noticeId, kind: planned.kind, about: planned.about, planned, state }];
  });
}

function same(a: PlannedNotice['about'], b: PlannedNotice['about']): boolean {
  return 'sittingId' in a
    ? 'sittingId' in b && a.sittingId === b.sittingId
    : 'requirement' in b && a.requirement === b.requirement;
}
