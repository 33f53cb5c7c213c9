import { describe, expect, test } from '@jest/globals';
import { plan, sampleEdge } from './testing/edge.js';
import { knownId, understood } from './testing/sample.js';

const { send, post } = sampleEdge();

describe('addresses', () => {
  test('an id nobody has is 404 and names what was looked for', async () => {
    const { status, problem, headers } = await send({
      url: '/api/v1/classes/01890a5d-ac96-774b-bcce-b302099a8058',
    });
    expect(headers['content-type']).toMatch('application/problem+json');
    expect(problem).toMatchObject({
      type: '/problems/not-found',
      status,
      code: 'not-found',
      detail: 'There is no class with the id 01890a5d-ac96-774b-bcce-b302099a8058.',
      requestId: headers['x-request-id'],
    });
  });

  test('an id that is none is refused with the name of the parameter', async () => {
    const { status, problem } = await send({ url: '/api/v1/classes/42' });
    expect(status).toBe(400);
    expect(problem.errors).toEqual([
      { in: 'path', pointer: '/classId', message: expect.stringContaining('UUID') as unknown },
    ]);
  });

  test('an address where nothing is gives 404, a wrong method 405 with what is allowed', async () => {
    expect((await send({ url: '/api/v1/nothing' })).problem.code).toBe('no-such-route');
    const wrong = await send({ method: 'DELETE', url: `/api/v1/classes/${knownId}` });
    expect([wrong.status, wrong.problem.code, wrong.headers['allow']]).toEqual([
      405,
      'method-not-allowed',
      'GET, HEAD',
    ]);
  });

  test.each([
    '/api/v1/classes/%zz',
    '/%',
    '/api/v1/classes/%00',
    '/api/v1/classes/%ed%a0%80',
    `/${'a'.repeat(9_000)}`,
    `/api/v1/classes/${'a'.repeat(200)}`,
    '/api/../../etc/passwd',
    '/api/%2e%2e/%2e%2e/etc/passwd',
    '/api/.%00./x',
    '//',
    '/api//',
  ])('%s is refused as a problem, not a fault', async (url) => {
    const { status, problem } = await send({ url });
    expect([status, url]).toEqual([expect.any(Number), url]);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(problem.code).toEqual(expect.any(String));
  });
});

describe('the context of a command', () => {
  const close = (headers: Record<string, string> = {}, query = '') =>
    send({ method: 'POST', url: `/api/v1/classes/${knownId}/closing${query}`, headers });

  test('is taken from the headers', async () => {
    const requestId = '01890a5d-ac96-774b-bcce-000000000001';
    const { status, headers } = await close(
      {
        'rollbook-actor': 'ana.ruiz',
        'idempotency-key': 'k-1',
        'if-match': '"4"',
        'x-request-id': requestId,
      },
      '?preview=true',
    );
    expect([status, headers['etag'], headers['x-request-id']]).toEqual([200, '"5"', requestId]);
    expect(understood.context).toEqual({
      actor: 'ana.ruiz',
      correlationId: requestId,
      idempotency: {
        key: expect.stringMatching(/^[\w-]{22}$/) as unknown,
        digest: expect.stringMatching(/^[\w-]{22}$/) as unknown,
      },
      ifRevision: 4,
      preview: true,
    });
  });

  test('without headers is the local coordinator, with an id of its own', async () => {
    await close({ 'if-match': '*', 'x-request-id': 'Jo Public' });
    expect(understood.context).toEqual({
      actor: 'local-coordinator',
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    });
  });

  test.each([
    [{ 'rollbook-actor': 'Ana Ruiz' }, '', '/Rollbook-Actor'],
    [{ 'idempotency-key': 'ü' }, '', '/Idempotency-Key'],
    [{ 'idempotency-key': 'k'.repeat(256) }, '', '/Idempotency-Key'],
    [{ 'if-match': '4' }, '', '/If-Match'],
    [{ 'if-match': 'W/"4"' }, '', '/If-Match'],
    [{}, '?preview=yes', '/preview'],
    [{}, '?preview=true&preview=true', '/preview'],
    [{}, '?dryRun=true', '/dryRun'],
  ])('%j%s is refused, naming %s', async (headers, query, pointer) => {
    const { status, problem } = await close(headers, query);
    expect(status).toBe(400);
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  test('the digest is of key, address and body, whatever the order of the fields', async () => {
    const digestFor = async (key: string, body: unknown) => {
      await post(body, { 'idempotency-key': key });
      return understood.context?.idempotency?.digest;
    };
    const { name, ...rest } = plan;
    const digest = await digestFor('a', plan);
    expect(await digestFor('a', { ...rest, name })).toBe(digest);
    expect(await digestFor('b', plan)).not.toBe(digest);
    expect(await digestFor('a', { ...plan, name: 'Autumn' })).not.toBe(digest);
  });

  test('a revision that was passed by is refused with 412 and what was found', async () => {
    const { status, problem } = await close({ 'if-match': '"3"' });
    expect([status, problem.code, problem.details]).toEqual([
      412,
      'revision-mismatch',
      { current: 4 },
    ]);
  });
});

describe('lists', () => {
  const list = async (query: string) => {
    const { status, json, problem } = await send({ url: `/api/v1/classes${query}` });
    return { status, problem, page: json as { items: { name: string }[]; next?: string } };
  };

  test('are walked page by page to the end, each entry once', async () => {
    const names: string[] = [];
    let query = '?limit=2';
    for (let pages = 0; pages < 2; pages++) {
      const { page } = await list(query);
      names.push(...page.items.map(({ name }) => name));
      query = `?limit=2&cursor=${page.next ?? 'none'}`;
    }
    expect(names).toEqual(['Autumn', 'Spring', 'Summer', 'Winter']);
    expect(query).toContain('none');
  });

  test('take numbers and flags from the query as what they are', async () => {
    await list('?limit=7&open=true');
    expect(understood.query).toEqual({ limit: 7, open: true });
    await list('');
    expect(understood.query).toMatchObject({ limit: 50 });
  });

  test.each([
    'limit=0',
    'limit=201',
    'limit=1e1',
    'limit=2&limit=3',
    'limit=',
    'limit[]=1',
    'open=1',
    'page=2',
    '__proto__=1',
    'cursor=',
  ])('?%s is refused', async (query) => {
    const { status, problem } = await list(`?${query}`);
    expect([status, problem.code]).toEqual([400, 'bad-input']);
  });

  test('a cursor that was changed, cut or made up is refused', async () => {
    const { page } = await list('?limit=1');
    const next = page.next ?? '';
    for (const cursor of [
      next.slice(0, -1),
      `x${next}`,
      `${next}.x`,
      'null',
      '.',
      'e30.aaaaaaaa',
    ]) {
      const { status, problem } = await list(`?cursor=${cursor}`);
      expect([cursor, status, problem.code]).toEqual([cursor, 400, 'bad-cursor']);
    }
  });
});

describe('waiting for a position', () => {
  const waitFor = (position: string) =>
    send({ url: `/api/v1/classes/${knownId}`, headers: { 'rollbook-wait-for': position } });

  test('a query is answered once the views have reached it', async () => {
    expect((await waitFor('40')).status).toBe(200);
  });

  test('views that stay behind are 503, to be asked again', async () => {
    const { status, problem, headers } = await waitFor('41');
    expect([status, problem.code, headers['retry-after']]).toEqual([503, 'views-behind', '1']);
  });

  test('what is no position is refused', async () => {
    expect((await waitFor('-1')).problem.errors?.[0]?.pointer).toBe('/Rollbook-Wait-For');
  });
});
