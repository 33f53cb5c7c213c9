import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { Flaw } from '../flaw.js';
import type { Path } from '../requirement.js';
import { PolicyFileError, type PolicyProblem } from './problems.js';

export interface PlacedYaml {
  readonly value: unknown;
  problemAt(this: void, flaw: Flaw): PolicyProblem;
}

/**
 * Reads YAML, and tells where in the file a field stands. `merge`: whether `<<` takes fields over from
 * elsewhere in the file.
 * @throws PolicyFileError when it is no YAML
 */
export function readYaml(
  text: string,
  file: string,
  { merge = true }: { readonly merge?: boolean } = {},
): PlacedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const noYaml = (offset: number, message: string, mend: string) => {
    const problem = `not YAML: ${message.replace(/\.$/, '')}`;
    return new PolicyFileError([{ ...at(offset), field: '', problem, mend }]);
  };
  const [fault] = document.errors;
  if (fault !== undefined) {
    // What else is found in a file that is no YAML mostly follows from the first fault.
    const mend = 'Check indentation, colons and quotation marks on this line.';
    throw noYaml(fault.pos[0], fault.message, mend);
  }
  const problemAt = ({ path, problem, mend }: Flaw): PolicyProblem => ({
    ...at(offsetOf(document, path)),
    field: path.join('.'),
    problem,
    mend,
  });
  try {
    return { value: document.toJS(), problemAt };
  } catch (error) {
    // The parser finds some faults, such as an alias without its anchor, only now.
    const message = error instanceof Error ? error.message : String(error);
    throw noYaml(0, message, 'Check the anchors (&) and aliases (*).');
  }
}

/** Where a field stands, or the nearest one around it that is there. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const around = document.getIn(path.slice(0, length - 1), true);
    const named = isMap(around)
      ? around.items.find(({ key }) => isNode(key) && String(key) === path[length - 1])?.key
      : undefined;
    const node = named ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
