import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from '../../apps/standalone/src/testing/built.js';
import type { Built } from '../../apps/standalone/src/testing/built.js';
import { Deployment, until } from '../support/deployment.js';
import { startEventStoreCluster } from '../support/eventstore/cluster.js';
import type { EventStoreCluster } from '../support/eventstore/cluster.js';
import type { WriteFault } from '../support/eventstore/faults.js';
import { Load } from '../support/load.js';
import { isSettled, judgeNotices, wellTold } from '../support/notice-verdict.js';
import { Chance } from '../support/random.js';
import { flawless, judgeLog, rowsOf } from '../support/verdict.js';

const long = process.env['LONG'] === '1';
const faults = long ? 150 : 14;
const seed = Number(process.env['SEED'] ?? '20261124');

let built: Built;
let cluster: EventStoreCluster;
let deployment: Deployment;
beforeAll(async () => {
  built = build();
  cluster = await startEventStoreCluster(3);
  const env = { LOG_LEVEL: 'silent', NOTICE_LEASE: 'PT10S' };
  deployment = await Deployment.start({ built, eventStoreUrl: cluster.urlOfAll, env });
});
afterAll(async () => {
  await deployment[Symbol.asyncDispose]();
  await cluster.close();
  built.remove();
});

const writeFaults: readonly WriteFault[] = [
  'cut-before-write',
  'cut-after-write',
  'unavailable-before-write',
  'unavailable-after-write',
  'lose-request',
  'lose-answer',
];

/** First in this order, then at random. */
const mishaps: readonly ((chance: Chance) => Promise<void> | void)[] = [
  () => cluster.leader?.faults.cutConnections(),
  (chance) => cluster.leader?.faults.cutAfterEvents(1 + chance.below(50)),
  ...writeFaults.map((fault) => (chance: Chance) => {
    // What is lost is waited for as long as a deadline; of the others there may be more.
    const times = fault.startsWith('lose-') ? 1 : 6 + chance.below(6);
    cluster.leader?.faults.failNextWrite(fault, times);
  }),
  (chance) => {
    cluster.moveLeader(chance.pick(cluster.followers));
  },
  async (chance) => {
    const next = chance.pick(cluster.servers);
    cluster.loseLeader();
    await pause(chance.below(1_500));
    cluster.moveLeader(next);
  },
];

test(
  `a cluster that cuts, refuses, loses answers and changes its leader ${faults} times under load: nothing is lost, doubled or out of order, and each mail went once (SEED=${seed})`,
  async () => {
    const { inbox } = deployment;
    const chance = new Chance(seed);
    const load = new Load(chance, 'cut');
    await load.prepare(deployment.api());
    const over = Promise.withResolvers<undefined>();
    const loaded = load.run(deployment.api(), over.promise);
    for (let fault = 0; fault < faults; fault++) {
      await Promise.race([load.answers(1 + chance.below(60)), loaded]);
      await (mishaps[fault] ?? chance.pick(mishaps))(chance);
    }
    await Promise.race([load.answers(50), loaded]);
    over.resolve(undefined);
    await loaded;

    const witness = await deployment.witness();
    await until(witness, () => isSettled(witness));
    expect((await deployment.stop()).map(({ code }) => code)).toEqual([]);
    expect(await judgeLog(witness, load)).toEqual(flawless);
    expect(load.answered.length).toBeGreaterThan(faults);
    expect(cluster.servers.reduce((all, server) => all + server.faults.cuts, 0)).toBeGreaterThan(2);
    const told = await judgeNotices(witness, inbox.counts());
    expect(told.verdict).toEqual(wellTold);
    expect(told.sent).toBeGreaterThan(0);
    if (long)
      process.stdout.write(`${JSON.stringify({ answered: load.answered.length, ...told })}\n`);

    const { kept, rebuilt } = await rowsOf(witness);
    expect(kept).toEqual(rebuilt);
    for (const api of deployment.apis) {
      expect(await rowsOf(await deployment.witness(api.dataDir))).toEqual({ kept, rebuilt });
    }
  },
  long ? 1_800_000 : 240_000,
);
