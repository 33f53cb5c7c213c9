import type { INestApplicationContext } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import Fastify from 'fastify';
import { GetRoster } from '#training';
import { createApp } from '../apps/api/src/app.js';
import { apiModule } from '../apps/api/src/api.module.js';
import { readSideOf } from '../apps/api/src/read-side.js';
import { openInProcessQueue } from '#queue';
import { Metrics, healthOf } from '#running';
import type { Rollbook } from '#running';
import { answersPerSecond } from './asking.js';
import { median, rate, report } from './report.js';

const rounds = 5;
const inProcess = 2_000;
const overHttp = 4_000;

/** The roster of 30 by 24 modules, in process and over HTTP beside a route that sends the same bytes. */
export async function rostering(
  app: INestApplicationContext,
  rollbook: Rollbook,
  cohort: string,
): Promise<void> {
  const bus = app.get(QueryBus);
  await rollbook.views.waitFor(await rollbook.log.head());
  const { trainees } = await bus.execute(new GetRoster(cohort));
  const modules = Object.keys(trainees[0]?.marks ?? {}).length;
  const latency: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const perSecond = await rate(inProcess, async () => {
      for (let one = 0; one < inProcess; one++) await bus.execute(new GetRoster(cohort));
    });
    latency.push(1000 / perSecond);
  }
  console.log(
    `roster of ${trainees.length} × ${modules} modules, in process`.padEnd(46),
    `${median(latency).toFixed(3)} ms  (budget below 1 ms)`,
  );

  const ours = await createApp({
    settings: { port: 0, host: '127.0.0.1', dataDir: '', logLevel: 'silent' },
    modules: [apiModule({ ...rollbook, queue: openInProcessQueue() })],
    probes: { health: healthOf(rollbook), metrics: new Metrics() },
    readSide: readSideOf(rollbook.views),
  });
  await ours.listen(0, '127.0.0.1');
  const url = `${await ours.getUrl()}/api/v1/cohorts/${cohort}/roster`;
  const body = await (await fetch(url)).text();
  const bare = Fastify();
  bare.get('/roster', (_request, reply) => reply.type('application/json').send(body));
  const bareUrl = `${await bare.listen({ port: 0, host: '127.0.0.1' })}/roster`;

  const oursRates: number[] = [];
  const bareRates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    bareRates.push(await answersPerSecond({ url: bareUrl, count: overHttp }));
    oursRates.push(await answersPerSecond({ url, count: overHttp }));
  }
  await ours.close();
  await bare.close();
  report('roster over HTTP', median(oursRates), median(bareRates), 'requests/s', 0.6);
}
