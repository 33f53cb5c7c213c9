import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compareLogs, openLogFileToCopy, openSqliteLog, streamName } from '#event-log';
import type { FactId } from '#event-log';

let root: string;

/** A build of its own, which leaves a running `dist` alone. */
beforeAll(() => {
  const project = process.cwd();
  root = mkdtempSync(join(tmpdir(), 'rollbook-log-command-'));
  copyFileSync(join(project, 'package.json'), join(root, 'package.json'));
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  const swc = join(project, 'node_modules/.bin/swc');
  const sources = ['apps/log', 'libs/event-log'];
  execFileSync(swc, [...sources, '-d', join(root, 'dist'), '--ignore', '**/*.test.ts', '--quiet']);
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const main = () => join(root, 'dist/apps/log/src/main.js');

const facts = 3_000;

test('a copy that is killed at any moment goes on where it was, and doubles nothing', async () => {
  const [from, to] = [join(root, 'from.sqlite'), join(root, 'to.sqlite')];
  const source = await openSqliteLog({ path: from });
  for (let n = 0; n < facts; n += 3) {
    const three = [n, n + 1, n + 2].map((number) => ({
      id: `fact-${number}` as FactId,
      type: 'ClassDayHeld',
      data: { number, text: 'x'.repeat(500) },
      metadata: { recordedAt: '2026-03-02T14:00:00Z', actor: 'a', correlationId: 'request-1' },
    }));
    await source.append(streamName('cohort', String(n % 7)), three, 'any');
  }
  await source.close();

  let killed = 0;
  let code: number | null = null;
  // Each is let run a little longer than the one before, so that the kills fall everywhere.
  for (let ms = 150; code === null; ms += 30) {
    const child = spawn(process.execPath, [main(), 'copy', from, to], { stdio: 'ignore' });
    const ended = once(child, 'close');
    await Promise.race([ended, setTimeout(ms)]);
    child.kill('SIGKILL');
    [code] = (await ended) as [number | null];
    if (code === null) killed += 1;
  }
  expect(code).toBe(0);
  expect(killed).toBeGreaterThan(0);
  const [one, other] = [openLogFileToCopy(from), openLogFileToCopy(to)];
  expect(await compareLogs(one, other)).toMatchObject({ same: true, second: { facts } });
  await one.close();
  await other.close();
});

test('what it can not do is answered with the exit code 2, on stderr, without a stack', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main(), 'verify', 'gone', 'a'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: root },
  });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(join(root, 'gone/log.sqlite'));
  expect(stderr).not.toContain('    at ');
});
