import { beforeAll, describe, expect, test } from '@jest/globals';
import { answered, createdId, location, refusal, servedApi } from './testing/api.js';
import {
  accepted,
  adopted,
  applied,
  enrolled,
  plan,
  planned,
  program,
  registered,
} from './testing/cohort.js';

const api = servedApi();
const { get, post, send } = api;
const key = (name: string) => ({ 'idempotency-key': name });

beforeAll(() => adopted(api));

describe('a command that creates', () => {
  test('answers 201 with an address where the thing is', async () => {
    const reply = await post('/people', { name: 'Sam Rivera' });
    const { id, outcome, revision, position, facts } = answered(reply);
    expect([reply.status, outcome, revision]).toEqual([201, 'recorded', 0]);
    expect(location(reply)).toBe(`/api/v1/people/${id}`);
    expect(reply.headers).toMatchObject({ etag: '"0"', 'rollbook-position': String(position) });
    expect(facts.map(({ type }) => type)).toEqual(['PersonRegistered']);
    expect((await get(`/people/${id}`)).body).toMatchObject({ id, name: 'Sam Rivera' });
  });

  test('answers the same address when it is repeated with the same key, and records nothing', async () => {
    const first = await post('/people', { name: 'Sam Rivera' }, key('register-sam'));
    const again = await post('/people', { name: 'Sam Rivera' }, key('register-sam'));
    expect([again.status, answered(again).outcome]).toEqual([201, 'repeated']);
    expect(location(again)).toBe(location(first));
    const { id, revision, position, facts } = answered(first);
    expect(answered(again)).toEqual({ id, outcome: 'repeated', revision, position, facts });
  });

  test('refuses the key of another request', async () => {
    await post('/people', { name: 'Sam Rivera' }, key('used'));
    const other = await post('/people', { name: 'Robin Moss' }, key('used'));
    expect(refusal(other)).toEqual([422, 'idempotency-key-reused']);
  });

  test('only tells what it would do when it is previewed', async () => {
    const before = (await get('/people?limit=200')).body;
    const reply = await post('/people?preview=true', { name: 'Robin Moss' });
    expect([reply.status, answered(reply).outcome]).toEqual([200, 'previewed']);
    expect(reply.headers).not.toHaveProperty('location');
    expect((await get('/people?limit=200')).body).toEqual(before);
  });

  test('answers 200 when it was there already', async () => {
    const cohortId = await planned(api);
    const sitting = { date: '2026-05-03', startsAt: '09:00' };
    const first = await post(`/cohorts/${cohortId}/exam-sittings`, sitting);
    const again = await post(`/cohorts/${cohortId}/exam-sittings`, sitting);
    expect([first.status, again.status, answered(again).outcome]).toEqual([201, 200, 'unchanged']);
  });

  test('gives every part an address that can be read', async () => {
    const personId = await registered(api);
    const applicationId = await applied(api, personId);
    const cohortId = await planned(api);
    const { enrollmentId } = await enrolled(api, cohortId);
    const referee = await post(`/people/${personId}/referees`, { name: 'Dana Lee' });
    const asked = { requirement: 'testing-accommodation', offer: 'extra-time' };
    const parts = [
      await post(`/programs/${program}/policies`, { version: '2018-01-01' }, key('adopt')),
      referee,
      await post(`/applications/${applicationId}/references`, {
        refereeId: createdId(referee),
        relation: 'colleague',
        roles: [],
        knownSince: '2020-01-01',
      }),
      await post(`/applications/${applicationId}/interviews`, {
        date: '2026-02-01',
        mode: 'video',
      }),
      await post(`/cohorts/${cohortId}/class-days`, {
        date: '2026-03-18',
        modules: ['Trauma', 'Culture', 'Advocacy'],
      }),
      await post(`/cohorts/${cohortId}/exam-sittings`, { date: '2026-05-03', startsAt: '09:00' }),
      await post(`/enrollments/${enrollmentId}/accommodations`, asked),
    ];
    for (const part of parts.slice(1)) {
      expect(part.status).toBe(201);
      const { status, body } = await get(location(part).replace('/api/v1', ''));
      expect([status, body]).toMatchObject([200, { id: createdId(part) }]);
    }
  });
});

describe('a command on something', () => {
  test('is refused when somebody changed it since it was read', async () => {
    const id = await registered(api);
    const { headers } = await get(`/people/${id}`);
    const etag = { 'if-match': String(headers['etag']) };
    const details = { name: 'Sam Rivera-Lee' };
    expect((await send('PUT', `/people/${id}/details`, details, etag)).status).toBe(200);
    expect(refusal(await send('PUT', `/people/${id}/details`, details, etag))).toEqual([
      412,
      'revision-mismatch',
    ]);
  });

  test('keeps what is sealed out of its answer', async () => {
    const reply = await post('/people', { name: 'Sam Rivera', email: 'sam@example.org' });
    expect(JSON.stringify(reply.body)).not.toMatch(/sealed|Rivera|sam@/);
  });

  test('takes no body, or an empty object, where it needs none', async () => {
    for (const body of [undefined, {}]) {
      const path = `/cohorts/${await planned(api)}/exam-sittings/exam-1/cancellation`;
      expect(answered(await post(path, body)).outcome).toBe('recorded');
    }
  });

  test('records the longest text that it takes, whatever its characters', async () => {
    const { components } = await api.description();
    const longest = (body: string, field: string): string => {
      const schema = components?.schemas?.[body];
      const found = schema === undefined || '$ref' in schema ? {} : schema.properties?.[field];
      const text = found === undefined || '$ref' in found ? {} : (found.items ?? found);
      // Each of these takes two code units.
      return '😀'.repeat(('maxLength' in text ? text.maxLength : undefined) ?? NaN);
    };
    const module = longest('DayBody', 'modules');
    const long = {
      ...plan,
      name: longest('CohortBody', 'name'),
      classDays: [{ date: '2026-03-02', modules: [module, module, module] }],
    };
    const cohort = await post('/cohorts', long);
    expect(cohort.status).toBe(201);
    const settled = {
      question: 'excused-absences',
      reading: 'counts',
      because: longest('SettledReadingBody', 'because'),
    };
    expect((await post(`/cohorts/${createdId(cohort)}/readings`, settled)).status).toBe(200);
  });

  test('says with its own status and code what is not there, gone, or against a rule', async () => {
    const gone = await registered(api);
    expect((await send('DELETE', `/people/${gone}`)).status).toBe(200);
    expect(refusal(await get(`/people/${gone}`))).toEqual([410, 'person-erased']);
    expect(refusal(await post(`/people/${gone}/referees`, { name: 'Dana' }))).toEqual([
      410,
      'person-erased',
    ]);
    const cohortId = await planned(api);
    const missing = `/cohorts/${cohortId}/sessions/class-9/cancellation`;
    expect(refusal(await post(missing))).toEqual([404, 'session-unknown']);
    const short = [{ date: '2026-03-02', modules: ['One module where the rules ask for three'] }];
    expect(refusal(await post('/cohorts', { ...plan, classDays: short }))).toEqual([
      409,
      'plan-breaks-rules',
    ]);
  });

  test('an erased person is a person no more, and erasing again changes nothing', async () => {
    const id = await registered(api);
    await send('DELETE', `/people/${id}`);
    expect(answered(await send('DELETE', `/people/${id}`)).outcome).toBe('unchanged');
    const { status, body } = await get(`/people/${id}/timeline`);
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining('PersonErased')]);
  });
});

describe('a list', () => {
  test('is read page by page, each entry once', async () => {
    const names = ['Ana', 'Bo', 'Cy', 'Di', 'Ed'].map((name) => `Page ${name}`);
    for (const name of names) await registered(api, name);
    const read: string[] = [];
    let path: string | undefined = '/people?limit=2';
    while (path !== undefined) {
      const page = (await get(path)).body as {
        items: readonly { readonly name: string }[];
        next?: string;
      };
      expect(page.items.length).toBeLessThanOrEqual(2);
      read.push(...page.items.map(({ name }) => name));
      path = page.next === undefined ? undefined : `/people?limit=2&cursor=${page.next}`;
    }
    expect(read.filter((name) => name.startsWith('Page'))).toEqual(names);
  });

  test('can be narrowed', async () => {
    const { applicationId } = await accepted(api);
    const some = async (query: string) =>
      (
        (await get(`/applications?limit=200&${query}`)).body as {
          items: readonly { readonly id: string }[];
        }
      ).items.map(({ id }) => id);
    expect(await some('standing=accepted')).toContain(applicationId);
    expect(await some('standing=declined')).not.toContain(applicationId);
    expect(await some('program=other')).toEqual([]);
  });
});
