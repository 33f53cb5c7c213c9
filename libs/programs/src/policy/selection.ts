import { compile } from './compile.js';
import type { Context, Evidence, IsoDate } from './evidence.js';
import { openLedger } from './ledger.js';
import type { Outcome, Result } from './outcome.js';
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
    const result = judge(ledger);
    const tieBreak = tieBreakFor(result, tieBreaks);
    const applied = tieBreak === 'application' ? (ledger.anchor('application') ?? '') : '';
    return { id, ...tiersOf(result), tieBreak, applied };
  });
  const decided = placed.filter(isDecided);
  const level = new Set(decided.filter(({ applied }) => applied === '').map(({ first }) => first));
  // Whoever may still be in several tiers comes before only those who are in a later one for certain.
  const isBefore = (a: Placed, b: Placed) =>
    a.last < b.first ||
    (isDecided(a) &&
      isDecided(b) &&
      a.first === b.first &&
      !level.has(a.first) &&
      a.applied < b.applied);
  const ranked = placed
    .toSorted((a, b) => a.first - b.first || a.last - b.last)
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
  const why = !tied.every(isDecided) ? 'tier-undecided' : byLot ? 'lottery' : 'tie';
  const among = tied.map(({ id }) => id);
  return { taken, waiting, toDecide: { seats: seats - taken.length, among, why } };
}

interface Placed {
  readonly id: string;
  /** The first and the last tier that they may be in: the same, once that is decided. */
  readonly first: number;
  readonly last: number;
  readonly tieBreak: Tiers['tieBreak'] | undefined;
  /** Empty where it does not count or is not known. */
  readonly applied: IsoDate;
}
interface Ranked {
  /** How many come before for certain, and how many after. */
  readonly before: number;
  readonly after: number;
}

function isDecided({ first, last }: Placed): boolean {
  return first === last;
}

/** Between which tiers somebody may be, by what is known of each. */
function tiersOf({ kind, tally: { tier }, children }: Result): Pick<Placed, 'first' | 'last'> {
  if (tier !== undefined) return { first: tier, last: tier };
  if (kind !== 'tiers' || children.length === 0) return { first: 1, last: Infinity };
  const outcomes = children.map(({ outcome }) => outcome);
  const [possible, certain] = [outcomes.findIndex(mayHold), outcomes.findIndex(holds)];
  return { first: possible + 1, last: (certain === -1 ? outcomes.length : certain) + 1 };
}

function holds({ status }: Outcome): boolean {
  return status === 'met' || status === 'waived';
}

function mayHold(outcome: Outcome): boolean {
  return outcome.status === 'unmet'
    ? outcome.unknown !== undefined
    : outcome.status !== 'not-applicable';
}

type TieBreaks = ReturnType<typeof tieBreaksOf>;

/** None where it is not known by which variation somebody is judged, and that makes a difference. */
function tieBreakFor({ kind, variation, children }: Result, tieBreaks: TieBreaks) {
  if (kind !== 'possibilities') return tieBreaks.get(variation);
  const [tieBreak, ...others] = new Set(children.map((child) => tieBreaks.get(child.variation)));
  return others.length === 0 ? tieBreak : undefined;
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
