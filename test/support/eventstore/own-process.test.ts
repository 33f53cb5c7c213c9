import { expect, test } from '@jest/globals';
import { UnavailableError } from '@eventstore/db-client';
import { EventStoreProcess } from './own-process.js';
import { Client, days } from './testing/client.js';

test('a server in a process of its own serves, does what it is told, and ends', async () => {
  const store = await EventStoreProcess.start('23.10');
  try {
    await using client = new Client(store.url);
    await client.append('cohort', days(1));
    const following = client.follow();
    await following.came('caught up');
    await store.tell({ order: 'cut-connections' });
    await following.came('error');
    await client.reconnected();

    await store.tell({ order: 'fail-next-write', fault: 'unavailable-after-write' });
    await expect(client.raw.tombstoneStream('cohort')).rejects.toThrow(UnavailableError);
    await store.tell({ order: 'unavailable', unavailable: true });
    await expect(client.all()).rejects.toThrow(UnavailableError);
  } finally {
    expect(await store.close()).toBe(0);
  }
});
