import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { redisServerProgram } from './program.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'machine-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const machine = (mayInstall: boolean) => ({
  path: folder,
  lock: join(folder, 'lock'),
  mayInstall,
});

/** A machine of its own: a shell, the lock, and an apt-get that notes what it was asked. */
function furnish(): void {
  for (const program of ['sh', 'flock', 'touch', 'chmod', 'sleep']) {
    const real = execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
    symlinkSync(real, join(folder, program));
  }
  const noted = join(folder, 'noted');
  const server = join(folder, 'redis-server');
  const script = `#!${join(folder, 'sh')}\necho "$@" >> ${noted}\n[ "$1" = install ] && touch ${server} && chmod +x ${server}\nexit 0\n`;
  writeFileSync(join(folder, 'apt-get'), script);
  chmodSync(join(folder, 'apt-get'), 0o755);
}

test('a server on the path is taken', async () => {
  writeFileSync(join(folder, 'redis-server'), '', { mode: 0o755 });
  expect(await redisServerProgram(machine(false))).toBe(join(folder, 'redis-server'));
});

test('where it may, it is installed once, however many test files ask', async () => {
  furnish();
  const asked = await Promise.all([1, 2, 3].map(() => redisServerProgram(machine(true))));
  expect(asked).toEqual(Array(3).fill(join(folder, 'redis-server')));
  expect(readFileSync(join(folder, 'noted'), 'utf8')).toBe(
    'update -qq\ninstall -y -qq redis-server\n',
  );
});

test('elsewhere one line tells how to get one', async () => {
  furnish();
  await expect(redisServerProgram(machine(false))).rejects.toThrow(
    /^The tests need Redis 7: set REDIS_URL .*apt-get install redis-server.*$/,
  );
});
