import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Compiled } from '../sqlite/testing/compiled.js';
import { dump } from '../testing/views.js';
import { expectedAttendance, Place } from './testing/place.js';

let compiled: Compiled;
beforeAll(() => {
  compiled = new Compiled();
});
afterAll(() => {
  compiled[Symbol.dispose]();
});
let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const kills = process.env['LONG'] === undefined ? 10 : 200;
const seed = 20_261_122;

test(`after kill -9 at ${kills} moments the views go on from a whole file and equal a rebuild`, async () => {
  const reasons = new Set<string>();
  let reached = 0;
  for (const [run, lines] of fc.sample(fc.nat(60), { seed, numRuns: kills }).entries()) {
    reached = Math.max(reached, await projectAndKill(run, lines));
    const log = await place.log();
    const views = await place.openLive({
      log,
      onProgress: ({ reason }) => void reasons.add(reason),
    });
    expect(views.position).toBeGreaterThanOrEqual(reached);
    expect(dump(views)['attendance']).toEqual(await expectedAttendance(log));
    const rows = dump(views);
    await views.rebuild();
    expect(dump(views)).toEqual(rows);
    await views.close();
    await log.close();
  }
  expect(reached).toBeGreaterThan(kills);
  expect([...reasons].sort()).toEqual(['A rebuild was asked for', 'There were no views yet']);
}, 1_800_000);

/** Lets a process project until it wrote so many lines; the last position it wrote. */
async function projectAndKill(run: number, lines: number): Promise<number> {
  const program = compiled.program('../../views/testing/project-until-killed');
  const child = spawn(process.execPath, [program, place.folder, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let written = 0;
  let reached = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    written += 1;
    if (line !== 'ready') reached = Number(line);
    if (written > lines) child.kill('SIGKILL');
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  return reached;
}
