import { LineCounter, isMap, isNode, parseDocument } from 'yaml';
import { PolicyFileError, type PolicyProblem } from '../policy/file/parse.js';
import type { Flaw } from '../policy/flaw.js';

export interface PlacedYaml {
  readonly value: unknown;
  problemAt(this: void, flaw: Flaw): PolicyProblem;
}

/**
 * Reads YAML, and tells where in the file a field stands.
 * @throws PolicyFileError when it is no YAML
 */
export function readYaml(text: string, file: string): PlacedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [fault] = document.errors;
  if (fault !== undefined) {
    // What else is found in a file that is no YAML mostly follows from the first fault.
    const problem = `not YAML: ${fault.message.replace(/\.$/, '')}`;
    const mend = 'Check indentation, colons and quotation marks on this line.';
    throw new PolicyFileError([{ ...at(fault.pos[0]), field: '', problem, mend }]);
  }
  const offsetOf = (path: Flaw['path']): number => {
    for (let length = path.length; length > 0; length--) {
      const around = document.getIn(path.slice(0, length - 1), true);
      const named = isMap(around)
        ? around.items.find(({ key }) => isNode(key) && String(key) === path[length - 1])?.key
        : document.getIn(path.slice(0, length), true);
      if (isNode(named) && named.range) return named.range[0];
    }
    return 0;
  };
  return {
    value: document.toJS(),
    problemAt: ({ path, problem, mend }) => ({
      ...at(offsetOf(path)),
      field: path.join('.'),
      problem,
      mend,
    }),
  };
}
