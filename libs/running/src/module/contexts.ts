import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import * as admissions from '#admissions';
import * as certification from '#certification';
import { Decider } from '#event-log';
import { ViewRows } from '#event-log/nest';
import * as notices from '#notices';
import * as oversight from '#oversight';
import * as people from '#people';
import * as programs from '#programs';
import * as training from '#training';
import { askedBy, assertOneHandlerEach } from './boot-check.js';

const handlers = [
  ...programs.programCommands,
  ...programs.programQueries,
  ...people.personCommands,
  ...people.peopleQueries,
  ...admissions.applicationCommands,
  ...admissions.applicationQueries,
  ...training.cohortCommands,
  ...training.cohortQueries,
  ...training.enrollmentCommands,
  ...training.rosterQueries,
  ...training.decisionQueries,
  ...certification.certificateCommands,
  ...certification.certificateQueries,
  ...notices.noticeCommands,
  ...notices.ledgerQueries,
  ...notices.explainingQueries,
  ...oversight.timelineQueries,
];

const { Vault } = people;
const { AdoptedPolicies, ShippedPolicies } = programs;
const judging = [Decider, AdoptedPolicies, Vault];

@Module({})
class ContextsModule {}

/**
 * Everything that answers a command or a question, for any process.
 * @throws Error when a command or query has no handler, or several
 */
export function contextsModule(parts: {
  readonly decider: Decider;
  readonly views: ViewRows;
  /** As usual, unless given. */
  readonly noticeTimes?: notices.NoticeTimes | undefined;
}): DynamicModule {
  const contexts = [programs, people, admissions, training, certification, notices, oversight];
  assertOneHandlerEach(askedBy(...contexts), handlers);
  const services = [
    { provide: Decider, useValue: parts.decider },
    { provide: ViewRows, useValue: parts.views },
    { provide: Vault, inject: [Decider], useFactory: (decider: Decider) => new Vault(decider) },
    {
      provide: AdoptedPolicies,
      inject: [Decider],
      useFactory: (decider: Decider) => new AdoptedPolicies(decider),
    },
    { provide: ShippedPolicies, useFactory: () => new ShippedPolicies() },
    {
      provide: admissions.Admissions,
      inject: judging,
      useFactory: (...services: ConstructorParameters<typeof admissions.Admissions>) =>
        new admissions.Admissions(...services),
    },
    {
      provide: training.Training,
      inject: judging,
      useFactory: (...services: ConstructorParameters<typeof training.Training>) =>
        new training.Training(...services),
    },
    {
      provide: notices.Notices,
      inject: [Decider, AdoptedPolicies],
      useFactory: (decider: Decider, policies: programs.AdoptedPolicies) =>
        new notices.Notices(decider, policies, parts.noticeTimes),
    },
  ];
  const bus = CqrsModule.forRoot();
  return {
    module: ContextsModule,
    imports: [bus],
    providers: [...services, ...handlers],
    exports: [bus, ...services.map(({ provide }) => provide)],
  };
}
