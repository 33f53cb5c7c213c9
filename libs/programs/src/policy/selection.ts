import { compile } from './compile.js';
import type { Context, Evidence, IsoDate } from './evidence.js';
import { openLedger } from './ledger.js';
import { placedRequirements } from './places.js';
import type { Requirement, Tiers } from './requirement.js';
import type { Policy } from './schema.js';

/** Somebody who meets the criteria and may be taken. */
export interface Candidate {
  readonly id: string;
  readonly evidence: Evidence;
  readonly context?: Context;
}

/** Who has a seat, who has none, and between whom a person must decide. Ids, first tier first. */
export interface Selection {
  readonly taken: readonly string[];
  readonly waiting: readonly string[];
  /** So many seats are left for these, and the rules do not say who comes first. */
  readonly toDecide?: {
    readonly seats: number;
    readonly among: readonly string[];
    readonly why: 'tie' | 'lottery' | 'tier-undecided';
  };
}

/**
 * Gives seats by the policy's tiers. Where the last seats fall inside a tier and the source does not
 * say who comes first there, a person decides: no tie-break is ever made up.
 * @throws UnknownRequirement when the policy has no tiers of that id
 */
export function select(
  policy: Policy,
  tiers: string,
  candidates: readonly Candidate[],
  seats: number,
  asOf: IsoDate,
): Selection {
  const compiled = compile(policy);
  const judge = compiled.requirement(tiers);
  const tieBreaks = tieBreaksOf(policy, tiers);
  const placed = candidates.map(({ id, evidence, context = {} }): Placed => {
    const ledger = openLedger(compiled.book, evidence, asOf, context);
    const { tally, variation } = judge(ledger);
    const tieBreak = tieBreaks.get(variation);
    const applied = tieBreak === 'application' ? (ledger.anchor('application') ?? '') : '';
    return { id, tier: tally['tier'] ?? 0, tieBreak, applied };
  });
  // Whoever's own tier waits for a decision may belong before any of the others.
  const undecided = placed.some(({ tier }) => tier === 0);
  const level = new Set(placed.filter(({ applied }) => applied === '').map(({ tier }) => tier));
  const isBefore = (a: Placed, b: Placed) =>
    !undecided &&
    (a.tier === b.tier ? !level.has(a.tier) && a.applied < b.applied : a.tier < b.tier);
  const ranked = placed
    .toSorted((a, b) => a.tier - b.tier)
    .map((one) => ({
      ...one,
      before: placed.filter((other) => isBefore(other, one)).length,
      after: placed.filter((other) => isBefore(one, other)).length,
    }));
  const isTaken = ({ after }: Ranked) => placed.length - after <= seats;
  const isWaiting = ({ before }: Ranked) => before >= seats;
  const taken = ranked.filter(isTaken).map(({ id }) => id);
  const waiting = ranked.filter(isWaiting).map(({ id }) => id);
  const tied = ranked.filter((one) => !isTaken(one) && !isWaiting(one));
  if (tied.length === 0) return { taken, waiting };
  const byLot = tied.every(({ tieBreak }) => tieBreak === 'lottery');
  const why = undecided ? 'tier-undecided' : byLot ? 'lottery' : 'tie';
  const among = tied.map(({ id }) => id);
  return { taken, waiting, toDecide: { seats: seats - taken.length, among, why } };
}

interface Placed {
  readonly id: string;
  /** 0 while it waits for a decision. */
  readonly tier: number;
  readonly tieBreak: Tiers['tieBreak'] | undefined;
  /** Empty where it does not count or is not known. */
  readonly applied: IsoDate;
}
interface Ranked {
  /** How many come before for certain, and how many after. */
  readonly before: number;
  readonly after: number;
}

/** Who comes first within a tier, by the variation under which the tiers are judged, if any. */
function tieBreaksOf(
  policy: Policy,
  tiers: string,
): ReadonlyMap<string | undefined, Tiers['tieBreak'] | undefined> {
  const tieBreaks = new Map<string | undefined, Tiers['tieBreak'] | undefined>();
  // What is no tiers has none.
  const note = (rule: Requirement | 'none', variation?: string) =>
    tieBreaks.set(variation, (rule as Partial<Tiers>).tieBreak);
  for (const { requirement } of placedRequirements(policy)) {
    if (requirement.id === tiers) note(requirement);
  }
  for (const { id, changes } of policy.variations) {
    for (const { requirement, to } of changes) if (requirement === tiers) note(to, id);
  }
  return tieBreaks;
}
