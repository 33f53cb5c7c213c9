import type { Result } from './outcome.js';
import type { Quote } from './quote.js';
import { childPlaces, type Requirement } from './requirement.js';

/**
 * A requirement that is not asked for as things stand, with all inside it: there to be seen with its
 * words, and not judged. Made once and shared by all results.
 */
export function unasked(requirement: Requirement, around: readonly Quote[]): Result {
  const { id, title, kind } = requirement;
  const rules = requirement.rules.length > 0 ? requirement.rules : around;
  return {
    requirement: id,
    title,
    kind,
    outcome: { status: 'not-applicable' },
    rules,
    evidence: [],
    findings: [],
    tally: {},
    children: childPlaces(requirement).map(([child]) => unasked(child, rules)),
  };
}
