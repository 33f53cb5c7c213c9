import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRollbook } from '#running';
import { build } from '../../apps/standalone/src/testing/built.js';
import type { Built, Running } from '../../apps/standalone/src/testing/built.js';
import { Api } from '../support/api.js';
import { list, word } from '../support/json.js';
import { Load } from '../support/load.js';
import { mailsIn } from '../support/inbox.js';
import { isSettled, judgeNotices, wellTold } from '../support/notice-verdict.js';
import { Chance } from '../support/random.js';
import { flawless, judgeLog, rowsOf } from '../support/verdict.js';

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
  let sentInAll = 0;
  for (let life = 0; life < lives; life++) {
    test(
      `life ${life + 1}: every answered command is there after a restart, none twice, the views equal a rebuild, and each mail is there`,
      async () => {
        const dataDir = mkdtempSync(join(tmpdir(), 'rollbook-kill-'));
        const chance = new Chance(seed + life);
        const load = new Load(chance, `life-${life}`);
        for (let kill = 0; kill < killsPerLife; kill++) {
          const rollbook = built.run(settings(dataDir));
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
        sentInAll += await checkMails(dataDir, load);
        expect(load.answered.length).toBeGreaterThan(killsPerLife / 2);
        rmSync(dataDir, { recursive: true, force: true });
      },
      long ? 900_000 : 120_000,
    );
  }

  // One life may end before anybody has lost their place.
  test('mails went out in them', () => {
    expect(sentInAll).toBeGreaterThan(0);
  });
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
    expect(await judgeLog(rollbook, load)).toEqual(flawless);
    const { kept, rebuilt } = await rowsOf(rollbook);
    expect(rebuilt).toEqual(kept);
  } finally {
    await rollbook.close();
  }
}

/** Left alone, it sends what it still owes: once, and what the facts call for. */
async function checkMails(dataDir: string, load: Load): Promise<number> {
  const running = built.run(settings(dataDir));
  const line = await running.printed(/^Rollbook runs at http:/);
  const api = new Api(/http:\S+/.exec(line)?.[0] ?? '');
  for (const enrollment of load.enrolled) {
    await api.until(`/enrollments/${enrollment}/notices`, ({ notices }) =>
      list(notices).every((notice) =>
        notice['wanted'] === true
          ? notice['status'] === 'sent'
          : !['planned', 'sending', 'deferred'].includes(word(notice, 'status')),
      ),
    );
  }
  running.signal('SIGTERM');
  expect((await running.ended).code).toBe(0);

  const counts = new Map<string, number>();
  for (const { messageId } of await mailsIn(join(dataDir, 'mail'))) {
    counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
  }
  const rollbook = await openRollbook({ dataDir });
  try {
    await rollbook.views.waitFor(await rollbook.log.head());
    expect(isSettled(rollbook)).toBe(true);
    const { verdict, sent } = await judgeNotices(rollbook, counts);
    expect(verdict).toEqual(wellTold);
    return sent;
  } finally {
    await rollbook.close();
  }
}

function settings(dataDir: string): Record<string, string> {
  const soon = { NOTICE_HOLD: 'PT0S', NOTICE_LEASE: 'PT2S' };
  return { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...soon };
}

async function pause(ms: number, rollbook: Running): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([waited, rollbook.ended]);
  clearTimeout(timer);
}
