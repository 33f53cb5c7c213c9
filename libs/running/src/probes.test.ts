import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { LogError, RuleBroken, START } from '#event-log';
import type { EventLog, Position, Views, ViewsStatus } from '#event-log';
import { openInProcessQueue } from '#queue';
import type { CommandBus } from '@nestjs/cqrs';
import { healthOf } from './health.js';
import { Metrics } from './metrics.js';
import { measureCommands } from './module/measured-bus.js';
import { probeServer } from './probes.js';

let opened: Server | undefined;
afterEach(() => {
  opened?.close();
  opened?.closeAllConnections();
});

const log = (head: () => Promise<Position>) => ({ head }) as EventLog;
const views = (state: ViewsStatus['state']) =>
  ({
    position: 40 as Position,
    status: () => ({ state, position: 40 as Position }),
    lag: () => Promise.resolve(2),
  }) as Views;
const wellLog = log(() => Promise.resolve(START));

describe('a process', () => {
  test('is ready when its views have caught up, and its log and queue answer', async () => {
    const queue = openInProcessQueue();
    expect(await healthOf({ log: wellLog, views: views('live'), queue }).ready()).toEqual({
      status: 'ready',
      waitingFor: {},
      position: 40,
      views: 'live',
    });
    await queue.close();
  });

  test('names each part that holds it up', async () => {
    const queue = openInProcessQueue();
    await queue.close();
    const away = log(() => Promise.reject(new LogError('log-unavailable', 'The log is away.')));
    const { status, waitingFor } = await healthOf({
      log: away,
      views: views('building'),
      queue,
    }).ready();
    expect(status).toBe('not ready');
    expect(waitingFor).toEqual({
      log: 'The log is away.',
      queue: expect.stringContaining('closed'),
      views: 'They are being computed from the log.',
    });
  });
});

describe('the probes of a process without an API', () => {
  async function asked(path: string, init?: RequestInit) {
    const metrics = new Metrics();
    metrics.watchViews(views('live'));
    opened = probeServer({ metrics, health: healthOf({ log: wellLog, views: views('stalled') }) });
    opened.listen(0, '127.0.0.1');
    await once(opened, 'listening');
    const { port } = opened.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return { status: answer.status, text: await answer.text() };
  }

  test.each([
    ['/health/live', 200, /"live"/],
    ['/health/ready', 503, /The log or the disk does not answer/],
    ['/metrics?x=1', 200, /^rollbook_views_lag 2$/m],
    ['/', 404, /Here is only \/health/],
    ['/api/v1/people', 404, /Here is only/],
  ])('%s answers %s', async (path, status, text) => {
    const answer = await asked(path);
    expect(answer).toEqual({ status, text: expect.stringMatching(text) });
  });

  test('take nothing', async () => {
    expect((await asked('/health', { method: 'POST', body: 'x' })).status).toBe(404);
  });
});

describe('the figures', () => {
  test('count commands by what came of them, and refusals by their code', async () => {
    class Enroll {
      constructor(readonly execute: () => unknown) {}
    }
    const metrics = new Metrics();
    const bus = {
      execute: (command: Enroll) => Promise.resolve().then(command.execute),
    } as unknown as CommandBus;
    measureCommands(bus, metrics);
    const run = (execute: () => unknown) => bus.execute<unknown>(new Enroll(execute) as never);
    const refuse = (error: Error) => () => {
      throw error;
    };
    expect(await run(() => ({ outcome: 'recorded' }))).toEqual({ outcome: 'recorded' });
    await expect(run(refuse(new RuleBroken('class-full', 'Full.')))).rejects.toThrow('Full.');
    await expect(run(refuse(new LogError('log-disk-full', 'No room.')))).rejects.toThrow(
      'No room.',
    );
    await expect(run(refuse(new TypeError('bug')))).rejects.toThrow('bug');

    const text = await metrics.text();
    const counted = (outcome: string) =>
      new RegExp(
        `^rollbook_command_seconds_count\\{command="Enroll",outcome="${outcome}"\\} (\\d)`,
        'm',
      ).exec(text)?.[1];
    expect([counted('recorded'), counted('refused'), counted('failed')]).toEqual(['1', '1', '2']);
    expect(text).toMatch(/^rollbook_refusals_total\{code="class-full"\} 1$/m);
    expect(text).toMatch(/^rollbook_refusals_total\{code="unexpected"\} 1$/m);
  });

  test('tell how many jobs wait, and nothing where that can’t be told', async () => {
    const metrics = new Metrics();
    const queue = openInProcessQueue();
    metrics.watchQueue(queue, ['deliver-notice']);
    await queue.add({ name: 'deliver-notice', subject: '1' });
    expect(await metrics.text()).toMatch(
      /^rollbook_queue_jobs\{work="deliver-notice",state="waiting"\} 1$/m,
    );
    await queue.close();
    expect(await metrics.text()).not.toMatch(/^rollbook_queue_jobs\{/m);
  });
});
