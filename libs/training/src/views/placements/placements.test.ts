import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openSqliteLog, openViews } from '#event-log';
import type { FactId, StreamName } from '#event-log';
import { CountingIds } from '#event-log/testing';
import { placementsView, unfinishedPlacements } from './projection.js';

test('a placement is unfinished from one end of its three streams to the other, and not between', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollbook-placements-'));
  const log = await openSqliteLog({ path: join(folder, 'log.sqlite') });
  const views = await openViews({ folder: join(folder, 'views'), log, views: [placementsView] });
  const ids = new CountingIds();
  const [application, cohortId, enrollmentId] = [ids.next(), ids.next(), ids.next()];
  let minute = 0;
  const happens = async (stream: string, type: string, data = {}) => {
    const metadata = {
      recordedAt: `2026-03-02T14:0${minute++}:00Z`,
      actor: 'coordinator-1',
      correlationId: 'request-1',
    };
    const fact = { id: ids.next() as FactId, type, data, metadata };
    const { position } = await log.append(stream as StreamName, [fact], 'any');
    await views.waitFor(position);
    const at = (before: string) => views.query((rows) => unfinishedPlacements(rows, before, 5));
    expect(at(metadata.recordedAt)).toEqual([]);
    return at('2026-03-03T00:00:00Z').map(({ step }) => step);
  };

  const placed = await happens(`application-${application}`, 'ApplicantPlaced', {
    cohortId,
    enrollmentId,
  });
  expect(placed).toEqual(['enrolling']);
  expect(await happens(`enrollment-${enrollmentId}`, 'TraineeEnrolled')).toEqual([]);
  expect(await happens(`enrollment-${enrollmentId}`, 'TraineeWithdrew')).toEqual(['withdrawing']);
  const over = await happens(`application-${application}`, 'PlacementGivenUp', { cohortId });
  expect(over).toEqual([]);

  await views.close();
  await log.close();
  rmSync(folder, { recursive: true });
});
