import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSqliteLog, openViews, streamName } from '#event-log';
import type { EventLog, FactId, Views } from '#event-log';
import { dump } from '#event-log/testing';
import { programsView } from '#programs';
import { cohortsView, rosterView } from '#training';
import { correctedKey } from '../../plan/disqualified-corrected.js';
import { noticeIdOf } from '../../plan/candidate.js';
import { disqualifiedKey } from '../../plan/disqualified.js';
import { id, policyOf } from '../../testing/trainee.js';
import { noticeLedgerView } from '../notice-ledger/projection.js';
import { differences, noticePlanView } from './projection.js';

const policy = policyOf('us-massachusetts-cps', '2018-01-01');
const [personId, cohortId, applicationId, enrollmentId] = [id(1), id(2), id(3), id(9)];
const at = '2018-05-08T15:00:00Z';

let folder: string;
let log: EventLog;
let views: Views;
let facts: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-corrected-'));
  log = await openSqliteLog({ path: join(folder, 'log.sqlite') });
  facts = 0;
  views = await openViews({
    folder: join(folder, 'views'),
    log,
    views: [programsView, cohortsView, rosterView, noticeLedgerView, noticePlanView],
    // An append can end in one batch and go on in the next.
    maxBatch: 1,
  });
});
afterEach(async () => {
  await views.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

/** Answers the fact's id. */
async function happens(kind: string, of: string, type: string, data: object): Promise<string> {
  const metadata = { recordedAt: at, actor: 'coordinator-1', correlationId: 'request-1' };
  const fact = { id: `fact-${++facts}` as FactId, type, data: { ...data }, metadata };
  const { position } = await log.append(streamName(kind, of), [fact], 'any');
  await views.waitFor(position);
  return fact.id;
}

const missed = (moduleId: string) =>
  happens('enrollment', enrollmentId, 'ModuleMissed', {
    sessionId: 'class-1',
    sessionKind: 'class-day',
    moduleId,
    occurredOn: '2018-05-07',
  });
const voided = (factId: string) => happens('enrollment', enrollmentId, 'RecordVoided', { factId });
const wanted = () => views.query((rows) => differences(rows, 10));

/** Five modules missed, and a mail that names them. */
async function disqualifiedAndTold(): Promise<{ marks: string[]; notice: string }> {
  const { program, effective } = policy;
  const [version, occurredOn] = [effective.from, '2018-05-01'];
  const digest = '0'.repeat(64);
  await happens('program', program, 'PolicyAdopted', { version, digest, policy, occurredOn });
  await happens('cohort', cohortId, 'CohortPlanned', {
    program,
    policyVersion: version,
    name: 'Spring 2018',
    timeZone: policy.timeZone,
  });
  await happens('enrollment', enrollmentId, 'TraineeEnrolled', {
    personId,
    cohortId,
    applicationId,
    program,
    policyVersion: version,
    occurredOn,
    appliedOn: '2018-04-01',
    readings: [],
    earlierAttempts: [],
  });
  const marks = [];
  for (const number of [1, 2, 3, 4, 5]) marks.push(await missed(`class-1.${number}`));
  const data = { requirement: 'modules', because: marks };
  const fact = await happens('enrollment', enrollmentId, 'TraineeDisqualified', data);
  const key = disqualifiedKey(enrollmentId, {
    requirement: 'modules',
    fact: { id: fact as FactId, type: 'TraineeDisqualified', data, recordedAt: at },
  });
  const notice = noticeIdOf(key);
  expect(wanted()).toEqual([enrollmentId]);
  await happens('notice', notice, 'NoticePlanned', {
    key,
    kind: 'disqualified',
    personId,
    enrollmentId,
    cohortId,
    about: { requirement: 'modules' },
    dueAt: at,
    because: [fact, ...marks],
  });
  const until = '2018-05-08T15:05:00Z';
  await happens('notice', notice, 'NoticeSendingBegun', { attempt: 1, at, until, tells: marks });
  await happens('notice', notice, 'NoticeSent', { attempt: 1, messageId: '<1@example.org>' });
  expect(wanted()).toEqual([]);
  return { marks, notice };
}

test('what was told of a disqualification and does not count any more is to be put right', async () => {
  const { marks, notice } = await disqualifiedAndTold();
  await voided(marks[0] ?? '');
  expect(wanted()).toEqual([enrollmentId]);
  const plan = dump(views)['notice_plan'] ?? [];
  expect(plan.find(({ differs }) => differs === 1)?.['notice']).toBe(
    noticeIdOf(correctedKey(enrollmentId, notice)),
  );
});

test('what is marked the same again is not, wherever the rows were brought up to date between', async () => {
  const { marks } = await disqualifiedAndTold();
  await voided(marks[0] ?? '');
  await missed('class-1.1');
  expect(wanted()).toEqual([]);
  const kept = dump(views);
  await views.rebuild();
  expect(dump(views)).toEqual(kept);
});
