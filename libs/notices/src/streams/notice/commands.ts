import { Command } from '@nestjs/cqrs';
import type { CommandContext, Position } from '#event-log';
import { StreamCommand } from '#event-log/nest';
import type {
  CancellationCode,
  DeferralCode,
  FailureCode,
  Reply,
  SuppressionCode,
} from './events.js';

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
  | { readonly did: 'cancelled'; readonly because: CancellationCode }
  | { readonly did: 'suppressed'; readonly because: SuppressionCode }
  | { readonly did: 'failed'; readonly because: FailureCode }
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
  | { readonly outcome: 'suppressed'; readonly because: 'no-address' | 'person-erased' }
);

/**
 * What became of an attempt that was begun. A deferral says by itself when to try again, or that it
 * is given up. @throws RuleBroken notice-unknown, attempt-not-begun
 */
export class RecordDelivery extends StreamCommand<Delivery> {}

/**
 * A person asks to try again what bounced, failed or had no address.
 * @throws RuleBroken notice-unknown, notice-not-retriable, notice-not-called-for, notice-too-late
 */
export class RetryNotice extends StreamCommand<{ readonly reason?: string | undefined }> {}
