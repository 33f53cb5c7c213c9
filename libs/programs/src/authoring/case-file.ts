import { caseFileSchema, type CaseFile } from '../cases/case.js';
import { caseFlaws } from '../cases/flaws/flaws.js';
import { PolicyFileError } from '../policy/file/problems.js';
import type { Policy } from '../policy/schema.js';
import { readText } from './files.js';
import { readYaml } from '../policy/file/yaml.js';

/**
 * Reads a file of cases for a policy.
 * @throws UnreadableFile, PolicyFileError with everything that is wrong
 */
export function readCaseFile(file: string, policy: Policy): CaseFile {
  const { value, problemAt } = readYaml(readText(file), file);
  const parsed = caseFileSchema.safeParse(value);
  if (parsed.success) {
    const flaws = caseFlaws(policy, parsed.data);
    if (flaws.length > 0) throw new PolicyFileError(flaws.map(problemAt));
    return parsed.data;
  }
  throw new PolicyFileError(
    parsed.error.issues.map(({ path, message }) =>
      problemAt({
        path: path.filter((name) => typeof name !== 'symbol'),
        problem: message,
        mend: 'Compare with the cases that come with the system.',
      }),
    ),
  );
}
