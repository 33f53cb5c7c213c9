import { createTransport } from 'nodemailer';
import type { Temporal } from 'temporal-polyfill';
import type { DeferralCode, Reply } from '../streams/notice/events.js';
import type { Delivery, Mail, MailTransport, Sender } from './mail.js';
import { fieldsOf } from './message.js';

/** Milliseconds. The whole has to end well before another courier may take the notice over. */
export interface Patience {
  readonly connect: number;
  readonly silence: number;
  readonly whole: number;
}

/** At most a minute, and half of what a courier has: an answer that comes late must not cost a second mail. */
export function patienceWithin(lease: Temporal.Duration): Patience {
  const whole = Math.min(60_000, lease.total('milliseconds') / 2);
  // Silence before the greeting is another thing than silence in the middle of a mail.
  return { connect: Math.min(10_000, whole / 2), silence: Math.min(30_000, whole), whole };
}

/**
 * Hands mails to a server; a connection each, and one attempt each, for the log decides on the next.
 * @param url `smtp://` (STARTTLS where offered) or `smtps://`, with user and password where needed
 */
export function smtpTransport(
  url: string,
  sender: Sender,
  { connect, silence, whole }: Patience,
): MailTransport {
  const { protocol, hostname, port } = new URL(url);
  const transport = createTransport({
    url,
    connectionTimeout: connect,
    greetingTimeout: connect,
    dnsTimeout: connect,
    socketTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    where: `${protocol}//${hostname}${port && `:${port}`}`,
    async deliver(mail: Mail): Promise<Delivery> {
      try {
        const signal = AbortSignal.timeout(whole);
        await transport.sendMail({ ...fieldsOf(mail, sender), signal });
        return { outcome: 'sent' };
      } catch (error) {
        return deliveryOf(error as SmtpError);
      }
    },
    close: () => {
      transport.close();
    },
  };
}

interface SmtpError {
  readonly code?: string;
  /** The part of the exchange it failed in, for example `RCPT TO`. */
  readonly command?: string;
  /** What a timeout ended, for example `CONNECT_TIMEOUT`. */
  readonly timeoutType?: string;
  /** Of an error of the socket, for example `connect` or `read`. */
  readonly syscall?: string;
  readonly response?: string;
  readonly responseCode?: number;
}

function deliveryOf(error: SmtpError): Delivery {
  const { code = '', command = '', responseCode } = error;
  const reply = replyOf(error);
  const withReply = reply === undefined ? {} : { reply };
  const aboutThisMail = command === 'RCPT TO' || command === 'DATA';
  if (aboutThisMail && isRefusalForGood(responseCode)) {
    return { outcome: 'bounced', ...withReply };
  }
  // An address that can't be one is not even tried.
  if (code === 'EENVELOPE' && command === 'API') return { outcome: 'bounced' };
  const because = deferralCode(error);
  // Where the connection was when it was lost, the library does not tell.
  const mayHaveArrived = because === 'connection-lost';
  return { outcome: 'deferred', because, ...withReply, mayHaveArrived };
}

// 503 speaks of the order of commands in this connection, not of the mail.
function isRefusalForGood(code: number | undefined): boolean {
  return code !== undefined && code >= 500 && code < 600 && code !== 503;
}

function deferralCode({ code, responseCode, timeoutType, syscall }: SmtpError): DeferralCode {
  if (responseCode !== undefined && responseCode < 500) return 'refused-for-now';
  switch (code ?? '') {
    case 'EAUTH':
    case 'ENOAUTH':
    case 'ETLS':
    case 'EENVELOPE':
    case 'EMESSAGE':
      return 'settings';
    case 'EDNS':
      return 'unreachable';
    // Both also end a connection in which the mail is handed over already.
    case 'ESOCKET':
      return syscall === 'connect' ? 'unreachable' : 'connection-lost';
    case 'ETIMEDOUT':
      return timeoutType === 'SOCKET_TIMEOUT' ? 'connection-lost' : 'unreachable';
    default:
      return 'connection-lost';
  }
}

function replyOf({ response, responseCode }: SmtpError): Reply | undefined {
  if (responseCode === undefined) return undefined;
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  return { code: responseCode, ...(enhanced !== undefined && { enhanced }) };
}
