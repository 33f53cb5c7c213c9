import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { Temporal } from 'temporal-polyfill';
import { START } from '#event-log';
import { build } from '../../apps/standalone/src/testing/built.js';
import type { Built } from '../../apps/standalone/src/testing/built.js';
import type { Api } from '../support/api.js';
import { Deployment, until } from '../support/deployment.js';
import { adoptRules, fillClass, planCohort } from '../support/massachusetts.js';
import { judgeNotices, sentIn, wellTold } from '../support/notice-verdict.js';

const long = process.env['LONG'] === '1';
const trainees = long ? 60 : 12;
/** How long Redis is away, beside what is planned meanwhile. */
const away = long ? 60_000 : 0;

let built: Built;
let deployment: Deployment;
beforeAll(async () => {
  built = build();
  // What couriers have to say of a Redis that is away is not what is looked at here.
  deployment = await Deployment.start({ built, apis: 1, env: { LOG_LEVEL: 'silent' } });
});
afterAll(async () => {
  await deployment[Symbol.asyncDispose]();
  built.remove();
});

test(
  'a Redis that is emptied, halted, killed and away while notices are due loses none and repeats none',
  async () => {
    const { inbox, redis } = deployment;
    const api = deployment.api();
    await adoptRules(api);
    const cohort = await planCohort(api, 'Queue', trainees);
    await fillClass(api, cohort, 'queued', trainees);
    const witness = await deployment.witness();
    const planned = () =>
      witness.views.query(
        (rows) => rows.get<{ planned: number }>('SELECT count(*) AS planned FROM notices')?.planned,
      ) ?? 0;

    // Emptied, again and again, in the middle of what it holds.
    await planExam(api, cohort, '10:00');
    const client = new Redis(redis.url);
    for (let flush = 1; flush <= 4; flush++) {
      await inbox.messages(Math.floor((flush * trainees) / 8));
      await client.flushall();
    }
    client.disconnect();

    // Halted: whoever asks gets no answer.
    redis.pause();
    await planExam(api, cohort, '11:00');
    await until(witness, () => planned() >= 4 * trainees);
    await pause(away);
    redis.goOn();

    // Killed, and back with nothing.
    await planExam(api, cohort, '12:00');
    await redis.kill();
    await until(witness, () => planned() >= 6 * trainees);
    await pause(away);
    await redis.restart();

    await until(witness, () => sentIn(witness) >= 3 * trainees);
    expect((await deployment.stop()).map(({ code }) => code)).toEqual([]);
    const told = await judgeNotices(witness, inbox.counts());
    // The reminders of the day before are still to come.
    expect({ ...told.verdict, unsent: told.verdict.unsent.length }).toEqual({
      ...wellTold,
      unsent: 3 * trainees,
    });
    expect([...inbox.counts().values()]).toEqual(Array(3 * trainees).fill(1));
    const facts = await witness.log.readAll(START, 1_000_000);
    const begun = facts.filter(({ type }) => type === 'NoticeSendingBegun');
    expect(begun).toHaveLength(3 * trainees);
  },
  long ? 900_000 : 240_000,
);

/** Reminds the whole class at once. */
async function planExam(api: Api, cohort: string, startsAt: string): Promise<void> {
  const date = Temporal.Now.plainDateISO('America/New_York').add({ days: 4 }).toString();
  await api.do(`/cohorts/${cohort}/exam-sittings`, { date, startsAt });
}
