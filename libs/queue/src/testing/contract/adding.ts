import { describe, expect } from '@jest/globals';
import fc from 'fast-check';
import type { Queue } from '../../port.js';
import { Gate, hours, ms, Runs } from '../queue-under-test.js';
import { mail, onQueue, type Begin } from './harnessed.js';

export function adding(begin: Begin): void {
  const onA = onQueue(begin);

  describe('adding', () => {
    onA('hands the job to the handler, ids and nothing else', async ({ open, until }) => {
      const queue = await open();
      const runs: Runs = new Runs();
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      expect(await queue.add(mail('a-1'))).toBe('added');
      await until(() => runs.count === 1);
      expect(runs.jobs).toEqual([{ name: 'send-mail', subject: 'a-1' }]);
    });

    onA('a job that waits already changes nothing', async ({ open, until }) => {
      const queue = await open();
      expect([await queue.add(mail('a')), await queue.add(mail('a'))]).toEqual([
        'added',
        'present',
      ]);
      expect(await queue.add({ name: 'call', subject: 'a' })).toBe('added');
      expect(await queue.add(mail('b'))).toBe('added');
      const runs: Runs = new Runs();
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      await until(() => runs.count >= 2);
      expect(runs.subjects).toEqual(['a', 'b']);
    });

    onA('a job that is done adds it anew', async ({ open, until }) => {
      const queue = await open();
      const runs: Runs = new Runs();
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      for (const count of [1, 2, 3]) {
        expect(await queue.add(mail('a'))).toBe('added');
        await until(async () => runs.count === count && (await isEmpty(queue)));
      }
    });

    onA('with a time runs it then and not before', async ({ open, now, until }) => {
      const queue = await open();
      const begun: number[] = [];
      const runs: Runs = new Runs(() => {
        begun.push(now().epochMilliseconds);
        return 'done';
      });
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      const due = now().add(ms(60));
      await queue.add(mail('later'), { notBefore: due });
      await queue.add(mail('now'));
      await until(() => runs.count === 2);
      expect(runs.subjects).toEqual(['now', 'later']);
      expect(begun[1]).toBeGreaterThanOrEqual(due.epochMilliseconds);
    });

    onA('a delayed job again moves it earlier', async ({ open, now, until }) => {
      const queue = await open();
      const runs: Runs = new Runs();
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      await queue.add(mail('a'), { notBefore: now().add(hours(2)) });
      await queue.add(mail('b'), { notBefore: now().add(hours(2)) });
      expect(await queue.add(mail('a'), { notBefore: now().add(ms(30)) })).toBe('present');
      await until(() => runs.count === 1);
      expect(await queue.add(mail('b'))).toBe('present');
      await until(() => runs.count === 2);
      expect(runs.subjects).toEqual(['a', 'b']);
    });

    onA('a delayed job again moves it later', async ({ open, now, reach, until }) => {
      const queue = await open();
      let first = now();
      // On a slow machine a short time may have passed before the job is there.
      for (let wait = 30; (await queue.counts('send-mail')).delayed === 0; wait *= 2) {
        await queue.cancel(mail('a'));
        first = now().add(ms(wait));
        await queue.add(mail('a'), { notBefore: first });
      }
      await queue.add(mail('a'), { notBefore: now().add(hours(1)) });
      await reach(first);
      const runs: Runs = new Runs();
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      await queue.add(mail('b'));
      await until(() => runs.count > 0);
      expect(runs.subjects).toEqual(['b']);
      await until(async () => (await queue.counts('send-mail')).running === 0);
      expect(await queue.counts('send-mail')).toEqual({ ...none, delayed: 1 });
    });

    onA('a job that runs has it run once more, however often', async ({ open, until }) => {
      const queue = await open();
      const gates = [new Gate(), new Gate()];
      const runs: Runs = new Runs(() => gates[runs.count - 1]?.pass() ?? 'done');
      queue.work('send-mail', runs.handler, { concurrency: 2 });
      await queue.add(mail('a'));
      await until(() => runs.count === 1);
      expect(await queue.add(mail('a'))).toBe('present');
      expect(await queue.add(mail('a'))).toBe('present');
      expect(await queue.counts('send-mail')).toEqual({ ...none, running: 1 });
      gates[0]?.open();
      await until(() => runs.count === 2);
      gates[1]?.open();
      await until(() => isEmpty(queue));
      await queue.add(mail('b'));
      await until(() => runs.count >= 3);
      expect(runs.subjects).toEqual(['a', 'a', 'b']);
    });

    onA('a job that runs, for a time, has it run then', async ({ open, now, until }) => {
      const queue = await open();
      const gate = new Gate();
      const runs: Runs = new Runs(gate.pass);
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      await queue.add(mail('a'));
      await until(() => runs.count === 1);
      await queue.add(mail('a'));
      await queue.add(mail('a'), { notBefore: now().add(hours(1)) });
      gate.open();
      await until(async () => (await queue.counts('send-mail')).delayed === 1);
      expect(await queue.counts('send-mail')).toEqual({ ...none, delayed: 1 });
      expect(runs.count).toBe(1);
    });

    onA('names and subjects that carry more than an id are refused', async ({ open }) => {
      const queue = await open();
      const illegal = [
        { name: 'Send mail', subject: 'a' },
        { name: '', subject: 'a' },
        { name: 'send-mail', subject: '' },
        { name: 'send-mail', subject: 'jo@example.org' },
        { name: 'send-mail', subject: 'a:b' },
        { name: 'send-mail', subject: 'a'.repeat(101) },
      ];
      for (const job of illegal) {
        for (const ask of [queue.add(job), queue.cancel(job), queue.dead.retry(job)]) {
          await expect(ask).rejects.toMatchObject({ code: 'job-invalid' });
        }
      }
    });
  });

  describe('cancelling', () => {
    onA('takes out what waits or is delayed', async ({ open, now, until }) => {
      const queue = await open();
      await queue.add(mail('a'));
      await queue.add(mail('b'), { notBefore: now().add(hours(1)) });
      expect(await queue.cancel(mail('a'))).toBe(true);
      expect(await queue.cancel(mail('b'))).toBe(true);
      expect(await queue.cancel(mail('b'))).toBe(false);
      expect(await queue.cancel(mail('never-added'))).toBe(false);
      const runs: Runs = new Runs();
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      await queue.add(mail('c'));
      await until(() => runs.count > 0);
      expect(runs.subjects).toEqual(['c']);
    });

    onA('leaves what runs, but has it run no more', async ({ open, until }) => {
      const queue = await open();
      const gate = new Gate();
      const runs: Runs = new Runs(gate.pass);
      queue.work('send-mail', runs.handler, { concurrency: 1 });
      await queue.add(mail('a'));
      await until(() => runs.count === 1);
      await queue.add(mail('a'));
      expect(await queue.cancel(mail('a'))).toBe(false);
      gate.open();
      await until(() => isEmpty(queue));
      expect(runs.count).toBe(1);
    });
  });

  onA('adds, moves and cancels in any order leave what was said last', async (harness) => {
    const { open, now } = harness;
    const queue = await open();
    const subject = fc.constantFrom('a', 'b', 'c');
    const act = fc.constantFrom('add', 'delay', 'cancel');
    let round = 0;
    const steps = fc.array(fc.tuple(act, subject), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        round += 1;
        const name = `round-${round}`;
        const places = new Map<string, 'waiting' | 'delayed'>();
        for (const [step, letter] of sequence) {
          const job = { name, subject: letter };
          const before = places.get(letter);
          if (step === 'cancel') {
            expect(await queue.cancel(job)).toBe(places.delete(letter));
            continue;
          }
          const time = step === 'delay' ? { notBefore: now().add(hours(1)) } : {};
          expect(await queue.add(job, time)).toBe(before === undefined ? 'added' : 'present');
          const moved = step === 'delay' ? 'delayed' : 'waiting';
          places.set(letter, before === 'waiting' ? 'waiting' : moved);
        }
        const counted = [...places.values()].filter((place) => place === 'waiting').length;
        expect(await queue.counts(name)).toMatchObject({
          waiting: counted,
          delayed: places.size - counted,
        });
        const runs: Runs = new Runs();
        const worker = queue.work(name, runs.handler, { concurrency: 1 });
        const due = [...places].filter(([, place]) => place === 'waiting').map(([key]) => key);
        await harness.until(() => runs.count >= due.length);
        await harness.until(async () => {
          const { waiting, running } = await queue.counts(name);
          return waiting + running === 0;
        });
        expect([...runs.subjects].sort()).toEqual(due.sort());
        expect((await queue.counts(name)).delayed).toBe(places.size - due.length);
        await worker.close();
      }),
      { numRuns: 25, seed: 4 },
    );
  });
}

export const none = { waiting: 0, delayed: 0, running: 0, dead: 0 };

async function isEmpty(queue: Queue): Promise<boolean> {
  const { waiting, delayed, running } = await queue.counts('send-mail');
  return waiting + delayed + running === 0;
}
