import { assess } from '#programs';
import type { ModuleOutcome } from '#programs';
import { judgedBy } from '../../streams/enrollment/consequences.js';
import type { Judge } from '../../streams/enrollment/consequences.js';
import { outcomeOf } from '../../streams/enrollment/evidence.js';
import type { EnrollmentState, Standing } from '../../streams/enrollment/state.js';
import { attempts, marks, named, standingOf } from '../../streams/enrollment/state.js';

/** What a roster says of one trainee. */
export interface RosterEntry {
  readonly standing: Standing | 'certified';
  readonly certifiedOn?: string;
  readonly modules: Readonly<Record<ModuleOutcome | 'unmarked', number>>;
  /** Outcome by module, for those that are marked. */
  readonly marks: Readonly<Record<string, ModuleOutcome>>;
  readonly homework: number;
  readonly attempts: readonly {
    readonly id: string;
    readonly sittingId: string;
    readonly on: string;
    readonly timeAllowed?: string;
    readonly result: 'passed' | 'failed' | 'not marked';
  }[];
  readonly awaiting: readonly string[];
  /** Met, and one more would break it. */
  readonly atRisk: readonly {
    readonly requirement: string;
    readonly title: string;
    readonly margin: number;
  }[];
  /** Whatever still happens, these can't be met any more. */
  readonly outOfReach: readonly { readonly requirement: string; readonly title: string }[];
}

export function rosterEntry(
  state: EnrollmentState,
  judge: Judge,
  certifiedOn: string | undefined,
): RosterEntry {
  const section = judgedBy(state, judge);
  const assessed = [assess(section('train')), assess(section('exam'))];
  const marked = Object.fromEntries(
    [...marks(state)].map(([module, mark]) => [module, outcomeOf(mark)]),
  );
  const outcomes = Object.values(marked);
  const count = (outcome: ModuleOutcome) => outcomes.filter((one) => one === outcome).length;
  const planned = judge.plan.sessions.flatMap(({ modules }) => modules);
  const over = state.leftOn !== undefined || certifiedOn !== undefined;
  return {
    standing: certifiedOn === undefined ? standingOf(state) : 'certified',
    ...(certifiedOn !== undefined && { certifiedOn }),
    modules: {
      attended: count('attended'),
      late: count('late'),
      missed: count('missed'),
      excused: count('excused'),
      unmarked: planned.filter((module) => !Object.hasOwn(marked, module)).length,
    },
    marks: marked,
    homework: named(state, 'HomeworkTurnedIn').length,
    attempts: attempts(state).map(({ attempted: { data }, marked: mark }) => ({
      id: data.attemptId,
      sittingId: data.sittingId,
      on: data.occurredOn,
      ...(data.timeAllowed !== undefined && { timeAllowed: data.timeAllowed }),
      result: mark?.data.result ?? 'not marked',
    })),
    awaiting: [...state.awaiting.keys()],
    atRisk: over
      ? []
      : assessed.flatMap(({ atRisk }) =>
          atRisk.map(({ result: { requirement, title }, outcome }) => ({
            requirement,
            title,
            margin: outcome.margin ?? 0,
          })),
        ),
    outOfReach: assessed.flatMap(({ outOfReach }) =>
      outOfReach.map(({ result: { requirement, title } }) => ({ requirement, title })),
    ),
  };
}
