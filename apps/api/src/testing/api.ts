import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import type { Command } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Position, ReadRows } from '#event-log';
import { CountingIds, FixedClock } from '#event-log/testing';
import { apiModule } from '../api.module.js';
import { createApp } from '../app.js';
import type { CommandAnswer } from '../command-answer.js';
import type { Problem } from '../edge/problem-filter.js';
import { openInProcessQueue } from '#queue';
import { Metrics, healthOf, openRollbook } from '#running';
import type { Rollbook } from '#running';
import { readSideOf } from '../read-side.js';
import { ruleKinds, rules } from '../rules.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Serves the whole API in this process, on a log in a folder of its own, for the tests of a file. */
export function servedApi() {
  const clock = new FixedClock('2026-01-12T15:00:00Z');
  let dataDir: string;
  let rollbook: Rollbook;
  // Its waits pass with the clock of the test; nothing rings by itself.
  const queue = openInProcessQueue({ clock });
  let app: NestFastifyApplication;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rollbook-api-'));
    rollbook = await openRollbook({ dataDir, clock, ids: new CountingIds() });
    app = await createApp({
      settings: { port: 0, host: '127.0.0.1', dataDir, logLevel: 'silent' },
      modules: [apiModule({ ...rollbook, queue })],
      readSide: readSideOf(rollbook.views),
      probes: { health: healthOf(rollbook), metrics: new Metrics() },
      rules,
      ruleKinds,
    });
  });
  afterAll(async () => {
    await app.close();
    await queue.close();
    await rollbook.close();
    await rm(dataDir, { recursive: true });
  });

  /** `path` is below /api/v1; text is sent as it is, nothing sends no body. */
  async function send(
    method: Method,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const response = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        host: 'localhost',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      headers: response.headers,
      body: isJson && response.body !== '' ? response.json<unknown>() : undefined,
    };
  }

  return {
    clock,
    queue,
    send,
    post: (path: string, body?: unknown, headers?: Readonly<Record<string, string>>) =>
      send('POST', path, body, headers),
    /** Reads what the log holds by now. */
    get: async (path: string): Promise<Reply> => {
      const position: Position = await rollbook.log.head();
      return send('GET', path, undefined, { 'rollbook-wait-for': String(position) });
    },
    /** A command that no request gives, as the courier gives it. */
    ask: <Result>(command: Command<Result>): Promise<Result> =>
      app.get(CommandBus, { strict: false }).execute(command),
    /** What the views hold by now. */
    rows: async <Result>(ask: (rows: ReadRows) => Result): Promise<Result> => {
      await rollbook.views.waitFor(await rollbook.log.head(), { timeoutMs: 10_000 });
      return rollbook.views.query(ask);
    },
    decider: () => rollbook.decider,
    views: () => rollbook.views,
    /** A page of the server that is no part of the API. */
    page: async (url: string): Promise<{ readonly status: number; readonly text: string }> => {
      const { statusCode, body } = await app.inject({ url, headers: { host: 'localhost' } });
      return { status: statusCode, text: body };
    },
    description: async (): Promise<OpenAPIObject> =>
      (await send('GET', '/openapi.json')).body as OpenAPIObject,
  };
}

export type Api = ReturnType<typeof servedApi>;

/** What a command answered. @throws Error with the reply, where it was refused */
export function answered({ status, body }: Reply): CommandAnswer {
  if (status !== 200 && status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body as CommandAnswer;
}

export function location({ headers }: Reply): string {
  return String(headers['location']);
}

/** The last step of the Location: the id of what was created. */
export function createdId(reply: Reply): string {
  answered(reply);
  return location(reply).split('/').at(-1) ?? '';
}

/** Status and code of a refusal. */
export function refusal({ status, body }: Reply): readonly [number, string] {
  return [status, (body as Problem).code];
}

/** What does not fit in a body, by JSON pointer. */
export function places({ body }: Reply): Readonly<Record<string, string>> {
  const errors = (body as Problem).errors ?? [];
  return Object.fromEntries(errors.map(({ pointer, message }) => [pointer, message]));
}
