import { request as sendRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';
import type { Position } from '#event-log';
import { createApp, listen } from '../../app.js';
import type { Problem } from '../problem-filter.js';
import { probesAt } from './probes.js';
import { SampleModule } from './sample.js';

/** A class that the sample controller takes. */
export const plan = {
  name: 'Spring',
  days: ['2026-03-02', '2026-03-03'],
  from: '09:30',
  zone: 'America/New_York',
  rooms: [{ name: 'Oak', seats: 30 }],
};

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders | OutgoingHttpHeaders;
  readonly text: string;
  readonly json: unknown;
  readonly problem: Problem;
}

const settings = { port: 0, host: '127.0.0.1', dataDir: tmpdir(), logLevel: 'silent' } as const;

/** Serves the sample controller for the tests of a file, with views that stand at position 40. */
export function sampleEdge() {
  let app: NestFastifyApplication;
  let origin: string | undefined;

  beforeAll(async () => {
    app = await createApp({
      settings,
      modules: [SampleModule],
      probes: probesAt(40),
      readSide: {
        status: () => ({ live: true, position: 40 as Position }),
        waitFor: (position) => Promise.resolve(position <= 40),
      },
      rules: { 'class-full': 'Every seat is taken; put the person on the waitlist.' },
      frontPage: {
        counts: () => Promise.resolve([{ label: 'Cohorts <all>', count: 3 }]),
        steps: (origin) => [{ text: 'List', command: `curl ${origin}/api/v1/classes` }],
      },
    });
  });
  afterAll(() => app.close());

  async function send(request: InjectOptions): Promise<Answered> {
    const headers = { host: 'localhost', ...request.headers };
    const response = await app.inject({ method: 'GET', ...request, headers });
    return answered(response.statusCode, response.headers, response.body);
  }

  /**
   * Sends an address through a connection, byte for byte: `send` puts it in the form of a URL
   * first, which resolves `..`, drops what follows `#` and refuses what is none.
   */
  async function sendOverWire(method: string, address: string): Promise<Answered> {
    origin ??= await listen(app, settings);
    const to = { port: new URL(origin).port, method, path: address };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      sendRequest(to, resolve).on('error', reject).end();
    });
    return answered(response.statusCode ?? 0, response.headers, await textOf(response));
  }

  /** Posts a body; text is sent as it is. */
  async function post(body: unknown, headers: Record<string, string> = {}) {
    return send({
      method: 'POST',
      url: '/api/v1/classes',
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** What is wrong with a body, by JSON pointer. */
  async function refusedPlaces(body: unknown): Promise<Record<string, string>> {
    const { status, problem } = await post(body);
    expect([status, problem.code]).toEqual([400, 'bad-input']);
    const errors = problem.errors ?? [];
    return Object.fromEntries(errors.map(({ pointer, message }) => [pointer, message]));
  }

  return { send, sendOverWire, post, refusedPlaces };
}

function answered(status: number, headers: Answered['headers'], text: string): Answered {
  const isJson = String(headers['content-type']).includes('json') && text !== '';
  const json: unknown = isJson ? JSON.parse(text) : undefined;
  return { status, headers, text, json, problem: (json ?? {}) as Problem };
}
