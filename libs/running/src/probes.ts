import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Health } from './health.js';
import type { Metrics } from './metrics.js';
import { version } from './version.js';

/** What a supervisor and a monitor ask of any process. */
export interface Probes {
  readonly health: Health;
  readonly metrics: Metrics;
}

export interface ProbeAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** The answer to a path; undefined where nothing is to be asked. */
export async function probe(
  path: string,
  { health, metrics }: Probes,
): Promise<ProbeAnswer | undefined> {
  switch (path) {
    case '/health/live':
      return json(200, { status: 'live' });
    case '/health':
    case '/health/ready': {
      const readiness = await health.ready();
      return json(readiness.status === 'ready' ? 200 : 503, { ...readiness, version });
    }
    case '/metrics':
      return { status: 200, type: metrics.contentType, body: await metrics.text() };
    default:
      return undefined;
  }
}

export const probePaths = ['/health', '/health/live', '/health/ready', '/metrics'] as const;

/** Serves the probes, and nothing else, for a process without an API. */
export function probeServer(probes: Probes): Server {
  return createServer((request, response) => {
    void answer(request, response, probes);
  });
}

async function answer(
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
  probes: Probes,
): Promise<void> {
  const asked = method === 'GET' || method === 'HEAD';
  const [path = '/'] = url.split('?');
  const found = asked ? await probe(path, probes) : undefined;
  const told = found ?? json(404, { status: `Here is only ${probePaths.join(', ')}.` });
  response.writeHead(told.status, { 'content-type': told.type, 'cache-control': 'no-store' });
  response.end(method === 'HEAD' ? undefined : told.body);
}

function json(status: number, body: object): ProbeAnswer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
