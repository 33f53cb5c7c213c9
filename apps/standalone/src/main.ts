import 'reflect-metadata';
import { LogError, ViewsError } from '#event-log';
import type { Progress } from '#event-log';
import { BootError, openRollbook, readSettings, stopOnSignals } from '#running';
import { apiModule } from '../../api/src/api.module.js';
import { createApp, listen } from '../../api/src/app.js';
import { readSideOf } from '../../api/src/read-side.js';
import { ruleKinds, rules } from '../../api/src/rules.js';
import { frontPageOf } from './front-page.js';

try {
  const settings = readSettings(process.env);
  const rollbook = await openRollbook({
    dataDir: settings.dataDir,
    onProgress: tellProgress,
    onTrouble: (error) => {
      console.error(`The views are in trouble: ${error.message}`);
    },
  });
  const app = await createApp({
    settings,
    modules: [apiModule(rollbook)],
    readSide: readSideOf(rollbook.views),
    frontPage: frontPageOf(rollbook.views),
    rules,
    ruleKinds,
  });
  stopOnSignals(process, async () => {
    await app.close();
    await rollbook.close();
  });
  const origin = await listen(app, settings);
  console.log(`Rollbook runs at ${origin}`);
  console.log(`The API is described at ${origin}/api`);
  console.log(`Data is kept in ${settings.dataDir}`);
  console.log('It has no sign-in yet, so only this machine can reach it. Ctrl-C stops it.');
} catch (error) {
  refuseToStart(error);
}

function tellProgress({ reason, done, fraction, rate, secondsLeft }: Progress): void {
  // A new log, or one that takes no time, needs no word.
  if (done < 10_000) return;
  const left = secondsLeft === undefined || fraction === 1 ? '' : `, about ${secondsLeft} s left`;
  console.log(
    `${reason}: ${Math.floor(100 * fraction)} % of the views computed, ${rate} facts/s${left}`,
  );
}

function refuseToStart(error: unknown): void {
  if (error instanceof BootError) {
    console.error(error.message);
  } else {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`Rollbook did not start. ${message}`);
  }
  if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
  else if (!isTold(error)) console.error('LOG_LEVEL=debug shows where it failed.');
  // What was opened before the failure would keep the process alive.
  process.exit(1);
}

/** Its message says how to mend it, which is all that an operator needs. */
function isTold(error: unknown): boolean {
  return error instanceof BootError || error instanceof LogError || error instanceof ViewsError;
}
