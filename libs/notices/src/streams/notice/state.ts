import type { Known, StreamDefinition } from '#event-log';
import { noticeFacts } from './events.js';
import type {
  CancellationCode,
  DeferralCode,
  FailureCode,
  NoticeFact,
  SuppressionCode,
} from './events.js';

type DataOf<Type extends NoticeFact['type']> = Extract<NoticeFact, { type: Type }>['data'];

export type PlannedNotice = DataOf<'NoticePlanned'>;

export type NoticeStatus =
  | 'unknown'
  | 'planned'
  | 'sending'
  | 'deferred'
  | 'sent'
  | 'bounced'
  | 'failed'
  | 'cancelled'
  | 'suppressed';

export type NoticeBecause = CancellationCode | SuppressionCode | DeferralCode | FailureCode;

export interface NoticeState {
  readonly status: NoticeStatus;
  /** As last planned. */
  readonly planned?: PlannedNotice;
  /** Number of the last attempt begun. */
  readonly attempts: number;
  /** Attempts before it was planned again, or a person asked to try again. */
  readonly attemptsBefore: number;
  /** Instant of the first attempt since it was planned, or since a person asked to try again. */
  readonly tryingSince?: string;
  /** Instant of the last attempt begun. */
  readonly triedAt?: string;
  /** Attempts begun of which nothing was heard yet. */
  readonly unheard: ReadonlySet<number>;
  /** Facts that each attempt names, of the attempts that reached the person or may have. */
  readonly tells: ReadonlyMap<number, readonly string[]>;
  /** A mail that was not confirmed may have reached the person all the same. */
  readonly mayHaveArrived: boolean;
  /** While sending: until when only that courier may. */
  readonly leaseUntil?: string;
  /** While deferred. */
  readonly retryAt?: string;
  /** Why it is where it is: while deferred, failed, cancelled or suppressed. */
  readonly because?: NoticeBecause;
}

export const notice: StreamDefinition<NoticeState, typeof noticeFacts> = {
  kind: 'notice',
  schemas: noticeFacts,
  initial: {
    status: 'unknown',
    attempts: 0,
    attemptsBefore: 0,
    unheard: new Set(),
    tells: new Map(),
    mayHaveArrived: false,
  },
  evolve,
};

function evolve(state: NoticeState, fact: Known<NoticeFact>): NoticeState {
  switch (fact.type) {
    case 'NoticePlanned':
      return { ...begunAnew(state), status: 'planned', planned: fact.data };
    case 'NoticeSendingBegun': {
      const { attempt, at, until, tells } = fact.data;
      return {
        ...resting(state),
        status: 'sending',
        attempts: attempt,
        tryingSince: state.tryingSince ?? at,
        triedAt: at,
        unheard: new Set([...state.unheard, attempt]),
        ...(tells && { tells: new Map([...state.tells, [attempt, tells]]) }),
        leaseUntil: until,
      };
    }
    case 'NoticeSent':
      return { ...heard(resting(state), fact.data.attempt), status: 'sent' };
    case 'NoticeDeferred': {
      const { attempt, because, mayHaveArrived, retryAt } = fact.data;
      const after = mayHaveArrived ? heard(state, attempt) : cameToNothing(state, attempt);
      const known = { ...after, mayHaveArrived: after.mayHaveArrived || mayHaveArrived };
      // Cancelled meanwhile: it stays so.
      if (state.status !== 'sending') return known;
      return { ...resting(known), status: 'deferred', because, retryAt };
    }
    case 'NoticeBounced': {
      const after = cameToNothing(state, fact.data.attempt);
      return state.status === 'sending' ? { ...resting(after), status: 'bounced' } : after;
    }
    case 'NoticeFailed':
      return { ...resting(state), status: 'failed', because: fact.data.because };
    case 'NoticeCancelled':
      return {
        ...cameToNothing(resting(state), fact.data.attempt),
        status: 'cancelled',
        because: fact.data.because,
      };
    case 'NoticeSuppressed': {
      const { because } = fact.data;
      // Nothing went out in the attempt that found no address.
      const after = because === 'too-late' ? state : cameToNothing(state, state.attempts);
      return { ...resting(after), status: 'suppressed', because };
    }
    case 'NoticeRetried':
      return { ...begunAnew(state), status: 'planned' };
  }
}

/** Without what holds only in the status before. */
function resting({
  leaseUntil: _lease,
  retryAt: _retry,
  because: _because,
  ...rest
}: NoticeState): NoticeState {
  return rest;
}

function begunAnew(state: NoticeState): NoticeState {
  const { tryingSince: _since, ...rest } = resting(state);
  return { ...rest, attemptsBefore: state.attempts };
}

function heard(state: NoticeState, attempt: number | undefined): NoticeState {
  return { ...state, unheard: new Set([...state.unheard].filter((one) => one !== attempt)) };
}

/** Heard of, and surely not arrived. */
function cameToNothing(state: NoticeState, attempt: number | undefined): NoticeState {
  const tells = new Map([...state.tells].filter(([one]) => one !== attempt));
  return { ...heard(state, attempt), tells };
}

/** Whether the person was told, or may have been. */
export function mayBeTold(state: NoticeState): boolean {
  return state.status === 'sent' || state.mayHaveArrived || state.unheard.size > 0;
}

/** Whether something is still to be done about it. */
export function isOpen({ status }: NoticeState): boolean {
  return status === 'planned' || status === 'sending' || status === 'deferred';
}

/** The instant from which a courier has something to do about it. */
export function nextAt(state: NoticeState): string | undefined {
  switch (state.status) {
    case 'planned':
      return state.planned?.dueAt;
    case 'sending':
      return state.leaseUntil;
    case 'deferred':
      return state.retryAt;
    case 'unknown':
    case 'sent':
    case 'bounced':
    case 'failed':
    case 'cancelled':
    case 'suppressed':
      return undefined;
  }
}
