import { describe, expect } from '@jest/globals';
import { WorkFailed } from '../../errors.js';
import type { DeadLetter, Queue } from '../../port.js';
import { hours, quick, Runs } from '../queue-under-test.js';
import { none } from './adding.js';
import { mail, onQueue, type Begin } from './harnessed.js';

const refused = () => {
  throw new WorkFailed('mail-refused', 'The server refused notice 17.');
};

const buried = async (queue: Queue, count: number) =>
  (await queue.counts('send-mail')).dead === count;

export function dying(begin: Begin): void {
  const onA = onQueue(begin);

  describe('a job that fails', () => {
    onA('is tried again, and told which try is the last', async ({ open, until }) => {
      const queue = await open();
      const runs: Runs = new Runs(() => (runs.count < 3 ? refused() : 'done'));
      queue.work('send-mail', runs.handler, { concurrency: 1, retries: quick(3) });
      await queue.add(mail('a'));
      await until(() => runs.count === 3);
      await until(async () => (await queue.counts('send-mail')).running === 0);
      expect(runs.tries).toEqual([
        { number: 1, last: false },
        { number: 2, last: false },
        { number: 3, last: true },
      ]);
      expect(await queue.counts('send-mail')).toEqual(none);
    });

    onA('waits longer than a sweep that adds it again', async ({ open, until }) => {
      const queue = await open();
      const retries = { ...quick(3), firstWait: hours(2), longestWait: hours(2) };
      const runs: Runs = new Runs((job) => (job.subject === 'a' ? refused() : 'done'));
      queue.work('send-mail', runs.handler, { concurrency: 1, retries });
      await queue.add(mail('a'));
      await until(async () => (await queue.counts('send-mail')).delayed === 1);
      expect(await queue.add(mail('a'))).toBe('present');
      await queue.add(mail('b'));
      await until(() => runs.count >= 2);
      expect(runs.subjects).toEqual(['a', 'b']);
    });

    onA('begins its tries anew once it was put back', async ({ open, now, until }) => {
      const queue = await open();
      const runs: Runs = new Runs(() => (runs.count === 2 ? { again: now() } : refused()));
      queue.work('send-mail', runs.handler, { concurrency: 1, retries: quick(2) });
      await queue.add(mail('a'));
      await until(() => buried(queue, 1));
      expect(runs.tries.map(({ number }) => number)).toEqual([1, 2, 1, 2]);
    });

    onA('is dead after its last try, with the reason', async ({ open, now, until }) => {
      const queue = await open();
      const runs: Runs = new Runs(refused);
      queue.work('send-mail', runs.handler, { concurrency: 1, retries: quick(2) });
      const before = now();
      await queue.add(mail('a'));
      await until(() => buried(queue, 1));
      expect(runs.count).toBe(2);
      expect(await queue.counts('send-mail')).toEqual({ ...none, dead: 1 });
      const { letters, next } = await queue.dead.list('send-mail', { limit: 5 });
      expect(next).toBeUndefined();
      expect(letters).toEqual([
        {
          job: mail('a'),
          reason: 'WorkFailed mail-refused: The server refused notice 17.',
          attempts: 2,
          diedAt: letters[0]?.diedAt,
        },
      ]);
      const died = letters[0]?.diedAt.epochMilliseconds;
      expect(died).toBeGreaterThanOrEqual(before.epochMilliseconds);
      expect(died).toBeLessThanOrEqual(now().epochMilliseconds);
    });

    onA('keeps no word of an error that is not ours', async ({ open, until }) => {
      const queue = await open();
      const runs: Runs = new Runs(() => {
        throw Object.assign(new TypeError('No mailbox jo@example.org'), { code: 'EENVELOPE' });
      });
      queue.work('send-mail', runs.handler, { concurrency: 1, retries: quick(1) });
      await queue.add(mail('a'));
      await until(() => buried(queue, 1));
      const { letters } = await queue.dead.list('send-mail', { limit: 5 });
      expect(letters.map(({ reason }) => reason)).toEqual(['TypeError EENVELOPE']);
    });
  });

  describe('a dead job', () => {
    onA('stays dead when it is added again', async ({ open, until }) => {
      const queue = await open();
      const runs: Runs = new Runs((job) => (job.subject === 'a' ? refused() : 'done'));
      queue.work('send-mail', runs.handler, { concurrency: 1, retries: quick(1) });
      await queue.add(mail('a'));
      await until(() => buried(queue, 1));
      expect(await queue.add(mail('a'))).toBe('present');
      await queue.add(mail('b'));
      await until(() => runs.count >= 2);
      expect(runs.subjects).toEqual(['a', 'b']);
      expect(await buried(queue, 1)).toBe(true);
    });

    onA('runs again with all its tries when it is retried', async ({ open, until }) => {
      const queue = await open();
      let mended = false;
      const runs: Runs = new Runs(() => (mended ? 'done' : refused()));
      queue.work('send-mail', runs.handler, { concurrency: 1, retries: quick(2) });
      await queue.add(mail('a'));
      await until(() => buried(queue, 1));
      mended = true;
      expect(await queue.dead.retry(mail('a'))).toBe(true);
      await until(async () => runs.count === 3 && (await queue.counts('send-mail')).running === 0);
      expect(runs.tries.at(-1)).toEqual({ number: 1, last: false });
      expect(await queue.counts('send-mail')).toEqual(none);
      expect(await queue.dead.retry(mail('a'))).toBe(false);
      expect(await queue.dead.retry(mail('never-added'))).toBe(false);
    });

    onA('is retried, dropped or cancelled, alone or with all', async ({ open, until }) => {
      const queue = await open();
      let mended = false;
      const runs: Runs = new Runs(() => (mended ? 'done' : refused()));
      queue.work('send-mail', runs.handler, { concurrency: 1, retries: quick(1) });
      for (const subject of ['a', 'b', 'c', 'd']) await queue.add(mail(subject));
      await until(() => buried(queue, 4));
      expect(await queue.dead.drop(mail('a'))).toBe(true);
      expect(await queue.dead.drop(mail('a'))).toBe(false);
      expect(await queue.cancel(mail('b'))).toBe(true);
      mended = true;
      expect(await queue.dead.retryAll('send-mail')).toBe(2);
      expect(await queue.dead.retryAll('send-mail')).toBe(0);
      await until(() => runs.count === 6);
      expect(runs.subjects.slice(4).sort()).toEqual(['c', 'd']);
    });

    onA('is not dropped while it only waits', async ({ open }) => {
      const queue = await open();
      await queue.add(mail('a'));
      expect(await queue.dead.drop(mail('a'))).toBe(false);
      expect(await queue.counts('send-mail')).toEqual({ ...none, waiting: 1 });
    });

    onA('is found once on the pages of the list, oldest first', async ({ open, until }) => {
      const queue = await open();
      queue.work('send-mail', new Runs(refused).handler, { concurrency: 4, retries: quick(1) });
      const subjects = Array.from({ length: 7 }, (_, index) => `job-${index}`);
      for (const subject of subjects) await queue.add(mail(subject));
      await until(() => buried(queue, 7));
      const found: DeadLetter[] = [];
      let next: string | undefined;
      do {
        const after = next === undefined ? {} : { after: next };
        const page = await queue.dead.list('send-mail', { limit: 3, ...after });
        expect(page.letters.length).toBeLessThanOrEqual(3);
        found.push(...page.letters);
        // What goes away meanwhile hides nothing else.
        if (next === undefined) for (const { job } of page.letters) await queue.dead.drop(job);
        next = page.next;
      } while (next !== undefined);
      expect(found.map(({ job }) => job.subject).sort()).toEqual(subjects);
      const died = found.map(({ diedAt }) => diedAt.epochMilliseconds);
      expect(died).toEqual([...died].sort((a, b) => a - b));
      for (const after of ['nonsense', '', '-1', '1e3', '1.2.3.4']) {
        await expect(queue.dead.list('send-mail', { limit: 3, after })).rejects.toMatchObject({
          code: 'cursor-invalid',
        });
      }
    });
  });
}
