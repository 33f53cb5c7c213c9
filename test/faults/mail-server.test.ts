import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { Temporal } from 'temporal-polyfill';
import { Notices } from '#notices';
import { smtpTransport } from '../../libs/notices/src/mail/smtp.js';
import { Vault } from '#people';
import { openInProcessQueue } from '#queue';
import { ManualTime } from '#queue/testing';
import { Metrics, healthOf, openRollbook } from '#running';
import type { Rollbook } from '#running';
import { apiModule } from '../../apps/api/src/api.module.js';
import { createApp, listen } from '../../apps/api/src/app.js';
import { readSideOf } from '../../apps/api/src/read-side.js';
import { Courier } from '../../apps/courier/src/courier.js';
import { Api } from '../support/api.js';
import { Inbox } from '../support/inbox.js';
import type { Mishap } from '../support/inbox.js';
import { adoptRules, fillClass, planCohort } from '../support/massachusetts.js';
import { judgeNotices, wellTold } from '../support/notice-verdict.js';
import { Chance } from '../support/random.js';

/*
 * The whole of Rollbook in this process on a clock that the test moves on, since a mail that was
 * refused for now waits for minutes and hours; the mail server and what goes wrong with it are real.
 */

const long = process.env['LONG'] === '1';
const trainees = long ? 60 : 15;
const seed = Number(process.env['SEED'] ?? '20261123');
const sender = { from: 'CPS Program <cps@example.org>' };

const passing: readonly Mishap[] = [
  'recipient-refused-for-now',
  'message-refused-for-now',
  'cut-at-recipient',
  'cut-before-message',
  'cut-before-answer',
  'silent-after-message',
  'silent-at-recipient',
];

let dataDir: string;
let inbox: Inbox;
const closing: (() => unknown)[] = [];
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'rollbook-mail-'));
  inbox = await Inbox.start();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await inbox[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(time: ManualTime) {
  const rollbook = await openRollbook({ dataDir, clock: time });
  const queue = openInProcessQueue({ clock: time, timer: time });
  const noticeTimes = {
    hold: Temporal.Duration.from('PT2M'),
    lease: Temporal.Duration.from('PT1M'),
  };
  const settings = { port: 0, host: '127.0.0.1', dataDir, logLevel: 'silent' } as const;
  const app = await createApp({
    settings,
    modules: [apiModule({ ...rollbook, queue, noticeTimes })],
    readSide: readSideOf(rollbook.views),
    probes: { health: healthOf(rollbook), metrics: new Metrics() },
  });
  const mail = smtpTransport(inbox.url, sender, { connect: 5_000, silence: 500, whole: 10_000 });
  const troubles: unknown[] = [];
  const courier = new Courier({
    ...{ ...rollbook, queue, mail, sender },
    bus: app.get(CommandBus, { strict: false }),
    vault: app.get(Vault, { strict: false }),
    notices: app.get(Notices, { strict: false }),
    pause: (wait, signal) =>
      new Promise((resolve, reject) => {
        const takeBack = time.wake(time.now().add(wait), resolve);
        signal.addEventListener('abort', () => {
          takeBack();
          reject(new Error('aborted'));
        });
      }),
    onTrouble: (duty, id, error) => troubles.push({ duty, id, error }),
  });
  closing.push(
    () => courier.close(Temporal.Duration.from({ seconds: 5 })),
    () => app.close(),
    () => queue.close(),
    () => rollbook.close(),
    () => {
      mail.close();
    },
  );
  return { rollbook, courier, troubles, api: new Api(await listen(app, settings)) };
}

interface OpenNotice {
  readonly status: string;
  readonly next_at: number;
}

function stillOpen({ views }: Rollbook): readonly OpenNotice[] {
  return views.query((rows) =>
    rows.all<OpenNotice & Record<string, string | number>>(
      'SELECT status, next_at FROM notices WHERE next_at IS NOT NULL ORDER BY next_at',
    ),
  );
}

/** Moves the clock on whenever nothing but time is waited for, until every notice has its end. */
async function letTimePass(rollbook: Rollbook, time: ManualTime, count: number): Promise<void> {
  const ended = () =>
    rollbook.views.query(
      (rows) => rows.get<{ n: number }>('SELECT count(*) AS n FROM notices')?.n ?? 0,
    ) -
      stillOpen(rollbook).length >=
    count;
  while (!ended()) {
    const { position } = rollbook.views;
    const open = stillOpen(rollbook);
    const now = time.now().epochMilliseconds;
    const [next] = open;
    if (
      next !== undefined &&
      open.every(({ status, next_at: at }) => status !== 'sending' && at > now)
    ) {
      await time.reach(Temporal.Instant.fromEpochMilliseconds(next.next_at));
    } else {
      await rollbook.views.waitFor((position + 1) as typeof position);
    }
  }
}

test(
  `a mail server that refuses, cuts and falls silent at random gets each notice to its reader once, and a refusal for good is in the ledger (SEED=${seed})`,
  async () => {
    const time = new ManualTime();
    const chance = new Chance(seed);
    const { rollbook, courier, troubles, api } = await open(time);
    await adoptRules(api);
    const cohort = await planCohort(api, 'Winter', trainees);
    const enrolled = await fillClass(api, cohort, 'reader', trainees);
    const nobody = (recipient: string) => /-\d*3@/.test(recipient);
    const refusedForGood = ['recipient-refused', 'message-refused'] as const;
    inbox.meet((recipient) => {
      if (nobody(recipient)) return chance.pick(refusedForGood);
      return chance.below(3) === 0 ? undefined : chance.pick(passing);
    });
    for (const session of ['class-1', 'class-2']) {
      await api.do(`/cohorts/${cohort}/sessions/${session}/roll-call`, {
        trainees: enrolled.map((enrollmentId) => ({ enrollmentId, outcome: 'missed' })),
      });
    }
    await rollbook.views.waitFor(await rollbook.log.head());
    courier.start();
    await letTimePass(rollbook, time, trainees);

    const bounced = rollbook.views.query((rows) =>
      rows.all<{ notice: string; address: string }>(
        "SELECT notice FROM notices WHERE status = 'bounced'",
      ),
    );
    const { verdict, sent, repeated } = await judgeNotices(rollbook, inbox.counts());
    const unknown = enrolled.filter((_one, index) => nobody(`-${index}@`)).length;
    expect(unknown).toBeGreaterThan(0);
    expect({ bounced: bounced.length, sent }).toEqual({
      bounced: unknown,
      sent: trainees - unknown,
    });
    expect({ ...verdict, unsent: [...verdict.unsent].sort() }).toEqual({
      ...wellTold,
      unsent: bounced.map(({ notice }) => notice).sort(),
    });
    expect(inbox.mails.filter(({ to }) => nobody(to))).toEqual([]);
    expect(troubles).toEqual([]);
    // The draw held what it is about: some mails came, and their answer did not.
    expect(repeated).toBeGreaterThan(0);
    expect(inbox.exchanges).toBeGreaterThan(2 * trainees);
  },
  long ? 600_000 : 120_000,
);
