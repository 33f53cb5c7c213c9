import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEventLogContract } from '../testing/contract.js';
import { openSqliteLog } from './open.js';

describeEventLogContract('The SQLite store', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollbook-log-'));
  return {
    namespace: 'only',
    open: () => openSqliteLog({ path: join(folder, 'log.db') }),
    cleanUp: () => rm(folder, { recursive: true }),
  };
});
