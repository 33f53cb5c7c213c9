import type { DependsOnReading, Met, Outcome, Unmet } from '../outcome.js';
import { allDecisions, metWith, withUnknown } from './chain.js';

/** What makes two outcomes the same for whoever waits for them; counts and words may differ. */
export function alike(a: Outcome, b: Outcome): boolean {
  if (a.status !== b.status) return false;
  if (a.status === 'unmet') return a.reachable === (b as Unmet).reachable;
  if (a.status === 'depends-on-reading') {
    const other = b as DependsOnReading;
    return (
      a.question === other.question &&
      a.readings.every(({ outcome }, index) => {
        const counterpart = other.readings[index];
        return counterpart !== undefined && alike(outcome, counterpart.outcome);
      })
    );
  }
  return true;
}

/** One outcome for several that are all alike; undefined where they are not. */
export function common(outcomes: readonly Outcome[]): Outcome | undefined {
  let one: Outcome | undefined;
  for (const outcome of outcomes) {
    if (one === undefined) one = outcome;
    else if (alike(one, outcome)) one = merged(one, outcome);
    else return undefined;
  }
  return one;
}

/** One outcome for two alike; a margin is then the wider, since the other binds in its reading only. */
function merged(a: Outcome, b: Outcome): Outcome {
  switch (a.status) {
    case 'met': {
      const { final, margin } = b as Met;
      const widest =
        a.margin === undefined || margin === undefined ? undefined : Math.max(a.margin, margin);
      return a.final === final && a.margin === widest ? a : metWith(a.final && final, widest);
    }
    case 'unmet': {
      const { by, unknown = [] } = b as Unmet;
      const one = by === undefined || (a.by !== undefined && a.by < by) ? a : { ...a, by };
      return withUnknown(one, [...(a.unknown ?? []), ...unknown]);
    }
    case 'needs-decision':
      return allDecisions([a, b]);
    case 'depends-on-reading': {
      const other = b as DependsOnReading;
      return {
        ...a,
        readings: a.readings.map(({ reading, outcome }, index) => ({
          reading,
          outcome: merged(outcome, other.readings[index]?.outcome ?? outcome),
        })),
      };
    }
    case 'not-stated':
    case 'waived':
    case 'not-applicable':
      return a;
  }
}
