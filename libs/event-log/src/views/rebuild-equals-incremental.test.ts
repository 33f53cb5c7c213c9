import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dump } from '../testing/views.js';
import { type SampleFact } from './testing/attendance.js';
import { expectedAttendance, Place } from './testing/place.js';

const runs = process.env['LONG'] === undefined ? 30 : 600;

const facts = fc.record({
  enrollment: fc.constantFrom('ann', 'ben', 'cal'),
  types: fc.array(
    fc.constantFrom<SampleFact>('ModuleAttended', 'ModuleMissed', 'ModuleMissed', 'PersonErased'),
    { minLength: 1, maxLength: 6 },
  ),
});
const step = fc.oneof(
  { weight: 4, arbitrary: facts },
  { weight: 1, arbitrary: fc.constant('stop and start') },
  { weight: 1, arbitrary: fc.constant('catch up') },
  { weight: 1, arbitrary: fc.constant('rebuild') },
);

test('however the facts arrive, with stops and rebuilds between, the rows equal a rebuild', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 7 }),
      async (steps, maxBatch) => {
        const place = new Place();
        try {
          const log = await place.log();
          let views = await place.open({ log, maxBatch });
          for (const does of steps) {
            if (typeof does === 'object') {
              await place.record(log, does.enrollment, does.types, { note: 'late bus' });
            } else if (does === 'stop and start') {
              await views.close();
              views = await place.open({ log, maxBatch });
            } else if (does === 'rebuild') {
              await views.rebuild();
            } else {
              await views.waitFor(await log.head());
            }
          }
          await views.waitFor(await log.head());
          const anew = await place.openLive({ log, folder: `${place.views}-anew` });

          expect(dump(views)).toEqual(dump(anew));
          expect(dump(views)['attendance']).toEqual(await expectedAttendance(log));
        } finally {
          await place.remove();
        }
      },
    ),
    { numRuns: runs },
  );
}, 600_000);
