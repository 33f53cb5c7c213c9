import { caseFileSchema, type CaseFile } from '../cases/case.js';
import { PolicyFileError } from '../policy/file/problems.js';
import { readText } from './files.js';
import { readYaml } from '../policy/file/yaml.js';

/**
 * Reads a file of cases.
 * @throws UnreadableFile, PolicyFileError with everything that is wrong
 */
export function readCaseFile(file: string): CaseFile {
  const { value, problemAt } = readYaml(readText(file), file);
  const parsed = caseFileSchema.safeParse(value);
  if (parsed.success) return parsed.data;
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
