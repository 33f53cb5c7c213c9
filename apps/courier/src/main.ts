import 'reflect-metadata';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import {
  boot,
  contextsModule,
  listenError,
  measureCommands,
  nestJournal,
  openProcess,
  probeServer,
  readSettings,
  stopOnSignals,
} from '#running';
import { openCourier, works } from './open.js';

/** The courier alone, one of any number, on a log and a queue that all share. */
await boot(async () => {
  const settings = readSettings(process.env, { shared: true });
  const own = await openProcess(settings, works);
  const { rollbook, probes, journal } = own;
  const context = await NestFactory.createApplicationContext(
    contextsModule({ ...rollbook, noticeTimes: settings.noticeTimes }),
    { logger: nestJournal(journal), abortOnError: false },
  );
  measureCommands(context.get(CommandBus), probes.metrics);
  const courier = openCourier(own, context);
  const server = probeServer(probes);
  stopOnSignals(process, async () => {
    await courier.close();
    await context.close();
    server.close();
    server.closeAllConnections();
    await own.close();
  });
  try {
    server.listen(settings.port, settings.host);
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, settings);
  }
  courier.start();
  const { port } = server.address() as AddressInfo;
  console.log(
    `Rollbook’s courier runs; it tells how it is at http://${settings.host}:${port}/health`,
  );
  console.log(`Mails go to ${courier.where}`);
});
