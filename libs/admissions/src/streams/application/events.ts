import { z } from 'zod';
import { field } from '#event-log';
import type { FactOf } from '#event-log';

const because = z.array(field.factId);

/** How an interview is held; which of them the rules accept is for the policy to say. */
export const interviewModes = ['in-person', 'video', 'telephone'] as const;
const mode = z.enum(interviewModes);

/** What can have happened to one person's try at a program. Names are permanent in storage. */
export const applicationFacts = {
  /** From now on judged by this version of the program's rules. */
  ApplicationReceived: z.strictObject({
    personId: field.id,
    program: field.name,
    policyVersion: z.string(),
    occurredOn: field.date,
  }),
  StatementAttested: z.strictObject({
    statement: field.name,
    /** Which of the policy's choices, for a statement that offers some. */
    detail: z.string().min(1).max(100).optional(),
    occurredOn: field.date,
  }),
  /** Who wrote it is in the person's stream, sealed; here only what the rules ask about. */
  ReferenceReceived: z.strictObject({
    referenceId: field.id,
    refereeId: field.id,
    relation: field.name,
    roles: z.array(field.name),
    /** Since when the referee has known the applicant. */
    knownSince: field.date,
    /** What it was written for and what it confirms, where the rules ask. */
    purpose: field.name.optional(),
    confirms: z.array(field.name).optional(),
    occurredOn: field.date,
  }),
  InterviewScheduled: z.strictObject({
    interviewId: field.id,
    date: field.date,
    startsAt: z.string().optional(),
    mode,
    /** The day on which it was arranged. */
    occurredOn: field.date,
  }),
  InterviewCancelled: z.strictObject({ interviewId: field.id, occurredOn: field.date }),
  ApplicantInterviewed: z.strictObject({ interviewId: field.id, mode, occurredOn: field.date }),

  /** All that the rules ask of an application is there. */
  ApplicationCompleted: z.strictObject({ because }),
  ApplicationNoLongerComplete: z.strictObject({ unmet: z.array(field.name) }),
  DecisionAwaited: z.strictObject({ decision: field.name, requirement: field.name, because }),
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

  ApplicantAccepted: z.strictObject({ occurredOn: field.date }),
  ApplicantDeclined: z.strictObject({ occurredOn: field.date }),
  ApplicationWithdrawn: z.strictObject({ occurredOn: field.date }),
  /** The acceptance is used for this class, and for no other until it is given up. */
  ApplicantPlaced: z.strictObject({ cohortId: field.id, enrollmentId: field.id }),
  PlacementGivenUp: z.strictObject({ cohortId: field.id }),

  /** Takes a fact of this stream out of the evidence; the fact itself stays readable. */
  RecordVoided: z.strictObject({ factId: field.factId }),
};

export type ApplicationFact = FactOf<typeof applicationFacts>;
