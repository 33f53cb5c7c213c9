import { dirname, resolve, sep } from 'node:path';
import type { CaseFile } from '../../cases/case.js';
import { caseFlaws } from '../../cases/flaws/flaws.js';
import { PolicyFileError } from '../../policy/file/problems.js';
import { readYaml } from '../../policy/file/yaml.js';
import type { Flaw } from '../../policy/flaw.js';
import type { Policy } from '../../policy/schema.js';
import { faultlessPolicy, readText } from '../files.js';
import { shaped } from './shape.js';

/**
 * A policy to try cases on: one in which `check` finds no error.
 * @throws UnreadableFile, PolicyFileError
 */
export function policyToTry(file: string): Policy {
  const { value, problemAt } = readYaml(readText(file), file);
  if (!isCaseFile(value)) return faultlessPolicy(file);
  const problem = 'these are cases, and a policy was asked for';
  throw new PolicyFileError([problemAt({ path: [], problem, mend: policyFirst })]);
}

export interface Trying {
  readonly policy: Policy;
  /** Where the policy was read from. */
  readonly policyFile: string;
  /** Whether it is tried in the place of the one that the cases name. */
  readonly instead: boolean;
}

/**
 * Reads a file of cases for a policy.
 * @throws UnreadableFile, PolicyFileError with everything that is wrong
 */
export function readCaseFile(file: string, { policy, policyFile, instead }: Trying): CaseFile {
  const { value, problemAt } = readYaml(readText(file), file);
  const refuse = (flaws: readonly Flaw[]) => new PolicyFileError(flaws.map(problemAt));
  if (isPolicy(value)) {
    const problem = 'this is a policy, and a file of cases was asked for';
    throw refuse([{ path: [], problem, mend: policyFirst }]);
  }
  const { cases, flaws } = shaped(value);
  if (flaws !== undefined) throw refuse(flaws);
  const found = [
    ...(instead ? [] : forAnother(cases.policy, file, policyFile)),
    ...caseFlaws(policy, cases),
  ];
  if (found.length > 0) throw refuse(found);
  return cases;
}

/** A path that begins with a dot leads there from the case file; another is the end of the whole path. */
function forAnother(named: string, file: string, policyFile: string): readonly Flaw[] {
  const tried = resolve(policyFile);
  const isSame = named.startsWith('.')
    ? resolve(dirname(file), named) === tried
    : tried.endsWith(`${sep}${named.split('/').join(sep)}`);
  if (isSame) return [];
  return [
    {
      path: ['policy'],
      problem: `these cases are for ${named}, and ${policyFile} is another policy`,
      mend: 'Name the policy that they are for, or correct `policy`. To see what another policy makes of them, add --instead.',
    },
  ];
}

const policyFirst = 'Name the policy file first, then the file of cases.';

function isPolicy(value: unknown): boolean {
  return isFields(value) && 'program' in value && !('cases' in value);
}

function isCaseFile(value: unknown): boolean {
  return isFields(value) && 'cases' in value && !('program' in value);
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
