import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EventLog } from '../port.js';
import type { Position } from '../facts.js';
import { START } from '../facts.js';
import { refusal } from '../testing/contract/log-under-test.js';
import { openSqliteLog } from './open.js';
import { Compiled } from './testing/compiled.js';
import { LogFolder } from './testing/fixtures.js';

let compiled: Compiled;
beforeAll(() => {
  compiled = new Compiled();
});
afterAll(() => {
  compiled[Symbol.dispose]();
});

const kills = process.env['LONG'] === undefined ? 10 : 200;
const seed = 20_261_121;

test(`after kill -9 at ${kills} moments every answered append is there once, every other whole or absent`, async () => {
  using folder = new LogFolder();
  const answered = new Set<number>();
  let next = 0;
  let checked = START;
  for (const answers of fc.sample(fc.nat(300), { seed, numRuns: kills })) {
    for (const append of await appendAndKill(folder.path, next, answers)) answered.add(append);
    const log = await openSqliteLog(folder);
    const found = await partsFound(log, checked);
    checked = await log.head();
    await log.close();
    expect([...answered].filter((append) => append >= next && !found.has(append))).toEqual([]);
    next = Math.max(next - 1, ...found.keys()) + 1;
  }
  const log = await openSqliteLog(folder);
  const found = await partsFound(log, START);
  await log.close();
  expect([...answered].filter((append) => !found.has(append))).toEqual([]);
  for (const [append, { parts, of }] of found) {
    expect({ append, parts }).toEqual({ append, parts: [...Array(of).keys()] });
  }
  expect(answered.size).toBeGreaterThan(kills);
}, 600_000);

test('a log held by another process is in use, until that process is killed', async () => {
  using folder = new LogFolder();
  const child = start(folder.path, 0);
  try {
    await once(child.lines, 'line');
    expect(await refusal(openSqliteLog(folder))).toBe('log-in-use');
  } finally {
    child.process.kill('SIGKILL');
    await once(child.process, 'close');
  }
  await (await openSqliteLog(folder)).close();
});

function start(path: string, next: number) {
  const program = compiled.program('append-until-killed');
  const child = spawn(process.execPath, [program, path, String(next)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { process: child, lines: createInterface({ input: child.stdout }) };
}

/** Lets a process append until it gave so many answers, and answers all that it gave. */
async function appendAndKill(path: string, next: number, answers: number): Promise<number[]> {
  const child = start(path, next);
  const given: number[] = [];
  child.lines.on('line', (line) => {
    if (line !== 'ready') given.push(Number(line));
    if (given.length >= answers) child.process.kill('SIGKILL');
  });
  const [code, signal] = (await once(child.process, 'close')) as [number | null, string | null];
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  return given;
}

async function partsFound(
  log: EventLog,
  after: Position,
): Promise<Map<number, { parts: number[]; of: number }>> {
  const found = new Map<number, { parts: number[]; of: number }>();
  for (const { data } of await log.readAll(after, Number.MAX_SAFE_INTEGER)) {
    const { append, part, of } = data as { append: number; part: number; of: number };
    const sofar = found.get(append) ?? { parts: [], of };
    found.set(append, { parts: [...sofar.parts, part], of });
  }
  return found;
}
