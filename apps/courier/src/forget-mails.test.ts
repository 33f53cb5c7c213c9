import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { openSqliteLog, openViews } from '#event-log';
import type { EventLog, FactId, StreamName, Views } from '#event-log';
import { CountingIds } from '#event-log/testing';
import { openMail, originOf } from '#notices/mail';
import type { MailTransport } from '#notices/mail';
import { allViews } from '#running';
import { forgetMails } from './duties.js';
import type { Duty } from './duty.js';

const at = '2026-03-10T15:02:00Z';
const sender = { from: 'Rollbook <rollbook@localhost>' };

let folder: string;
let mails: string;
let log: EventLog;
let views: Views;
let ids: CountingIds;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-forget-'));
  mails = join(folder, 'mail');
  mkdirSync(mails);
  log = await openSqliteLog({ path: join(folder, 'log.sqlite') });
  views = await openViews({ folder: join(folder, 'views'), log, views: allViews });
  ids = new CountingIds();
});
afterEach(async () => {
  await views.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

async function happens(stream: string, type: string, data: object = {}): Promise<void> {
  const metadata = { recordedAt: at, actor: 'courier', correlationId: 'round-1' };
  const fact = { id: ids.next() as FactId, type, data: { ...data }, metadata };
  const { position } = await log.append(stream as StreamName, [fact], 'any');
  await views.waitFor(position);
}

/** A mail to the person that a courier has begun to send; answers the notice's id. */
async function begun(personId: string): Promise<string> {
  const noticeId = ids.next();
  await happens(`notice-${noticeId}`, 'NoticePlanned', {
    key: `disqualified/${noticeId}`,
    kind: 'disqualified',
    personId,
    enrollmentId: ids.next(),
    cohortId: ids.next(),
    about: { requirement: 'modules' },
    dueAt: at,
    because: ['fact-1'],
  });
  const data = { attempt: 1, at, until: '2026-03-10T15:07:00Z' };
  await happens(`notice-${noticeId}`, 'NoticeSendingBegun', data);
  return noticeId;
}

const sent = (noticeId: string) =>
  happens(`notice-${noticeId}`, 'NoticeSent', { attempt: 1, messageId: `<${noticeId}@localhost>` });
const kept = (noticeId: string) => {
  writeFileSync(join(mails, `${noticeId}.eml`), 'To: Ana <ana@example.org>');
};
const erased = (personId: string) => happens(`person-${personId}`, 'PersonErased');

async function round(duty: Duty, limit = 100): Promise<readonly string[]> {
  const found = views.query((rows) => duty.find(rows, Temporal.Instant.from(at), limit));
  for (const id of found) await duty.see(id);
  return found;
}

describe.each([
  ['kept as files', undefined],
  ['kept as files before there was a mail server', 'smtp://127.0.0.1:1'],
])('mails %s', (_how, smtpUrl) => {
  let duty: Duty;
  let mail: MailTransport;
  beforeEach(() => {
    const lease = Temporal.Duration.from({ minutes: 5 });
    mail = openMail({ ...sender, smtpUrl, dataDir: folder, lease });
    duty = forgetMails(mail, originOf(sender));
  });
  afterEach(() => {
    mail.close();
  });

  test('go with who is erased, once, and those of others stay', async () => {
    const [ana, ben] = [ids.next(), ids.next()];
    const [anas, bens] = [await begun(ana), await begun(ben)];
    for (const one of [anas, bens]) {
      kept(one);
      await sent(one);
    }
    expect(await round(duty)).toEqual([]);
    await erased(ana);
    expect(await round(duty)).toEqual([anas]);
    expect(readdirSync(mails)).toEqual([`${bens}.eml`]);
    expect(await round(duty)).toEqual([]);
  });

  test('go also when a slow courier leaves one after the first was taken away', async () => {
    const ana = ids.next();
    const slow = await begun(ana);
    await erased(ana);
    await round(duty);
    kept(slow);
    await sent(slow);
    expect(await round(duty)).toEqual([slow]);
    expect(readdirSync(mails)).toEqual([]);
  });

  test('go, however many there are, some at a time', async () => {
    const ana = ids.next();
    const all = [await begun(ana), await begun(ana), await begun(ana)];
    for (const one of all) kept(one);
    await erased(ana);
    expect([await round(duty, 2), await round(duty, 2)]).toEqual([all.slice(0, 2), all.slice(2)]);
    expect(readdirSync(mails)).toEqual([]);
  });
});
