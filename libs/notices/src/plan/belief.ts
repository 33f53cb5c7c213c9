import { Temporal } from 'temporal-polyfill';
import type { NoticeState } from '../streams/notice/state.js';
import { mayBeTold } from '../streams/notice/state.js';

/** Something that a notice told, or may have told. */
export interface Claim<Says> {
  readonly noticeId: string;
  readonly state: NoticeState;
  readonly says: Says;
}

/**
 * The last thing that the person may believe and that is not so. What was sent ends every belief
 * before it; what may have arrived ends none.
 */
export function falseBelief<Says>(
  claims: readonly Claim<Says>[],
  isSo: (says: Says) => boolean,
): Claim<Says> | undefined {
  const heard = claims
    .filter(({ state }) => mayBeTold(state))
    .sort((a, b) => triedAt(a) - triedAt(b));
  const sure = heard.findLastIndex(({ state }) => state.status === 'sent');
  return heard.slice(Math.max(sure, 0)).findLast(({ says }) => !isSo(says));
}

/** A correction does not overtake what it corrects. */
export function notBefore(due: Temporal.Instant, { state }: Claim<unknown>): Temporal.Instant {
  return state.leaseUntil === undefined ? due : later(due, Temporal.Instant.from(state.leaseUntil));
}

export function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a;
}

function triedAt({ state }: Claim<unknown>): number {
  return Temporal.Instant.from(state.triedAt ?? '1970-01-01T00:00:00Z').epochMilliseconds;
}
