import type { FactId } from '#event-log';
import { isSatisfied } from '#programs';
import type { Session } from '../../cohort/state.js';
import { judgedBy, withConsequences } from '../consequences.js';
import type { Judge } from '../consequences.js';
import { outcomeOf } from '../evidence.js';
import {
  assertEnrolled,
  assertHappenedInClass,
  assertNotAfterLeaving,
  assertNotDisqualified,
  assertNotToCome,
  broken,
} from '../rules.js';
import type { Decide, Happening, NewFact } from '../rules.js';
import { marks, trainingCompleted } from '../state.js';
import { newMark, sameMark } from './mark.js';
import type { MarkedAs } from './mark.js';

export type ModuleReport = MarkedAs & { readonly factId: FactId; readonly module: string };

/** One trainee's part of a roll call: what became of each module of a session. */
export const recordAttendance =
  (session: Session, reports: readonly ModuleReport[], judge: Judge): Decide =>
  (state) => {
    assertEnrolled(state);
    // Whoever joins a class under way has missed what was held before they applied, so there is no
    // first day.
    assertNotToCome(session.date, judge.today);
    assertNotAfterLeaving(state, session.date);
    assertReportedOnce(reports);
    const marked = marks(state);
    const facts = reports.flatMap((report): NewFact[] => {
      const module = session.modules.find(({ id }) => id === report.module);
      if (module === undefined) {
        const known = session.modules.map(({ id }) => id);
        throw broken(
          'module-unknown',
          `${session.id} has no module ${report.module}; it has ${known.join(', ')}.`,
          {
            known,
          },
        );
      }
      const before = marked.get(module.id);
      const mark = markOf(session, report);
      if (before === undefined) return [mark];
      if (sameMark(before, mark)) return [];
      throw broken(
        'module-already-marked',
        `${module.id} is recorded as ${outcomeOf(before)}. To change it, correct fact ${before.id} and say why.`,
        { module: module.id, recorded: outcomeOf(before), factId: before.id },
      );
    });
    return facts.length === 0 ? [] : withConsequences(state, facts, judge);
  };

export const turnInHomework =
  (session: Session, { factId, occurredOn }: Happening, judge: Judge): Decide =>
  (state) => {
    assertEnrolled(state);
    assertHappenedInClass(state, occurredOn, judge.today);
    const there = state.records.some(
      ({ type, data }) => type === 'HomeworkTurnedIn' && data.sessionId === session.id,
    );
    if (there) return [];
    const data = { sessionId: session.id, occurredOn };
    return withConsequences(state, [{ id: factId, type: 'HomeworkTurnedIn', data }], judge);
  };

export const completeTraining =
  ({ factId, occurredOn }: Happening, judge: Judge): Decide =>
  (state) => {
    assertEnrolled(state);
    if (trainingCompleted(state)) return [];
    assertNotDisqualified(state);
    assertHappenedInClass(state, occurredOn, judge.today);
    const marked = marks(state);
    const unmarked = judge.plan.sessions.flatMap(({ modules }) =>
      modules.filter((id) => !marked.has(id)),
    );
    if (unmarked.length > 0) {
      throw broken(
        'modules-not-marked',
        `Attendance is not recorded for ${unmarked.join(', ')}. Take the roll first; a session that will not be held can be cancelled.`,
        { modules: unmarked },
      );
    }
    const { outcome } = judgedBy(state, judge)('train');
    if (outcome.status === 'needs-decision' || outcome.status === 'depends-on-reading') {
      throw broken(
        'decision-awaited',
        'Whether the training is complete depends on a decision that waits for a person; see /decisions.',
        { awaiting: [...state.awaiting.keys()] },
      );
    }
    if (!isSatisfied(outcome)) {
      throw broken(
        'requirements-unmet',
        'Not everything the rules ask of the training is met. Ask why under /enrollments/{id}/why.',
      );
    }
    return withConsequences(
      state,
      [{ id: factId, type: 'TrainingCompleted', data: { occurredOn } }],
      judge,
    );
  };

function assertReportedOnce(reports: readonly ModuleReport[]): void {
  const modules = reports.map(({ module }) => module);
  const twice = modules.find((module, index) => modules.indexOf(module) !== index);
  if (twice === undefined) return;
  throw broken(
    'module-reported-twice',
    `${twice} is reported twice in one roll call. Say once what became of it.`,
    { module: twice },
  );
}

function markOf(session: Session, { factId, module, ...report }: ModuleReport): NewFact {
  const data = {
    sessionId: session.id,
    sessionKind: session.kind,
    moduleId: module,
    occurredOn: session.date,
  };
  return newMark(factId, data, report);
}
