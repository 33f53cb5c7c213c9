/** One message to one person, ready to be handed over. */
export interface Mail {
  /** Stays the same when the same notice is sent again, so that a mailbox shows it once. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What a mail server said; never its words, for they often repeat the address. */
export interface Reply {
  /** RFC 5321, for example 550. */
  readonly code: number;
  /** RFC 3463, for example `5.1.1`. */
  readonly enhanced?: string;
}

/**
 * - `sent`: the server has taken it over, or the file is on disk
 * - `deferred`: worth trying again. Whether a mail whose connection was lost has arrived is unknown
 * - `bounced`: this address will never take this message
 */
export type Delivery =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'deferred'; readonly because: DeferredBecause; readonly reply?: Reply }
  | { readonly outcome: 'bounced'; readonly because: BouncedBecause; readonly reply?: Reply };

export type DeferredBecause =
  /** The server asks to try later. */
  | 'refused-for-now'
  /** Nothing answers there, or it stopped answering. */
  | 'unreachable'
  | 'connection-lost'
  /** Sign-in, sender or encryption: the installation's settings, not the person's address. */
  | 'settings'
  /** The folder for mails can't be written. */
  | 'disk';

export type BouncedBecause = 'refused' | 'address-not-valid';

/** The way out. Never rejects: what went wrong is a delivery too. */
export interface MailTransport {
  /** For an operator: where mails go, without a password. */
  readonly where: string;
  deliver(mail: Mail): Promise<Delivery>;
  close(): void;
}

/** Who the mails come from. */
export interface Sender {
  /** A mailbox, for example `CPS Program <cps@example.org>`. */
  readonly from: string;
  readonly replyTo?: string;
}
