import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import * as admissions from '#admissions';
import * as certification from '#certification';
import { Decider } from '#event-log';
import { ViewRows } from '#event-log/nest';
import * as oversight from '#oversight';
import * as people from '#people';
import * as programs from '#programs';
import * as training from '#training';
import { ApplicationJudgementsController } from './applications/application-judgements.controller.js';
import { ApplicationsController } from './applications/applications.controller.js';
import { InterviewsController } from './applications/interviews.controller.js';
import { askedBy, assertOneHandlerEach } from './boot-check.js';
import { CertificatesController } from './certificates/certificates.controller.js';
import { CohortsController } from './cohorts/cohorts.controller.js';
import { RollCallController } from './cohorts/roll-call.controller.js';
import { ScheduleController } from './cohorts/schedule.controller.js';
import { Commands } from './command-answer.js';
import { DecisionsController } from './decisions/decisions.controller.js';
import { AccommodationsController } from './enrollments/accommodations.controller.js';
import { EnrollmentJudgementsController } from './enrollments/enrollment-judgements.controller.js';
import { EnrollmentsController } from './enrollments/enrollments.controller.js';
import { ExamAttemptsController } from './enrollments/exam-attempts.controller.js';
import { PeopleController } from './people/people.controller.js';
import { ProgramsController } from './programs/programs.controller.js';

// In the order in which the API's description lists them: that of a candidate's life.
const controllers = [
  ProgramsController,
  PeopleController,
  ApplicationsController,
  InterviewsController,
  ApplicationJudgementsController,
  CohortsController,
  ScheduleController,
  RollCallController,
  EnrollmentsController,
  AccommodationsController,
  ExamAttemptsController,
  EnrollmentJudgementsController,
  CertificatesController,
  DecisionsController,
];

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
  ...oversight.timelineQueries,
];

const { Vault } = people;
const { AdoptedPolicies, ShippedPolicies } = programs;
const judging = [Decider, AdoptedPolicies, Vault];

@Module({})
class ApiModule {}

/**
 * Every controller, and the handlers that answer them.
 * @throws Error when a command or query has no handler, or several
 */
export function apiModule(parts: {
  readonly decider: Decider;
  readonly views: ViewRows;
}): DynamicModule {
  const contexts = [programs, people, admissions, training, certification, oversight];
  assertOneHandlerEach(askedBy(...contexts), handlers);
  return {
    module: ApiModule,
    imports: [CqrsModule.forRoot()],
    controllers,
    providers: [
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
      Commands,
      ...handlers,
    ],
  };
}
