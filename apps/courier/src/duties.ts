import type { CommandBus } from '@nestjs/cqrs';
import { Temporal } from 'temporal-polyfill';
import type { Ids, Position } from '#event-log';
import type { CommandOutcome } from '#event-log/nest';
import { FollowPlan, differences, due, mailsToErased } from '#notices';
import { messageIdOf } from '#notices/mail';
import type { MailTransport, Origin } from '#notices/mail';
import type { Queue } from '#queue';
import {
  EnrollTrainee,
  FinishWithdrawal,
  PassDeadlines,
  deadlinesOver,
  unfinishedPlacements,
} from '#training';
import type { Unfinished } from '#training';
import { courierContext, deliverNotice } from './delivering.js';
import type { Duty } from './duty.js';
import { rest } from './rounds.js';

/** Keeps the ledger of notices in step with what the facts call for. */
export function followPlans(bus: CommandBus, ids: Ids): Duty {
  return {
    name: 'follow-plans',
    find: (rows, _now, limit) => differences(rows, limit),
    see: async (enrollmentId) => {
      const steps = await bus.execute(new FollowPlan(enrollmentId, courierContext(ids)));
      return steps
        .map(({ position }) => position)
        .sort((a, b) => a - b)
        .at(-1);
    },
  };
}

/**
 * Hands the queue what is due before the next round. What the queue has lost meanwhile it gets
 * again; what it still has stays one job.
 */
export function enqueueDue(queue: Queue): Duty {
  const dueAt = new Map<string, Temporal.Instant>();
  return {
    name: 'enqueue-due',
    find: (rows, now, limit) => {
      dueAt.clear();
      for (const { noticeId, at } of due(rows, now.add(rest).add(rest), limit)) {
        dueAt.set(noticeId, at);
      }
      return [...dueAt.keys()];
    },
    see: async (noticeId) => {
      const notBefore = dueAt.get(noticeId);
      await queue.add(
        { name: deliverNotice, subject: noticeId },
        notBefore === undefined ? {} : { notBefore },
      );
      return undefined;
    },
  };
}

/** Tells each class when a last day is over; what follows, the rules decide. */
export function passDeadlines(bus: CommandBus, ids: Ids): Duty {
  return {
    name: 'pass-deadlines',
    find: deadlinesOver,
    see: async (enrollmentId) => {
      const command = new PassDeadlines(enrollmentId, {}, courierContext(ids));
      return reached(await bus.execute(command));
    },
  };
}

/** Whoever was at it is given this long to end it. */
const grace = Temporal.Duration.from({ minutes: 1 });

/** Finishes what was cut off between the streams of an application, a class and an enrollment. */
export function finishPlacements(bus: CommandBus, ids: Ids): Duty {
  const cutOff = new Map<string, Unfinished>();
  return {
    name: 'finish-placements',
    find: (rows, now, limit) => {
      cutOff.clear();
      for (const one of unfinishedPlacements(rows, now.subtract(grace).toString(), limit)) {
        cutOff.set(one.enrollmentId, one);
      }
      return [...cutOff.keys()];
    },
    see: async (enrollmentId) => {
      const found = cutOff.get(enrollmentId);
      if (found === undefined) return undefined;
      const context = courierContext(ids);
      const { applicationId, cohortId } = found;
      return reached(
        found.step === 'enrolling'
          ? await bus.execute(new EnrollTrainee(cohortId, { applicationId }, context))
          : await bus.execute(new FinishWithdrawal(enrollmentId, {}, context)),
      );
    },
  };
}

/** Takes away the mails kept as files that went to people who were erased since. */
export function forgetMails(mail: MailTransport, origin: Origin): Duty {
  // Once per process and for all that became of it: a file that is gone stays gone.
  const forgotten = new Map<string, number>();
  const found = new Map<string, number>();
  return {
    name: 'forget-mails',
    find: (rows, _now, limit) => {
      found.clear();
      if (mail.forget === undefined) return [];
      for (const { noticeId, revision } of mailsToErased(rows)) {
        if (found.size === limit) break;
        if (forgotten.get(noticeId) !== revision) found.set(noticeId, revision);
      }
      return [...found.keys()];
    },
    see: async (noticeId) => {
      await mail.forget?.(messageIdOf(noticeId, origin));
      const revision = found.get(noticeId);
      if (revision !== undefined) forgotten.set(noticeId, revision);
      return undefined;
    },
  };
}

function reached({ outcome, position }: CommandOutcome): Position | undefined {
  return outcome === 'recorded' ? position : undefined;
}
