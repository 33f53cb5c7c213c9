import { describeQueueContract } from '../testing/contract.js';
import { ManualTime } from '../testing/manual-time.js';
import { openInProcessQueue } from './queue.js';

describeQueueContract('the queue in this process', () => {
  const time = new ManualTime();
  let queue: ReturnType<typeof openInProcessQueue> | undefined;
  return Promise.resolve({
    open: (options = {}) => {
      queue ??= openInProcessQueue({ clock: time, timer: time, draw: () => 0.5, ...options });
      return Promise.resolve(queue);
    },
    now: () => time.now(),
    reach: (instant) => time.reach(instant),
    until: async (holds) => {
      for (let step = 0; !(await holds()); step += 1) {
        if (step > 5000) throw new Error(`It never came to hold: ${holds.toString()}`);
        await time.reach(time.now().add({ milliseconds: 1 }));
      }
    },
    end: async () => {
      const closed = queue?.close();
      await time.reach(time.now().add({ minutes: 1 }));
      await closed;
    },
  });
});
