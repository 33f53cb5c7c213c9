import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Decider, openViews } from '#event-log';
import { dump } from '#event-log/testing';
import { FollowPlan, RecordDelivery, beginSending, due, notice, usualTimes } from '#notices';
import type { NoticeCard, NoticeEntry } from '#notices';
import { allViews } from '#running';
import { answered, refusal, servedApi } from '../testing/api.js';
import { courier, sent, traineeOf } from '../testing/trainee.js';

const api = servedApi();
const { get, post, ask, rows, clock } = api;
const trainee = traineeOf(api);
const { follow, deliver, begin, composed, possible, one, why, disqualified } = trainee;

describe('the notices of an enrollment', () => {
  test('two reminders of each sitting are planned, and asked for in order of their day', async () => {
    await follow();
    const { body } = await get(`/people/${trainee.personId}/notices`);
    const { items } = body as { items: readonly NoticeEntry[] };
    expect(items.map(({ kind, status, dueAt }) => `${kind} ${status} ${dueAt}`).sort()).toEqual([
      'exam-ahead planned 2026-03-29T13:00:00Z',
      'exam-ahead planned 2026-04-04T13:00:00Z',
      'exam-ahead planned 2026-04-12T13:00:00Z',
      'exam-ahead planned 2026-04-18T13:00:00Z',
    ]);
    const ahead = await rows((all) => due(all, clock.now().add({ hours: 24 * 30 }), 500));
    const own = ahead.filter(({ noticeId }) => items.some(({ id }) => id === noticeId));
    expect(own.map(({ at }) => at.toString())).toEqual([
      '2026-03-29T13:00:00Z',
      '2026-04-04T13:00:00Z',
    ]);
    await expect(ask(new FollowPlan(trainee.enrollmentId, courier))).resolves.toEqual([]);
  });

  test('a page of a class goes on where the one before ended', async () => {
    await follow();
    const first = (await get(`/cohorts/${trainee.cohortId}/notices?limit=3`)).body as {
      items: readonly NoticeEntry[];
      next: string;
    };
    const rest = (await get(`/cohorts/${trainee.cohortId}/notices?limit=3&cursor=${first.next}`))
      .body as {
      items: readonly NoticeEntry[];
    };
    const positions = [...first.items, ...rest.items].map(({ position }) => position);
    expect(positions).toHaveLength(4);
    expect(positions).toEqual([...positions].sort((a, b) => b - a));
  });

  test('a reminder that is not called for says why, though it was never planned', async () => {
    answered(await post(`/cohorts/${trainee.cohortId}/exam-sittings/exam-1/cancellation`));
    await follow();
    const { id, status, answer } = await one('exam-ahead', 'P7D');
    expect([status, answer]).toEqual([
      'not-planned',
      'It was never planned: the sitting was cancelled.',
    ]);
    expect(await why(id)).toMatchObject({
      enrollmentId: trainee.enrollmentId,
      cohortId: trainee.cohortId,
      facts: [{ type: 'ExamSittingCancelled', actor: 'local-coordinator' }],
      history: [],
    });
    expect(refusal(await get(`/notices/${id}`))).toEqual([404, 'notice-unknown']);
  });

  test('are asked of somebody who is not there', async () => {
    const nobody = '01890a5d-ac96-774b-bcce-b302099a80ff';
    expect(refusal(await get(`/people/${nobody}/notices`))).toEqual([404, 'person-unknown']);
    expect(refusal(await get(`/cohorts/${nobody}/notices`))).toEqual([404, 'cohort-unknown']);
    expect(refusal(await get(`/enrollments/${nobody}/notices`))).toEqual([
      404,
      'enrollment-unknown',
    ]);
    expect(refusal(await get(`/notices/${nobody}/why`))).toEqual([404, 'notice-unknown']);
    expect(refusal(await post(`/notices/${nobody}/retry`))).toEqual([404, 'notice-unknown']);
  });
});

describe('a trainee who is disqualified', () => {
  test('is told by which rule, by which of their own hours, and how to appeal', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    expect(await begin(id)).toEqual({
      did: 'nothing',
      because: 'not-due',
      at: '2026-03-10T15:02:00Z',
    });
    clock.set('2026-03-10T15:02:00Z');
    expect(await begin(id)).toEqual({ did: 'begun', attempt: 1, until: '2026-03-10T15:07:00Z' });
    const mail = await composed(id);
    expect(mail).toEqual({
      personId: trainee.personId,
      content: {
        kind: 'disqualified',
        program: expect.any(String),
        cohort: 'Spring 2026',
        rule: {
          title: expect.any(String),
          quotes: [
            expect.objectContaining({ text: expect.stringMatching(/four or more modules/u) }),
          ],
          readAs: ['Modules late to and modules missed are added up; four or more disqualify.'],
        },
        broke: [
          { date: '2026-03-02', what: 'Listening: missed' },
          { date: '2026-03-02', what: 'Recovery: missed' },
          { date: '2026-03-02', what: 'Boundaries: missed' },
          { date: '2026-03-09', what: 'Listening: missed' },
        ],
        appeal: 'not stated',
        decidedOn: '2026-03-10',
      },
    });
    expect(JSON.stringify(mail)).not.toMatch(/director|Rivera/u);
    await deliver(id, sent());
    const told = await why(id);
    expect(told.answer).toMatch(/^It went out: the mail was handed over at/u);
    expect(told.rule?.rules[0]?.quote).toMatch(/four or more modules/u);
    expect(told.facts.map(({ type }) => type)).toEqual([
      'ReadingChosen',
      'ModuleMissed',
      'ModuleMissed',
      'ModuleMissed',
      'ModuleMissed',
      'TraineeDisqualified',
    ]);
    expect(
      ((await get(`/notices/${id}`)).body as NoticeCard).history.map(({ type }) => type),
    ).toEqual(['NoticePlanned', 'NoticeSendingBegun', 'NoticeSent']);
  });

  test('of several couriers one sends it', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    const all = await Promise.all(Array.from({ length: 8 }, () => begin(id)));
    expect(all.filter(({ did }) => did === 'begun')).toHaveLength(1);
    expect(all.filter(({ did }) => did === 'nothing')).toHaveLength(7);
  });

  test('of several couriers in processes of their own one sends it', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    const { log, ids } = api.decider();
    const all = await Promise.all(
      Array.from({ length: 8 }, () =>
        new Decider(log, clock, ids).decide(
          notice,
          id,
          beginSending(clock.now(), usualTimes.lease),
          courier,
        ),
      ),
    );
    expect(all.map(({ outcome }) => outcome).sort()).toEqual([
      'recorded',
      ...Array.from({ length: 7 }, () => 'unchanged'),
    ]);
  });

  test('and is not, after all, gets no mail', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    const { facts } = await why(id);
    const wrong = facts[3]?.factId ?? '';
    const correction = { factId: wrong, reason: 'She was there.', as: { outcome: 'attended' } };
    answered(await post(`/enrollments/${trainee.enrollmentId}/corrections`, correction));
    // A courier that comes before the plan is followed looks again by itself.
    clock.set('2026-03-10T15:02:00Z');
    expect(await begin(id)).toEqual({ did: 'cancelled', because: 'disqualification-withdrawn' });
    await follow();
    const answer = await why(id);
    expect(answer.answer).toBe('It did not go out. Cancelled: the disqualification was withdrawn.');
    expect(answer.facts.at(-1)).toMatchObject({
      type: 'DisqualificationWithdrawn',
      reason: 'She was there.',
      actor: 'local-coordinator',
    });
    expect((await possible()).map(({ kind }) => kind)).not.toContain('disqualified-retracted');
  });

  test('and was told, and is not after all, is told that', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    await deliver(id, sent());
    const wrong = (await why(id)).facts[3]?.factId ?? '';
    const correction = { factId: wrong, reason: 'She was there.', as: { outcome: 'attended' } };
    answered(await post(`/enrollments/${trainee.enrollmentId}/corrections`, correction));
    await follow();
    const retraction = await one('disqualified-retracted');
    clock.set('2026-03-10T15:04:00Z');
    await begin(retraction.id);
    expect((await composed(retraction.id))?.content).toEqual({
      kind: 'disqualified-retracted',
      program: expect.any(String),
      cohort: 'Spring 2026',
      rule: { title: expect.any(String) },
      toldOn: '2026-03-10',
      because: 'record-corrected',
      standing: 'in training',
      still: [],
    });
    await deliver(retraction.id, sent());
    await follow();
    expect(await one('disqualified-retracted')).toMatchObject({ status: 'sent' });
  });

  test('and was told, and stands on other facts than were told, is told those', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    const told = (await composed(id))?.content;
    expect(told?.kind === 'disqualified' && told.broke).toHaveLength(4);
    await deliver(id, sent());
    const wrong = (await why(id)).facts[3]?.factId ?? '';
    const correction = {
      factId: wrong,
      reason: 'She came late.',
      as: { outcome: 'late', minutesLate: 5 },
    };
    answered(await post(`/enrollments/${trainee.enrollmentId}/corrections`, correction));
    await follow();
    const corrected = await one('disqualified-corrected');
    expect(corrected.status).toBe('planned');
    clock.set('2026-03-10T15:04:00Z');
    await begin(corrected.id);
    const now = (await composed(corrected.id))?.content;
    expect(now).toEqual({
      kind: 'disqualified-corrected',
      program: expect.any(String),
      cohort: 'Spring 2026',
      rule: told?.kind === 'disqualified' && told.rule,
      toldOn: '2026-03-10',
      because: 'record-corrected',
      noLonger: [{ date: '2026-03-02', what: expect.stringMatching(/: missed$/u) }],
      broke: expect.arrayContaining([
        { date: '2026-03-02', what: expect.stringMatching(/: late by 5 minutes$/u) },
      ]),
      appeal: 'not stated',
    });
    expect(JSON.stringify(now)).not.toContain('She came late');
    await deliver(corrected.id, sent());
    await follow();
    expect(await one('disqualified-corrected')).toMatchObject({ status: 'sent' });
    expect((await why(corrected.id)).calledForBy).toMatch(/is told what it rests on now/u);
  });

  test('and has no address is told once there is one and a person asks for it', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    expect(refusal(await post(`/notices/${id}/retry`))).toEqual([200, undefined]);
    await begin(id);
    await deliver(id, { attempt: 1, outcome: 'suppressed', because: 'no-address' });
    await follow();
    expect((await why(id)).answer).toMatch(/no mail address of the person is known/u);
    const again = await post(`/notices/${id}/retry`);
    expect([answered(again).outcome, answered(again).standing]).toEqual(['recorded', 'planned']);
    expect(await begin(id)).toMatchObject({ did: 'begun', attempt: 2 });
    expect(refusal(await post(`/notices/${id}/retry`))).toEqual([409, 'notice-not-retriable']);
  });

  test('and is erased gets nothing, and the ledger keeps ids alone', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    answered(await api.send('DELETE', `/people/${trainee.personId}`));
    clock.set('2026-03-10T15:02:00Z');
    expect(await begin(id)).toEqual({ did: 'cancelled', because: 'person-erased' });
    await follow();
    const { items } = (await get(`/people/${trainee.personId}/notices`)).body as {
      items: readonly NoticeEntry[];
    };
    expect(items.map(({ status }) => status)).toEqual(items.map(() => 'cancelled'));
    expect(items.every((entry) => entry.name === undefined)).toBe(true);
    expect((await why(id)).facts.at(-1)).toMatchObject({ type: 'PersonErased' });
  });

  test('what the mail server said is put in words', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    await deliver(id, {
      attempt: 1,
      outcome: 'deferred',
      because: 'refused-for-now',
      reply: { code: 452, enhanced: '4.2.2' },
      mayHaveArrived: false,
    });
    const [, , deferral] = (await why(id)).history;
    expect(deferral?.says).toMatch(
      /^Attempt 1: the mail server asked to try later \(452 4\.2\.2: the mailbox is full\)\. To be tried again at 2026-03-10T15:0[23]/u,
    );
    clock.set('2026-03-10T16:00:00Z');
    await begin(id);
    await deliver(id, { attempt: 2, outcome: 'bounced', reply: { code: 550 } });
    expect((await why(id)).answer).toBe(
      'It did not go out. Attempt 2: it was refused for good (550: the mailbox does not exist, or does not accept it).',
    );
  });

  test('a courier that finds nothing to compose gives it back, and nothing counts as told', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    const wrong = (await why(id)).facts[3]?.factId ?? '';
    const correction = { factId: wrong, reason: 'She was there.', as: { outcome: 'attended' } };
    answered(await post(`/enrollments/${trainee.enrollmentId}/corrections`, correction));
    expect(await composed(id)).toBeUndefined();
    await ask(new RecordDelivery(id, { attempt: 1, outcome: 'called-off' }, courier));
    await follow();
    expect((await possible()).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'disqualified cancelled',
      'exam-ahead planned',
      'exam-ahead planned',
      'exam-ahead planned',
      'exam-ahead planned',
    ]);
  });
});

describe('an exam sitting', () => {
  test('that is moved after a reminder is put right, with the date that was told and the new one', async () => {
    await follow();
    const { id } = await one('exam-ahead', 'P7D');
    clock.set('2026-03-29T13:00:00Z');
    await begin(id);
    expect((await composed(id))?.content).toEqual({
      kind: 'exam-ahead',
      program: expect.any(String),
      cohort: 'Spring 2026',
      date: '2026-04-05',
      startsAt: '09:00',
      timeZone: 'America/New_York',
      attemptsLeft: 3,
      lead: 'P7D',
    });
    await deliver(id, sent());
    const to = { date: '2026-04-06', startsAt: '10:00' };
    answered(await api.send('PUT', `/cohorts/${trainee.cohortId}/exam-sittings/exam-1/time`, to));
    await follow();
    const retraction = await one('exam-ahead-retracted');
    clock.set('2026-03-29T13:02:00Z');
    await begin(retraction.id);
    expect((await composed(retraction.id))?.content).toMatchObject({
      told: { date: '2026-04-05', startsAt: '09:00' },
      now: to,
    });
  });

  test('whose reminder waited until it was useless is not announced', async () => {
    await follow();
    const { id } = await one('exam-ahead', 'P7D');
    clock.set('2026-04-04T13:00:00Z');
    expect(await begin(id)).toEqual({ did: 'suppressed', because: 'too-late' });
    expect((await why(id)).answer).toBe(
      'It did not go out. Not sent: it could be of no use any more.',
    );
  });
});

test('views computed anew from the log hold the same ledger and the same plan', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollbook-notices-'));
  const { log } = api.decider();
  const anew = await openViews({ folder, log, views: allViews });
  try {
    const head = await log.head();
    await anew.waitFor(head, { timeoutMs: 10_000 });
    await api.views().waitFor(head, { timeoutMs: 10_000 });
    const tables = ['notices', 'notice_facts', 'notice_plan', 'notice_of', 'erased_people'];
    for (const table of tables) {
      const rowsOf = dump(anew)[table] ?? [];
      expect(rowsOf.length).toBeGreaterThan(0);
      expect(dump(api.views())[table]).toEqual(rowsOf);
    }
  } finally {
    await anew.close();
    await rm(folder, { recursive: true });
  }
});
