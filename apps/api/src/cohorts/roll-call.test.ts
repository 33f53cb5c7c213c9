import { beforeAll, describe, expect, test } from '@jest/globals';
import { answered, places, refusal, servedApi } from '../testing/api.js';
import { adopted, enrolled, planned } from '../testing/cohort.js';

const api = servedApi();
const { clock, get, post } = api;
const nobody = '01890a5d-ac96-774b-bcce-b302099a80ff';

let cohortId: string;
const trainees: string[] = [];
const roll = (session: string, entries: unknown, query = '') =>
  post(`/cohorts/${cohortId}/sessions/${session}/roll-call${query}`, { trainees: entries });

beforeAll(async () => {
  await adopted(api);
  cohortId = await planned(api);
  for (let count = 0; count < 3; count++) {
    trainees.push((await enrolled(api, cohortId)).enrollmentId);
  }
  clock.set('2026-03-10T15:00:00Z');
});

const modules = (...outcomes: readonly object[]) =>
  outcomes.map((outcome, index) => ({ module: `class-1.${index + 1}`, ...outcome }));

describe('a roll call', () => {
  test('marks a whole class in one request, each trainee alone', async () => {
    const [ana, bo, cy] = trainees;
    const marked = modules(
      { outcome: 'late', minutesLate: 12 },
      { outcome: 'missed' },
      { outcome: 'excused' },
    );
    const { status, body, headers } = await roll('class-1', [
      { enrollmentId: ana, outcome: 'attended' },
      { enrollmentId: bo, modules: marked },
      { enrollmentId: nobody, outcome: 'attended' },
      { enrollmentId: cy, modules: [{ module: 'class-2.1', outcome: 'attended' }] },
    ]);
    expect([status, body]).toMatchObject([
      200,
      {
        results: [
          {
            enrollmentId: ana,
            outcome: 'recorded',
            standing: 'in-training',
            facts: [{ type: 'ModuleAttended' }, {}, {}],
          },
          {
            enrollmentId: bo,
            outcome: 'recorded',
            facts: [
              { type: 'ModuleAttendedLate', data: { minutesLate: 12 } },
              { type: 'ModuleMissed' },
              { type: 'ModuleExcused' },
              // One who was late at all is out, if the rules are read most strictly.
              { type: 'DecisionAwaited', data: { decision: 'modules-late-or-missed' } },
            ],
          },
          {
            enrollmentId: nobody,
            outcome: 'refused',
            facts: [],
            problem: { status: 404, code: 'enrollment-unknown' },
          },
          {
            enrollmentId: cy,
            outcome: 'refused',
            problem: { status: 409, code: 'module-unknown', type: '/problems/module-unknown' },
          },
        ],
      },
    ]);
    expect(headers['rollbook-position']).toBe(String((body as { position: number }).position));
    expect((await get(`/cohorts/${cohortId}/roster`)).body).toMatchObject({
      trainees: expect.arrayContaining([
        expect.objectContaining({
          enrollmentId: bo,
          modules: { attended: 0, late: 1, missed: 1, excused: 1, unmarked: 9 },
        }),
      ]),
    });
  });

  test('taken again, changes nothing', async () => {
    const [ana] = trainees;
    const { body } = await roll('class-1', [{ enrollmentId: ana, outcome: 'attended' }]);
    expect(body).toMatchObject({ results: [{ outcome: 'unchanged', facts: [] }] });
  });

  test('can be tried first', async () => {
    const entries = [{ enrollmentId: trainees[0], outcome: 'missed' }];
    const { body } = await roll('class-2', entries, '?preview=true');
    expect(body).toMatchObject({ results: [{ outcome: 'previewed', facts: [{}, {}, {}] }] });
    const again = await roll('class-2', entries, '?preview=true');
    expect(again.body).toMatchObject({ results: [{ outcome: 'previewed' }] });
  });

  test('is refused as a whole for a session that is not there or still to come', async () => {
    const entries = [{ enrollmentId: trainees[0], outcome: 'attended' }];
    expect(refusal(await roll('class-9', entries))).toEqual([404, 'session-unknown']);
    const early = await roll('class-3', entries);
    expect(early.body).toMatchObject({
      results: [{ outcome: 'refused', problem: { code: 'date-in-future' } }],
    });
  });

  test.each([
    [{ outcome: 'late' }, '/modules/0/minutesLate', 'is missing'],
    [{ outcome: 'late', minutesLate: 0 }, '/modules/0/minutesLate', 'from 1 to 1440'],
    [{ outcome: 'missed', minutesLate: 5 }, '/modules/0/minutesLate', 'late only'],
    [{ outcome: 'asleep' }, '/modules/0/outcome', 'must be one of'],
  ])('tells what is wrong with the mark %j', async (mark, pointer, message) => {
    const reply = await roll('class-1', [{ enrollmentId: trainees[0], modules: modules(mark) }]);
    expect(places(reply)).toEqual({ [`/trainees/0${pointer}`]: expect.stringContaining(message) });
  });

  test.each([
    [{}, 'must be one of: attended, missed, excused'],
    [{ outcome: 'late' }, 'module by module'],
    [{ outcome: 'missed', modules: modules({ outcome: 'missed' }) }, 'leave it out'],
  ])('tells what is wrong with %j for a whole session', async (part, message) => {
    const reply = await roll('class-1', [{ enrollmentId: trainees[0], ...part }]);
    expect(places(reply)).toEqual({ '/trainees/0/outcome': expect.stringContaining(message) });
  });

  test('names a trainee who is in it twice', async () => {
    const entry = { enrollmentId: trainees[0], outcome: 'attended' };
    expect(places(await roll('class-1', [entry, entry]))).toEqual({
      '/trainees': expect.stringContaining(`names ${String(trainees[0])} twice`),
    });
  });
});

describe('a correction of a mark', () => {
  test('puts the right one in its place', async () => {
    const [, , cy] = trainees;
    const { body } = await roll('class-1', [{ enrollmentId: cy, outcome: 'missed' }]);
    const { results } = body as { results: readonly [{ facts: readonly { id: string }[] }] };
    const factId = results[0].facts[0]?.id;
    const path = `/enrollments/${String(cy)}/corrections`;
    const wrong = { factId, reason: 'Was there.', as: { outcome: 'attended', minutesLate: 5 } };
    expect(Object.keys(places(await post(path, wrong)))).toEqual(['/as/minutesLate']);
    const right = { factId, reason: 'Came late.', as: { outcome: 'late', minutesLate: 5 } };
    const [voided, marked] = answered(await post(path, right)).facts;
    expect([voided, marked]).toMatchObject([
      { type: 'RecordVoided', data: { factId } },
      { type: 'ModuleAttendedLate', data: { moduleId: 'class-1.1', minutesLate: 5 } },
    ]);
  });
});
