import { z } from 'zod';
import { field } from '#event-log';
import type { FactOf } from '#event-log';

const module = z.strictObject({ id: field.name, title: z.string().min(1).max(200) });

/** What can have happened to a cohort. Names are permanent in storage. */
export const cohortFacts = {
  /** The class exists, and is judged by this version of its program's rules from now on. */
  CohortPlanned: z.strictObject({
    program: field.name,
    policyVersion: z.string(),
    name: z.string().min(1).max(200),
    /** IANA zone in which the class's dates and times are meant. */
    timeZone: z.string(),
    /** Absent: as many as are accepted. */
    seats: z.int().positive().optional(),
  }),
  ClassDayPlanned: z.strictObject({
    sessionId: field.name,
    date: field.date,
    modules: z.array(module),
  }),
  RetreatDayPlanned: z.strictObject({
    sessionId: field.name,
    date: field.date,
    modules: z.array(module),
  }),
  SessionMoved: z.strictObject({ sessionId: field.name, date: field.date }),
  SessionCancelled: z.strictObject({ sessionId: field.name }),
  ExamSittingPlanned: z.strictObject({
    sittingId: field.name,
    date: field.date,
    /** `HH:MM` on the wall clock of the cohort's zone. */
    startsAt: z.string(),
  }),
  ExamSittingMoved: z.strictObject({
    sittingId: field.name,
    date: field.date,
    startsAt: z.string(),
  }),
  ExamSittingCancelled: z.strictObject({ sittingId: field.name }),
  /** A seat is taken here, so that two people can't take the last one. */
  SeatTaken: z.strictObject({ applicationId: field.id, enrollmentId: field.id }),
  SeatGivenUp: z.strictObject({ applicationId: field.id }),
  /** The program said how an open question of its rules is to be read for this class. */
  ReadingSettled: z.strictObject({
    question: field.name,
    reading: field.name,
    because: z.string().max(2000),
  }),
};

export type CohortFact = FactOf<typeof cohortFacts>;
