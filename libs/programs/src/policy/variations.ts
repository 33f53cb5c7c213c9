import type { Judge } from './judge.js';
import type { Ledger } from './ledger.js';
import { forNow } from './logic/chain.js';
import { through } from './logic/logic.js';
import { motionOf } from './motion.js';
import type { Result } from './outcome.js';
import type { Requirement } from './requirement.js';
import type { Policy, Variation } from './schema.js';
import { withoutUnasked } from './possibilities.js';
import { hingesIn, hingesOfVariation, type Across, type Hinge } from './unrecorded.js';
import { fits } from './where.js';

/** Makes the judge of what holds instead of a requirement, under the quotes of its variation. */
type BuildInstead = (requirement: Requirement, rules: Variation['rules']) => Judge;

/**
 * The judge of a requirement that is otherwise for some: the first variation that holds for them. Where
 * it is not recorded whether one does, it is judged both ways; see `acrossUnrecorded`.
 */
export function varied(
  requirement: Requirement,
  judge: Judge,
  { variations, dates }: Pick<Policy, 'variations' | 'dates'>,
  build: BuildInstead,
  across: Across,
  indispensable: boolean,
): Judge {
  const hinges: Hinge[] = [];
  const changes = variations.flatMap((variation) =>
    variation.changes
      .filter((change) => change.requirement === requirement.id)
      .map(({ to }) => ({
        id: variation.id,
        holds: holding(variation),
        passes: passing(variation),
        instead: to === 'none' ? notAsked(requirement, variation) : build(to, variation.rules),
      })),
  );
  if (changes.length === 0) return judge;
  for (const variation of variations) {
    if (!variation.changes.some((change) => change.requirement === requirement.id)) continue;
    hinges.push(...hingesOfVariation(variation), ...hingesIn(variation.on?.anchor, dates));
  }
  const varying: Judge = (ledger) => {
    const change = changes.find(({ holds }) => holds(ledger));
    const result =
      change === undefined ? judge(ledger) : { ...change.instead(ledger), variation: change.id };
    if (!changes.some(({ passes }) => passes(ledger))) return result;
    return { ...result, outcome: through(result.outcome, ledger.order, forNow) };
  };
  return across(requirement, hinges, varying, indispensable ? withoutUnasked : undefined);
}

function holding({ for: people, cohort = {}, on }: Variation): (ledger: Ledger) => boolean {
  return (ledger) => {
    if (!fits(people, ledger.circumstance)) return false;
    if (!fits(cohort, (name) => ledger.context.cohort?.[name])) return false;
    if (on === undefined) return true;
    const day = ledger.anchor(on.anchor);
    return (
      day !== undefined &&
      (on.from === undefined || day >= on.from) &&
      (on.to === undefined || day <= on.to)
    );
  };
}

/** Whether time alone can still make it hold, or hold no longer. */
function passing({ on }: Variation): (ledger: Ledger) => boolean {
  if (on === undefined) return () => false;
  const { anchor, from, to } = on;
  const motion = motionOf(anchor);
  return (ledger) => {
    const day = ledger.anchor(anchor);
    if (day === undefined || motion(ledger) === 'none') return false;
    return day < (from ?? '') || day <= (to ?? '');
  };
}

function notAsked({ id, title, kind }: Requirement, { rules }: Variation): () => Result {
  const result: Result = {
    requirement: id,
    title,
    kind,
    outcome: { status: 'not-applicable' },
    rules,
    evidence: [],
    findings: [],
    tally: {},
    children: [],
  };
  return () => result;
}
