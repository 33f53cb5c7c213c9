import type { CaseFile } from '../cases/case.js';
import { caseFlaws } from '../cases/flaws/flaws.js';
import { PolicyFileError } from '../policy/file/problems.js';
import { readYaml } from '../policy/file/yaml.js';
import type { Policy } from '../policy/schema.js';
import { shaped } from './cases/shape.js';
import { readText } from './files.js';

/**
 * Reads a file of cases for a policy.
 * @throws UnreadableFile, PolicyFileError with everything that is wrong
 */
export function readCaseFile(file: string, policy: Policy): CaseFile {
  const { value, problemAt } = readYaml(readText(file), file);
  const { cases, flaws } = shaped(value);
  const found = flaws ?? caseFlaws(policy, cases);
  if (cases === undefined || found.length > 0) throw new PolicyFileError(found.map(problemAt));
  return cases;
}
