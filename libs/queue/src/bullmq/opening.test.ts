import { expect, jest, test } from '@jest/globals';
import { RedisServer } from '../../../../test/support/redis/server.js';
import type { Trouble } from '../port.js';
import { until } from '../testing/queue-under-test.js';
import { openBullmqQueue } from './open.js';

test('a Redis that does not know us is refused at once, with what it says', async () => {
  await using server = await RedisServer.start('requirepass let-me-in');
  for (const url of [server.url, server.url.replace('//', '//:wrong@')]) {
    const told: Trouble[] = [];
    const asked = openBullmqQueue({ url, onTrouble: (trouble) => told.push(trouble) });
    await expect(asked).rejects.toMatchObject({ code: 'queue-refused' });
    await expect(asked).rejects.toThrow(/NOAUTH|WRONGPASS/);
    await expect(asked).rejects.not.toThrow('wrong@');
  }
  const queue = await openBullmqQueue({ url: server.url.replace('//', '//:let-me-in@') });
  expect(await queue.add({ name: 'work', subject: 'a' })).toBe('added');
  await queue.close();
});

test('a Redis that may throw jobs away is told of, and used', async () => {
  // BullMQ says it on the console as well.
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  await using server = await RedisServer.start('maxmemory-policy allkeys-lru');
  const told: Trouble[] = [];
  const queue = await openBullmqQueue({
    url: server.url,
    onTrouble: (trouble) => told.push(trouble),
  });
  await until(() => told.length > 0);
  expect(told).toMatchObject([{ code: 'queue-may-evict' }]);
  expect(told[0]?.message).toContain('allkeys-lru');
  expect(await queue.add({ name: 'work', subject: 'a' })).toBe('added');
  await queue.close();
  warn.mockRestore();
});

test('of a Redis that keeps its jobs nothing is told', async () => {
  await using server = await RedisServer.start();
  const told: Trouble[] = [];
  const queue = await openBullmqQueue({
    url: server.url,
    onTrouble: (trouble) => told.push(trouble),
  });
  await queue.reach();
  await queue.close();
  // By now the connections have ended, too.
  await server.kill();
  expect(told).toEqual([]);
});
