import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { contextsModule } from '#running';
import { ApplicationJudgementsController } from './applications/application-judgements.controller.js';
import { ApplicationsController } from './applications/applications.controller.js';
import { InterviewsController } from './applications/interviews.controller.js';
import { CertificatesController } from './certificates/certificates.controller.js';
import { CohortsController } from './cohorts/cohorts.controller.js';
import { RollCallController } from './cohorts/roll-call.controller.js';
import { ScheduleController } from './cohorts/schedule.controller.js';
import { Commands } from './command-answer.js';
import { DeadLettersController, WorkQueue } from './dead-letters/dead-letters.controller.js';
import { DecisionsController } from './decisions/decisions.controller.js';
import { AccommodationsController } from './enrollments/accommodations.controller.js';
import { EnrollmentJudgementsController } from './enrollments/enrollment-judgements.controller.js';
import { EnrollmentsController } from './enrollments/enrollments.controller.js';
import { ExamAttemptsController } from './enrollments/exam-attempts.controller.js';
import { NoticesController } from './notices/notices.controller.js';
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
  NoticesController,
  DecisionsController,
  DeadLettersController,
];

@Module({})
class ApiModule {}

/** Every controller, beside what answers them. */
export function apiModule(
  parts: Parameters<typeof contextsModule>[0] & { readonly queue: WorkQueue },
): DynamicModule {
  return {
    module: ApiModule,
    imports: [contextsModule(parts)],
    controllers,
    providers: [Commands, { provide: WorkQueue, useValue: parts.queue }],
  };
}
