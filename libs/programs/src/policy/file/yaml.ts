import {
  isCollection,
  isMap,
  isNode,
  isPair,
  LineCounter,
  isSeq,
  parseDocument,
  type Document,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Flaw } from '../flaw.js';
import type { Path } from '../requirement.js';
import { faultIn } from './faults/faults.js';
import { PolicyFileError, type PolicyProblem } from './problems.js';
import { structureFaults, type PlacedFault } from './structure.js';

export interface PlacedYaml {
  readonly value: unknown;
  problemAt(this: void, flaw: Flaw): PolicyProblem;
}

/**
 * Reads YAML, and tells where in the file a field stands. `merge`: whether `<<` takes fields over from
 * elsewhere in the file.
 * @throws PolicyFileError when it cannot be taken apart into fields
 */
export function readYaml(
  text: string,
  file: string,
  { merge = true }: { readonly merge?: boolean } = {},
): PlacedYaml {
  const lines = new LineCounter();
  // A field given twice is looked for below, once for each field and not for each pair of them.
  const options = { lineCounter: lines, prettyErrors: false, merge, uniqueKeys: false };
  const document = parseDocument(text, options);
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = faultsIn(text, document, { merge, lineOf: (offset) => at(offset).line });
  if (faults.length > 0) {
    throw new PolicyFileError(
      faults.map(({ offset, path, problem, mend }) => ({
        ...at(offset),
        field: path.join('.'),
        problem,
        mend,
      })),
    );
  }
  const offsetOf = offsetsIn(document);
  return {
    // Nothing stands for itself or for too much: that was looked at.
    value: document.toJS({ maxAliasCount: -1 }),
    problemAt: ({ path, problem, mend }) => ({
      ...at(offsetOf(path)),
      field: path.join('.'),
      problem,
      mend,
    }),
  };
}

function faultsIn(
  text: string,
  document: Document.Parsed,
  options: Parameters<typeof structureFaults>[1],
): readonly PlacedFault[] {
  const [found] = document.errors;
  // What else is found in a text that cannot be taken apart mostly follows from the first fault.
  if (found !== undefined) {
    const fault = faultIn(text, document, found);
    return [{ ...fault, path: pathAt(document, fault.offset) }];
  }
  const tags = document.warnings.map(({ pos: [begins, ends] }) => ({
    offset: begins,
    path: pathAt(document, begins),
    problem: `${text.slice(begins, ends).trim()} means something to YAML that no file of ours needs`,
    mend: 'Take it out. If it belongs to the words, put all of them in quotation marks.',
  }));
  return [...tags, ...structureFaults(document, options)];
}

/** The innermost field that begins at a place or before it; none behind all of them. */
function pathAt({ contents, range }: Document.Parsed, offset: number): Path {
  const path: (string | number)[] = [];
  let around: unknown = offset < range[2] ? contents : undefined;
  while (isCollection(around)) {
    const begins = around.items.map((item) => beginOf(isPair(item) ? item.key : item));
    const place = begins.findLastIndex((begin) => begin <= offset);
    const item = around.items[place];
    if (item === undefined) break;
    const name = isPair(item) ? String(item.key) : place;
    // What was taken for a name by mistake is none.
    if (typeof name === 'string' && !/^(<<|[A-Za-z][\w-]{0,60})$/.test(name)) break;
    path.push(name);
    around = isPair(item) ? item.value : item;
  }
  return path;
}

function beginOf(node: unknown): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? Infinity;
}

/** Where a field stands, or the nearest one around it that is there. */
function offsetsIn(document: Document): (path: Path) => number {
  // By their names, for as many flaws as there are fields.
  const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairsIn = (map: YAMLMap) => {
    const known = pairs.get(map) ?? new Map(map.items.map((pair) => [String(pair.key), pair]));
    pairs.set(map, known);
    return known;
  };
  return (path) => {
    let offset = 0;
    let around: unknown = document.contents;
    for (const name of path) {
      const pair = isMap(around) ? pairsIn(around).get(String(name)) : undefined;
      const item = isSeq(around) ? around.items[Number(name)] : undefined;
      const begins = beginOf(pair?.key ?? item);
      if (begins === Infinity) break;
      offset = begins;
      around = pair?.value ?? item;
    }
    return offset;
  };
}
