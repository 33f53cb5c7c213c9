import type { CommandBus } from '@nestjs/cqrs';
import type { Temporal } from 'temporal-polyfill';
import type { Clock, Decider, Ids, Views } from '#event-log';
import type { Notices } from '#notices';
import { originOf } from '#notices/mail';
import type { MailTransport, Sender } from '#notices/mail';
import type { Vault } from '#people';
import type { Queue, Worker } from '#queue';
import { delivering, deliverNotice } from './delivering.js';
import type { DeliveryParts } from './delivering.js';
import { enqueueDue, finishPlacements, forgetMails, followPlans, passDeadlines } from './duties.js';
import { Rounds } from './rounds.js';

export interface CourierParts {
  readonly views: Views;
  readonly decider: Decider;
  readonly bus: CommandBus;
  readonly vault: Vault;
  readonly notices: Notices;
  readonly queue: Queue;
  readonly mail: MailTransport;
  readonly sender: Sender;
  /** Resolves after so long; rejects once the signal aborts. */
  readonly pause: DeliveryParts['pause'];
  /** Something could not be done, and is tried again. */
  readonly onTrouble: (duty: string, id: string, error: unknown) => void;
  readonly onDelivery?: DeliveryParts['onDelivery'];
}

/** Mails that go out at once, per process. */
const mailsAtOnce = 5;

/**
 * Facts and the passing of time become commands, and notices go out. Any number of couriers may run:
 * whatever they do is decided by the log, once.
 */
export class Courier {
  readonly #rounds: Rounds;
  readonly #startWork: () => Worker;
  #worker: Worker | undefined;

  constructor(parts: CourierParts) {
    const { views, decider, bus, queue, sender, pause, onTrouble } = parts;
    const { clock, ids }: { clock: Clock; ids: Ids } = decider;
    const origin = originOf(sender);
    this.#rounds = new Rounds({
      views,
      clock,
      pause,
      onTrouble,
      duties: [
        finishPlacements(bus, ids),
        passDeadlines(bus, ids),
        followPlans(bus, ids),
        enqueueDue(queue),
        forgetMails(parts.mail, origin),
      ],
    });
    const handler = delivering({
      ...parts,
      ids,
      origin,
      onDelivery: parts.onDelivery ?? (() => undefined),
    });
    this.#startWork = () => queue.work(deliverNotice, handler, { concurrency: mailsAtOnce });
  }

  start(): void {
    this.#worker ??= this.#startWork();
    this.#rounds.start();
  }

  /** Begins nothing new and ends what is under way, for at most so long. */
  async close(patience: Temporal.Duration): Promise<void> {
    await Promise.all([this.#rounds.close(), this.#worker?.close(patience)]);
  }
}
