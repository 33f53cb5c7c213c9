import type { LeafOf, Requirement } from '../../policy/requirement.js';
import { isValue } from '../../policy/stated.js';
import type { Match, Where } from '../../policy/where.js';
import { opposites } from './opposites.js';

/**
 * What becomes of a requirement whoever is judged: always met, never met, never judged at all, or
 * (undefined) it depends on the person.
 */
export type Fate = 'always' | 'never' | 'unjudged' | undefined;

export function fateOf(requirement: Requirement): Fate {
  switch (requirement.kind) {
    case 'all':
      return holdsOpposites(requirement) ? 'never' : ofAll(requirement.of.map(fateOf));
    case 'any':
      return holdsOpposites(requirement) ? 'always' : ofAny(requirement.of.map(fateOf));
    case 'k-of-n':
      return undefined;
    case 'not':
      return opposite(fateOf(requirement.of));
    case 'when':
      return fateOf(requirement.when) === 'always' ? fateOf(requirement.then) : undefined;
    case 'remedy':
      return ofAny([fateOf(requirement.of), fateOf(requirement.else)]);
    case 'tiers':
      return 'always';
    case 'circumstance':
      return nothingFits(requirement.where) ? 'never' : undefined;
    case 'document':
      return requirement.where !== undefined && nothingFits(requirement.where)
        ? 'never'
        : undefined;
    case 'tally':
      return ofTally(requirement);
    case 'homework':
      return isValue(requirement.threshold) ? undefined : 'unjudged';
    case 'schedule':
      return requirement.duty.check === 'approximately' ? 'unjudged' : undefined;
    case 'protected-sessions':
      return requirement.days.length + requirement.sessions.length === 0 ? 'always' : undefined;
    case 'missed-time':
      return typeof requirement.atMost === 'object' && requirement.atMost.percent === 100
        ? 'always'
        : undefined;
    case 'stage':
      return fateOf(requirement.of);
    case 'choice':
    case 'readings':
    case 'same-as':
    case 'bands':
    case 'absence':
    case 'accommodation':
    case 'attendance':
    case 'attestation':
    case 'discretion':
    case 'exam':
    case 'fee':
    case 'in-force':
    case 'interview':
    case 'make-up':
    case 'references':
    case 'step':
      return undefined;
  }
}

function holdsOpposites(requirement: Requirement): boolean {
  return [...opposites(requirement, new Map())].length > 0;
}

function ofTally({ atLeast, atMost, periods, quotas = [], where }: LeafOf<'tally'>): Fate {
  const floors = [...periods, ...quotas].filter((floor) => (floor.atLeast ?? 0) > 0);
  const asks = isValue(atLeast) && atLeast !== 0;
  if (atMost === undefined && !asks && floors.length === 0 && quotas.length === 0) {
    return isValue(atLeast) ? 'always' : undefined;
  }
  return asks && where !== undefined && nothingFits(where) ? 'never' : undefined;
}

function ofAll(fates: readonly Fate[]): Fate {
  const judged = fates.filter((fate) => fate !== 'unjudged');
  if (judged.length === 0) return 'unjudged';
  if (judged.includes('never')) return 'never';
  return judged.every((fate) => fate === 'always') ? 'always' : undefined;
}

function ofAny(fates: readonly Fate[]): Fate {
  const judged = fates.filter((fate) => fate !== 'unjudged');
  if (judged.length === 0) return 'unjudged';
  if (judged.includes('always')) return 'always';
  return judged.every((fate) => fate === 'never') ? 'never' : undefined;
}

function opposite(fate: Fate): Fate {
  if (fate === 'always') return 'never';
  return fate === 'never' ? 'always' : fate;
}

export function nothingFits(where: Where): boolean {
  return Object.values(where).some(isEmptyRange);
}

export function isEmptyRange(match: Match): boolean {
  if (Array.isArray(match) || 'not' in match) return false;
  const {
    atLeast = -Infinity,
    moreThan = -Infinity,
    atMost = Infinity,
    lessThan = Infinity,
  } = match;
  const lower = Math.max(atLeast, moreThan);
  const upper = Math.min(atMost, lessThan);
  return lower > upper || (lower === upper && (moreThan === lower || lessThan === upper));
}
