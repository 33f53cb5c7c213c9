import { afterEach, beforeEach, describe } from '@jest/globals';
import type { EventLog } from '../port.js';
import { appendingContract } from './contract/appending.js';
import { deletingContract } from './contract/deleting.js';
import { followingContract } from './contract/following.js';
import { LogUnderTest } from './contract/log-under-test.js';
import { orderContract } from './contract/order.js';
import { readingContract } from './contract/reading.js';

/** What the suite needs of a store; one is made for each test. */
export interface EventLogHarness {
  /** Part of every stream name and fact id of the test, so that tests can share one server. */
  readonly namespace: string;
  open(): Promise<EventLog>;
  /** Lets go of everything; the logs it opened have been closed. */
  cleanUp(): Promise<void>;
}

/**
 * What every store must keep. It takes nothing for granted that a shared server can't give: other
 * writers may be at work, positions have gaps, and the log is not empty at the start.
 */
export function describeEventLogContract(
  name: string,
  makeHarness: () => Promise<EventLogHarness>,
): void {
  describe(`${name} keeps the contract of the event log`, () => {
    let harness: EventLogHarness;
    let underTest: LogUnderTest;
    beforeEach(async () => {
      harness = await makeHarness();
      underTest = await LogUnderTest.open(harness);
    });
    afterEach(async () => {
      await underTest.log.close();
      await harness.cleanUp();
    });
    const current = () => underTest;
    appendingContract(current);
    readingContract(current);
    followingContract(current);
    deletingContract(current);
    orderContract(current);
  });
}
