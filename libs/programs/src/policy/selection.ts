import { compile } from './compile.js';
import type { Context, Evidence, IsoDate } from './evidence.js';
import { openLedger } from './ledger.js';
import type { Requirement, Tiers } from './requirement.js';
import type { Policy } from './schema.js';
import { findRequirement } from './terms.js';

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
  const rule = findRequirement(policy, tiers)?.requirement;
  const tieBreak = isTiers(rule) ? rule.tieBreak : 'not stated';
  const placed = candidates.map(({ id, evidence, context = {} }) => {
    const ledger = openLedger(compiled.book, evidence, asOf, context);
    const { tally } = judge(ledger);
    return { id, tier: tally['tier'], applied: ledger.anchor('application') };
  });
  const taken: string[] = [];
  let rest = placed;
  for (const tier of [...new Set(placed.flatMap((one) => one.tier ?? []))].sort((a, b) => a - b)) {
    const left = seats - taken.length;
    if (left === 0 || rest.length <= left) break;
    // Whoever's own tier waits for a decision may belong before any of those that follow.
    if (rest.some((one) => one.tier === undefined)) break;
    const group = rest.filter((one) => one.tier === tier);
    rest = rest.filter((one) => one.tier !== tier);
    if (group.length <= left) {
      taken.push(...group.map(({ id }) => id));
      continue;
    }
    const { first, tied, last } = ranked(group, left, tieBreak);
    const waiting = [...last, ...rest.toSorted(byTier).map(({ id }) => id)];
    if (tied.length === 0) return { taken: [...taken, ...first], waiting };
    const why = tieBreak === 'lottery' ? 'lottery' : 'tie';
    const toDecide = { seats: left - first.length, among: tied, why } as const;
    return { taken: [...taken, ...first], waiting, toDecide };
  }
  const left = seats - taken.length;
  const ids = rest.toSorted(byTier).map(({ id }) => id);
  if (ids.length <= left) return { taken: [...taken, ...ids], waiting: [] };
  if (left === 0) return { taken, waiting: ids };
  return { taken, waiting: [], toDecide: { seats: left, among: ids, why: 'tier-undecided' } };
}

interface Placed {
  readonly id: string;
  readonly tier: number | undefined;
  readonly applied: IsoDate | undefined;
}

/** Within one tier: those before the last seat, those who tie for it, and those after. */
function ranked(group: readonly Placed[], seats: number, tieBreak: Tiers['tieBreak']) {
  const all = group.map(({ id }) => id);
  const byApplication = tieBreak === 'application' && group.every(({ applied }) => applied);
  if (!byApplication) return { first: [], tied: all, last: [] };
  const day = ({ applied = '' }: Placed) => applied;
  const edge = group.map(day).sort()[seats - 1] ?? '';
  const on = (holds: (applied: IsoDate) => boolean) =>
    group.filter((one) => holds(day(one))).map(({ id }) => id);
  const first = on((applied) => applied < edge);
  const tied = on((applied) => applied === edge);
  const last = on((applied) => applied > edge);
  return first.length + tied.length === seats
    ? { first: [...first, ...tied], tied: [], last }
    : { first, tied, last };
}

function byTier(a: Placed, b: Placed): number {
  return (a.tier ?? 0) - (b.tier ?? 0);
}

function isTiers(requirement: Requirement | undefined): requirement is Tiers {
  return requirement?.kind === 'tiers';
}
