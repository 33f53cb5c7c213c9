import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { copyLog } from '../copying/copy.js';
import { openLogFileAsTarget, openLogFileToCopy } from '../copying/log-file.js';
import { streamName } from '../facts.js';
import { dump } from '../testing/views.js';
import type { Progress } from './progress.js';
import { Place } from './testing/place.js';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

// A copy leaves out what was deleted, so its positions are other ones for the same facts.
test('views of a log are computed anew on a copy of it, though their last fact is there', async () => {
  const log = await place.log();
  await place.record(log, 'gone', ['ModuleMissed', 'ModuleMissed']);
  await log.deleteStream(streamName('enrollment', 'gone'), 'any');
  await place.record(log, 'ann', ['ModuleAttended', 'ModuleMissed']);
  await (await place.openLive({ log })).close();

  const from = openLogFileToCopy(join(place.folder, 'log.sqlite'));
  const to = await openLogFileAsTarget(join(place.folder, 'copy.sqlite'));
  await copyLog(from, to);
  await to.close();
  await from.close();
  const copy = await place.log('copy.sqlite');
  await place.record(copy, 'ben', ['ModuleMissed', 'ModuleMissed']);

  const reasons = new Set<string>();
  const onProgress = ({ reason }: Progress) => void reasons.add(reason);
  const views = await place.openLive({ log: copy, onProgress });
  expect([...reasons]).toEqual(['The views belonged to another log']);
  expect(JSON.stringify(dump(views))).toContain('ben');
});
