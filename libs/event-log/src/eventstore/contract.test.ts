import { randomUUID } from 'node:crypto';
import { FEATURES, startEventStoreServer } from '../../../../test/support/eventstore/server.js';
import type { ServerVersion } from '../../../../test/support/eventstore/server.js';
import { describeEventLogContract } from '../testing/contract.js';
import { openEventStoreLog } from './open.js';
import { tidied } from './testing/tidied.js';

const all = Object.keys(FEATURES) as ServerVersion[];
const versions: ServerVersion[] = ['22.10', '24.10', '26'];
for (const version of process.env['LONG'] === undefined ? versions : all) {
  describeEventLogContract(`The EventStoreDB store on a server as of ${version}`, async () => {
    const server = await startEventStoreServer({ version });
    return {
      namespace: 'only',
      open: () => openEventStoreLog({ url: server.url }),
      cleanUp: () => server.close(),
    };
  });
}

const url = process.env['EVENTSTORE_TEST_URL'];
if (url !== undefined) {
  describeEventLogContract('The EventStoreDB store on the server at hand', () => {
    const { open, cleanUp } = tidied(() => openEventStoreLog({ url, prefix: 'rollbook.test.' }));
    return Promise.resolve({ namespace: randomUUID(), open, cleanUp });
  });
}
