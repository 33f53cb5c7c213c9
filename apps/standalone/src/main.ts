import 'reflect-metadata';
import { CommandBus } from '@nestjs/cqrs';
import { boot, measureCommands, openProcess, readSettings, stopOnSignals } from '#running';
import { apiModule } from '../../api/src/api.module.js';
import { createApp, listen } from '../../api/src/app.js';
import { readSideOf } from '../../api/src/read-side.js';
import { ruleKinds, rules } from '../../api/src/rules.js';
import { openCourier, works } from '../../courier/src/open.js';
import { frontPageOf } from './front-page.js';

/** Everything in one process: API, views, courier, on whatever engines the settings name. */
await boot(async () => {
  const settings = readSettings(process.env);
  const own = await openProcess(settings, works);
  const { rollbook, probes, journal } = own;
  const app = await createApp({
    settings,
    modules: [apiModule({ ...own, ...rollbook, noticeTimes: settings.noticeTimes })],
    readSide: readSideOf(rollbook.views),
    probes,
    journal,
    frontPage: frontPageOf(rollbook.views),
    rules,
    ruleKinds,
  });
  measureCommands(app.get(CommandBus), probes.metrics);
  const courier = openCourier(own, app);
  stopOnSignals(process, async () => {
    await app.close();
    await courier.close();
    await own.close();
  });
  const origin = await listen(app, settings);
  courier.start();
  console.log(`Rollbook runs at ${origin}`);
  console.log(`The API is described at ${origin}/api`);
  console.log(`Data is kept in ${settings.dataDir}`);
  console.log(`Mails go to ${courier.where}`);
  console.log('It has no sign-in yet, so only this machine can reach it. Ctrl-C stops it.');
});
