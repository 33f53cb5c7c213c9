import { LineCounter, parseDocument, isMap, isNode, type Document } from 'yaml';
import type { z } from 'zod';
import { flawsOf } from '../check.js';
import type { Flaw } from '../flaw.js';
import type { Path } from '../requirement.js';
import { policySchema, type Policy } from '../schema.js';

/** One thing wrong in a policy file. Lines and columns count from 1. */
export interface PolicyProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Path of the field, for example `train.require.of.0.limits`; empty for the file as a whole. */
  readonly field: string;
  readonly problem: string;
  readonly mend: string;
}

/** Everything that is wrong in a policy file, not only the first. */
export class PolicyFileError extends Error {
  override readonly name = 'PolicyFileError';
  /** In the order of the file. */
  readonly problems: readonly PolicyProblem[];
  constructor(found: readonly PolicyProblem[]) {
    const problems = found.toSorted((a, b) => a.line - b.line || a.column - b.column);
    super(
      problems
        .map(
          ({ file, line, column, field, problem, mend }) =>
            `${file}:${line}:${column}${field === '' ? '' : ` ${field}`}: ${problem}. ${mend}`,
        )
        .join('\n'),
    );
    this.problems = problems;
  }
}

/**
 * Reads a policy from YAML.
 * @throws PolicyFileError with everything that is wrong
 */
export function parsePolicy(yaml: string, file: string): Policy {
  return parseWithPlaces(yaml, file).policy;
}

export interface ParsedFile {
  readonly policy: Policy;
  problemAt(this: void, flaw: Flaw): PolicyProblem;
}

/** @throws PolicyFileError */
export function parseWithPlaces(yaml: string, file: string): ParsedFile {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (document.errors.length > 0) {
    throw new PolicyFileError(
      document.errors.map(({ message, pos }) => ({
        ...at(pos[0]),
        field: '',
        problem: `not YAML: ${message}`,
        mend: 'Check indentation, colons and quotation marks on this line.',
      })),
    );
  }
  const problemAt = ({ path, problem, mend }: Flaw): PolicyProblem => ({
    ...at(offsetOf(document, path)),
    field: path.join('.'),
    problem,
    mend,
  });
  let read: unknown;
  try {
    read = document.toJS();
  } catch (error) {
    // The parser finds some faults, such as an alias without its anchor, only now.
    const problem = `not YAML: ${error instanceof Error ? error.message : String(error)}`;
    const mend = 'Check the anchors (&) and aliases (*).';
    throw new PolicyFileError([problemAt({ path: [], problem, mend })]);
  }
  const parsed = policySchema.safeParse(read);
  if (!parsed.success) {
    throw new PolicyFileError(parsed.error.issues.flatMap(flawsFrom).map(problemAt));
  }
  const flaws = flawsOf(parsed.data);
  if (flaws.length > 0) throw new PolicyFileError(flaws.map(problemAt));
  return { policy: parsed.data, problemAt };
}

/** Where a field stands, or the nearest one around it that is there. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const around = document.getIn(path.slice(0, length - 1), true);
    const name = path[length - 1];
    if (isMap(around)) {
      const pair = around.items.find(({ key }) => isNode(key) && String(key) === name);
      if (pair !== undefined && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
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
