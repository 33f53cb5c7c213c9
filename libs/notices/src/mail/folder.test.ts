import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { folderTransport } from './folder.js';

const sender = { from: 'Rollbook <rollbook@localhost>' };
const mail = {
  messageId: '<0197-notice@example.org>',
  to: { name: 'Åsa', address: 'asa@example.org' },
  subject: 'Your exam',
  text: 'Dear Åsa',
  html: '<p>Dear Åsa</p>',
};

describe('a mail written to a folder', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollbook-mail-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('is a file that a mail program opens, for nobody else to read', async () => {
    const into = join(folder, 'data', 'mail');
    expect(await folderTransport(into, sender).deliver(mail)).toEqual({ outcome: 'sent' });
    const file = join(into, '0197-notice.eml');
    expect(await PostalMime.parse(readFileSync(file))).toMatchObject({
      messageId: mail.messageId,
      to: [mail.to],
      subject: 'Your exam',
      text: expect.stringContaining('Dear Åsa'),
    });
    expect([statSync(file).mode & 0o777, statSync(into).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  test('sent again replaces itself and leaves nothing half written', async () => {
    const transport = folderTransport(folder, sender);
    await Promise.all([transport.deliver(mail), transport.deliver(mail), transport.deliver(mail)]);
    expect(readdirSync(folder)).toEqual(['0197-notice.eml']);
  });

  test('never leaves the folder, whatever its id', async () => {
    const transport = folderTransport(folder, sender);
    await transport.deliver({ ...mail, messageId: '<../../etc/passwd@example.org>' });
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.eml$/)]);
  });

  test('is taken away without a trace, once or twice', async () => {
    const transport = folderTransport(folder, sender);
    await transport.deliver(mail);
    await transport.deliver({ ...mail, messageId: '<other@example.org>' });
    await transport.forget?.(mail.messageId);
    await transport.forget?.(mail.messageId);
    expect(readdirSync(folder)).toEqual(['other.eml']);
  });

  test('is taken away also where a process died half-way of writing it', async () => {
    const transport = folderTransport(folder, sender);
    for (const half of ['.0197-notice.eml.1', '.0197-notice.eml.2', '.0197-notice-2.eml.1']) {
      writeFileSync(join(folder, half), 'To: Ana');
    }
    await transport.forget?.(mail.messageId);
    expect(readdirSync(folder)).toEqual(['.0197-notice-2.eml.1']);
  });

  test('need not have been kept to be taken away', async () => {
    const nowhere = folderTransport(join(folder, 'never-made'), sender);
    await expect(nowhere.forget?.(mail.messageId)).resolves.toBeUndefined();
  });

  test('is tried again where the folder is none', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(await folderTransport(file, sender).deliver(mail)).toEqual({
      outcome: 'deferred',
      because: 'disk',
      mayHaveArrived: false,
    });
  });
});
