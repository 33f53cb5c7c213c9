import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Delivery, Mail, MailTransport, Sender } from './mail.js';
import { fieldsOf } from './message.js';

/**
 * Writes each mail to a folder as an `.eml` file, which any mail program opens; for a first look,
 * and where another program sends them. Only the account that runs Rollbook may read them.
 */
export function folderTransport(folder: string, sender: Sender): MailTransport {
  const raw = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    where: folder,
    async deliver(mail: Mail): Promise<Delivery> {
      const { message } = await raw.sendMail(fieldsOf(mail, sender));
      try {
        await write(folder, fileOf(mail.messageId), message as Buffer);
        return { outcome: 'sent' };
      } catch {
        return { outcome: 'deferred', because: 'disk', mayHaveArrived: false };
      }
    },
    forget: (messageId) => forgetIn(folder, messageId),
    close: () => {
      raw.close();
    },
  };
}

/** Takes away the copy of a mail from the folder, and what is left of writing it. */
export async function forgetIn(folder: string, messageId: string): Promise<void> {
  const name = fileOf(messageId);
  const files = await filesIn(folder);
  // A process that died while it wrote leaves a half behind.
  const copies = files.filter((one) => one === name || one.startsWith(halfOf(name)));
  await Promise.all(copies.map((one) => rm(join(folder, one), { force: true })));
}

/** Named by the message, so that one sent again replaces itself. */
function fileOf(messageId: string): string {
  const [id = ''] = messageId.replace(/^</, '').split('@');
  const plain = /^[\w-]{1,64}$/.test(id)
    ? id
    : createHash('sha256').update(messageId).digest('hex');
  return `${plain}.eml`;
}

function halfOf(name: string): string {
  return `.${name}.`;
}

/** None where no mail was ever kept. */
async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function write(folder: string, name: string, content: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const half = join(folder, `${halfOf(name)}${randomUUID()}`);
  try {
    const file = await open(half, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, join(folder, name));
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}
