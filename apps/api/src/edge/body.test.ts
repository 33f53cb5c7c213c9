import { describe, expect, test } from '@jest/globals';
import { plan, sampleEdge } from './testing/edge.js';
import { knownId, understood } from './testing/sample.js';

const { send, post, refusedPlaces } = sampleEdge();

describe('a body is checked field by field', () => {
  test('one that fits reaches the handler as its class, with the command context', async () => {
    const { status, headers, json } = await post(plan);
    expect(status).toBe(201);
    expect(json).toEqual({ id: knownId, name: 'Spring' });
    expect(headers).toMatchObject({
      etag: '"0"',
      'rollbook-position': '7',
      location: `/api/v1/classes/${knownId}`,
      'cache-control': 'no-store',
    });
    expect(understood.body).toEqual(plan);
  });

  test('an impossible date is refused with words that say so, at its place in the list', async () => {
    expect(await refusedPlaces({ ...plan, days: ['2026-03-02', '2026-02-30'] })).toEqual({
      '/days/1': '2026-02-30 is not a day that exists',
    });
  });

  test('every field that does not fit is named at once, nested ones with their pointer', async () => {
    const refused = await refusedPlaces({
      name: ' ',
      days: ['2026-03-02', '2026-03-02'],
      from: '24:00',
      zone: 'Boston',
      rooms: [
        { name: 'Oak', seats: '30' },
        { seats: 0, name: 'Elm', floor: 2 },
      ],
      held: 'somewhere',
      open: 'true',
      announcedAt: '2026-03-02T09:30:00',
      leaderId: 'ana',
      note: 'a\u0007b',
      colour: 'red',
    });
    expect(Object.keys(refused).sort()).toEqual([
      '/announcedAt',
      '/colour',
      '/days/1',
      '/from',
      '/held',
      '/leaderId',
      '/name',
      '/note',
      '/open',
      '/rooms/0/seats',
      '/rooms/1/floor',
      '/rooms/1/seats',
      '/zone',
    ]);
  });

  test.each([
    ['nothing at all', {}, ['/name', '/days', '/from', '/zone', '/rooms']],
    ['null for what may be left out', { ...plan, open: null }, ['/open']],
    ['null for an object that may be left out', { ...plan, retreat: null }, ['/retreat']],
    ['an empty list for an object', { ...plan, retreat: [] }, ['/retreat']],
    ['text for an object', { ...plan, retreat: 'Oak' }, ['/retreat']],
    ['an object for a list', { ...plan, rooms: { 0: {} } }, ['/rooms']],
    ['a list inside the list', { ...plan, rooms: [[]] }, ['/rooms/0']],
    ['null inside the list', { ...plan, rooms: [null] }, ['/rooms/0']],
    ['too many', { ...plan, rooms: [{}, {}, {}, {}] }, ['/rooms']],
    ['a list for a word', { ...plan, held: ['online'] }, ['/held']],
    ['too long a text', { ...plan, name: 'x'.repeat(81) }, ['/name']],
    ['a name with a direction override', { ...plan, name: 'a\u202eb' }, ['/name']],
    ['a year no one meant', { ...plan, days: ['0206-03-02'] }, ['/days/0']],
    ['a fraction', { ...plan, rooms: [{ name: 'Oak', seats: 1.5 }] }, ['/rooms/0/seats']],
  ])('refused: %s', async (_what, body, pointers) => {
    expect(Object.keys(await refusedPlaces(body)).sort()).toEqual([...pointers].sort());
  });

  test('text of the longest length fits, with an emoji counted as one character', async () => {
    expect((await post({ ...plan, name: '🌱'.repeat(80) })).status).toBe(201);
  });

  test.each([
    ['a list', []],
    ['text', '"Spring"'],
    ['null', 'null'],
  ])('a body that is %s is refused as a whole', async (_what, body) => {
    expect(await refusedPlaces(body)).toEqual({ '': 'must be a JSON object' });
  });

  test('thousands of wrong fields are answered with the first fifty', async () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}`, 1]));
    const { problem } = await post({ ...plan, ...many });
    expect(problem.errors).toHaveLength(51);
    expect(problem.errors?.at(-1)?.message).toBe('4950 more places do not fit');
  });

  test.each([
    ['broken JSON', '{"name": ', 400, 'bad-json'],
    ['no JSON at all', '', 400, 'bad-json'],
    ['very deep JSON', '['.repeat(100_000), 400, 'bad-json'],
    ['deep JSON', `${'['.repeat(40)}${']'.repeat(40)}`, 400, 'bad-json'],
    ['a prototype', '{"__proto__": {"open": true}}', 400, 'bad-input'],
    ['a constructor', '{"constructor": 1}', 400, 'bad-input'],
    ['half a surrogate pair', '{"name": "\\ud83c"}', 400, 'bad-input'],
    ['a NUL in a name', '{"na\\u0000me": 1}', 400, 'bad-input'],
    ['a number beyond all numbers', '{"rooms":[{"name":"Oak","seats":1e999}]}', 400, 'bad-input'],
    [
      'more values than any request has',
      JSON.stringify(Array(30_000).fill(0)),
      413,
      'body-too-large',
    ],
    ['too many bytes', `{"name":"${'x'.repeat(262_144)}"}`, 413, 'body-too-large'],
  ])('refused before any field: %s', async (_what, body, status, code) => {
    const answered = await post(body);
    expect([answered.status, answered.problem.code]).toEqual([status, code]);
  });

  test('what no field could hold is refused where it is, however deep', async () => {
    expect(await refusedPlaces('{"rooms":[{"__proto__":{"seats":1}}]}')).toEqual({
      '/rooms/0/__proto__': 'is not a field',
    });
    expect(await refusedPlaces('{"rooms":[{"na\\u0000me":1}]}')).toEqual({
      '/rooms/0': 'holds a NUL or half of a surrogate pair, which is not text',
    });
  });

  test('bytes that are not UTF-8 are refused', async () => {
    const payload = Buffer.from([0x22, 0xff, 0x22]);
    const headers = { 'content-type': 'application/json' };
    const { status, problem } = await send({
      method: 'POST',
      url: '/api/v1/classes',
      headers,
      payload,
    });
    expect([status, problem.code]).toEqual([400, 'bad-json']);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'nonsense',
  ])('a body of type %s is refused with 415', async (type) => {
    const answered = await post('name=Spring', { 'content-type': type });
    expect([answered.status, answered.problem.code]).toEqual([415, 'not-json']);
  });
});
