import { describe, expect } from '@jest/globals';
import { Gate, ms, Runs } from '../queue-under-test.js';
import { mail, onQueue, type Begin } from './harnessed.js';

export function closing(begin: Begin): void {
  const onA = onQueue(begin);

  describe('closing', () => {
    onA('a worker lets what runs finish and begins nothing new', async ({ open, until }) => {
      const queue = await open();
      const gate = new Gate();
      const runs: Runs = new Runs(gate.pass);
      const worker = queue.work('send-mail', runs.handler, { concurrency: 1 });
      await queue.add(mail('a'));
      await queue.add(mail('b'));
      await until(() => runs.count === 1);
      const closed = worker.close();
      gate.open();
      expect(await closed).toBe(0);
      expect(runs.subjects).toEqual(['a']);
      expect((await queue.counts('send-mail')).waiting).toBe(1);
      const successor = new Runs();
      queue.work('send-mail', successor.handler, { concurrency: 1 });
      await until(() => successor.count === 1);
      expect(successor.subjects).toEqual(['b']);
    });

    onA('a worker gives up what outlasts its patience', async ({ open, now, reach, until }) => {
      const queue = await open();
      const gate = new Gate();
      const runs: Runs = new Runs(gate.pass);
      const worker = queue.work('send-mail', runs.handler, { concurrency: 2 });
      await queue.add(mail('a'));
      await until(() => runs.count === 1);
      const closed = worker.close(ms(20));
      await reach(now().add(ms(20)));
      expect(await closed).toBe(1);
      gate.open();
    });

    onA('closes what works it, and is closed for good', async ({ open, now, reach, until }) => {
      const queue = await open({ patience: ms(20) });
      const gate = new Gate();
      const runs: Runs = new Runs(gate.pass);
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      queue.work('call', runs.handler, { concurrency: 1 });
      await queue.add(mail('a'));
      await queue.add({ name: 'call', subject: 'b' });
      await until(() => runs.count === 2);
      const closed = queue.close();
      const asked = [
        queue.add(mail('c')),
        queue.cancel(mail('c')),
        queue.counts('send-mail'),
        queue.reach(),
        queue.dead.retryAll('send-mail'),
      ];
      for (const ask of asked) await expect(ask).rejects.toMatchObject({ code: 'queue-closed' });
      expect(() => queue.work('call', runs.handler, { concurrency: 1 })).toThrow('closed');
      await reach(now().add(ms(20)));
      expect(await closed).toBe(2);
      expect(await queue.close()).toBe(2);
      gate.open();
    });
  });
}
