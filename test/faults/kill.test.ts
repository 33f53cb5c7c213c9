import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START } from '#event-log';
import type { RecordedFact } from '#event-log';
import { dump } from '#event-log/testing';
import { openRollbook } from '#running';
import { build } from '../../apps/standalone/src/testing/built.js';
import type { Built, Running } from '../../apps/standalone/src/testing/built.js';
import { Api } from '../support/api.js';
import { Load } from '../support/load.js';
import { Chance } from '../support/random.js';

/** Each life is a data folder of its own, so that what is checked after each kill stays small. */
const long = process.env['LONG'] === '1';
const lives = long ? 10 : 2;
const killsPerLife = long ? 21 : 4;
const seed = Number(process.env['SEED'] ?? '20261121');

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built.remove();
});

describe(`kill -9 at random moments under load (${lives * killsPerLife} times, SEED=${seed})`, () => {
  for (let life = 0; life < lives; life++) {
    test(
      `life ${life + 1}: every answered command is there after a restart, none twice, and the views equal a rebuild`,
      async () => {
        const dataDir = mkdtempSync(join(tmpdir(), 'rollbook-kill-'));
        const chance = new Chance(seed + life);
        const load = new Load(chance, `life-${life}`);
        for (let kill = 0; kill < killsPerLife; kill++) {
          const rollbook = built.run({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
          const loaded = underLoad(rollbook, load);
          // Every fourth dies while it starts; the others after some more answers, at any moment.
          if (kill % 4 === 3) await pause(chance.below(700), rollbook);
          else await Promise.race([load.answers(1 + chance.below(80)), loaded]);
          await pause(chance.below(20), rollbook);
          rollbook.signal('SIGKILL');
          expect((await rollbook.ended).signal).toBe('SIGKILL');
          await loaded;
          await check(dataDir, load);
        }
        expect(load.answered.length).toBeGreaterThan(killsPerLife / 2);
        rmSync(dataDir, { recursive: true, force: true });
      },
      long ? 900_000 : 120_000,
    );
  }
});

/** Works until the process is gone, from as soon as it listens. */
async function underLoad(rollbook: Running, load: Load): Promise<void> {
  const listening = rollbook.printed(/^Rollbook runs at http:/).catch(() => undefined);
  const origin = /http:\S+/.exec((await listening) ?? '')?.[0];
  if (origin === undefined) return;
  await load.run(new Api(origin), rollbook.ended);
}

async function check(dataDir: string, load: Load): Promise<void> {
  const rollbook = await openRollbook({ dataDir });
  try {
    const facts = await rollbook.log.readAll(START, 1_000_000);
    const times = new Map<string, number>();
    for (const { id } of facts) times.set(id, (times.get(id) ?? 0) + 1);
    expect([...times.values()].filter((count) => count > 1)).toEqual([]);

    const missing = load.answered.flatMap(({ factIds }) => factIds.filter((id) => !times.has(id)));
    expect(missing).toEqual([]);
    expect(recordedTwice(facts)).toEqual([]);

    await rollbook.views.waitFor(await rollbook.log.head());
    const incremental = dump(rollbook.views);
    await rollbook.views.rebuild();
    expect(dump(rollbook.views)).toEqual(incremental);
  } finally {
    await rollbook.close();
  }
}

/** A request recorded in two appends of one stream: done again although it had been done. */
function recordedTwice(facts: readonly RecordedFact[]): readonly string[] {
  const seen = new Map<string, { recordedAt: string; revision: number }>();
  return facts.flatMap(({ stream, revision, metadata: { idempotencyKey, recordedAt } }) => {
    if (idempotencyKey === undefined) return [];
    const key = `${stream} ${idempotencyKey}`;
    const before = seen.get(key);
    seen.set(key, { recordedAt, revision });
    const sameAppend = before?.recordedAt === recordedAt && before.revision === revision - 1;
    return before === undefined || sameAppend ? [] : [key];
  });
}

async function pause(ms: number, rollbook: Running): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([waited, rollbook.ended]);
  clearTimeout(timer);
}
