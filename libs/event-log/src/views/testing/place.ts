import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START, streamName, type NewFact, type Position } from '../../facts.js';
import type { EventLog } from '../../port.js';
import { openSqliteLog } from '../../sqlite/open.js';
import { CountingIds } from '../../testing/fixtures.js';
import { openViews } from '../open.js';
import type { Views, ViewsOptions } from '../views.js';
import { sampleFact, sampleViews, type SampleFact } from './attendance.js';

/** A real log and the views of it in a folder of their own. */
export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), 'rollbook-views-'));
  readonly views = join(this.folder, 'views');
  readonly #opened: { close(): Promise<void> }[] = [];
  readonly #ids = new CountingIds();

  async log(name = 'log.sqlite'): Promise<EventLog> {
    const log = await openSqliteLog({ path: join(this.folder, name) });
    this.#opened.push(log);
    return log;
  }

  async open(options: Partial<ViewsOptions> & Pick<ViewsOptions, 'log'>): Promise<Views> {
    const views = await openViews({ folder: this.views, views: sampleViews, ...options });
    this.#opened.unshift(views);
    return views;
  }

  /** Views that have reached the log's head. */
  async openLive(options: Partial<ViewsOptions> & Pick<ViewsOptions, 'log'>): Promise<Views> {
    const views = await this.open(options);
    await views.waitFor(await options.log.head());
    return views;
  }

  async record(
    log: EventLog,
    enrollment: string,
    types: readonly SampleFact[],
    data: NewFact['data'] = {},
  ): Promise<Position> {
    const facts = types.map((type) => sampleFact(this.#ids.next(), type, data));
    return (await log.append(streamName('enrollment', enrollment), facts, 'any')).position;
  }

  async remove(): Promise<void> {
    for (const one of this.#opened) await one.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A real log, but for one method. */
export function logBut(log: EventLog, instead: Partial<EventLog>): EventLog {
  return {
    append: log.append.bind(log),
    readStream: log.readStream.bind(log),
    readAll: log.readAll.bind(log),
    follow: log.follow.bind(log),
    deleteStream: log.deleteStream.bind(log),
    head: log.head.bind(log),
    close: log.close.bind(log),
    ...instead,
  };
}

/** What `attendance` must hold, worked out in the plainest way. */
export async function expectedAttendance(log: EventLog): Promise<unknown[]> {
  const rows = new Map<string, { attended: number; missed: number; revision: number }>();
  for (const { stream, type, revision } of await log.readAll(START, 1_000_000)) {
    if (type === 'PersonErased') continue;
    const row = rows.get(stream) ?? { attended: 0, missed: 0, revision };
    rows.set(stream, {
      attended: row.attended + (type === 'ModuleAttended' ? 1 : 0),
      missed: row.missed + (type === 'ModuleMissed' ? 1 : 0),
      revision,
    });
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([enrollment, row]) => ({ enrollment, ...row }));
}
