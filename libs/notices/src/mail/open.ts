import { join } from 'node:path';
import addressparser from 'nodemailer/lib/addressparser';
import type { Origin } from './compose.js';
import { folderTransport } from './folder.js';
import type { MailTransport, Sender } from './mail.js';
import { smtpTransport } from './smtp.js';

/** The way out for mails: a server, or a folder `mail` in the data folder. */
export function openMail(
  settings: Sender & { readonly smtpUrl: string | undefined; readonly dataDir: string },
): MailTransport {
  const { smtpUrl, dataDir } = settings;
  return smtpUrl === undefined
    ? folderTransport(join(dataDir, 'mail'), settings)
    : smtpTransport(smtpUrl, settings);
}

export function originOf({ from, replyTo }: Sender): Origin {
  const [mailbox] = addressparser(from, { flatten: true });
  const domain = mailbox?.address.split('@').at(-1) ?? 'localhost';
  return { domain, answers: replyTo !== undefined };
}
