import type { CommandBus } from '@nestjs/cqrs';
import { Temporal } from 'temporal-polyfill';
import type { Ids } from '#event-log';
import { FollowPlan, differences, due } from '#notices';
import type { Queue } from '#queue';
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
