import type { FactId, Known } from '#event-log';
import { withConsequences } from '../consequences.js';
import type { Judge } from '../consequences.js';
import type { EnrollmentFact } from '../events.js';
import { assertEnrolled, broken } from '../rules.js';
import type { Decide, NewFact } from '../rules.js';
import type { EnrollmentState, ModuleMark } from '../state.js';
import { isMark, marks } from '../state.js';
import { newMark, sameMark } from './mark.js';
import type { MarkedAs } from './mark.js';

export type CorrectedMark = MarkedAs & { readonly factId: FactId };

const voidable: ReadonlySet<EnrollmentFact['type']> = new Set<EnrollmentFact['type']>([
  'ModuleAttended',
  'ModuleAttendedLate',
  'ModuleMissed',
  'ModuleExcused',
  'HomeworkTurnedIn',
  'AccommodationRequested',
  'AccommodationDocumented',
  'AccommodationGranted',
  'AccommodationDenied',
  'ReadingChosen',
  'RequirementJudged',
  'TrainingCompleted',
  'ExamAttempted',
  'ExamMarked',
]);

/**
 * Takes a wrong record out of the evidence, puts the right one in its place where there is one,
 * and withdraws what no longer holds. Late entry and correction are judged alike. Of those who have
 * left, too: what is on record of them still decides what they were told and whether they can begin anew.
 */
export const correctRecord =
  (wrong: FactId, voiding: FactId, replacement: CorrectedMark | undefined, judge: Judge): Decide =>
  (state) => {
    assertEnrolled(state);
    const record = state.records.find(({ id }) => id === wrong);
    if (record === undefined) {
      const voided = state.voided.get(wrong);
      if (voided !== undefined) return quietIfSaid(state, voided, replacement);
      throw broken(
        'fact-unknown',
        `This enrollment has no standing record ${wrong}. Take the id from the timeline.`,
      );
    }
    if (!voidable.has(record.type)) {
      throw broken('fact-not-voidable', `${record.type} can't be taken back this way.`);
    }
    const facts: NewFact[] = [{ id: voiding, type: 'RecordVoided', data: { factId: wrong } }];
    if (replacement !== undefined) {
      const mark = marks(state).get('moduleId' in record.data ? record.data.moduleId : '');
      if (mark?.id !== wrong) {
        throw broken(
          'fact-not-voidable',
          `Only a module's attendance can be replaced; void ${record.type} and record it anew.`,
        );
      }
      facts.push(replacing(mark, replacement));
    }
    return withConsequences(state, facts, judge);
  };

/** Correcting once more what was corrected: nothing to do, unless it says something else now. */
function quietIfSaid(
  state: EnrollmentState,
  voided: Known<EnrollmentFact>,
  replacement: CorrectedMark | undefined,
): readonly [] {
  if (replacement === undefined || !isMark(voided)) return [];
  const now = marks(state).get(voided.data.moduleId);
  if (now !== undefined && sameMark(now, replacing(voided, replacement))) return [];
  throw broken(
    'record-already-corrected',
    `${voided.id} was taken back already. ${now === undefined ? 'Take the roll for this module anew' : `Correct fact ${now.id} instead`}.`,
    now === undefined ? {} : { factId: now.id },
  );
}

function replacing({ data }: ModuleMark, { factId, ...report }: CorrectedMark): NewFact {
  const { sessionId, sessionKind, moduleId, occurredOn } = data;
  return newMark(factId, { sessionId, sessionKind, moduleId, occurredOn }, report);
}
