import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { START } from '#event-log';
import type { Position } from '#event-log';
import { readSideOf } from './read-side.js';
import { openRollbook } from '#running';
import type { Rollbook } from '#running';

let dataDir: string;
let rollbook: Rollbook;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollbook-read-side-'));
  rollbook = await openRollbook({ dataDir });
});
afterAll(async () => {
  await rollbook.close();
  await rm(dataDir, { recursive: true });
});

describe('the views as the edge asks them', () => {
  test('say that they have reached a position, and then that they are live', async () => {
    const readSide = readSideOf(rollbook.views);
    expect(await readSide.waitFor(START, 5_000)).toBe(true);
    expect(readSide.status()).toEqual({ live: true, position: START });
  });

  test('say that they have not reached a position that the log has not', async () => {
    expect(await readSideOf(rollbook.views).waitFor(1 as Position, 1)).toBe(false);
  });
});
