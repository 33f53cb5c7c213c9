import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { patienceWithin, smtpTransport } from '../../libs/notices/src/mail/smtp.js';
import type { MailTransport } from '../../libs/notices/src/mail/mail.js';
import { Inbox } from './inbox.js';
import type { Mishap } from './inbox.js';

let inbox: Inbox;
let transport: MailTransport;

beforeEach(async () => {
  inbox = await Inbox.start();
  transport = patient(Temporal.Duration.from('PT2M'));
});
afterEach(async () => {
  transport.close();
  await inbox[Symbol.asyncDispose]();
});

function patient(lease: Temporal.Duration): MailTransport {
  return smtpTransport(inbox.url, { from: 'cps@example.org' }, patienceWithin(lease));
}

const mail = {
  messageId: '<0197@example.org>',
  to: { name: 'Ana', address: 'ana@example.org' },
  subject: 'Your exam',
  text: 'Dear Ana',
  html: '<p>Dear Ana</p>',
};

test('what it took over is kept as often as it came', async () => {
  await transport.deliver(mail);
  await transport.deliver(mail);
  expect(inbox.mails[0]).toMatchObject({
    messageId: mail.messageId,
    to: 'ana@example.org',
    subject: 'Your exam',
    text: expect.stringContaining('Dear Ana'),
    html: expect.stringContaining('<p>Dear Ana</p>'),
  });
  expect([...inbox.counts()]).toEqual([[mail.messageId, 2]]);
});

describe('a mishap leaves the sender with what it looks like from there', () => {
  const expected: readonly [Mishap, object, number][] = [
    ['recipient-refused-for-now', { outcome: 'deferred', because: 'refused-for-now' }, 0],
    ['recipient-refused', { outcome: 'bounced' }, 0],
    ['message-refused-for-now', { outcome: 'deferred', because: 'refused-for-now' }, 0],
    ['message-refused', { outcome: 'bounced' }, 0],
    ['cut-at-recipient', { outcome: 'deferred' }, 0],
    ['cut-before-message', { outcome: 'deferred' }, 0],
    ['silent-at-recipient', { outcome: 'deferred' }, 0],
    ['cut-before-answer', { outcome: 'deferred', mayHaveArrived: true }, 1],
    ['silent-after-message', { outcome: 'deferred', mayHaveArrived: true }, 1],
  ];
  for (const [mishap, outcome, mails] of expected) {
    test(mishap, async () => {
      inbox.meet(() => mishap);
      // Only who waits in vain may lose patience: a busy machine is slow, and not silent.
      if (mishap.startsWith('silent')) transport = patient(Temporal.Duration.from('PT4S'));
      expect(await transport.deliver(mail)).toMatchObject(outcome);
      expect(inbox.mails).toHaveLength(mails);
    });
  }
});

test('waiting ends with the mail that was waited for', async () => {
  const waited = inbox.messages(2);
  await transport.deliver(mail);
  await transport.deliver({ ...mail, messageId: '<0198@example.org>' });
  await waited;
  expect(inbox.counts().size).toBe(2);
});
