import { describe, expect, test } from '@jest/globals';
import type { EnrollmentAnswer } from './enrollments.answers.js';
import { answered, createdId, refusal, servedApi } from '../testing/api.js';
import { planned } from '../testing/cohort.js';
import { sent, traineeOf } from '../testing/trainee.js';

const api = servedApi();
const { clock, get, post } = api;
const trainee = traineeOf(api);
const { begin, composed, deliver, disqualified, follow, one, possible, why } = trainee;

const own = (path: string) => `/enrollments/${trainee.enrollmentId}/${path}`;
const enrollIn = (cohortId: string) =>
  post(`/cohorts/${cohortId}/enrollments`, { applicationId: trainee.applicationId });

describe('somebody who was disqualified by a wrong record, and left', () => {
  test('is put right: the record, what they were told, and the way back into a class', async () => {
    await disqualified();
    await follow();
    clock.set('2026-03-10T15:02:00Z');
    const notice = await one('disqualified');
    await begin(notice.id);
    await deliver(notice.id, sent());
    const wrong = (await why(notice.id)).facts.find(({ type }) => type === 'ModuleMissed');

    clock.set('2026-03-11T15:00:00Z');
    const left = answered(await post(own('withdrawal'), { reason: 'There is no point in it.' }));
    expect(left.standing).toBe('withdrawn');
    const autumn = await planned(api);
    const shut = await enrollIn(autumn);
    expect(refusal(shut)).toEqual([409, 'disqualified-before']);
    expect(shut.body).toMatchObject({ details: { enrollmentId: trainee.enrollmentId } });

    clock.set('2026-03-20T15:00:00Z');
    const correction = { factId: wrong?.factId, reason: 'Was there.', as: { outcome: 'attended' } };
    const corrected = answered(await post(own('corrections'), correction));
    expect([corrected.standing, ...corrected.facts.map(({ type }) => type)]).toEqual([
      'withdrawn',
      'RecordVoided',
      'ModuleAttended',
      'DisqualificationWithdrawn',
    ]);
    // The seat stays free: it was given up, not taken away.
    expect((await get(`/cohorts/${trainee.cohortId}`)).body).toMatchObject({ taken: 0 });

    await follow();
    const retraction = await one('disqualified-retracted');
    expect(retraction.status).toBe('planned');
    clock.set('2026-03-20T15:02:00Z');
    await begin(retraction.id);
    expect((await composed(retraction.id))?.content).toMatchObject({
      kind: 'disqualified-retracted',
      toldOn: '2026-03-10',
      because: 'record-corrected',
      standing: 'you have withdrawn from the cohort',
      still: [],
    });

    const anew = await enrollIn(autumn);
    expect(answered(anew).standing).toBe('in-training');
    const enrollment = (await get(`/enrollments/${createdId(anew)}`)).body as EnrollmentAnswer;
    expect(enrollment.modules).toMatchObject({ missed: 0 });
  });

  test('is told nothing where nothing was told, but can be enrolled again', async () => {
    await disqualified();
    answered(await post(own('withdrawal'), { reason: 'Moved away.' }));
    await follow();
    const wrong = (await why((await one('disqualified')).id)).facts.find(
      ({ type }) => type === 'ModuleMissed',
    );
    const correction = { factId: wrong?.factId, reason: 'Was there.', as: { outcome: 'attended' } };
    answered(await post(own('corrections'), correction));
    await follow();
    const kinds = (await possible()).map(({ kind, status }) => `${kind} ${status}`);
    expect(kinds).toContain('disqualified cancelled');
    expect(kinds.join()).not.toContain('disqualified-retracted');
    expect((await enrollIn(await planned(api))).status).toBe(201);
  });
});

describe('what is entered late of somebody who left', () => {
  test('is recorded up to the day of leaving, and refused for the days after it', async () => {
    const reason = 'Moved away.';
    answered(await post(own('withdrawal'), { reason, occurredOn: '2026-03-02' }));
    const roll = (session: string) =>
      post(`/cohorts/${trainee.cohortId}/sessions/${session}/roll-call`, {
        trainees: [{ enrollmentId: trainee.enrollmentId, outcome: 'attended' }],
      });
    expect((await roll('class-1')).body).toMatchObject({ results: [{ outcome: 'recorded' }] });
    expect((await roll('class-2')).body).toMatchObject({
      results: [
        {
          outcome: 'refused',
          problem: {
            code: 'trainee-withdrew',
            details: { leftOn: '2026-03-02', occurredOn: '2026-03-09' },
          },
        },
      ],
    });
    expect(refusal(await post(own('homework'), { sessionId: 'class-1' }))).toEqual([
      409,
      'trainee-withdrew',
    ]);
    const onTheDay = { sessionId: 'class-1', occurredOn: '2026-03-02' };
    expect(answered(await post(own('homework'), onTheDay)).outcome).toBe('recorded');
  });
});
