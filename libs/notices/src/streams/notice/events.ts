import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { field } from '#event-log';
import type { FactOf } from '#event-log';

/** What a notice tells. Permanent in storage. */
export const noticeKinds = [
  'disqualified',
  'disqualified-corrected',
  'disqualified-retracted',
  'exam-ahead',
  'exam-ahead-retracted',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** How long before the sitting a reminder goes out. */
export const leads = ['P7D', 'P1D'] as const;
export type Lead = (typeof leads)[number];

/** Why a notice that was planned is not wanted, or not wanted any more. Permanent in storage. */
export const cancellationCodes = [
  'disqualification-withdrawn',
  'disqualified-again',
  'sitting-moved',
  'sitting-cancelled',
  'told-already',
  'withdrew',
  'disqualified',
  'exam-passed',
  'exam-not-asked',
  'no-attempts-left',
  'attempted-here',
  'attempt-not-marked',
  'came-too-late',
  'person-erased',
  'nothing-false-told',
  'retracted-otherwise',
] as const;
export type CancellationCode = (typeof cancellationCodes)[number];

/** Why a notice that was wanted is not sent after all. Permanent in storage. */
export const suppressionCodes = ['too-late', 'no-address', 'person-erased'] as const;
export type SuppressionCode = (typeof suppressionCodes)[number];

/** Why a try came to nothing for now. Permanent in storage. */
export const deferralCodes = [
  'refused-for-now',
  'unreachable',
  'connection-lost',
  /** Sign-in, sender or encryption: the installation's, not the person's address. */
  'settings',
  /** The folder for mails can't be written. */
  'disk',
] as const;
export type DeferralCode = (typeof deferralCodes)[number];

/** Why nothing is tried any more. Permanent in storage. */
export const failureCodes = ['tried-too-long', 'too-late'] as const;
export type FailureCode = (typeof failureCodes)[number];

const instant = z.custom<string>(isInstant, 'expected an instant in UTC, ISO 8601');

function isInstant(value: unknown): boolean {
  try {
    return typeof value === 'string' && Temporal.Instant.from(value).toString() === value;
  } catch {
    return false;
  }
}

const because = z.array(field.factId);
const attempt = z.int().positive();

/**
 * What a mail server answered, in its numbers: its words may repeat the address that the mail went
 * to. `enhanced` as in RFC 3463.
 */
const reply = z.strictObject({
  code: z.int().min(200).max(599),
  enhanced: z
    .string()
    .regex(/^[245]\.\d{1,3}\.\d{1,3}$/u)
    .optional(),
});
export type Reply = z.infer<typeof reply>;

/**
 * What can have become of one notice. Names are permanent in storage. Ids only: never a name, an
 * address, nor what the notice says.
 */
export const noticeFacts = {
  /** It is called for; after a cancellation: called for again. */
  NoticePlanned: z.strictObject({
    /** Of kind, enrollment and cause; the stream's id is derived from it. */
    key: z.string().max(300),
    kind: z.enum(noticeKinds),
    personId: field.id,
    enrollmentId: field.id,
    cohortId: field.id,
    /** What it is about. */
    about: z.union([
      z.strictObject({ requirement: field.name }),
      z.strictObject({ sittingId: field.name }),
    ]),
    lead: z.enum(leads).optional(),
    /** The notice that told what is not so any more. */
    retracts: field.id.optional(),
    dueAt: instant,
    /** From then on it helps nobody. */
    usefulUntil: instant.optional(),
    /** Facts of the enrollment or the cohort that call for it; the first is its cause. */
    because,
  }),
  /**
   * Recorded before the mail goes out: of several couriers one wins. When nothing is heard by
   * `until`, another may try, under the same Message-ID.
   */
  NoticeSendingBegun: z.strictObject({
    attempt,
    at: instant,
    until: instant,
    /** Facts that this mail names as what something rests on; absent where a notice names none. */
    tells: because.optional(),
  }),
  NoticeSent: z.strictObject({ attempt, messageId: z.string().min(3).max(300) }),
  NoticeDeferred: z.strictObject({
    attempt,
    because: z.enum(deferralCodes),
    reply: reply.optional(),
    /** The connection was lost when the mail was handed over already. */
    mayHaveArrived: z.boolean(),
    retryAt: instant,
  }),
  /** Refused for good. */
  NoticeBounced: z.strictObject({ attempt, reply: reply.optional() }),
  NoticeFailed: z.strictObject({ because: z.enum(failureCodes) }),
  NoticeCancelled: z.strictObject({
    because: z.enum(cancellationCodes),
    facts: because,
    /** The attempt that was called off before anything went out. */
    attempt: attempt.optional(),
  }),
  NoticeSuppressed: z.strictObject({ because: z.enum(suppressionCodes) }),
  /** A person asked to try again, for example because the address was corrected. */
  NoticeRetried: z.strictObject({}),
};

export type NoticeFact = FactOf<typeof noticeFacts>;
