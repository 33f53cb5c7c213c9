import type { SendMailOptions } from 'nodemailer';
import type { Mail, Sender } from './mail.js';

/** The fields of the message, for every way out alike. */
export function fieldsOf(mail: Mail, { from, replyTo }: Sender): SendMailOptions {
  return {
    messageId: mail.messageId,
    from,
    ...(replyTo !== undefined && { replyTo }),
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    // Nobody's holiday reply is to answer a machine (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}
