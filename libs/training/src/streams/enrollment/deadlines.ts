import type { CalendarDate } from '#event-log';
import type { Result } from '#programs';
import { judgedBy } from './consequences.js';
import type { Judge } from './consequences.js';
import { deadlineName } from './state.js';
import type { EnrollmentState } from './state.js';

/** The last day on which a requirement can be met. */
export interface Deadline {
  readonly requirement: string;
  readonly by: CalendarDate;
}

/** Of what is unmet, as far as the rules set a day; what has been recorded as passed is left out. */
export function deadlines(state: EnrollmentState, judge: Judge): readonly Deadline[] {
  if (state.enrolled === undefined || state.leftOn !== undefined) return [];
  const section = judgedBy(state, judge);
  const found = (['train', 'exam', 'certify'] as const).flatMap((name) => {
    const { require } = section(name);
    return typeof require === 'string' ? [] : deadlinesIn(require);
  });
  const open = found.filter((deadline) => !state.passed.has(deadlineName(deadline)));
  return [...new Map(open.map((deadline) => [deadlineName(deadline), deadline])).values()];
}

/** Of the innermost requirements that set the day; what stands around them takes it over. */
function deadlinesIn({ requirement, outcome, children }: Result): readonly Deadline[] {
  const within = children.flatMap(deadlinesIn);
  if (within.length > 0 || outcome.status !== 'unmet' || outcome.by === undefined) return within;
  return [{ requirement, by: outcome.by as CalendarDate }];
}
