import { jobId, jobOf } from '../job.js';
import type { DeadLetter, DeadLetterPage, Job } from '../port.js';
import { cursorInvalid } from '../refusals.js';
import { instantOf } from '../timer.js';
import type { RedisClient } from './connect.js';
import { found, type Jobs } from './jobs.js';

interface Place {
  readonly died: number;
  readonly id: string;
}

const cursor = /^(\d{1,16})~([A-Za-z0-9-]{1,100})$/;

// What BullMQ writes when it buries a job itself.
const stalled = /stalled more than allowable limit/;

export async function listed(
  jobs: Jobs,
  client: RedisClient,
  { limit, after }: { readonly limit: number; readonly after?: string },
): Promise<DeadLetterPage> {
  const start = after === undefined ? undefined : parsed(jobs.name, after);
  const places: Place[] = [];
  // Those that died in the millisecond of the cursor come again and are passed over.
  for (let offset = 0; places.length <= limit; offset += limit + 1) {
    const read = await placesFrom(jobs, client, start?.died ?? 0, offset, limit + 1);
    places.push(...read.filter((place) => start === undefined || isAfter(place, start)));
    if (read.length <= limit) break;
  }
  const page = places.slice(0, limit);
  const letters = await Promise.all(page.map((place) => letterAt(jobs, client, place)));
  const last = page.at(-1);
  return {
    letters: letters.filter((letter) => letter !== undefined),
    ...(places.length > limit && last !== undefined
      ? { next: `${last.died}~${jobOf(last.id).subject}` }
      : {}),
  };
}

/** @returns how many are to run again */
export async function retriedAll(jobs: Jobs, client: RedisClient): Promise<number> {
  const ids = await client.zrange(jobs.bull.toKey('failed'), '0', '-1');
  let retried = 0;
  for (const id of ids) if (await retriedOne(jobs, jobOf(id))) retried += 1;
  return retried;
}

export async function retriedOne(jobs: Jobs, job: Job): Promise<boolean> {
  const bull = await jobs.bull.getJob(jobId(job));
  if (bull === undefined) return false;
  return found(bull.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true }));
}

async function placesFrom(
  jobs: Jobs,
  client: RedisClient,
  died: number,
  offset: number,
  count: number,
): Promise<Place[]> {
  const key = jobs.bull.toKey('failed');
  const flat = await client.zrangebyscore(key, died, '+inf', 'WITHSCORES', 'LIMIT', offset, count);
  return Array.from({ length: flat.length / 2 }, (_, index) => ({
    id: flat[2 * index] ?? '',
    died: Number(flat[2 * index + 1]),
  }));
}

async function letterAt(
  jobs: Jobs,
  client: RedisClient,
  { id, died }: Place,
): Promise<DeadLetter | undefined> {
  const [reason, attempts] = await client.hmget(jobs.bull.toKey(id), 'failedReason', 'atm');
  // Retried or dropped since the list was read.
  if (reason === undefined || reason === null) return undefined;
  return {
    job: jobOf(id),
    reason: stalled.test(reason)
      ? 'The processes that ran it ended in the middle, more often than it may be tried.'
      : reason,
    attempts: Number(attempts ?? 0),
    diedAt: instantOf(died),
  };
}

// Redis orders what has one score by its bytes; ids are ASCII.
function isAfter(place: Place, start: Place): boolean {
  return place.died > start.died || (place.died === start.died && place.id > start.id);
}

function parsed(name: string, after: string): Place {
  const [, died, subject] = cursor.exec(after) ?? [];
  if (died === undefined || subject === undefined) throw cursorInvalid();
  return { died: Number(died), id: jobId({ name, subject }) };
}
