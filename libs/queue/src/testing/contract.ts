import { describe } from '@jest/globals';
import { adding } from './contract/adding.js';
import { closing } from './contract/closing.js';
import { dying } from './contract/dying.js';
import { telling } from './contract/telling.js';
import { working } from './contract/working.js';
import type { QueueHarness } from './queue-under-test.js';

/** What every queue must keep, whatever carries it. */
export function describeQueueContract(name: string, begin: () => Promise<QueueHarness>): void {
  describe(name, () => {
    adding(begin);
    working(begin);
    dying(begin);
    telling(begin);
    closing(begin);
  });
}
