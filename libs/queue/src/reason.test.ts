import { LogError, RuleBroken } from '#event-log';
import { describe, expect, test } from '@jest/globals';
import { QueueError, WorkFailed } from './errors.js';
import { reasonOf } from './reason.js';

const named = (name: string, code: unknown) =>
  Object.assign(new Error('Write to jo@example.org'), { name, code });

describe('the reason that is kept', () => {
  test.each([
    [new WorkFailed('mail-refused', 'Refused.'), 'WorkFailed mail-refused: Refused.'],
    [new LogError('log-closed', 'Closed.'), 'LogError log-closed: Closed.'],
    [new RuleBroken('too-late', 'Too late.'), 'RuleBroken too-late: Too late.'],
    [new QueueError('queue-closed', 'Closed.'), 'QueueError queue-closed: Closed.'],
  ])('tells all of an error of ours: %s', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });

  test.each([
    [named('TypeError', undefined), 'TypeError'],
    [named('Error', 'ECONNRESET'), 'Error ECONNRESET'],
    [named('Error', 550), 'Error'],
    [named('Error', 'jo@example.org'), 'Error'],
    [named('To: jo@example.org', 'EENVELOPE'), 'EENVELOPE'],
    ['jo@example.org', 'Something was thrown that is no error.'],
  ])('tells name and code of any other: %p', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });
});
