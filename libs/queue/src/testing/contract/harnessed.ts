import { test } from '@jest/globals';
import type { QueueHarness } from '../queue-under-test.js';

export type Begin = () => Promise<QueueHarness>;

/** Tests that get a queue of their own, which is ended with them. */
export function onQueue(begin: Begin) {
  return (sentence: string, body: (harness: QueueHarness) => Promise<void>): void => {
    test(sentence, async () => {
      const harness = await begin();
      try {
        await body(harness);
      } finally {
        await harness.end();
      }
    });
  };
}

export const mail = (subject: string) => ({ name: 'send-mail', subject });
