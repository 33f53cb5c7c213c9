import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, globSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildIn, copyContext, installForProduction, instructionsOf } from './image.js';

// There need not be a Docker engine where tests run, so the image's steps are done by hand: with the
// packages that are here, or (LONG=1) with those of production, installed for it. Root becomes the
// user of the image then, who may write nowhere but to the data.
const isLong = process.env['LONG'] !== undefined;
const user = isLong && process.geteuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};
const instructions = instructionsOf(readFileSync('Dockerfile', 'utf8'));
const given = (name: string) => instructions.filter((one) => one.name === name).at(-1)?.rest ?? '';
const words = (name: string) => JSON.parse(/\[.*\]$/.exec(given(name))?.[0] ?? '[]') as string[];

let folder: string;
let app: string;
let child: ChildProcess | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollbook-started-'));
  app = join(folder, 'app');
  mkdirSync(app);
  mkdirSync(join(folder, 'data'));
  copyContext(app);
  buildIn(app);
  if (!isLong) return;
  installForProduction(app);
  chmodSync(folder, 0o755);
  if (user.uid !== undefined) chownSync(join(folder, 'data'), user.uid, user.gid);
}, 600_000);
afterAll(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Every file of the program, with when it was changed last. */
function stand(): readonly string[] {
  const files = globSync('**', { cwd: app, exclude: ['node_modules'] });
  return files.map((file) => `${file} ${lstatSync(join(app, file)).mtimeMs}`).sort();
}

test('the image’s program starts, is well by the image’s check, stops, and writes nothing but data', async () => {
  const before = stand();
  const [, ...flags] = words('ENTRYPOINT');
  const env = { NODE_ENV: 'production', DATA_DIR: join(folder, 'data'), HOST: '127.0.0.1' };
  child = spawn(process.execPath, [...flags, ...words('CMD')], {
    ...user,
    cwd: app,
    env: { ...env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const port = await portOf(child);

  const [, ...check] = words('HEALTHCHECK');
  expect(spawnSync(process.execPath, check, { env: { PORT: port } }).status).toBe(0);
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Sam Rivera' }),
  });
  expect(answer.status).toBe(201);

  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(spawnSync(process.execPath, check, { env: { PORT: port } }).status).toBe(1);
  expect(stand()).toEqual(before);
  const facts = execFileSync(
    process.execPath,
    [join(app, 'dist/apps/log/src/main.js'), 'backup', 'data', 'backup.sqlite'],
    { cwd: folder, encoding: 'utf8', env: { INIT_CWD: folder } },
  );
  expect(facts).toMatch(/^Wrote [1-9]\d* facts/);
}, 120_000);

async function portOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('It prints nowhere.');
  for await (const line of createInterface({ input: stdout })) {
    const [, port] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line) ?? [];
    if (port !== undefined) {
      stdout.resume();
      return port;
    }
  }
  throw new Error('It ended before it said where it listens.');
}
