import type { DeferralCode, Reply } from '../streams/notice/events.js';

/** One message to one person, ready to be handed over. */
export interface Mail {
  /** Stays the same when the same notice is sent again, so that a mailbox shows it once. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * - `sent`: the server has taken it over, or the file is on disk
 * - `deferred`: worth trying again
 * - `bounced`: this address will never take this message
 */
export type Delivery =
  | { readonly outcome: 'sent' }
  | {
      readonly outcome: 'deferred';
      readonly because: DeferralCode;
      readonly reply?: Reply;
      /** The connection was lost when the mail was handed over already. */
      readonly mayHaveArrived: boolean;
    }
  | { readonly outcome: 'bounced'; readonly reply?: Reply };

/** The way out. Never rejects: what went wrong is a delivery too. */
export interface MailTransport {
  /** For an operator: where mails go, without a password. */
  readonly where: string;
  deliver(mail: Mail): Promise<Delivery>;
  /** Takes away the copy that is kept here of a mail, if there is one; absent where none is kept. */
  forget?(messageId: string): Promise<void>;
  close(): void;
}

/** Who the mails come from. */
export interface Sender {
  /** A mailbox, for example `CPS Program <cps@example.org>`. */
  readonly from: string;
  readonly replyTo?: string | undefined;
}
