import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startEventStoreServer } from '../../../../test/support/eventstore/server.js';
import type { EventStoreServer } from '../../../../test/support/eventstore/server.js';
import { Decider } from '../decide.js';
import type { StreamDefinition } from '../stream.js';
import { CountingIds, FixedClock } from '../testing/fixtures.js';
import { dump } from '../testing/views.js';
import { openViews } from '../views/open.js';
import { sampleViews } from '../views/testing/attendance.js';
import { Stand } from './testing/stand.js';

const schemas = { ModuleMissed: z.strictObject({}) };
const enrollment: StreamDefinition<number, typeof schemas> = {
  kind: 'enrollment',
  schemas,
  initial: 0,
  evolve: (missed) => missed + 1,
};
const context = { actor: 'coordinator-1', correlationId: 'request-1' };

let server: EventStoreServer;
let stand: Stand;
let folder: string;
beforeEach(async () => {
  server = await startEventStoreServer();
  stand = new Stand(server);
  folder = mkdtempSync(join(tmpdir(), 'rollbook-eventstore-'));
});
afterEach(async () => {
  await stand.close();
  rmSync(folder, { recursive: true, force: true });
});

test('commands of two processes and the views of a third agree, while connections are cut', async () => {
  const ids = new CountingIds();
  const deciders = await Promise.all(
    [1, 2].map(async () => new Decider(await stand.open(), new FixedClock(), ids)),
  );
  const log = await stand.open();
  const views = await openViews({ folder: join(folder, 'kept'), log, views: sampleViews });
  const miss = (limit: number) => (missed: number) =>
    missed < limit ? [{ type: 'ModuleMissed' as const, data: {} }] : [];
  let last = await log.head();
  for (let round = 1; round <= 12; round++) {
    if (round % 3 === 0) server.faults.failNextWrite('cut-after-write');
    if (round % 4 === 0) server.faults.cutConnections();
    const outcomes = await Promise.all(
      deciders.flatMap((decider) =>
        ['ann', 'bea'].map((id) => decider.decide(enrollment, id, miss(round), context)),
      ),
    );
    for (const { state, position } of outcomes) {
      expect(state).toBe(round);
      if (position > last) last = position;
    }
  }
  await views.waitFor(last);
  const counted = { attended: 0, missed: 12, revision: 11 };
  expect(views.query((rows) => rows.all('SELECT * FROM attendance ORDER BY enrollment'))).toEqual([
    { enrollment: 'enrollment-ann', ...counted },
    { enrollment: 'enrollment-bea', ...counted },
  ]);
  const anew = await openViews({ folder: join(folder, 'anew'), log, views: sampleViews });
  await anew.waitFor(last);
  expect(dump(anew)).toEqual(dump(views));
  await anew.close();
  await views.close();
});
