import { join } from 'node:path';
import { Decider, openSqliteLog, openViews, systemClock, systemIds } from '#event-log';
import type { Clock, EventLog, Ids, Progress, Views } from '#event-log';
import { allViews } from './views.js';

/** The log, the views that follow it, and the way to change anything. */
export interface Rollbook {
  readonly log: EventLog;
  readonly views: Views;
  readonly decider: Decider;
  /** Views first: they follow the log. */
  close(): Promise<void>;
}

export interface RollbookOptions {
  /** Holds `views/`, and `log.sqlite` where no other log is given. */
  readonly dataDir: string;
  /** Closed with the rest. */
  readonly log?: EventLog;
  readonly clock?: Clock;
  readonly ids?: Ids;
  /** While the views are computed anew. */
  readonly onProgress?: (progress: Progress) => void;
  /** When the views stop, or wait for the disk or the log. */
  readonly onTrouble?: (error: Error) => void;
}

/** @throws LogError or ViewsError that says how to mend it */
export async function openRollbook(options: RollbookOptions): Promise<Rollbook> {
  const { dataDir, clock = systemClock, ids = systemIds, onProgress, onTrouble } = options;
  const log = options.log ?? (await openSqliteLog({ path: join(dataDir, 'log.sqlite') }));
  try {
    const views = await openViews({
      folder: join(dataDir, 'views'),
      log,
      views: allViews,
      ...(onProgress !== undefined && { onProgress }),
      ...(onTrouble !== undefined && { onTrouble }),
    });
    return {
      log,
      views,
      decider: new Decider(log, clock, ids),
      close: async () => {
        await views.close();
        await log.close();
      },
    };
  } catch (error) {
    await log.close();
    throw error;
  }
}
