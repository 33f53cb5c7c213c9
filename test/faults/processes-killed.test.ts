import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from '../../apps/standalone/src/testing/built.js';
import type { Built } from '../../apps/standalone/src/testing/built.js';
import { Deployment, until } from '../support/deployment.js';
import { Load } from '../support/load.js';
import { isSettled, judgeNotices, wellTold } from '../support/notice-verdict.js';
import { Chance } from '../support/random.js';
import { flawless, judgeLog, rowsOf } from '../support/verdict.js';

const long = process.env['LONG'] === '1';
const kills = long ? 100 : 8;
const seed = Number(process.env['SEED'] ?? '20261122');

let built: Built;
let deployment: Deployment;
beforeAll(async () => {
  built = build();
  // Whoever was killed in the middle of a mail holds it for as long as this.
  const env = { LOG_LEVEL: 'silent', NOTICE_LEASE: 'PT10S' };
  deployment = await Deployment.start({ built, env });
});
afterAll(async () => {
  await deployment[Symbol.asyncDispose]();
  built.remove();
});

test(
  `apis and couriers killed under load ${kills} times, then everything but the log: nothing is lost, doubled or out of order, and each mail went once (SEED=${seed})`,
  async () => {
    const { nodes, couriers, inbox, redis } = deployment;
    const chance = new Chance(seed);
    const load = new Load(chance, 'killed');
    await load.prepare(deployment.api());
    const over = Promise.withResolvers<undefined>();
    const loaded = load.run(deployment.api(), over.promise);
    for (let kill = 0; kill < kills; kill++) {
      // Every third falls, where it is a courier, in the middle of somebody's mail.
      const { exchanges } = inbox;
      await Promise.race([load.answers(1 + chance.below(60)), loaded]);
      if (kill % 3 === 2) await inbox.until((one) => one.exchanges > exchanges);
      const node = kill % 3 === 2 ? chance.pick(couriers) : chance.pick(nodes);
      await node.kill();
      await node.start();
    }
    over.resolve(undefined);
    await loaded;
    await Promise.all(nodes.map((node) => node.kill()));
    await redis.kill();
    await redis.restart();
    await Promise.all(nodes.map((node) => node.start()));

    const witness = await deployment.witness();
    await until(witness, () => isSettled(witness));
    expect((await deployment.stop()).map(({ code }) => code)).toEqual([]);
    expect(await judgeLog(witness, load)).toEqual(flawless);
    expect(load.answered.length).toBeGreaterThan(kills);

    const told = await judgeNotices(witness, inbox.counts());
    expect(told.verdict).toEqual(wellTold);
    expect(told.sent).toBeGreaterThan(kills / 4);
    if (long)
      process.stdout.write(`${JSON.stringify({ answered: load.answered.length, ...told })}\n`);

    const { kept, rebuilt } = await rowsOf(witness);
    expect(kept).toEqual(rebuilt);
    for (const api of deployment.apis) {
      const rows = await rowsOf(await deployment.witness(api.dataDir));
      expect(rows).toEqual({ kept, rebuilt });
    }
  },
  long ? 1_800_000 : 240_000,
);
