import { Queue as BullQueue, type JobState } from 'bullmq';
import { jobId } from '../job.js';
import type { Job } from '../port.js';
import type { RedisClient } from './connect.js';
import { isError } from '../is-error.js';

/** How long a wish to run once more is kept when the process that would see to it has died. */
const wishKeptMs = 24 * 60 * 60 * 1000;

/** As good as endless: the worker counts the tries, since who works knows how often to try. */
const attempts = 2 ** 31;

/** The jobs of one name in Redis. */
export class Jobs {
  readonly name: string;
  readonly bull: BullQueue;
  readonly #client: RedisClient;

  constructor(name: string, client: RedisClient, prefix: string, onError: (error: Error) => void) {
    this.name = name;
    this.#client = client;
    this.bull = new BullQueue(name, {
      connection: client,
      prefix,
      // Nobody reads the events; they need no room.
      streams: { events: { maxLen: 10 } },
    });
    this.bull.on('error', onError);
  }

  /**
   * @param at milliseconds since 1970, `-Infinity` for now
   * @param given gives up between two steps, so that nothing is done long after it was asked
   */
  async add(job: Job, at: number, given: AbortSignal): Promise<'added' | 'present'> {
    // Each turn means that the job went from one place to another between two questions.
    for (let turn = 0; turn < 20; turn += 1) {
      const state = await this.state(job);
      given.throwIfAborted();
      const added = await this.#addTo(state, job, at, given);
      if (added !== undefined) return added;
      given.throwIfAborted();
    }
    return 'present';
  }

  async #addTo(state: JobState | 'unknown', job: Job, at: number, given: AbortSignal) {
    const id = jobId(job);
    const now = Date.now();
    switch (state) {
      case 'unknown': {
        const delay = Math.max(at - now, 0);
        const time = { timestamp: now, ...(delay > 0 ? { delay } : {}) };
        await this.bull.add(this.name, {}, { jobId: id, ...time, ...keeping });
        return 'added';
      }
      case 'delayed': {
        const failures = await this.#client.hget(this.bull.toKey(id), 'atm');
        given.throwIfAborted();
        if (Number(failures ?? 0) > 0) return 'present';
        const moved =
          at > now ? this.bull.backend.changeDelay(id, at - now) : this.bull.backend.promote(id);
        return (await found(moved)) ? 'present' : undefined;
      }
      case 'active': {
        await this.#client.set(this.#wishKey(id), String(at), 'PX', wishKeptMs);
        given.throwIfAborted();
        if ((await this.state(job)) === 'active') return 'present';
        // It ended meanwhile: whoever takes the wish sees to it.
        return (await this.takeWish(job)) === undefined ? 'present' : undefined;
      }
      case 'waiting':
      case 'failed':
      case 'prioritized':
      case 'waiting-children':
      case 'completed':
        return 'present';
    }
  }

  state(job: Job): Promise<JobState | 'unknown'> {
    return this.bull.getJobState(jobId(job));
  }

  /** Takes out a job that nobody runs. */
  async remove(job: Job): Promise<boolean> {
    return (await this.bull.remove(jobId(job))) === 1;
  }

  /** When the job is to run once more, milliseconds since 1970, if anybody wished it while it ran. */
  async takeWish(job: Job): Promise<number | undefined> {
    const wish = await this.#client.getdel(this.#wishKey(jobId(job)));
    return wish === null ? undefined : Number(wish);
  }

  #wishKey(id: string): string {
    return this.bull.toKey(`once-more:${id}`);
  }
}

const keeping = {
  attempts,
  backoff: { type: 'jittered' },
  removeOnComplete: true,
  removeOnFail: false,
  // A stack repeats the message, which the reason leaves out on purpose.
  stackTraceLimit: 0,
};

/** False when BullMQ says that the job is not there, or not where it was looked for. */
export async function found(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (isError(error) && 'code' in error && (error.code === -1 || error.code === -3)) {
      return false;
    }
    throw error;
  }
}
