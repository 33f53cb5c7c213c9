import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { openSqliteLog, openViews, streamName } from '#event-log';
import type { EventLog, FactId, Views } from '#event-log';
import { CountingIds } from '#event-log/testing';
import { programsView } from '#programs';
import { trainedInThreeMonths as policy } from '../../testing/deadline.js';
import { completed, enrolledAs, noLongerComplete, withdrew } from '../../testing/trainee.js';
import { cohortsView } from '../cohorts/projection.js';
import { deadlinesOver, rosterView } from './projection.js';

/** Whoever applied on this day has until July 1 to complete the training. */
const appliedOn = '2018-04-01';
const lastDay = '2018-07-01';

let folder: string;
let log: EventLog;
let views: Views;
let ids: CountingIds;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-deadlines-'));
  log = await openSqliteLog({ path: join(folder, 'log.sqlite') });
  views = await openViews({
    folder: join(folder, 'views'),
    log,
    views: [programsView, cohortsView, rosterView],
  });
  ids = new CountingIds();
  await happens('program', policy.program, 'PolicyAdopted', {
    version: policy.effective.from,
    digest: '0'.repeat(64),
    policy,
    occurredOn: '2018-01-01',
  });
});
afterEach(async () => {
  await views.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

async function happens(
  kind: string,
  id: string,
  type: string,
  data: object,
  recordedAt = '2018-06-01T16:00:00Z',
): Promise<void> {
  const metadata = { recordedAt, actor: 'coordinator-1', correlationId: 'request-1' };
  const fact = { id: ids.next() as FactId, type, data: { ...data }, metadata };
  const { position } = await log.append(streamName(kind, id), [fact], 'any');
  await views.waitFor(position);
}

async function classIn(timeZone: string): Promise<string> {
  const cohortId = ids.next();
  const [program, policyVersion] = [policy.program, policy.effective.from];
  const data = { program, policyVersion, name: `Class in ${timeZone}`, timeZone };
  await happens('cohort', cohortId, 'CohortPlanned', data);
  return cohortId;
}

async function traineeOf(cohortId: string, applied = appliedOn): Promise<string> {
  const enrollmentId = ids.next();
  const own = { personId: ids.next(), applicationId: ids.next(), appliedOn: applied };
  await happens('enrollment', enrollmentId, 'TraineeEnrolled', { ...enrolledAs, cohortId, ...own });
  return enrollmentId;
}

const did = (enrollmentId: string, { type, data }: { type: string; data: object }, at?: string) =>
  happens('enrollment', enrollmentId, type, data, at);
const passed = { type: 'DeadlinePassed', data: { requirement: 'in-time', by: lastDay } };
const over = (now: string, limit = 100) =>
  views.query((rows) => deadlinesOver(rows, Temporal.Instant.from(now), limit));

describe('a last day is over', () => {
  test.each([
    ['not the day before it', '2018-06-30T16:00:00Z', false],
    ['not when it begins', '2018-07-01T04:00:00Z', false],
    ['not in its last minute where the class is held', '2018-07-02T03:59:59Z', false],
    ['at midnight where the class is held', '2018-07-02T04:00:00Z', true],
    ['the day after', '2018-07-02T16:00:00Z', true],
    ['for as long as nobody has recorded it', '2019-07-01T16:00:00Z', true],
  ])('%s', async (_when, now, isOver) => {
    const trainee = await traineeOf(await classIn('America/New_York'));
    expect(over(now)).toEqual(isOver ? [trainee] : []);
  });

  test.each([
    ['Pacific/Kiritimati', '2018-07-01T10:00:00Z'],
    ['Asia/Tokyo', '2018-07-01T15:00:00Z'],
    ['UTC', '2018-07-02T00:00:00Z'],
    ['Pacific/Honolulu', '2018-07-02T10:00:00Z'],
    ['Etc/GMT+12', '2018-07-02T12:00:00Z'],
  ])('in %s at its own midnight, %s', async (timeZone, midnight) => {
    const trainee = await traineeOf(await classIn(timeZone));
    const before = Temporal.Instant.from(midnight).subtract({ nanoseconds: 1 }).toString();
    expect([over(before), over(midnight)]).toEqual([[], [trainee]]);
  });

  test('on another day for who applied on another day', async () => {
    const cohortId = await classIn('America/New_York');
    const late = await traineeOf(cohortId, '2018-04-02');
    const early = await traineeOf(cohortId, '2018-03-31');
    // The end of a month with 31 days is three months before June 30.
    expect(over('2018-07-01T16:00:00Z')).toEqual([early]);
    expect(over('2018-07-02T16:00:00Z')).toEqual([early]);
    expect(over('2018-07-03T16:00:00Z')).toEqual([early, late]);
  });
});

describe('nobody is found', () => {
  const later = '2018-08-01T16:00:00Z';
  let trainee: string;
  beforeEach(async () => {
    trainee = await traineeOf(await classIn('America/New_York'));
    expect(over(later)).toEqual([trainee]);
  });

  test('whose deadline was recorded as passed', async () => {
    await did(trainee, passed);
    expect(over(later)).toEqual([]);
  });

  test('who withdrew', async () => {
    await did(trainee, withdrew);
    expect(over(later)).toEqual([]);
  });

  test('who met it, until that is taken back', async () => {
    await did(trainee, completed);
    expect(over(later)).toEqual([]);
    await did(trainee, noLongerComplete);
    expect(over(later)).toEqual([trainee]);
  });
});

test('what was met in the morning counts from then on, though it is the day before in UTC', async () => {
  const trainee = await traineeOf(await classIn('Pacific/Auckland'));
  expect(completed.data.occurredOn).toBe('2018-05-22');
  await did(trainee, completed, '2018-05-21T20:00:00Z');
  expect(over('2018-08-01T16:00:00Z')).toEqual([]);
});

describe('of many', () => {
  test('the longest past come first, and no more than asked for', async () => {
    const cohortId = await classIn('America/New_York');
    const days = ['2018-04-03', '2018-04-01', '2018-04-02'];
    const trainees = [];
    for (const day of days) trainees.push(await traineeOf(cohortId, day));
    const [third, first, second] = trainees;
    expect(over('2018-08-01T16:00:00Z')).toEqual([first, second, third]);
    expect(over('2018-08-01T16:00:00Z', 2)).toEqual([first, second]);
    // Over in New York, and at places west of it not yet.
    expect(over('2018-07-04T05:00:00Z')).toEqual([first, second, third]);
    expect(over('2018-07-04T05:00:00Z', 2)).toEqual([first, second]);
  });

  test('those whose day is not over yet where they are hide nobody', async () => {
    const honolulu = await classIn('Pacific/Honolulu');
    for (let count = 0; count < 3; count++) await traineeOf(honolulu);
    const tokyo = await traineeOf(await classIn('Asia/Tokyo'));
    expect(over('2018-07-01T16:00:00Z', 2)).toEqual([tokyo]);
  });
});
