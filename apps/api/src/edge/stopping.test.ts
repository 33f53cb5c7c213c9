import { afterEach, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { Controller, Get, Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Position } from '#event-log';
import { createApp, listen } from '../app.js';
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
  ['what is not HTTP', 'hello\r\n\r\n', /^HTTP\/1.1 400 /],
  ['headers without end', `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1.1 431 /],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1.1 400 /],
  [
    'another form of address',
    'GET http://evil.example/ HTTP/1.1\r\nhost: localhost\r\n\r\n',
    /^HTTP\/1.1 421 /,
  ],
])('on the wire, %s is refused', async (_what, bytes, status) => {
  const { origin } = await slowApp();
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  const answer = await new Promise<string>((resolve, reject) => {
    socket.on('error', reject).setEncoding('latin1').once('data', resolve);
    socket.write(bytes);
  });
  socket.destroy();
  expect(answer).toMatch(status);
});
