import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openSqliteLog, openViews, streamName } from '#event-log';
import type { EventLog, FactId, Views } from '#event-log';
import { CountingIds } from '#event-log/testing';
import { programsView } from '#programs';
import { cohortsView, rosterView } from '#training';
import type { NoticeFact } from '../../streams/notice/events.js';
import { noticeLedgerView } from '../notice-ledger/projection.js';
import { mailsToErased, noticePlanView } from './projection.js';

let folder: string;
let log: EventLog;
let views: Views;
let ids: CountingIds;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-erased-'));
  log = await openSqliteLog({ path: join(folder, 'log.sqlite') });
  views = await openViews({
    folder: join(folder, 'views'),
    log,
    views: [programsView, cohortsView, rosterView, noticeLedgerView, noticePlanView],
  });
  ids = new CountingIds();
});
afterEach(async () => {
  await views.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

const at = '2026-03-10T15:02:00Z';
const until = '2026-03-10T15:07:00Z';

async function happens(kind: string, id: string, type: string, data: object = {}): Promise<void> {
  const metadata = { recordedAt: at, actor: 'courier', correlationId: 'round-1' };
  const fact = { id: ids.next() as FactId, type, data: { ...data }, metadata };
  const { position } = await log.append(streamName(kind, id), [fact], 'any');
  await views.waitFor(position);
}

/** A notice to the person, of which this became; answers its id. */
async function notice(personId: string, ...became: readonly NoticeFact[]): Promise<string> {
  const noticeId = ids.next();
  const [enrollmentId, cohortId] = [ids.next(), ids.next()];
  await happens('notice', noticeId, 'NoticePlanned', {
    key: `disqualified/${noticeId}`,
    kind: 'disqualified',
    personId,
    enrollmentId,
    cohortId,
    about: { requirement: 'modules' },
    dueAt: at,
    because: ['fact-1'],
  });
  for (const { type, data } of became) await happens('notice', noticeId, type, data);
  return noticeId;
}

const erased = (personId: string) => happens('person', personId, 'PersonErased');
const found = () => views.query((rows) => mailsToErased(rows).map(({ noticeId }) => noticeId));

const begun = (attempt = 1): NoticeFact => ({
  type: 'NoticeSendingBegun',
  data: { attempt, at, until },
});
const sent: NoticeFact = {
  type: 'NoticeSent',
  data: { attempt: 1, messageId: '<1@example.org>' },
};
const bounced: NoticeFact = { type: 'NoticeBounced', data: { attempt: 1 } };
const deferred: NoticeFact = {
  type: 'NoticeDeferred',
  data: { attempt: 1, because: 'disk', mayHaveArrived: false, retryAt: until },
};
const cancelled: NoticeFact = {
  type: 'NoticeCancelled',
  data: { because: 'person-erased', facts: [] },
};

describe('mails to somebody who was erased', () => {
  test('are all that were sent, and nobody else’s', async () => {
    const [ana, ben] = [ids.next(), ids.next()];
    const first = await notice(ana, begun(), sent);
    await notice(ben, begun(), sent);
    const second = await notice(ana, begun(), sent);
    expect(found()).toEqual([]);
    await erased(ana);
    expect(found()).toEqual([first, second]);
  });

  test('are none where none was sent', async () => {
    const ana = ids.next();
    await notice(ana);
    await notice(ana, cancelled);
    await erased(ana);
    expect(found()).toEqual([]);
  });

  test('are named once when the erasure is recorded twice', async () => {
    const ana = ids.next();
    const only = await notice(ana, begun(), sent);
    await erased(ana);
    await erased(ana);
    expect(found()).toEqual([only]);
  });

  test('are found also when the erasure came first', async () => {
    const ana = ids.next();
    await erased(ana);
    const late = await notice(ana, begun(), sent);
    expect(found()).toEqual([late]);
  });

  test.each<[string, readonly NoticeFact[]]>([
    ['is under way', [begun()]],
    ['was under way, and was never heard of before it was cancelled', [begun(), cancelled]],
    ['was to be tried again', [begun(), deferred]],
    ['bounced', [begun(), bounced]],
  ])('are also each whose sending %s: a copy may be there', async (_how, became) => {
    const ana = ids.next();
    const tried = await notice(ana, ...became);
    await erased(ana);
    expect(found()).toEqual([tried]);
  });

  test('are to be looked at again when more became of them', async () => {
    const ana = ids.next();
    const slow = await notice(ana, begun());
    await erased(ana);
    const before = views.query(mailsToErased);
    await happens('notice', slow, sent.type, sent.data);
    expect([before, views.query(mailsToErased)]).toEqual([
      [{ noticeId: slow, revision: 1 }],
      [{ noticeId: slow, revision: 2 }],
    ]);
  });
});
