import { describe, expect } from '@jest/globals';
import type { Result } from '../../port.js';
import { Gate, hours, ms, Runs } from '../queue-under-test.js';
import { none } from './adding.js';
import { mail, onQueue, type Begin } from './harnessed.js';

const ten = Array.from({ length: 10 }, (_, index) => `job-${index}`);

export function working(begin: Begin): void {
  const onA = onQueue(begin);

  describe('working', () => {
    onA('begins jobs in the order they were added', async ({ open, until }) => {
      const queue = await open();
      for (const subject of ten) await queue.add(mail(subject));
      const runs: Runs = new Runs();
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      await until(() => runs.count === 10);
      expect(runs.subjects).toEqual(ten);
    });

    onA('runs as many at once as it may, and no more', async ({ open, until }) => {
      const queue = await open();
      let atOnce = 0;
      let most = 0;
      const gate = new Gate();
      const runs: Runs = new Runs(async (): Promise<Result> => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await gate.pass();
        atOnce -= 1;
        return 'done';
      });
      for (const subject of ten) await queue.add(mail(subject));
      queue.work('send-mail', runs.handler, { concurrency: 3 });
      await until(() => runs.count === 3);
      expect(await queue.counts('send-mail')).toEqual({ ...none, waiting: 7, running: 3 });
      gate.open();
      await until(() => runs.count === 10);
      expect(most).toBe(3);
    });

    onA('begins no more in a window of time than it may', async ({ open, now, until }) => {
      const queue = await open();
      const begun: number[] = [];
      const runs: Runs = new Runs(() => {
        begun.push(now().epochMilliseconds);
        return 'done';
      });
      const start = now().epochMilliseconds;
      const rateLimit = { jobs: 2, per: ms(100) };
      queue.work('send-mail', runs.handler, { concurrency: 5, rateLimit });
      for (const subject of ten.slice(0, 5)) await queue.add(mail(subject));
      await until(() => runs.count === 5);
      // The server counts in milliseconds of its own.
      expect(begun[2]).toBeGreaterThanOrEqual(start + 98);
      expect(begun[4]).toBeGreaterThanOrEqual(start + 196);
    });

    onA('puts a job back until the handler wants it', async ({ open, now, until }) => {
      const queue = await open();
      const begun: number[] = [];
      const due = now().add(ms(60));
      const runs: Runs = new Runs(() => {
        begun.push(now().epochMilliseconds);
        return runs.count === 1 ? { again: due } : 'done';
      });
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      await queue.add(mail('a'));
      await until(() => runs.count === 2);
      expect(begun[1]).toBeGreaterThanOrEqual(due.epochMilliseconds);
      await until(async () => (await queue.counts('send-mail')).running === 0);
      expect(await queue.counts('send-mail')).toEqual(none);
    });

    onA('moves a job that was put back when it is added again', async ({ open, now, until }) => {
      const queue = await open();
      const runs: Runs = new Runs(() =>
        runs.count === 1 ? { again: now().add(hours(9)) } : 'done',
      );
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      await queue.add(mail('a'));
      await until(async () => (await queue.counts('send-mail')).delayed === 1);
      expect(await queue.add(mail('a'))).toBe('present');
      await until(() => runs.count === 2);
    });

    onA(
      'runs a job at once that was added while it put itself back',
      async ({ open, now, until }) => {
        const queue = await open();
        const gate = new Gate();
        const runs: Runs = new Runs(() => (runs.count === 1 ? gate.pass() : 'done'));
        queue.work('send-mail', runs.handler, { concurrency: 1 });
        await queue.add(mail('a'));
        await until(() => runs.count === 1);
        await queue.add(mail('a'));
        gate.open({ again: now().add(hours(9)) });
        await until(() => runs.count === 2);
      },
    );

    onA('shares the jobs among all who work them', async ({ open, until }) => {
      const queues = [await open(), await open()] as const;
      const runs: Runs = new Runs();
      for (const queue of queues) queue.work('send-mail', runs.handler, { concurrency: 2 });
      for (const subject of ten) await queues[0].add(mail(subject));
      await until(() => runs.count >= 10);
      await until(async () => (await queues[1].counts('send-mail')).running === 0);
      expect([...runs.subjects].sort()).toEqual(ten);
    });

    onA('leaves the jobs of other names alone', async ({ open, until }) => {
      const queue = await open();
      const runs: Runs = new Runs();
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      await queue.add({ name: 'call', subject: 'a' });
      await queue.add(mail('b'));
      await until(() => runs.count === 1);
      expect(runs.subjects).toEqual(['b']);
      expect(await queue.counts('call')).toEqual({ ...none, waiting: 1 });
    });
  });
}
