import type { FactId } from '#event-log';
import { withConsequences } from '../consequences.js';
import type { Judge } from '../consequences.js';
import { deadlines } from '../deadlines.js';
import { assertEnrolled } from '../rules.js';
import type { Decide } from '../rules.js';

/** What the passing of time has done: which last days are over, and what follows under the rules. */
export const passDeadlines =
  (factId: () => FactId, judge: Judge): Decide =>
  (state) => {
    assertEnrolled(state);
    const over = deadlines(state, judge).filter(({ by }) => by < judge.today);
    const passed = over.map((data) => ({
      id: factId(),
      type: 'DeadlinePassed' as const,
      data: { ...data },
    }));
    return passed.length === 0 ? [] : withConsequences(state, passed, judge);
  };
