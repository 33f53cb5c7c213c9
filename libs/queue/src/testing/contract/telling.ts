import { describe, expect } from '@jest/globals';
import { WorkFailed } from '../../errors.js';
import { quick, Runs } from '../queue-under-test.js';
import { none } from './adding.js';
import { mail, onQueue, type Begin } from './harnessed.js';

export function telling(begin: Begin): void {
  const onA = onQueue(begin);

  describe('what is told', () => {
    onA('is how each run ended and how long it took', async ({ open, now, until }) => {
      const endings: string[] = [];
      const took: number[] = [];
      const queue = await open({
        onOutcome: (name, ending, milliseconds) => {
          endings.push(`${name}: ${ending}`);
          took.push(milliseconds);
        },
      });
      const runs: Runs = new Runs(() => {
        if (runs.count === 1) return { again: now() };
        if (runs.count === 4) return 'done';
        throw new WorkFailed('mail-refused', 'Refused.');
      });
      queue.work('send-mail', runs.handler, { concurrency: 1, retries: quick(2) });
      await queue.add(mail('a'));
      await until(async () => (await queue.counts('send-mail')).dead === 1);
      await queue.dead.retry(mail('a'));
      await until(() => endings.length === 4);
      expect(endings).toEqual([
        'send-mail: again',
        'send-mail: failed',
        'send-mail: dead',
        'send-mail: done',
      ]);
      expect(took.every((milliseconds) => milliseconds >= 0)).toBe(true);
    });

    onA('is nothing of a name that was never used', async ({ open }) => {
      const queue = await open();
      expect(await queue.counts('never-used')).toEqual(none);
      expect(await queue.dead.list('never-used', { limit: 3 })).toEqual({ letters: [] });
    });

    onA('is that it can be reached', async ({ open }) => {
      const queue = await open();
      await expect(queue.reach()).resolves.toBeUndefined();
    });
  });
}
