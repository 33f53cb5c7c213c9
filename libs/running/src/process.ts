import { openEventStoreLog } from '#event-log';
import { openBullmqQueue, openInProcessQueue } from '#queue';
import type { Queue, QueueListeners, Trouble } from '#queue';
import { healthOf } from './health.js';
import type { Journal } from './journal.js';
import { openJournal } from './journal.js';
import { Metrics } from './metrics.js';
import type { Probes } from './probes.js';
import { tellProgress } from './progress.js';
import { openRollbook } from './rollbook.js';
import type { Rollbook } from './rollbook.js';
import type { Settings } from './settings.js';

/** A process of Rollbook with the engines it runs on. */
export interface Process {
  readonly settings: Settings;
  readonly rollbook: Rollbook;
  readonly queue: Queue;
  readonly probes: Probes;
  readonly journal: Journal;
  /** Queue, then views, then log. */
  close(): Promise<void>;
}

/**
 * Opens the engines that the settings name, embedded ones where they name none.
 * @param works the kinds of work whose jobs are counted
 * @throws LogError, ViewsError or QueueError that says how to mend it
 */
export async function openProcess(settings: Settings, works: readonly string[]): Promise<Process> {
  const { dataDir, eventstoreUrl, prefix } = settings;
  const journal = openJournal(settings.logLevel);
  const metrics = new Metrics();
  const queue = await openQueue(settings, {
    onOutcome: (work, ending, milliseconds) => {
      metrics.job(work, ending, milliseconds);
    },
    onTrouble: (trouble) => {
      tellQueue(journal, trouble);
    },
  });
  try {
    const onTrouble = (error: Error) => {
      journal.warn({ code: codeOf(error) }, error.message);
    };
    const log =
      eventstoreUrl === undefined
        ? undefined
        : await openEventStoreLog({
            url: eventstoreUrl,
            prefix: `${prefix}.`,
            onTrouble,
            onReached: (message) => {
              journal.info({ code: 'log-reachable' }, message);
            },
          });
    const rollbook = await openRollbook({
      dataDir,
      ...(log !== undefined && { log }),
      onProgress: (progress) => {
        tellProgress(journal, progress);
      },
      onTrouble,
    });
    metrics.watchViews(rollbook.views);
    metrics.watchQueue(queue, works);
    return {
      settings,
      rollbook,
      queue,
      journal,
      probes: { metrics, health: healthOf({ ...rollbook, queue }) },
      close: async () => {
        await queue.close();
        await rollbook.close();
      },
    };
  } catch (error) {
    await queue.close();
    throw error;
  }
}

function openQueue({ redisUrl, prefix }: Settings, listeners: QueueListeners): Promise<Queue> {
  return redisUrl === undefined
    ? Promise.resolve(openInProcessQueue(listeners))
    : openBullmqQueue({ url: redisUrl, prefix, ...listeners });
}

function tellQueue(journal: Journal, { code, message }: Trouble): void {
  const level = code === 'queue-reachable' ? 'info' : 'warn';
  journal[level]({ code }, message);
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.name;
}
