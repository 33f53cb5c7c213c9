import { derivedId } from '#event-log';
import type { CancellationCode, Lead, NoticeKind } from '../streams/notice/events.js';
import type { PlannedNotice } from '../streams/notice/state.js';

/** A notice that the facts could call for, and whether they do. */
export type Candidate = {
  readonly noticeId: string;
  readonly kind: NoticeKind;
  readonly about: PlannedNotice['about'];
  readonly lead?: Lead;
} & (
  | { readonly wanted: true; readonly planned: PlannedNotice }
  | {
      readonly wanted: false;
      readonly because: CancellationCode;
      /** The facts that make it unwanted. */
      readonly facts: readonly string[];
    }
);

/** Permanent: another key would be another notice, and send what was sent. */
export function keyOf(kind: NoticeKind, enrollmentId: string, ...cause: readonly string[]): string {
  return [kind, enrollmentId, ...cause].join('/');
}

export function noticeIdOf(key: string): string {
  return derivedId('notice', key);
}

export function notWanted(
  { noticeId, kind, about, lead }: Pick<Candidate, 'noticeId' | 'kind' | 'about' | 'lead'>,
  because: CancellationCode,
  facts: readonly string[],
): Candidate {
  const head = { noticeId, kind, about, ...(lead !== undefined && { lead }) };
  return { ...head, wanted: false, because, facts };
}
