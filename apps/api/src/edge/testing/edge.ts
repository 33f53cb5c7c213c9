import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions } from 'fastify';
import type { Position } from '#event-log';
import { createApp } from '../../app.js';
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

/** Serves the sample controller for the tests of a file, with views that stand at position 40. */
export function sampleEdge() {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createApp({
      settings: { port: 0, host: '127.0.0.1', dataDir: tmpdir(), logLevel: 'silent' },
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

  async function send(request: InjectOptions) {
    const headers = { host: 'localhost', ...request.headers };
    const response = await app.inject({ method: 'GET', ...request, headers });
    const type = String(response.headers['content-type']);
    const isJson = type.includes('json') && response.body !== '';
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      json: isJson ? response.json<unknown>() : undefined,
      problem: isJson ? response.json<Problem>() : ({} as Problem),
    };
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

  return { send, post, refusedPlaces };
}
