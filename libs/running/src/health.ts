import type { EventLog, Views, ViewsStatus } from '#event-log';
import type { Queue } from '#queue';

export interface Readiness {
  readonly status: 'ready' | 'not ready';
  /** What holds it up, by part; empty when it is ready. */
  readonly waitingFor: Readonly<Record<string, string>>;
  /** What the views reflect. */
  readonly position: number;
  readonly views: ViewsStatus['state'];
}

export interface Health {
  /** Never rejects, and answers within a few seconds, whatever is away. */
  ready(): Promise<Readiness>;
}

const patienceMs = 3_000;

/**
 * Whether a process can do its work: its views have caught up, and its log and queue answer. What
 * is away is named, without addresses.
 */
export function healthOf(parts: {
  readonly log: EventLog;
  readonly views: Views;
  /** Absent where this process has none. */
  readonly queue?: Queue | undefined;
}): Health {
  const { log, views, queue } = parts;
  return {
    ready: async () => {
      const [logIs, queueIs] = await Promise.all([
        answers(log.head()),
        queue === undefined ? undefined : answers(queue.reach()),
      ]);
      const { state, position, error } = views.status();
      const waitingFor = {
        ...(logIs !== undefined && { log: logIs }),
        ...(queueIs !== undefined && { queue: queueIs }),
        ...(state !== 'live' && { views: error?.message ?? tellings[state] }),
      };
      const status = Object.keys(waitingFor).length === 0 ? 'ready' : 'not ready';
      return { status, waitingFor, position, views: state };
    },
  };
}

const tellings: Readonly<Record<Exclude<ViewsStatus['state'], 'live'>, string>> = {
  building: 'They are being computed from the log.',
  'catching-up': 'They are whole, and behind the log.',
  stalled: 'The log or the disk does not answer.',
  failed: 'They stopped for good.',
  closed: 'The process is stopping.',
};

/** Undefined when it does, else why not. */
async function answers(asked: Promise<unknown>): Promise<string | undefined> {
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => {
    late.resolve(`It does not answer within ${patienceMs / 1_000} seconds.`);
  }, patienceMs);
  try {
    return await Promise.race([asked.then(() => undefined), late.promise]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}
