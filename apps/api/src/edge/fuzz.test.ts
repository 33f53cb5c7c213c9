import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { plan, sampleEdge } from './testing/edge.js';
import type { Answered } from './testing/edge.js';
import { knownId } from './testing/sample.js';

const { send, sendOverWire } = sampleEdge();

describe('nothing that is sent gives a 500', () => {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
    fc.constantFrom<unknown>(
      null,
      '',
      '2026-02-30',
      -0,
      1e308,
      [],
      {},
      [[]],
      [null],
      '\ud800',
      '\0',
      knownId,
    ),
  );
  const body = fc.oneof(
    odd,
    fc
      .record(
        {
          name: odd,
          days: odd,
          from: odd,
          zone: odd,
          rooms: odd,
          retreat: odd,
          held: odd,
          open: odd,
          announcedAt: odd,
          leaderId: odd,
          note: odd,
        },
        { requiredKeys: [] },
      )
      .map((fields) => ({ ...plan, ...fields })),
    fc.dictionary(
      fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'name', ''),
      odd,
    ),
  );
  const visible = fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
    maxLength: 40,
  });

  const judge = ({ status, headers, problem }: Answered, method: string | undefined) => {
    expect(status).toBeLessThan(500);
    if (status >= 400) {
      expect(headers['content-type']).toMatch('application/problem+json');
      if (method !== 'HEAD') expect(problem.status).toBe(status);
    }
  };
  const clean = async (request: InjectOptions) => {
    judge(await send(request), request.method);
  };

  test('whatever the body', async () => {
    await fc.assert(
      fc.asyncProperty(body, (payload) =>
        clean({
          method: 'POST',
          url: '/api/v1/classes',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify(payload),
        }),
      ),
      { numRuns: 500 },
    );
  });

  test('whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 60 }),
        fc.oneof(fc.constant('application/json'), visible),
        (bytes, type) =>
          clean({
            method: 'POST',
            url: '/api/v1/classes',
            headers: { 'content-type': type },
            payload: Buffer.from(bytes),
          }),
      ),
      { numRuns: 300 },
    );
  });

  test('whatever the address', async () => {
    const step = fc.oneof(
      visible,
      fc.constantFrom(
        '..',
        '%2f',
        '%00',
        '%',
        '%e0%a4',
        ':classId',
        '*',
        knownId,
        'closing',
        'api',
        'v1',
        'classes',
        '?',
        '#',
        'limit=3',
        'cursor=x',
        '&',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 6 }),
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD' as const),
        fc.constantFrom('/', '/api/v1/classes/', '/api/v1/classes?', '/api/', '/problems/'),
        async (steps, method, start) => {
          const address = `${start}${steps.join('/').replaceAll(/[\s]/g, '')}`;
          judge(await sendOverWire(method, address), method);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('whatever the headers', async () => {
    const names = fc.constantFrom(
      'rollbook-actor',
      'idempotency-key',
      'if-match',
      'if-none-match',
      'x-request-id',
      'rollbook-wait-for',
      'accept',
      'origin',
      'host',
      'content-type',
      'content-length',
      'transfer-encoding',
      'range',
      'accept-encoding',
      'expect',
      'cookie',
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, visible), fc.boolean(), (headers, command) =>
        clean(
          command
            ? { method: 'POST', url: `/api/v1/classes/${knownId}/closing`, headers }
            : {
                url: '/api/v1/classes',
                headers: { ...headers, 'rollbook-wait-for': headers['rollbook-wait-for'] ?? '1' },
              },
        ),
      ),
      { numRuns: 300 },
    );
  });
});
