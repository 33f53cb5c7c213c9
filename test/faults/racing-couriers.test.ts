import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { START } from '#event-log';
import { build } from '../../apps/standalone/src/testing/built.js';
import type { Built } from '../../apps/standalone/src/testing/built.js';
import { Deployment, until } from '../support/deployment.js';
import { adoptRules, fillClass, planCohort } from '../support/massachusetts.js';
import { judgeNotices, sentIn, wellTold } from '../support/notice-verdict.js';

const long = process.env['LONG'] === '1';
const trainees = long ? 100 : 10;
/** Each reminds everybody in the class. */
const sittings = 10;
const due = trainees * sittings;

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built.remove();
});

describe('three couriers that begin at once on the same due notices', () => {
  for (const queueEach of [false, true]) {
    test(
      `with ${queueEach ? 'a queue each' : 'one queue'} send each of ${due} once, and each once only tries`,
      async () => {
        await using deployment = await Deployment.start({
          ...{ built, queueEach, apis: 1, couriers: 3, couriersAsleep: true },
        });
        const { couriers, inbox } = deployment;
        const api = deployment.api();
        await adoptRules(api);
        const cohort = await planCohort(api, 'Race', trainees);
        await fillClass(api, cohort, 'racer', trainees);
        const today = Temporal.Now.plainDateISO('America/New_York');
        for (let sitting = 0; sitting < sittings; sitting++) {
          const date = today.add({ days: 3 + (sitting % 3) }).toString();
          const startsAt = `${10 + sitting}:00`;
          await api.do(`/cohorts/${cohort}/exam-sittings`, { date, startsAt });
        }

        await Promise.all(couriers.map((courier) => courier.start()));
        const witness = await deployment.witness();
        await until(witness, () => sentIn(witness) >= due);
        const unclean = await deployment.stop();
        expect([...inbox.counts().values()]).toEqual(Array(due).fill(1));
        const told = await judgeNotices(witness, inbox.counts());
        // The reminder of the day before is still to come.
        expect({ ...told.verdict, unsent: told.verdict.unsent.length }).toEqual({
          ...wellTold,
          unsent: due,
        });
        const facts = await witness.log.readAll(START, 1_000_000);
        const count = (type: string) => facts.filter((fact) => fact.type === type).length;
        expect([count('NoticeSendingBegun'), count('NoticeSent')]).toEqual([due, due]);
        // Planned once, whoever was first.
        expect(count('NoticePlanned')).toBe(2 * due);
        expect(unclean).toEqual([]);
      },
      long ? 900_000 : 180_000,
    );
  }
});
