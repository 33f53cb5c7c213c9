import { beforeAll, describe, expect, test } from '@jest/globals';
import { answered, createdId, location, places, refusal, servedApi } from '../testing/api.js';
import { adopted, enrolled, planned } from '../testing/cohort.js';

const api = servedApi();
const { clock, post } = api;

describe('a trainee, from the first class to the certificate', () => {
  let cohortId: string;
  let enrollmentId: string;

  beforeAll(async () => {
    await adopted(api);
    cohortId = await planned(api);
    ({ enrollmentId } = await enrolled(api, cohortId));
  });

  test('walks the whole way', async () => {
    clock.set('2026-03-23T15:00:00Z');
    const sessions = ['class-1', 'class-2', 'class-3', 'retreat-1', 'retreat-2', 'retreat-3'];
    for (const session of sessions) {
      const { status, body } = await post(`/cohorts/${cohortId}/sessions/${session}/roll-call`, {
        trainees: [{ enrollmentId, outcome: 'attended' }],
      });
      expect([status, body]).toMatchObject([
        200,
        { results: [{ enrollmentId, outcome: 'recorded', standing: 'in-training' }] },
      ]);
    }
    const to = (path: string) => `/enrollments/${enrollmentId}/${path}`;
    const homework = answered(await post(to('homework'), { sessionId: 'class-1' }));
    expect(homework.facts.map(({ type }) => type)).toEqual(['HomeworkTurnedIn']);
    expect(answered(await post(to('completion'))).standing).toBe('training-completed');

    clock.set('2026-04-06T15:00:00Z');
    const attemptId = createdId(await post(to('exam-attempts'), { sittingId: 'exam-1' }));
    const mark = { result: 'passed', score: 87.5 };
    const marked = answered(await post(to(`exam-attempts/${attemptId}/mark`), mark));
    expect(marked.standing).toBe('certification-earned');
    const certificate = await post(to('certificate'), {});
    expect([certificate.status, location(certificate)]).toEqual([
      201,
      `/api/v1/certificates/${enrollmentId}`,
    ]);
  });

  test('an unknown field is named', async () => {
    const reply = await post(`/enrollments/${enrollmentId}/completion`, {
      occuredOn: '2026-01-01',
    });
    expect(refusal(reply)).toEqual([400, 'bad-input']);
    expect(places(reply)).toEqual({
      '/occuredOn': 'is not a field here; leave it out or check its spelling',
    });
  });
});
