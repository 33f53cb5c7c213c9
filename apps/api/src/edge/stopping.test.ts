import { afterEach, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { Controller, Get, Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Position } from '#event-log';
import { createApp, listen } from '../app.js';
import { problemType } from './problem-filter.js';
import type { Problem } from './problem-filter.js';
import { probesAt } from './testing/probes.js';

const arrived = Promise.withResolvers<undefined>();
const release = Promise.withResolvers<undefined>();
const order: string[] = [];

@Controller('api/v1/slow')
class SlowController implements OnApplicationShutdown {
  @Get()
  async answer(): Promise<object> {
    arrived.resolve(undefined);
    await release.promise;
    order.push('answered');
    return { done: true };
  }

  onApplicationShutdown(): void {
    order.push('closed what it holds');
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

const settings = { port: 0, host: '127.0.0.1', dataDir: tmpdir(), logLevel: 'silent' } as const;

let opened: NestFastifyApplication | undefined;
afterEach(() => opened?.close());

async function slowApp() {
  const app = await createApp({
    settings,
    modules: [SlowModule],
    probes: probesAt(3, { views: 'They are whole, and behind the log.' }),
    readSide: {
      status: () => ({ live: false, position: 3 as Position }),
      waitFor: () => Promise.resolve(false),
    },
  });
  opened = app;
  return { app, origin: await listen(app, settings) };
}

test('a request under way is answered before anything is closed, and an idle connection holds nothing up', async () => {
  const { app, origin } = await slowApp();
  // Leaves its connection open.
  expect((await fetch(`${origin}/health/live`)).status).toBe(200);
  const answer = fetch(`${origin}/api/v1/slow`);
  await arrived.promise;

  const closed = app.close();
  release.resolve(undefined);

  expect(await (await answer).json()).toEqual({ done: true });
  await closed;
  expect(order).toEqual(['answered', 'closed what it holds']);
  await expect(fetch(origin)).rejects.toThrow();
});

test('views that have not caught up are not ready, though alive', async () => {
  const { origin } = await slowApp();
  const ready = await fetch(`${origin}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([
    503,
    {
      status: 'not ready',
      waitingFor: { views: 'They are whole, and behind the log.' },
      views: 'catching-up',
      position: 3,
      version: expect.any(String) as unknown,
    },
  ]);
  expect((await fetch(`${origin}/health/live`)).status).toBe(200);
});

test.each([
  ['what is not HTTP', 'hello\r\n\r\n', 400, 'bad-request'],
  ['an address beyond ASCII', 'GET /\x80 HTTP/1.1\r\nhost: localhost\r\n\r\n', 400, 'bad-request'],
  [
    'headers without end',
    `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers-too-large',
  ],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400, undefined],
  [
    'another form of address',
    'GET http://evil.example/ HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
    421,
    'misdirected-host',
  ],
])('on the wire, %s is refused, and told why', async (_what, bytes, status, code) => {
  const { origin } = await slowApp();
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.write(bytes, 'latin1');
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    // A server that closes before it has read everything resets the connection after its answer.
    socket.setEncoding('latin1').on('error', () => undefined);
    socket
      .on('data', (chunk: string) => (text += chunk))
      .on('close', () => {
        resolve(text);
      });
  });
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `));
  // The parser itself answers a request without a host, and has no body to say.
  if (code === undefined) return;
  expect(head.toLowerCase()).toContain(`content-type: ${problemType}`);
  const problem = JSON.parse(body) as Problem;
  expect(problem).toMatchObject({ status, code, type: `/problems/${code}` });
  expect(head.toLowerCase()).toContain(`x-request-id: ${problem.requestId}`);
});
