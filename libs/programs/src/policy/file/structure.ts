import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type Document,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Path } from '../requirement.js';
import type { Fault } from './faults/fault.js';

export interface PlacedFault extends Fault {
  readonly path: Path;
}

/** How much something holds, itself included. */
interface Extent {
  readonly values: number;
  readonly depth: number;
}

/** Far more than rules need; whoever judges by them goes down as deep. */
const deepest = 100;
const mostTakenOver = 100_000;

/**
 * What YAML allows and makes no sense in a file of ours: a field given twice, names that are no words,
 * and what is marked with & being nowhere, inside itself, or too much.
 */
export function structureFaults(
  document: Document.Parsed,
  { merge, lineOf }: { readonly merge: boolean; readonly lineOf: (offset: number) => number },
): readonly PlacedFault[] {
  const faults: PlacedFault[] = [];
  const marked = new Map<string, Extent | 'open'>();
  let takenOver = 0;
  const add = (node: unknown, path: Path, problem: string, mend: string) => {
    faults.push({ offset: offsetOf(node), path, problem, mend });
  };

  const look = (node: unknown, path: Path, level: number): Extent => {
    if (isAlias(node)) return takeOver(node, path, level);
    const name = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (name !== undefined) marked.set(name, 'open');
    const extent = { values: 1, depth: 1 };
    const into = (part: unknown, place: string | number) => {
      const { values, depth } = look(part, [...path, place], level + 1);
      extent.values += values;
      extent.depth = Math.max(extent.depth, depth + 1);
    };
    if (level >= deepest && isCollection(node)) tooDeep(node, path);
    else if (isSeq(node)) node.items.forEach(into);
    else if (isMap(node)) fieldsOf(node, path, into);
    if (name !== undefined) marked.set(name, extent);
    return extent;
  };

  const fieldsOf = (
    map: YAMLMap,
    path: Path,
    into: (part: unknown, place: string | number) => void,
  ) => {
    const lines = new Map<string, number>();
    for (const { key, value } of map.items) {
      if (!isScalar(key) || key.value === null) {
        const mend = 'Write `name: value`. Put words with brackets in quotation marks.';
        add(key, path, 'a field has no name, or one that is no word', mend);
        continue;
      }
      const field = nameOf(key);
      const line = lineOf(offsetOf(key));
      const before = lines.get(field);
      if (before !== undefined) {
        const on =
          before === line ? `twice on line ${line}` : `on line ${before} and on line ${line}`;
        const mend = 'Keep one of the two. In a list, each item begins with a dash.';
        add(key, [...path, field], `the field ${field} stands ${on}`, mend);
      }
      lines.set(field, before ?? line);
      if (merge && field === '<<') fieldsTakenOver(value, path);
      into(value, field);
    }
  };

  const fieldsTakenOver = (value: unknown, path: Path) => {
    const sources = (isSeq(value) ? value.items : [value]).map((one) =>
      isAlias(one) ? one.resolve(document) : one,
    );
    if (sources.every((one) => one === undefined || isMap(one))) return;
    add(
      value,
      path,
      '`<<` takes over groups of fields, and this is none',
      'Name a group after it.',
    );
  };

  const takeOver = (alias: Alias, path: Path, level: number): Extent => {
    const extent = marked.get(alias.source);
    const one = { values: 1, depth: 1 };
    if (extent === undefined) {
      const mend = 'Mark it there. If * belongs to the words, put all of them in quotation marks.';
      add(alias, path, `nothing above is marked with &${alias.source}`, mend);
      return one;
    }
    if (extent === 'open') {
      const mend = 'Write out what is meant here.';
      add(alias, path, `*${alias.source} stands inside what it stands for, without an end`, mend);
      return one;
    }
    takenOver += extent.values;
    if (takenOver > mostTakenOver && takenOver - extent.values <= mostTakenOver) {
      const problem = `what * takes over comes to more than ${mostTakenOver} values`;
      add(alias, path, problem, 'Write out what is meant, and only that.');
    }
    if (level + extent.depth > deepest + 1) tooDeep(alias, path);
    return takenOver > mostTakenOver ? one : extent;
  };

  const tooDeep = (node: unknown, path: Path) => {
    const problem = `groups stand in groups more than ${deepest} deep`;
    add(node, path.slice(0, 4), problem, 'Take out those that are not needed.');
  };

  look(document.contents, [], 0);
  return faults;
}

/** `<<` is more than a word where it takes fields over. */
function nameOf({ value }: Scalar): string {
  return typeof value === 'symbol' ? '<<' : String(value);
}

function offsetOf(node: unknown): number {
  const ranged = node as { readonly range?: readonly number[] | null } | null;
  return ranged?.range?.[0] ?? 0;
}
