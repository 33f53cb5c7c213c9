import { flawsOf } from '../check.js';
import type { Flaw } from '../flaw.js';
import { policySchema, type Policy } from '../schema.js';
import { PolicyFileError, type PolicyProblem } from './problems.js';
import { shaped } from './shape/shape.js';
import { readYaml } from './yaml.js';
import { zoneFlaws } from './zones.js';

/**
 * Reads a policy from YAML.
 * @throws PolicyFileError with everything that is wrong
 */
export function parsePolicy(yaml: string, file: string): Policy {
  const { policy, flaws, problemAt } = parseWithPlaces(yaml, file);
  if (flaws.length > 0) throw new PolicyFileError(flaws.map(problemAt));
  return policy;
}

export interface ParsedFile {
  readonly policy: Policy;
  /** Whatever does not hang together. */
  readonly flaws: readonly Flaw[];
  problemAt(this: void, flaw: Flaw): PolicyProblem;
}

/** @throws PolicyFileError where the shape is wrong */
export function parseWithPlaces(yaml: string, file: string): ParsedFile {
  const { value, problemAt } = readYaml(yaml, file, { merge: false });
  const other = noGroup(value, yaml);
  if (other !== undefined) {
    const mend = 'Begin with `program:`. Step 2 of docs/writing-a-policy.md shows how.';
    throw new PolicyFileError([problemAt({ path: [], problem: other, mend })]);
  }
  const parsed = shaped(policySchema, value);
  if ('flaws' in parsed) throw new PolicyFileError(parsed.flaws.map(problemAt));
  const policy = parsed.data;
  return { policy, flaws: [...zoneFlaws(policy), ...flawsOf(policy)], problemAt };
}

/** What a file is that has no fields. */
function noGroup(value: unknown, yaml: string): string | undefined {
  if (Array.isArray(value)) return 'the file is a list, and a policy is a group of fields';
  if (typeof value === 'object' && value !== null) return undefined;
  if (yaml.trim() === '') return 'the file is empty';
  return value === null
    ? 'the file says nothing but comments'
    : 'the file is words without a field, and a policy is a group of fields';
}
