import { LineCounter, isNode, parseDocument } from 'yaml';
import { caseFileSchema, type CaseFile } from '../cases/case.js';
import { PolicyFileError } from '../policy/file/parse.js';
import { readText } from './files.js';

/**
 * Reads a file of cases.
 * @throws UnreadableFile, PolicyFileError with everything that is wrong
 */
export function readCaseFile(file: string): CaseFile {
  const lines = new LineCounter();
  const document = parseDocument(readText(file), {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
  });
  const problemAt = (offset: number, field: string, problem: string, mend: string) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), field, problem, mend };
  };
  if (document.errors.length > 0) {
    throw new PolicyFileError(
      document.errors.map(({ message, pos }) =>
        problemAt(
          pos[0],
          '',
          `not YAML: ${message}`,
          'Check indentation, colons and quotation marks on this line.',
        ),
      ),
    );
  }
  const parsed = caseFileSchema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw new PolicyFileError(
    parsed.error.issues.map(({ path, message }) => {
      let node: unknown;
      for (let length = path.length; length >= 0 && !isNode(node); length--) {
        node = document.getIn(path.slice(0, length), true);
      }
      const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
      return problemAt(offset, path.join('.'), message, 'Compare with a case file that holds.');
    }),
  );
}
