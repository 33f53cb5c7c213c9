import { Command } from '@nestjs/cqrs';
import { Temporal } from 'temporal-polyfill';
import type { CommandContext, Position } from '#event-log';
import { StreamCommand, answerOf, handles } from '#event-log/nest';
import { policyName } from '#programs';
import { Notices } from '../../notices.js';
import type { Candidate } from '../../plan/candidate.js';
import { factsToName } from '../../plan/grounds.js';
import { planFor } from '../../plan/plan.js';
import type { NoticeRecord } from '../../plan/record.js';
import {
  beginSending,
  broken,
  callOff,
  cancelNotice,
  planNotice,
  recordDelivery,
  retryNotice,
} from './decisions.js';
import type { CalledOff, Delivery } from './decisions.js';
import type { CancellationCode } from './events.js';
import { nextAt, notice } from './state.js';
import type { NoticeBecause, NoticeState } from './state.js';

/** What following the plan did to one notice. */
export interface PlanStep {
  readonly noticeId: string;
  readonly did: 'planned' | 'reinstated' | 'cancelled' | 'suppressed';
  readonly position: Position;
}

/**
 * Makes the ledger of an enrollment's notices say what its facts call for now: plans what is
 * wanted, cancels what is not. The plan is computed anew from the streams, whatever the views say.
 * Answers what changed, nothing on a repeat.
 */
export class FollowPlan extends Command<readonly PlanStep[]> {
  constructor(
    readonly enrollmentId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** What a courier may do about one notice now. */
export type Begun =
  /** It is this courier's until `until`: compose, deliver, and record what became of it. */
  | { readonly did: 'begun'; readonly attempt: number; readonly until: string }
  /** Recorded just now, instead of sending it. */
  | {
      readonly did: 'cancelled' | 'suppressed' | 'failed';
      readonly because: NoticeBecause | undefined;
    }
  /** Nothing to do before `at`. */
  | { readonly did: 'nothing'; readonly because: 'not-due' | 'claimed'; readonly at: string }
  /** Nothing to do any more. */
  | { readonly did: 'nothing'; readonly because: 'over' };

/**
 * Claims one notice for sending, if its plan still stands, it is due, and nobody else has it.
 * @throws RuleBroken notice-unknown
 */
export class BeginSending extends Command<Begun> {
  constructor(
    readonly noticeId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * What became of an attempt that was begun. A deferral says by itself when to try again, or that it
 * is given up. @throws RuleBroken notice-unknown, attempt-not-begun
 */
export class RecordDelivery extends StreamCommand<Delivery | CalledOff> {}

/**
 * A person asks to try again what bounced, failed or had no address.
 * @throws RuleBroken notice-unknown, notice-not-retriable, notice-not-called-for, notice-too-late
 */
export class RetryNotice extends StreamCommand<Readonly<Record<string, never>>> {}

export const noticeCommands = [
  handles(FollowPlan, [Notices], async ({ enrollmentId, context }, notices) => {
    const record = await notices.record(enrollmentId);
    if (record === undefined) return [];
    const under = { ...context, policy: policyName(record.policy) };
    const at = { decider: notices.decider, now: notices.now() };
    const steps: PlanStep[] = [];
    // One after another: a correction is planned after what it corrects is settled.
    for (const candidate of planFor(record)) {
      const step = await follow(at, candidate, under);
      if (step !== undefined) steps.push(step);
    }
    return steps;
  }),

  handles(BeginSending, [Notices], async ({ noticeId, context }, notices) => {
    const now = notices.now();
    const before = await notices.load(noticeId);
    const at = nextAt(before);
    if (at === undefined || Temporal.Instant.compare(Temporal.Instant.from(at), now) > 0) {
      return begun(before, false);
    }
    const record = await notices.record(before.planned.enrollmentId);
    const unwanted = unwantedIn(record, noticeId);
    const tells = record && factsToName(record, before.planned);
    const decision =
      unwanted === undefined
        ? beginSending(now, notices.lease, tells)
        : cancelNotice(unwanted, now);
    const { outcome, state } = await notices.decider.decide(notice, noticeId, decision, context);
    return begun(state, outcome === 'recorded');
  }),

  handles(RecordDelivery, [Notices], async ({ id, input, context }, notices) => {
    const decision =
      input.outcome === 'called-off'
        ? await callingOff(notices, id, input.attempt)
        : recordDelivery(id, input, notices.now());
    const outcome = await notices.decider.decide(notice, id, decision, context);
    return answerOf(id, outcome, outcome.state.status);
  }),

  handles(RetryNotice, [Notices], async ({ id, context }, notices) => {
    const { planned } = await notices.load(id);
    const unwanted = unwantedIn(await notices.record(planned.enrollmentId), id);
    const retrying = retryNotice(notices.now());
    const decision: typeof retrying = (state) => {
      const facts = retrying(state);
      if (facts.length > 0 && unwanted !== undefined) throw notCalledFor(unwanted.because);
      return facts;
    };
    const outcome = await notices.decider.decide(notice, id, decision, context);
    return answerOf(id, outcome, outcome.state.status);
  }),
];

async function follow(
  { decider, now }: { readonly decider: Notices['decider']; readonly now: Temporal.Instant },
  candidate: Candidate,
  context: CommandContext,
): Promise<PlanStep | undefined> {
  const { noticeId } = candidate;
  const decision = candidate.wanted
    ? planNotice(candidate.planned, now)
    : cancelNotice({ because: candidate.because, facts: [...candidate.facts] }, now);
  const before = await decider.load(notice, noticeId);
  const { outcome, facts, position, state } = await decider.decide(
    notice,
    noticeId,
    decision,
    context,
  );
  if (outcome !== 'recorded') return undefined;
  const planned = before.state.status === 'cancelled' ? 'reinstated' : 'planned';
  const did =
    state.status === 'planned'
      ? planned
      : facts.at(-1)?.type === 'NoticeCancelled'
        ? 'cancelled'
        : 'suppressed';
  return { noticeId, did, position };
}

/** Nothing is called off that is called for again; the next courier sends it. */
async function callingOff(notices: Notices, id: string, attempt: number) {
  const { planned } = await notices.load(id);
  const unwanted = unwantedIn(await notices.record(planned.enrollmentId), id);
  return unwanted === undefined ? () => [] : callOff(unwanted, attempt);
}

/** Why it is not called for now; undefined when it is. */
function unwantedIn(record: NoticeRecord | undefined, noticeId: string) {
  const found = record && planFor(record).find((one) => one.noticeId === noticeId);
  if (found?.wanted === true) return undefined;
  const { because, facts } = found ?? { because: 'nothing-false-told' as const, facts: [] };
  return { because, facts: [...facts] };
}

function notCalledFor(because: CancellationCode) {
  return broken(
    'notice-not-called-for',
    'The facts do not call for it any more. Ask why under /notices/{id}/why.',
    { because },
  );
}

/** @param own whether this command recorded where it is now */
function begun(state: NoticeState, own: boolean): Begun {
  const { status, attempts, leaseUntil, because } = state;
  const at = nextAt(state);
  if (own && status === 'sending' && leaseUntil !== undefined) {
    return { did: 'begun', attempt: attempts, until: leaseUntil };
  }
  if (own && (status === 'cancelled' || status === 'suppressed' || status === 'failed')) {
    return { did: status, because };
  }
  if (at === undefined) return { did: 'nothing', because: 'over' };
  return { did: 'nothing', because: status === 'sending' ? 'claimed' : 'not-due', at };
}
