import { describe, expect, test } from '@jest/globals';
import type { TimelineEntry } from '#oversight';
import { answered, servedApi } from '../testing/api.js';
import { enrolled } from '../testing/cohort.js';
import { sent, traineeOf } from '../testing/trainee.js';

const api = servedApi();
const { get, post, clock } = api;
const trainee = traineeOf(api);
const { follow, deliver, begin, possible, one, why, disqualified } = trainee;

interface Timeline {
  readonly items: readonly TimelineEntry[];
  readonly next?: string;
}

describe('the timeline of a person', () => {
  const told = async () => {
    const { status, body } = await get(`/people/${trainee.personId}/timeline?limit=200`);
    expect(status).toBe(200);
    const { items } = body as { items: readonly TimelineEntry[] };
    const positions = items.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    return items.filter(({ stream }) => stream === 'notice');
  };
  const inShort = (entries: readonly TimelineEntry[]) =>
    entries.map(({ type, occurredOn, notice: of }) => [of?.kind, type, of?.told, occurredOn]);

  test('tells what they were told, of what, on which day, and why', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    // Late in the evening where the class is held, and the next day in UTC.
    clock.set('2026-03-11T02:30:00Z');
    await begin(id);
    clock.set('2026-03-11T04:30:00Z');
    await deliver(id, sent());
    const [entry, ...more] = await told();
    expect(more).toEqual([]);
    const { facts } = await why(id);
    expect(entry).toEqual({
      position: expect.any(Number),
      stream: 'notice',
      streamId: id,
      factId: expect.any(String),
      type: 'NoticeSent',
      data: { attempt: 1 },
      occurredOn: '2026-03-10',
      recordedAt: '2026-03-11T04:30:00Z',
      actor: 'courier',
      voided: false,
      notice: {
        kind: 'disqualified',
        requirement: 'modules',
        told: 'yes',
        names: facts.slice(1, 5).map(({ factId }) => factId),
        says: 'Attempt 1: the mail was handed over.',
        why: 'Whoever is disqualified is told, by which rule and how to appeal; this is about the rule modules.',
        calledForBy: expect.arrayContaining(facts.map(({ factId }) => factId)),
      },
    });
  });

  test('tells what was taken back, and what that takes back', async () => {
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
    clock.set('2026-03-12T15:04:00Z');
    await begin(retraction.id);
    await deliver(retraction.id, sent());
    const entries = await told();
    expect(inShort(entries)).toEqual([
      ['disqualified', 'NoticeSent', 'yes', '2026-03-10'],
      ['disqualified-retracted', 'NoticeSent', 'yes', '2026-03-12'],
    ]);
    expect(entries[1]?.notice).toMatchObject({ retracts: id, requirement: 'modules' });
  });

  test('tells what they were not told, and why', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    await deliver(id, { attempt: 1, outcome: 'suppressed', because: 'no-address' });
    answered(await post(`/notices/${id}/retry`));
    await begin(id);
    await deliver(id, { attempt: 2, outcome: 'bounced', reply: { code: 550 } });
    const entries = await told();
    expect(inShort(entries)).toEqual([
      ['disqualified', 'NoticeSuppressed', 'no', '2026-03-10'],
      ['disqualified', 'NoticeBounced', 'no', '2026-03-10'],
    ]);
    expect(entries.map(({ notice: of }) => of?.says)).toEqual([
      'Not sent: no mail address of the person is known; add one, and have it tried again.',
      'Attempt 2: it was refused for good (550: the mailbox does not exist, or does not accept it).',
    ]);
  });

  test('tells a reminder with its sitting, and leaves out what is planned, tried or called off', async () => {
    await follow();
    const { id } = await one('exam-ahead', 'P7D');
    clock.set('2026-03-29T13:00:00Z');
    await begin(id);
    const because = 'unreachable' as const;
    await deliver(id, { attempt: 1, outcome: 'deferred', because, mayHaveArrived: false });
    expect(await told()).toEqual([]);
    clock.set('2026-03-29T13:05:00Z');
    await begin(id);
    await deliver(id, sent(2));
    answered(await post(`/cohorts/${trainee.cohortId}/exam-sittings/exam-2/cancellation`));
    await follow();
    const [reminder, ...more] = await told();
    expect(more).toEqual([]);
    expect(reminder).toMatchObject({
      type: 'NoticeSent',
      notice: { kind: 'exam-ahead', sittingId: 'exam-1', lead: 'P7D', told: 'yes' },
    });
  });

  test('tells what they may have been told, where nobody can know', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    const because = 'connection-lost' as const;
    await deliver(id, { attempt: 1, outcome: 'deferred', because, mayHaveArrived: true });
    clock.set('2026-03-10T15:10:00Z');
    await begin(id);
    // The courier died, and nothing was heard of it before the disqualification was withdrawn.
    const wrong = (await why(id)).facts[3]?.factId ?? '';
    const correction = { factId: wrong, reason: 'She was there.', as: { outcome: 'attended' } };
    answered(await post(`/enrollments/${trainee.enrollmentId}/corrections`, correction));
    clock.set('2026-03-10T16:00:00Z');
    await begin(id);
    expect(inShort(await told())).toEqual([
      ['disqualified', 'NoticeDeferred', 'perhaps', '2026-03-10'],
      ['disqualified', 'NoticeCancelled', 'perhaps', '2026-03-10'],
    ]);
  });

  test('tells what was given up', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    clock.set('2026-03-13T16:00:00Z');
    expect(await begin(id)).toEqual({ did: 'failed', because: 'tried-too-long' });
    expect(inShort(await told())).toEqual([
      ['disqualified', 'NoticeFailed', 'perhaps', '2026-03-13'],
    ]);
  });

  test('leaves out what was called off after it surely had not gone out', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    const because = 'unreachable' as const;
    await deliver(id, { attempt: 1, outcome: 'deferred', because, mayHaveArrived: false });
    const wrong = (await why(id)).facts[3]?.factId ?? '';
    const correction = { factId: wrong, reason: 'She was there.', as: { outcome: 'attended' } };
    answered(await post(`/enrollments/${trainee.enrollmentId}/corrections`, correction));
    await follow();
    expect((await possible()).map(({ kind, status }) => `${kind} ${status}`)).toContain(
      'disqualified cancelled',
    );
    expect(await told()).toEqual([]);
  });

  test('is read page by page, each entry once', async () => {
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    await deliver(id, sent());
    answered(await post(`/enrollments/${trainee.enrollmentId}/homework`, { sessionId: 'class-1' }));
    const whole = (await get(`/people/${trainee.personId}/timeline?limit=200`)).body as Timeline;
    const read: TimelineEntry[] = [];
    let path: string | undefined = `/people/${trainee.personId}/timeline?limit=3`;
    while (path !== undefined) {
      const { items, next } = (await get(path)).body as Timeline;
      read.push(...items);
      path = next && `/people/${trainee.personId}/timeline?limit=3&cursor=${next}`;
    }
    expect(read).toEqual(whole.items);
    expect(read.map(({ stream }) => stream)).toContain('notice');
  });

  test('holds no name, no address and nothing that was written to them, erased or not', async () => {
    const details = { name: 'Zoe Quill', email: 'zoe@quill.example', phone: '+1 617 555 0199' };
    answered(await api.send('PUT', `/people/${trainee.personId}/details`, details));
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    await deliver(id, sent());
    const before = await told();
    expect(JSON.stringify(before)).not.toMatch(/@|Zoe|Quill|0199/u);
    answered(await api.send('DELETE', `/people/${trainee.personId}`));
    expect(await told()).toEqual(before);
  });

  test('of another person tells nothing of it', async () => {
    const other = await enrolled(api, trainee.cohortId);
    await disqualified();
    await follow();
    const { id } = await one('disqualified');
    clock.set('2026-03-10T15:02:00Z');
    await begin(id);
    await deliver(id, sent());
    const { body } = await get(`/people/${other.personId}/timeline?limit=200`);
    expect(JSON.stringify(body)).not.toContain(id);
  });
});
