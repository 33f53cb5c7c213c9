import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { streamName } from '#event-log';
import type { CommandContext } from '#event-log';
import { CorrectRecord, GetRoster } from '#training';
import type { Rollbook } from '../apps/api/src/rollbook.js';
import { median, rate, report } from './report.js';

const rounds = 5;
const context: CommandContext = {
  actor: 'bench',
  correlationId: '00000000-0000-7000-8000-000000000000',
};

/** Corrections on streams of 40 facts and more: load, judge, decide, append, durable. */
export async function commanding(
  app: INestApplicationContext,
  { views, log }: Rollbook,
  cohort: string,
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
  report(
    'command on 40 facts, 30 at once, beside singly',
    median(grouped),
    median(single),
    'commands/s',
  );
}
