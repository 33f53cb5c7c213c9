import { expect, test } from '@jest/globals';
import { StreamNotFoundError } from '@eventstore/db-client';
import { startEventStoreServer } from '../../../../test/support/eventstore/server.js';
import { connect } from './connection.js';

test('a call that begins while another finds its connection broken is not thrown away with it', async () => {
  const server = await startEventStoreServer();
  const connection = connect(server.url);
  const { client } = connection;
  server.faults.unavailable = true;
  const broken = client.readStream('cohort-spring');
  const next = new Promise((_resolve, reject) => {
    broken.on('error', () => {
      server.faults.unavailable = false;
      client.readStream('cohort-spring').on('error', reject);
    });
  });
  await expect(next).rejects.toThrow(StreamNotFoundError);
  await connection.close();
  await server.close();
});

test('appends of several connections do not share their fate', async () => {
  const servers = [await startEventStoreServer(), await startEventStoreServer()] as const;
  const connections = servers.map(({ url }) => connect(url));
  const append = (index: 0 | 1, nth: number) =>
    connections[index]?.client.appendToStream('cohort-spring', {
      id: `00000000-0000-4000-8000-00000000000${nth}`,
      type: 'ClassDayHeld',
      contentType: 'application/json',
      data: {},
      metadata: {},
    });
  await append(0, 1);
  await append(1, 1);
  const letGo = servers[1].faults.holdAnswers();
  const waiting = append(1, 2);
  servers[0].faults.cutConnections();
  await Promise.allSettled([append(0, 3)]);
  letGo();
  expect(await waiting).toMatchObject({ success: true, nextExpectedRevision: 1n });
  for (const connection of connections) await connection.close();
  for (const server of servers) await server.close();
});
