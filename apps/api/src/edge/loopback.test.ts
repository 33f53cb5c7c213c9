import { describe, expect, test } from '@jest/globals';
import { plan, sampleEdge } from './testing/edge.js';

const { send, post } = sampleEdge();

describe('only this machine', () => {
  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1'])(
    'the host "%s" is not served, so that no page can have its name point here',
    async (host) => {
      const { status, problem } = await send({ url: '/api/v1/classes', headers: { host } });
      expect([status, problem.code]).toEqual([421, 'misdirected-host']);
    },
  );

  test.each(['localhost', 'localhost:3000', '127.0.0.1:80', '[::1]:3000'])(
    'the host %s is',
    async (host) => {
      expect((await send({ url: '/api/v1/classes', headers: { host } })).status).toBe(200);
    },
  );

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ])('a change that another site sends is refused: %j', async (headers) => {
    const { status, problem } = await post(plan, headers);
    expect([status, problem.code]).toEqual([403, 'cross-site']);
  });

  test('a change from its own pages is not', async () => {
    const headers = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
    expect((await post(plan, headers)).status).toBe(201);
  });
});
