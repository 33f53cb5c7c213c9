import type { CommandBus } from '@nestjs/cqrs';
import { Temporal } from 'temporal-polyfill';
import { LogError } from '#event-log';
import type { CommandContext, Decider, Ids } from '#event-log';
import { BeginSending, RecordDelivery } from '#notices';
import type { Notices } from '#notices';
import { composeMail } from '#notices/mail';
import type { Delivery, MailTransport, Origin } from '#notices/mail';
import { contactOf } from '#people';
import type { Vault } from '#people';
import type { Handler, Job, Result } from '#queue';

export interface DeliveryParts {
  readonly bus: CommandBus;
  readonly decider: Decider;
  readonly vault: Vault;
  readonly notices: Notices;
  readonly mail: MailTransport;
  readonly origin: Origin;
  readonly ids: Ids;
  /** Resolves after so long; rejects once the signal aborts. */
  readonly pause: (time: Temporal.Duration, signal: AbortSignal) => Promise<void>;
  readonly onTrouble: (duty: string, id: string, error: unknown) => void;
  readonly onDelivery: (outcome: Recorded['outcome']) => void;
}

type Recorded = ConstructorParameters<typeof RecordDelivery>[1];

export const deliverNotice = 'deliver-notice';

/** What the courier does of its own accord; nobody asked for it. */
export function courierContext(ids: Ids): CommandContext {
  return { actor: 'courier', correlationId: ids.next() };
}

/**
 * Sends one notice: claimed in the log before the mail goes out, and what became of it recorded
 * after. Everything about it is looked up anew, for the queue knows its id only.
 */
export function delivering(parts: DeliveryParts): Handler {
  const { bus, notices, ids } = parts;
  return async ({ subject: noticeId }: Job): Promise<Result> => {
    const context = courierContext(ids);
    const begun = await bus.execute(new BeginSending(noticeId, context));
    if (begun.did === 'nothing' && begun.because !== 'over') {
      return { again: Temporal.Instant.from(begun.at) };
    }
    if (begun.did !== 'begun') return 'done';
    const { attempt } = begun;
    const composed = await notices.composed(noticeId);
    // Its reason may fall away this very moment.
    const delivery =
      composed === undefined
        ? ({ attempt, outcome: 'called-off' } as const)
        : await deliver(parts, noticeId, attempt, composed);
    const retryAt = await record(parts, noticeId, delivery, context);
    return retryAt === undefined ? 'done' : { again: retryAt };
  };
}

async function deliver(
  { decider, vault, mail, origin }: DeliveryParts,
  noticeId: string,
  attempt: number,
  { personId, content }: NonNullable<Awaited<ReturnType<Notices['composed']>>>,
): Promise<Recorded> {
  const contact = await contactOf(decider, vault, personId);
  if (contact === undefined) return { attempt, outcome: 'suppressed', because: 'person-erased' };
  const { name, email } = contact;
  if (email === undefined) return { attempt, outcome: 'suppressed', because: 'no-address' };
  const message = composeMail(noticeId, content, { name, address: email }, origin);
  return recorded(attempt, await mail.deliver(message), message.messageId);
}

function recorded(attempt: number, delivery: Delivery, messageId: string): Recorded {
  return delivery.outcome === 'sent'
    ? { attempt, outcome: 'sent', messageId }
    : { attempt, ...delivery };
}

const longestWait = Temporal.Duration.from({ seconds: 10 });

/**
 * The mail is out: that must reach the log, however long the log is away, or somebody would send it
 * again. Answers when to try again.
 */
async function record(
  { bus, pause, onTrouble, onDelivery }: DeliveryParts,
  noticeId: string,
  delivery: Recorded,
  context: CommandContext,
): Promise<Temporal.Instant | undefined> {
  const never = new AbortController().signal;
  let wait = Temporal.Duration.from({ milliseconds: 100 });
  for (;;) {
    try {
      const { facts } = await bus.execute(new RecordDelivery(noticeId, delivery, context));
      onDelivery(delivery.outcome);
      const deferred = facts.find(({ type }) => type === 'NoticeDeferred');
      return deferred && Temporal.Instant.from(String(deferred.data['retryAt']));
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      onTrouble(deliverNotice, noticeId, error);
      await pause(wait, never);
      const twice = wait.total('milliseconds') * 2;
      wait = Temporal.Duration.from({
        milliseconds: Math.min(twice, longestWait.total('milliseconds')),
      });
    }
  }
}
