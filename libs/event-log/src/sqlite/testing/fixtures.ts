import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactId, NewFact, StreamName } from '../../facts.js';
import { streamName } from '../../facts.js';

/** A folder that is gone at the end of the block, with a name for a log in it. */
export class LogFolder implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'rollbook-log-'));
  readonly path = join(this.folder, 'log.db');
  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}

export const cohort: StreamName = streamName('cohort', '1');

export function fact(id: string, data: NewFact['data'] = {}): NewFact {
  return {
    id: id as FactId,
    type: 'ClassDayHeld',
    data,
    metadata: {
      recordedAt: '2026-03-02T14:00:00Z',
      actor: 'coordinator-1',
      correlationId: 'request-1',
    },
  };
}
