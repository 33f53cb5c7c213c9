import { Metrics } from '#running';
import type { Probes } from '#running';

/** Of a process that is as well as `waitingFor` tells. */
export function probesAt(
  position: number,
  waitingFor: Readonly<Record<string, string>> = {},
): Probes {
  const ready = Object.keys(waitingFor).length === 0;
  const readiness = {
    status: ready ? 'ready' : 'not ready',
    waitingFor,
    position,
    views: ready ? 'live' : 'catching-up',
  } as const;
  return { health: { ready: () => Promise.resolve(readiness) }, metrics: new Metrics() };
}
