import { join } from 'node:path';
import addressparser from 'nodemailer/lib/addressparser';
import type { Origin } from './compose.js';
import { folderTransport, forgetIn } from './folder.js';
import type { MailTransport, Sender } from './mail.js';
import { patienceWithin, smtpTransport } from './smtp.js';
import type { Temporal } from 'temporal-polyfill';

/** The way out for mails: a server, or a folder `mail` in the data folder. */
export function openMail(
  settings: Sender & {
    readonly smtpUrl: string | undefined;
    readonly dataDir: string;
    /** How long one courier has for one mail. */
    readonly lease: Temporal.Duration;
  },
): MailTransport {
  const { smtpUrl, dataDir, lease } = settings;
  const folder = join(dataDir, 'mail');
  if (smtpUrl === undefined) return folderTransport(folder, settings);
  // Mails may have been kept as files before there was a server.
  const forget = (messageId: string) => forgetIn(folder, messageId);
  return { ...smtpTransport(smtpUrl, settings, patienceWithin(lease)), forget };
}

export function originOf({ from, replyTo }: Sender): Origin {
  const [mailbox] = addressparser(from, { flatten: true });
  const domain = mailbox?.address.split('@').at(-1) ?? 'localhost';
  return { domain, answers: replyTo !== undefined };
}
