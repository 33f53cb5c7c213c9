import { join } from 'node:path';
import { streamName } from '../../facts.js';
import { openSqliteLog } from '../../sqlite/open.js';
import { openViews } from '../open.js';
import { sampleFact, sampleViews } from './attendance.js';

// Run as a process of its own: `<folder> <number of the run>`; writes a line at its start and then
// each position that the views have reached, for as long as it is let live.
const [folder = '', run = ''] = process.argv.slice(2);
const log = await openSqliteLog({ path: join(folder, 'log.sqlite') });
process.stdout.write('ready\n');
const views = await openViews({
  folder: join(folder, 'views'),
  log,
  views: sampleViews,
  maxBatch: 5,
});

for (let n = 0; ; n++) {
  // Some are left behind in the rows, and some are there while a rebuild begins, runs or ends.
  if (n % 5 === 0) void views.rebuild();
  const types =
    n % 3 === 0 ? (['ModuleMissed', 'PersonErased'] as const) : ['ModuleAttended' as const];
  const appended = [0, 1, 2].map((k) =>
    log.append(
      streamName('enrollment', `e-${(n * 3 + k) % 11}`),
      types.map((type) => sampleFact(`${run}-${n}-${k}-${type}`, type, { note: 'x'.repeat(n) })),
      'any',
    ),
  );
  const [first] = await Promise.all(appended);
  if (first === undefined || n % 4 === 0) continue;
  await views.waitFor(first.position);
  process.stdout.write(`${first.position}\n`);
}
