import type { Temporal } from 'temporal-polyfill';
import type { Handler, Job, QueueListeners } from './port.js';
import { reasonOf } from './reason.js';

export type Ended =
  | { readonly ending: 'done' }
  | { readonly ending: 'again'; readonly until: Temporal.Instant }
  | { readonly ending: 'failed' | 'dead'; readonly reason: string };

/** Runs a handler once for a job that failed `failures` times in a row, and tells how it ended. */
export async function attempt(
  job: Job,
  failures: number,
  { handler, attempts }: { readonly handler: Handler; readonly attempts: number },
  { onOutcome }: QueueListeners,
): Promise<Ended> {
  const began = performance.now();
  const ended = await run(job, handler, { number: failures + 1, last: failures + 1 >= attempts });
  onOutcome?.(job.name, ended.ending, performance.now() - began);
  return ended;
}

async function run(
  job: Job,
  handler: Handler,
  current: { readonly number: number; readonly last: boolean },
): Promise<Ended> {
  try {
    const result = await handler(job, current);
    return result === 'done' ? { ending: 'done' } : { ending: 'again', until: result.again };
  } catch (error) {
    return { ending: current.last ? 'dead' : 'failed', reason: reasonOf(error) };
  }
}
