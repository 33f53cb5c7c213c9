import type { z } from 'zod';
import { flawsOf } from '../check.js';
import type { Flaw } from '../flaw.js';
import type { Path } from '../requirement.js';
import { policySchema, type Policy } from '../schema.js';
import { PolicyFileError, type PolicyProblem } from './problems.js';
import { readYaml } from './yaml.js';

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
  const parsed = policySchema.safeParse(value);
  if (!parsed.success) {
    throw new PolicyFileError(parsed.error.issues.flatMap(flawsFrom).map(problemAt));
  }
  return { policy: parsed.data, flaws: flawsOf(parsed.data), problemAt };
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

type Issue = z.core.$ZodIssue;

const missingField = 'is missing';

function plainly(type: string): string {
  if (type === 'object') return 'a group of fields';
  if (type === 'array') return 'a list';
  return type;
}

function flawsFrom(issue: Issue): readonly Flaw[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      problem: `there is no field ${key} here`,
      mend: 'Correct its spelling, or take it out.',
    }));
  }
  if (issue.code === 'invalid_union') return unionFlaws(issue, path);
  if (issue.code === 'invalid_type') {
    const mend = 'Write what the source states, or `not stated` where the field allows it.';
    const missing = issue.message.includes('received undefined');
    return [{ path, problem: missing ? missingField : `must be ${plainly(issue.expected)}`, mend }];
  }
  if (issue.code === 'invalid_value') {
    const problem = `must be ${issue.values.map(String).join(' or ')}`;
    return [{ path, problem, mend: 'Write one of these.' }];
  }
  return [{ path, problem: issue.message, mend: 'Correct the value.' }];
}

/** Of the alternatives that a field allows, the one that was evidently meant. */
function unionFlaws(issue: Extract<Issue, { code: 'invalid_union' }>, path: Path): readonly Flaw[] {
  if (issue.errors.length === 0) {
    const options = 'options' in issue ? (issue.options as unknown[]).map(String).join(', ') : '';
    return [
      {
        path,
        problem: `is not a kind that exists${options === '' ? '' : `: ${options}`}`,
        mend: 'Write one of the kinds.',
      },
    ];
  }
  const reach = (issues: readonly Issue[]) => Math.max(...issues.map((inner) => inner.path.length));
  const structured = issue.errors.filter(
    (issues) => reach(issues) > 0 || issues.some(isShapeIssue),
  );
  const [meant] = structured.toSorted((a, b) => reach(b) - reach(a));
  if (meant !== undefined) {
    return meant.flatMap(flawsFrom).map((flaw) => ({ ...flaw, path: [...path, ...flaw.path] }));
  }
  const choices = issue.errors.flatMap((issues) => issues.flatMap(flawsFrom));
  const gone = choices.find(({ problem }) => problem === missingField);
  if (gone !== undefined) return [{ ...gone, path }];
  const problems = new Set(choices.map(({ problem }) => problem.replace(/^must be /, '')));
  const mend = 'Write one of these.';
  return [{ path, problem: `must be ${[...problems].join(', or ')}`, mend }];
}

function isShapeIssue(issue: Issue): boolean {
  return issue.code === 'unrecognized_keys' || issue.code === 'invalid_union';
}
