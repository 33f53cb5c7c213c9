import { LogError, ViewsError } from '#event-log';
import { QueueError } from '#queue';
import { BootError } from './settings.js';

/** Starts a process; what keeps it from starting is told in words that say how to mend it, and ends it. */
export async function boot(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    refuse(error);
  }
}

function refuse(error: unknown): void {
  if (error instanceof BootError) {
    console.error(error.message);
  } else {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`Rollbook did not start. ${message}`);
  }
  if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
  else if (!isTold(error)) console.error('LOG_LEVEL=debug shows where it failed.');
  // What was opened before the failure would keep the process alive.
  process.exit(1);
}

/** Its message says how to mend it, which is all that an operator needs. */
function isTold(error: unknown): boolean {
  return [BootError, LogError, ViewsError, QueueError].some((told) => error instanceof told);
}
