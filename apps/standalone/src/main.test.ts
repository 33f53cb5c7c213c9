import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './testing/built.js';
import type { Built } from './testing/built.js';

let built: Built;

beforeAll(() => {
  built = build();
});
afterAll(() => {
  built.remove();
});

/** Resolves when the views have caught up; a server that never does is a test that times out. */
async function ready(origin: string): Promise<void> {
  while (!(await fetch(`${origin}/health/ready`)).ok);
}

describe('rollbook in one process', () => {
  test('prints where it listens, answers there, keeps its data where told, and stops on SIGTERM', async () => {
    const dataDir = join(built.root, 'records');
    const rollbook = built.run({ PORT: '0', DATA_DIR: dataDir });
    const origin = /http:\S+/.exec(await rollbook.printed(/^Rollbook runs at http:/))?.[0] ?? '';
    await rollbook.printed(/only this machine can reach it/);

    await ready(origin);
    expect(await (await fetch(origin)).text()).toContain(dataDir);
    expect(existsSync(dataDir)).toBe(true);

    rollbook.signal('SIGTERM');
    expect(await rollbook.ended).toMatchObject({ code: 0, signal: null });
  });

  test('a port in use is told with its mend, without a stack', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;

    const { code, stdout, stderr } = await built.run({ PORT: String(port) }).ended;

    other.close();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `Rollbook did not start. Port ${port} is in use, perhaps by another Rollbook: stop that, or choose another with PORT=${port + 1}, or PORT=0 for any free one.\n`,
    );
  });

  test('settings that do not fit are told all at once, without a stack', async () => {
    const file = join(built.root, 'a-file');
    writeFileSync(file, '');

    const { code, stderr } = await built.run({
      PORT: 'http',
      HOST: '0.0.0.0',
      DATA_DIR: file,
      LOG_LEVEL: 'loud',
    }).ended;

    expect(code).toBe(1);
    expect(stderr.split('\n')).toEqual([
      'Rollbook did not start. 4 settings do not fit:',
      '  PORT is "http". Give a number from 1 to 65535, or 0 for any free port.',
      '  HOST is "0.0.0.0". Rollbook has no sign-in yet, so it listens on this machine only: give 127.0.0.1, ::1 or localhost, or leave HOST out.',
      `  DATA_DIR is "${file}". ${file} is, or lies under, a file: give a folder.`,
      '  LOG_LEVEL is "loud". Give one of fatal, error, warn, info, debug, trace, silent.',
      '',
    ]);
  });
});
