import { Temporal } from 'temporal-polyfill';
import { RuleBroken, derivedId } from '#event-log';
import type { Decision } from '#event-log';
import type { DeferralCode, NoticeFact, Reply, SuppressionCode } from './events.js';
import { isOpen } from './state.js';
import type { NoticeState, PlannedNotice } from './state.js';

export type NoticeRule =
  | 'notice-unknown'
  | 'notice-not-retriable'
  | 'notice-not-called-for'
  | 'notice-too-late'
  | 'attempt-not-begun';

type Decide = Decision<NoticeState, NoticeFact>;
type DataOf<Type extends NoticeFact['type']> = Extract<NoticeFact, { type: Type }>['data'];

/** What became of an attempt to send it. */
export type Delivery = { readonly attempt: number } & (
  | { readonly outcome: 'sent'; readonly messageId: string }
  | {
      readonly outcome: 'deferred';
      readonly because: DeferralCode;
      readonly reply?: Reply | undefined;
      /** The connection was lost when the mail was handed over already. */
      readonly mayHaveArrived: boolean;
    }
  | { readonly outcome: 'bounced'; readonly reply?: Reply | undefined }
  /** Found while composing it; nothing went out. */
  | { readonly outcome: 'suppressed'; readonly because: 'no-address' | 'person-erased' }
);

/** An attempt given back before anything went out, since there was nothing to compose. */
export interface CalledOff {
  readonly attempt: number;
  readonly outcome: 'called-off';
}

const patience = {
  first: Temporal.Duration.from({ minutes: 1 }),
  longest: Temporal.Duration.from({ hours: 4 }),
  /** From the first attempt on. */
  whole: Temporal.Duration.from({ hours: 72 }),
};

/** Plans it, also again after a cancellation; too late, the ledger says so at once. */
export const planNotice =
  (planned: PlannedNotice, now: Temporal.Instant): Decide =>
  ({ status }) => {
    if (status !== 'unknown' && status !== 'cancelled') return [];
    return [{ type: 'NoticePlanned', data: planned }, ...tooLate(planned, now)];
  };

/** Leaves alone what a courier has in hand. */
export const cancelNotice =
  (cancelled: DataOf<'NoticeCancelled'>, now: Temporal.Instant): Decide =>
  (state) =>
    isOpen(state) && !inHand(state, now) ? [{ type: 'NoticeCancelled', data: cancelled }] : [];

/** By the courier itself that has it in hand, which found nothing to compose. */
export const callOff =
  (cancelled: DataOf<'NoticeCancelled'>, attempt: number): Decide =>
  ({ status, attempts, unheard }) =>
    status === 'sending' && attempt === attempts && unheard.has(attempt)
      ? [{ type: 'NoticeCancelled', data: { ...cancelled, attempt } }]
      : [];

/**
 * One attempt, for as long as the lease; nothing unless it is due and nobody has it in hand.
 * @param tells facts that the mail is to name
 */
export const beginSending =
  (now: Temporal.Instant, lease: Temporal.Duration, tells?: readonly string[]): Decide =>
  (state) => {
    const { planned, attempts, tryingSince } = state;
    if (planned === undefined || !isOpen(state) || !isDue(state, now)) return [];
    const late = tooLate(planned, now);
    if (late.length > 0) {
      return attempts > 0 && tryingSince !== undefined
        ? [{ type: 'NoticeFailed', data: { because: 'too-late' } }]
        : late;
    }
    // Every courier that had it in hand stopped without a word.
    if (tryingSince !== undefined && isAfter(now, lastTry(tryingSince))) {
      return [{ type: 'NoticeFailed', data: { because: 'tried-too-long' } }];
    }
    const until = now.add(lease).toString();
    const attempt = attempts + 1;
    const named = tells && { tells: [...tells] };
    return [{ type: 'NoticeSendingBegun', data: { attempt, at: now.toString(), until, ...named } }];
  };

/**
 * A courier may come late with it: when another has begun meanwhile, or it was cancelled. That it
 * was sent is recorded all the same; anything else only of the last attempt.
 */
export const recordDelivery =
  (noticeId: string, delivery: Delivery, now: Temporal.Instant): Decide =>
  (state) => {
    const { attempt } = delivery;
    const { planned, attempts, unheard } = state;
    if (planned === undefined) throw unknown();
    if (attempt > attempts) {
      throw broken(
        'attempt-not-begun',
        `No attempt ${attempt} was begun; the last one is ${attempts}.`,
        { attempts },
      );
    }
    if (!unheard.has(attempt) || state.status === 'sent') return [];
    if (delivery.outcome === 'sent') {
      return [{ type: 'NoticeSent', data: { attempt, messageId: delivery.messageId } }];
    }
    if (attempt !== attempts) return [];
    switch (delivery.outcome) {
      case 'bounced': {
        const { reply } = delivery;
        const data = { attempt, ...(reply !== undefined && { reply }) };
        return [{ type: 'NoticeBounced', data }];
      }
      case 'suppressed':
        return [suppressed(delivery.because)];
      case 'deferred': {
        const { because, reply, mayHaveArrived } = delivery;
        const retryAt = now.add(waiting(noticeId, attempt, attempt - state.attemptsBefore));
        const data = {
          attempt,
          because,
          ...(reply !== undefined && { reply }),
          mayHaveArrived,
          retryAt: retryAt.toString(),
        };
        return [{ type: 'NoticeDeferred', data }, ...givenUp(state, planned, retryAt)];
      }
    }
  };

/** The caller has seen that it is still called for. */
export const retryNotice =
  (now: Temporal.Instant): Decide =>
  (state) => {
    const { planned, status, because } = state;
    if (planned === undefined) throw unknown();
    if (status === 'planned') return [];
    const retriable =
      status === 'bounced' ||
      status === 'failed' ||
      (status === 'suppressed' && because === 'no-address');
    if (!retriable) {
      throw broken(
        'notice-not-retriable',
        `The notice is ${status}; only one that bounced, failed or had no address to go to can be tried again.`,
        { status },
      );
    }
    if (tooLate(planned, now).length > 0) {
      throw broken(
        'notice-too-late',
        `It was of use until ${planned.usefulUntil ?? ''}. Tell the person yourself.`,
      );
    }
    return [{ type: 'NoticeRetried', data: {} }];
  };

export function unknown(): RuleBroken<NoticeRule> {
  return broken('notice-unknown', 'There is no such notice.');
}

export function broken(
  code: NoticeRule,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): RuleBroken<NoticeRule> {
  return new RuleBroken(code, message, details);
}

/** Whether a courier may be sending it at this moment. */
export function inHand({ leaseUntil }: NoticeState, now: Temporal.Instant): boolean {
  return leaseUntil !== undefined && isAfter(Temporal.Instant.from(leaseUntil), now);
}

function isDue(state: NoticeState, now: Temporal.Instant): boolean {
  const { leaseUntil, retryAt, planned } = state;
  const at = leaseUntil ?? retryAt ?? planned?.dueAt;
  return at !== undefined && !isAfter(Temporal.Instant.from(at), now);
}

function tooLate({ usefulUntil }: PlannedNotice, now: Temporal.Instant): readonly NoticeFact[] {
  const late = usefulUntil !== undefined && !isAfter(Temporal.Instant.from(usefulUntil), now);
  return late ? [suppressed('too-late')] : [];
}

function suppressed(because: SuppressionCode): NoticeFact {
  return { type: 'NoticeSuppressed', data: { because } };
}

function givenUp(
  { tryingSince, status }: NoticeState,
  planned: PlannedNotice,
  retryAt: Temporal.Instant,
): readonly NoticeFact[] {
  // Cancelled meanwhile: nothing was to be tried again.
  if (status !== 'sending') return [];
  if (tooLate(planned, retryAt).length > 0) {
    return [{ type: 'NoticeFailed', data: { because: 'too-late' } }];
  }
  return tryingSince !== undefined && isAfter(retryAt, lastTry(tryingSince))
    ? [{ type: 'NoticeFailed', data: { because: 'tried-too-long' } }]
    : [];
}

function lastTry(tryingSince: string): Temporal.Instant {
  return Temporal.Instant.from(tryingSince).add(patience.whole);
}

/**
 * Twice as long each time; up to a quarter less, so that what failed together is not tried again
 * together. The draw comes from the notice and the attempt: a decision knows no chance.
 */
function waiting(noticeId: string, attempt: number, time: number): Temporal.Duration {
  const seconds = Math.min(
    patience.first.total('seconds') * 2 ** Math.min(time - 1, 20),
    patience.longest.total('seconds'),
  );
  const draw = parseInt(derivedId('jitter', noticeId, String(attempt)).slice(0, 8), 16) / 2 ** 32;
  return Temporal.Duration.from({ seconds: Math.round(seconds * (1 - draw / 4)) });
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0;
}
