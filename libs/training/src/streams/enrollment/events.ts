import { z } from 'zod';
import { field } from '#event-log';
import type { FactOf } from '#event-log';

const module = z.strictObject({
  sessionId: field.name,
  sessionKind: z.enum(['class-day', 'retreat-day']),
  moduleId: field.name,
  occurredOn: field.date,
});

/** Facts of this stream that a consequence rests on. */
const because = z.array(field.factId);

/**
 * What can have happened to one person in one class. Names are permanent in storage.
 * Consequences (`TraineeDisqualified`, `DecisionAwaited` …) are recorded in the same append as the
 * fact that they follow from.
 */
export const enrollmentFacts = {
  TraineeEnrolled: z.strictObject({
    personId: field.id,
    cohortId: field.id,
    applicationId: field.id,
    program: field.name,
    policyVersion: z.string(),
    occurredOn: field.date,
    /** Anchor of windows that run from the application. */
    appliedOn: field.date,
    /** How open questions of the rules are read in this class; see `ReadingSettled`. */
    readings: z.array(z.strictObject({ question: field.name, reading: field.name })),
    /** Attempts made in earlier classes on the same acceptance; beginning anew gives none back. */
    earlierAttempts: z.array(
      z.strictObject({
        attemptId: field.id,
        exam: field.name,
        occurredOn: field.date,
        result: z.enum(['passed', 'failed', 'not marked']),
      }),
    ),
  }),
  TraineeWithdrew: z.strictObject({ occurredOn: field.date }),

  ModuleAttended: module,
  ModuleAttendedLate: module.extend({ minutesLate: z.int().positive().max(1440) }),
  ModuleMissed: module,
  /** Missed, and the program excused it; whether it counts is for the rules to say. */
  ModuleExcused: module,
  HomeworkTurnedIn: z.strictObject({ sessionId: field.name, occurredOn: field.date }),

  AccommodationRequested: z.strictObject({
    accommodationId: field.id,
    /** The policy's requirement that offers it, and which of its offers. */
    requirement: field.name,
    offer: field.name,
    /** First day on which it is needed. */
    neededOn: field.date.optional(),
    occurredOn: field.date,
  }),
  /** A letter came; it is kept outside the log, and no diagnosis is recorded. */
  AccommodationDocumented: z.strictObject({
    accommodationId: field.id,
    letterFrom: field.name,
    /** Whether the letter names the very accommodation that was requested. */
    namesAccommodation: z.boolean(),
    occurredOn: field.date,
  }),
  AccommodationGranted: z.strictObject({ accommodationId: field.id, occurredOn: field.date }),
  AccommodationDenied: z.strictObject({ accommodationId: field.id, occurredOn: field.date }),

  TraineeDisqualified: z.strictObject({ requirement: field.name, because }),
  DisqualificationWithdrawn: z.strictObject({ requirement: field.name }),
  /** The outcome depends on what a person decides: how to read a question, or a requirement itself. */
  DecisionAwaited: z.strictObject({
    decision: field.name,
    requirement: field.name,
    /** Whether the standing depends on it; a request to the program holds nothing up. */
    holdsUp: z.boolean(),
    because,
  }),
  DecisionNoLongerAwaited: z.strictObject({ decision: field.name }),
  ReadingChosen: z.strictObject({
    question: field.name,
    reading: field.name,
    occurredOn: field.date,
  }),
  RequirementJudged: z.strictObject({
    requirement: field.name,
    outcome: z.enum(['met', 'unmet']),
    occurredOn: field.date,
  }),

  /** The last day on which a requirement could be met is over, and it was not met. */
  DeadlinePassed: z.strictObject({ requirement: field.name, by: field.date }),

  TrainingCompleted: z.strictObject({ occurredOn: field.date }),
  TrainingNoLongerComplete: z.strictObject({}),
  ExamAttempted: z.strictObject({
    attemptId: field.id,
    /** The policy's requirement that asks for this exam. */
    exam: field.name,
    sittingId: field.name,
    occurredOn: field.date,
    /** What the rules and granted accommodations allowed, ISO 8601; absent where no limit is stated. */
    timeAllowed: z.string().optional(),
    minutesTaken: z.int().positive().optional(),
  }),
  /** Passing is what the marker says it is; `score` is kept as given and decides nothing. */
  ExamMarked: z.strictObject({
    attemptId: field.id,
    result: z.enum(['passed', 'failed']),
    score: z.number().min(0).optional(),
    occurredOn: field.date,
  }),
  ExamSupportOffered: z.strictObject({ attemptId: field.id, support: field.name }),
  CertificationEarned: z.strictObject({ because }),
  CertificationNoLongerEarned: z.strictObject({}),

  /** Takes a fact of this stream out of the evidence; the fact itself stays readable. */
  RecordVoided: z.strictObject({ factId: field.factId }),
};

export type EnrollmentFact = FactOf<typeof enrollmentFacts>;
