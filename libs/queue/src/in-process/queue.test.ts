import { expect, test } from '@jest/globals';
import { ManualTime } from '../testing/manual-time.js';
import { Gate, hours } from '../testing/queue-under-test.js';
import { openInProcessQueue } from './queue.js';

test('a closed queue wakes no more, whatever its last job wanted', async () => {
  const time = new ManualTime();
  const queue = openInProcessQueue({ clock: time, timer: time });
  const gate = new Gate();
  queue.work('work', gate.pass, { concurrency: 1 });
  await queue.add({ name: 'work', subject: 'delayed' }, { notBefore: time.now().add(hours(1)) });
  await queue.add({ name: 'work', subject: 'running' });
  const closed = queue.close();
  gate.open({ again: time.now().add({ minutes: 30 }) });
  expect(await closed).toBe(0);
  expect(time.alarms).toBe(0);
});
