import type { Context, Evidence, IsoDate } from './evidence.js';
import type { Policy, SectionName } from './schema.js';
import type { Result, SectionResult } from './outcome.js';
import { compile } from './compile.js';
import { openLedger } from './ledger.js';

/**
 * Judges one person under one section of a policy. Pure: the same input gives the same answer, and
 * well-formed evidence never throws, whatever it says.
 */
export function evaluate(
  policy: Policy,
  section: SectionName,
  evidence: Evidence,
  asOf: IsoDate,
  context: Context = {},
): SectionResult {
  return evaluating(policy, evidence, asOf, context)(section);
}

/** As `evaluate`, for several sections: what they share is worked out once. */
export function evaluating(
  policy: Policy,
  evidence: Evidence,
  asOf: IsoDate,
  context: Context = {},
): (section: SectionName) => SectionResult {
  const compiled = compile(policy);
  const ledger = openLedger(compiled.book, evidence, asOf, context);
  return (section) => compiled.section(section)(ledger);
}

/**
 * Judges one person under one requirement of a policy.
 * @throws UnknownRequirement when the policy has none of that id
 */
export function evaluateRequirement(
  policy: Policy,
  requirement: string,
  evidence: Evidence,
  asOf: IsoDate,
  context: Context = {},
): Result {
  const compiled = compile(policy);
  return compiled.requirement(requirement)(openLedger(compiled.book, evidence, asOf, context));
}
