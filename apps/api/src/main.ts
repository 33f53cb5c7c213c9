import 'reflect-metadata';
import { CommandBus } from '@nestjs/cqrs';
import { boot, measureCommands, openProcess, readSettings, stopOnSignals } from '#running';
import { apiModule } from './api.module.js';
import { createApp, listen } from './app.js';
import { readSideOf } from './read-side.js';
import { ruleKinds, rules } from './rules.js';

/** The API alone, one of any number, on a log and a queue that all share. */
await boot(async () => {
  const settings = readSettings(process.env, { shared: true });
  const own = await openProcess(settings, []);
  const { rollbook, probes, journal } = own;
  const app = await createApp({
    settings,
    modules: [apiModule({ ...own, ...rollbook, noticeTimes: settings.noticeTimes })],
    readSide: readSideOf(rollbook.views),
    probes,
    journal,
    rules,
    ruleKinds,
  });
  measureCommands(app.get(CommandBus), probes.metrics);
  stopOnSignals(process, async () => {
    await app.close();
    await own.close();
  });
  console.log(`Rollbook’s API runs at ${await listen(app, settings)}`);
});
