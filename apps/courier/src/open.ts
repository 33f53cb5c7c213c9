import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { setTimeout as after } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { Notices } from '#notices';
import { openMail } from '#notices/mail';
import { Vault } from '#people';
import type { Process } from '#running';
import { Courier } from './courier.js';
import { deliverNotice } from './delivering.js';

/** The kinds of work a courier does. */
export const works = [deliverNotice] as const;

/** How long stopping waits for mails that are going out; a supervisor waits longer. */
const patience = Temporal.Duration.from({ seconds: 8 });

/** The courier of one process, on its engines and on the handlers of its commands. */
export function openCourier(own: Process, context: INestApplicationContext) {
  const { settings, rollbook, queue, probes, journal } = own;
  const mail = openMail({
    ...settings.mail,
    dataDir: settings.dataDir,
    lease: settings.noticeTimes.lease,
  });
  const courier = new Courier({
    ...rollbook,
    queue,
    mail,
    sender: settings.mail,
    bus: context.get(CommandBus),
    vault: context.get(Vault),
    notices: context.get(Notices),
    pause: async (time, signal) => {
      await after(time.total('milliseconds'), undefined, { signal });
    },
    onDelivery: (outcome) => {
      probes.metrics.mail(outcome);
    },
    onTrouble: (duty, id, error) => {
      probes.metrics.trouble(duty);
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      journal.warn({ duty, id, error: name }, message);
    },
  });
  return {
    /** Where mails go, for whoever starts it. */
    where: mail.where,
    start: () => {
      courier.start();
    },
    close: async () => {
      await courier.close(patience);
      mail.close();
    },
  };
}
