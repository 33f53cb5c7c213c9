import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { join } from 'node:path';
import { Decider, dateIn, openSqliteLog, streamName } from '#event-log';
import type { CommandContext, EventLog, FactId } from '#event-log';
import { ShippedPolicies } from '#programs';
import { CorrectRecord, GetRoster, correctRecord, enrollment, marks } from '#training';
import type { Rollbook } from '#running';
import { median, rate, report } from './report.js';

const rounds = 10;
const context: CommandContext = {
  actor: 'bench',
  correlationId: '00000000-0000-7000-8000-000000000000',
};

/** Corrections on streams of 40 facts and more: load, judge, decide, append, durable. */
export async function commanding(
  app: INestApplicationContext,
  { views, log, decider }: Rollbook,
  cohort: string,
  folder: string,
): Promise<void> {
  const bus = app.get(CommandBus);
  await views.waitFor(await log.head());
  const { trainees } = await app.get(QueryBus).execute(new GetRoster(cohort));
  const marks = new Map<string, string>();
  for (const { enrollmentId } of trainees) {
    const facts = await log.readStream(streamName('enrollment', enrollmentId));
    marks.set(enrollmentId, facts.find(({ type }) => type === 'ModuleAttended')?.id ?? '');
  }
  const correct = async (enrollmentId: string) => {
    const factId = marks.get(enrollmentId) ?? '';
    const as = { outcome: 'attended' as const };
    const input = { factId, reason: 'For the benchmark', as };
    const { facts } = await bus.execute(new CorrectRecord(enrollmentId, input, context));
    marks.set(enrollmentId, facts.find(({ type }) => type === 'ModuleAttended')?.id ?? '');
  };
  const single: number[] = [];
  const grouped: number[] = [];
  for (let round = 0; round < rounds; round++) {
    single.push(
      await rate(trainees.length, async () => {
        for (const { enrollmentId } of trainees) await correct(enrollmentId);
      }),
    );
    grouped.push(
      await rate(trainees.length, () =>
        Promise.all(trainees.map(({ enrollmentId }) => correct(enrollmentId))),
      ),
    );
  }
  const enrollments = trainees.map(({ enrollmentId }) => enrollmentId);
  await deciding(folder, log, enrollments, decider);
  report('command with bus and views, 30 at once', median(grouped), median(single), 'commands/s');
}

/** The same without bus and views: load, judge, decide, append, durable. */
async function deciding(
  folder: string,
  from: EventLog,
  enrollments: readonly string[],
  { clock, ids }: Decider,
): Promise<void> {
  const log = await openSqliteLog({ path: join(folder, 'deciding.sqlite') });
  for (const id of enrollments) {
    const name = streamName('enrollment', id);
    await log.append(name, await from.readStream(name), 'none');
  }
  const decider = new Decider(log, clock, ids);
  const policy = new ShippedPolicies().find('us-massachusetts-cps', '2018-01-01');
  if (policy === undefined) throw new Error('The policy is missing.');
  const judge = { policy, plan: { sessions: [], sittings: [] }, today: dateIn('UTC', clock.now()) };
  const once = async (id: string) => {
    const { state } = await decider.load(enrollment, id);
    const wrong = [...marks(state).values()][0]?.id ?? ('' as FactId);
    const as = { outcome: 'attended' as const, factId: ids.next() as FactId };
    const decision = correctRecord(wrong, ids.next() as FactId, as, judge);
    await decider.decide(enrollment, id, decision, context);
  };
  const single: number[] = [];
  const grouped: number[] = [];
  for (let round = 0; round < rounds; round++) {
    single.push(
      await rate(enrollments.length, async () => {
        for (const id of enrollments) await once(id);
      }),
    );
    grouped.push(await rate(enrollments.length, () => Promise.all(enrollments.map(once))));
  }
  await log.close();
  report(
    'decide on 40 facts, 30 at once, beside singly',
    median(grouped),
    median(single),
    'commands/s',
    2,
  );
}
