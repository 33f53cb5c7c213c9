import { Temporal } from 'temporal-polyfill';
import type { CalendarDate, Known } from '#event-log';
import type { Evidence, EvidenceItem, ModuleOutcome } from '#programs';
import type { EnrollmentFact } from './events.js';
import type { EnrollmentState, ModuleMark } from './state.js';

/**
 * What the policy's evaluator is given of an enrollment. What was recorded of a day after leaving, such
 * as how a rule is read, is about what was before, and counts as of the day of leaving.
 */
export function evidenceOf({ records, leftOn }: EnrollmentState): Evidence {
  const items = records.flatMap(evidenceItems);
  if (leftOn === undefined) return items;
  return items.map((item) => (item.on > leftOn ? { ...item, on: leftOn } : item));
}

/** The day as of which the rules look at it: time that passes after leaving changes nothing. */
export function judgedOn({ leftOn }: EnrollmentState, today: CalendarDate): CalendarDate {
  return leftOn ?? today;
}

const outcomes: Readonly<Record<ModuleMark['type'], ModuleOutcome>> = {
  ModuleAttended: 'attended',
  ModuleAttendedLate: 'late',
  ModuleMissed: 'missed',
  ModuleExcused: 'excused',
};

export function outcomeOf(mark: ModuleMark): ModuleOutcome {
  return outcomes[mark.type];
}

function evidenceItems(fact: Known<EnrollmentFact>): readonly EvidenceItem[] {
  const ref = fact.id;
  switch (fact.type) {
    case 'TraineeEnrolled': {
      const { occurredOn, readings, earlierAttempts } = fact.data;
      return [
        ...readings.map((settled): EvidenceItem => ({
          kind: 'answer',
          ref,
          on: occurredOn,
          ...settled,
        })),
        ...earlierAttempts.flatMap(({ attemptId: attempt, exam, occurredOn: on, result }) => [
          // Only those that followed the training of their own class are taken over.
          { kind: 'exam-attempt' as const, ref, on, attempt, exam, trainingEnded: on },
          ...(result === 'not marked'
            ? []
            : [{ kind: 'exam-mark' as const, ref, on, attempt, result }]),
        ]),
      ];
    }
    case 'ModuleAttended':
    case 'ModuleAttendedLate':
    case 'ModuleMissed':
    case 'ModuleExcused': {
      const { sessionId: session, sessionKind, moduleId: module, occurredOn: on } = fact.data;
      const late =
        fact.type === 'ModuleAttendedLate' ? { minutesLate: fact.data.minutesLate } : undefined;
      const outcome = outcomes[fact.type];
      return [{ kind: 'attendance', ref, on, session, sessionKind, module, outcome, ...late }];
    }
    case 'HomeworkTurnedIn':
      return [{ kind: 'homework', ref, on: fact.data.occurredOn, session: fact.data.sessionId }];
    case 'AccommodationRequested': {
      const { accommodationId: request, requirement, offer, neededOn, occurredOn: on } = fact.data;
      const event = neededOn === undefined ? undefined : { eventOn: neededOn };
      return [{ kind: 'accommodation-requested', ref, on, request, requirement, offer, ...event }];
    }
    case 'AccommodationDocumented': {
      const {
        accommodationId: request,
        letterFrom,
        namesAccommodation,
        occurredOn: on,
      } = fact.data;
      return [
        { kind: 'accommodation-documented', ref, on, request, letterFrom, namesAccommodation },
      ];
    }
    case 'AccommodationGranted':
    case 'AccommodationDenied': {
      const { accommodationId: request, occurredOn: on } = fact.data;
      const decision = fact.type === 'AccommodationGranted' ? 'granted' : 'denied';
      return [{ kind: 'accommodation-decided', ref, on, request, decision }];
    }
    case 'ReadingChosen': {
      const { question, reading, occurredOn: on } = fact.data;
      return [{ kind: 'answer', ref, on, question, reading }];
    }
    case 'RequirementJudged': {
      const { requirement, outcome, occurredOn: on } = fact.data;
      return [{ kind: 'judgement', ref, on, requirement, outcome }];
    }
    case 'TrainingCompleted':
      return [{ kind: 'step', step: 'training-completed', ref, on: fact.data.occurredOn }];
    case 'ExamAttempted': {
      const { attemptId: attempt, exam, timeAllowed, minutesTaken, occurredOn: on } = fact.data;
      const allowed =
        timeAllowed === undefined ? undefined : { minutesAllowed: minutesIn(timeAllowed) };
      const taken = minutesTaken === undefined ? undefined : { minutesTaken };
      return [{ kind: 'exam-attempt', ref, on, attempt, exam, ...allowed, ...taken }];
    }
    case 'ExamMarked': {
      const { attemptId: attempt, result, score, occurredOn: on } = fact.data;
      const scored = score === undefined ? undefined : { score };
      return [{ kind: 'exam-mark', ref, on, attempt, result, ...scored }];
    }
    case 'TraineeWithdrew':
    case 'TraineeDisqualified':
    case 'DisqualificationWithdrawn':
    case 'DecisionAwaited':
    case 'DecisionNoLongerAwaited':
    case 'DeadlinePassed':
    case 'TrainingNoLongerComplete':
    case 'ExamSupportOffered':
    case 'CertificationEarned':
    case 'CertificationNoLongerEarned':
    case 'RecordVoided':
      return [];
  }
}

function minutesIn(length: string): number {
  return Temporal.Duration.from(length).total('minutes');
}
