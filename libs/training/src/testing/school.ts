import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import type { Command } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { Decider, LogError, START, openSqliteLog } from '#event-log';
import type { CommandContext, EventLog } from '#event-log';
import type { CommandOutcome } from '#event-log/nest';
import { CountingIds, FixedClock } from '#event-log/testing';
import {
  AcceptApplicant,
  Admissions,
  AttestStatements,
  InterviewApplicant,
  ReceiveApplication,
  ReceiveReference,
  ScheduleInterview,
  applicationCommands,
} from '#admissions';
import { NameReferee, RegisterPerson, Vault, personCommands } from '#people';
import { AdoptPolicy, AdoptedPolicies, ShippedPolicies, programCommands } from '#programs';
import { PlanCohort, cohortCommands } from '../streams/cohort/commands.js';
import { EnrollTrainee, enrollmentCommands } from '../streams/enrollment/commands.js';
import { Training } from '../training.js';
import { day } from './trainee.js';

export const context: CommandContext = { actor: 'coordinator-1', correlationId: 'request-1' };
export const keyed = (key: string): CommandContext => ({
  ...context,
  idempotency: { key, digest: `digest-of-${key}` },
});

const spring = { classes: ['2018-05-07', '2018-05-14'], exams: ['2018-06-04', '2018-06-18'] };
/** After the class of spring and its exams. */
export const summer = {
  classes: ['2018-06-19', '2018-06-20'],
  exams: ['2018-06-25', '2018-06-29'],
};

/** A real log in a temporary folder, which can be told to break off. */
export class School implements AsyncDisposable {
  readonly #folder: string;
  readonly #log: EventLog;
  readonly decider: Decider;
  #bus!: CommandBus;

  private constructor(folder: string, log: EventLog) {
    this.#folder = folder;
    this.#log = log;
    this.decider = new Decider(log, new FixedClock('2018-06-30T16:00:00Z'), new CountingIds());
  }

  static async open(more: readonly Type[] = []): Promise<School> {
    const folder = mkdtempSync(join(tmpdir(), 'rollbook-'));
    const log = await openSqliteLog({ path: join(folder, 'log.db') });
    const school = new School(folder, log);
    const { decider } = school;
    const vault = new Vault(decider);
    const policies = new AdoptedPolicies(decider);
    const providers = [
      { provide: Decider, useValue: decider },
      { provide: Vault, useValue: vault },
      { provide: ShippedPolicies, useValue: new ShippedPolicies() },
      { provide: Admissions, useValue: new Admissions(decider, policies, vault) },
      { provide: Training, useValue: new Training(decider, policies, vault) },
      ...personCommands,
      ...programCommands,
      ...applicationCommands,
      ...cohortCommands,
      ...enrollmentCommands,
      ...more,
    ];
    @Module({ imports: [CqrsModule.forRoot()], providers })
    class Handlers {}
    const app = await Test.createTestingModule({ imports: [Handlers] }).compile();
    await app.init();
    school.#bus = app.get(CommandBus);
    await school.ask(new AdoptPolicy('us-massachusetts-cps', { version: '2018-01-01' }, context));
    return school;
  }

  ask<Answer>(command: Command<Answer>): Promise<Answer> {
    return this.#bus.execute(command);
  }

  /** Types of all facts, those of policies and persons left out. */
  async facts(): Promise<readonly string[]> {
    const all = await this.#log.readAll(START, 10_000);
    return all
      .filter(({ stream }) => !/^(?:program|person|person-key)-/u.test(stream))
      .map(({ stream, type }) => `${stream.slice(0, stream.indexOf('-'))} ${type}`);
  }

  /** The next append to a stream of this kind is not answered, and may or may not have happened. */
  breakOffAt(kind: string, when: 'before' | 'after'): void {
    const append = this.#log.append.bind(this.#log);
    this.#log.append = async (...asked) => {
      if (!asked[0].startsWith(`${kind}-`)) return append(...asked);
      this.#log.append = append;
      if (when === 'after') await append(...asked);
      throw new LogError('log-unavailable', 'the power was cut');
    };
  }

  async cohort(seats = 10, name = 'Spring 2018', dates = spring): Promise<string> {
    const modules = ['One', 'Two', 'Three'];
    const { id } = await this.ask(
      new PlanCohort(
        this.decider.ids.next(),
        {
          program: 'us-massachusetts-cps',
          name,
          seats,
          classDays: dates.classes.map((date) => ({ date: day(date), modules })),
          retreatDays: [],
          examSittings: dates.exams.map((date) => ({ date: day(date), startsAt: '09:00' })),
        },
        context,
      ),
    );
    return id;
  }

  /** A person with an application that was accepted. */
  async accepted(): Promise<{ readonly personId: string; readonly applicationId: string }> {
    const [personId, applicationId] = [this.decider.ids.next(), this.decider.ids.next()];
    const on = { occurredOn: day('2018-04-02') };
    await this.ask(new RegisterPerson(personId, { name: 'Ada' }, context));
    const [program, statements] = ['us-massachusetts-cps', []];
    await this.ask(
      new ReceiveApplication(applicationId, { ...on, personId, program, statements }, context),
    );
    const attested = [
      'lived-experience',
      'active-in-recovery',
      'willing-to-share',
      'eighteen-or-older',
      'high-school-diploma-or-equivalent',
      'lives-in-massachusetts',
    ].map((statement) => ({ statement }));
    await this.ask(new AttestStatements(applicationId, { ...on, statements: attested }, context));
    for (const name of ['Ben', 'Cleo']) {
      const { facts } = await this.ask(new NameReferee(personId, { name }, context));
      const letter = {
        refereeId: String(facts[0]?.data['refereeId']),
        relation: 'colleague',
        roles: ['involved-in-peer-support'],
        knownSince: day('2015-01-01'),
      };
      await this.ask(new ReceiveReference(applicationId, { ...on, ...letter }, context));
    }
    const mode = 'in-person' as const;
    const { facts } = await this.ask(
      new ScheduleInterview(applicationId, { ...on, date: day('2018-04-09'), mode }, context),
    );
    const interviewId = String(facts[0]?.data['interviewId']);
    await this.ask(new InterviewApplicant(applicationId, { ...on, interviewId, mode }, context));
    await this.ask(new AcceptApplicant(applicationId, { ...on, reason: 'Ready.' }, context));
    return { personId, applicationId };
  }

  enroll(cohortId: string, applicationId: string, under = context): Promise<CommandOutcome> {
    return this.ask(new EnrollTrainee(cohortId, { applicationId }, under));
  }

  /** Id of the enrollment of somebody new. */
  async trainee(cohortId: string): Promise<string> {
    const { applicationId } = await this.accepted();
    return (await this.enroll(cohortId, applicationId)).id;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#log.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
