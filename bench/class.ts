import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  AcceptApplicant,
  InterviewApplicant,
  ReceiveApplication,
  ReceiveReference,
  ScheduleInterview,
} from '#admissions';
import type { CalendarDate, CommandContext, Decider } from '#event-log';
import type { CommandOutcome, StreamCommand } from '#event-log/nest';
import { NameReferee, RegisterPerson } from '#people';
import { AdoptPolicy, ShippedPolicies, statementsToAttest } from '#programs';
import {
  AttemptExam,
  CompleteTraining,
  EnrollTrainee,
  MarkExam,
  PlanCohort,
  SettleReading,
  TakeRoll,
} from '#training';

const program = 'us-massachusetts-cps';
const context: CommandContext = {
  actor: 'bench',
  correlationId: '00000000-0000-7000-8000-000000000000',
};

export const trainees = 30;
export const classDays = 8;

/** A whole class of 30 by 24 modules, from registration to the exam, by the real commands. */
export async function runClass(app: INestApplicationContext, decider: Decider): Promise<string> {
  const bus = app.get(CommandBus);
  const run = (command: StreamCommand<never>): Promise<CommandOutcome> => bus.execute(command);
  const send = <Input>(
    command: new (id: string, input: Input, context: CommandContext) => StreamCommand<Input>,
    id: string,
    input: Input,
  ) => run(new command(id, input, context) as StreamCommand<never>);
  const policy = app.get(ShippedPolicies).find(program, '2018-01-01');
  if (policy === undefined) throw new Error('The policy is missing.');
  await send(AdoptPolicy, program, { version: '2018-01-01' });
  const cohort = decider.ids.next();
  await send(PlanCohort, cohort, {
    program,
    name: 'Winter 2026',
    classDays: Array.from({ length: classDays }, (_, day) => ({
      date: date(`2026-02-${String(2 + 2 * day).padStart(2, '0')}`),
      modules: ['First', 'Second', 'Third'],
    })),
    retreatDays: [],
    examSittings: [{ date: date('2026-03-18'), startsAt: '09:00' }],
  });
  await send(SettleReading, cohort, {
    question: 'modules-late-or-missed',
    reading: 'sum',
    because: 'For the benchmark.',
  });
  const statements = statementsToAttest(policy).map(({ statement }) => ({ statement }));
  const enrolled: string[] = [];
  for (let one = 0; one < trainees; one++) {
    const person = decider.ids.next();
    const application = decider.ids.next();
    await send(RegisterPerson, person, {
      name: `Trainee ${one}`,
      email: `trainee-${one}@example.org`,
    });
    await send(ReceiveApplication, application, {
      personId: person,
      program,
      statements,
      occurredOn: date('2026-01-05'),
    });
    for (const roles of [[], ['involved-in-peer-support']]) {
      const named = await send(NameReferee, person, { name: 'A referee' });
      const { refereeId } = named.facts[0]?.data as { refereeId: string };
      await send(ReceiveReference, application, {
        refereeId,
        relation: 'friend',
        roles,
        knownSince: date('2020-01-01'),
        occurredOn: date('2026-01-10'),
      });
    }
    const interview = await send(ScheduleInterview, application, {
      date: date('2026-01-20'),
      mode: 'in-person' as const,
      occurredOn: date('2026-01-10'),
    });
    const { interviewId } = interview.facts[0]?.data as { interviewId: string };
    await send(InterviewApplicant, application, {
      interviewId,
      mode: 'in-person' as const,
      occurredOn: date('2026-01-20'),
    });
    await send(AcceptApplicant, application, { reason: 'Ready', occurredOn: date('2026-01-22') });
    enrolled.push((await send(EnrollTrainee, cohort, { applicationId: application })).id);
  }
  for (let day = 1; day <= classDays; day++) {
    const entries = enrolled.map((enrollmentId, index) => ({
      enrollmentId,
      reports: [1, 2, 3].map((module) => ({
        module: `class-${day}.${module}`,
        // Every tenth misses a module a day: out after four, like some in any class.
        outcome: index % 10 === 9 && module === 1 ? ('missed' as const) : ('attended' as const),
      })),
    }));
    await bus.execute(new TakeRoll(cohort, `class-${day}`, entries, context));
  }
  for (const enrollment of enrolled.filter((_, index) => index % 10 !== 9)) {
    await send(CompleteTraining, enrollment, { occurredOn: date('2026-03-04') });
    const attempt = await send(AttemptExam, enrollment, { sittingId: 'exam-1' });
    const { attemptId } = attempt.facts[0]?.data as { attemptId: string };
    await send(MarkExam, enrollment, { attemptId, result: 'passed' as const });
  }
  return cohort;
}

function date(text: string): CalendarDate {
  return text as CalendarDate;
}
