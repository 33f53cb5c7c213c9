import { readPolicyFile } from '../policy/file/load.js';
import { PolicyFileError, type PolicyProblem } from '../policy/file/problems.js';
import { readText, UnreadableFile } from '../policy/file/text.js';
import { policyName, type Policy } from '../policy/schema.js';
import type { Flaw } from '../policy/flaw.js';
import { doubtsAbout } from './checks.js';

export { loadPolicyFile as soundPolicy } from '../policy/file/load.js';
export { readText, UnreadableFile };

export interface CheckedFile {
  readonly file: string;
  /** Absent where the file says nothing that could be judged by. */
  readonly policy?: Policy;
  readonly errors: readonly PolicyProblem[];
  readonly remarks: readonly PolicyProblem[];
}

/** Checks policy files, each by itself and the versions of one program against each other. */
export function checkPolicyFiles(files: readonly string[]): readonly CheckedFile[] {
  const first = new Map<string, string>();
  return [...new Set(files)].map((file) => checkFile(file, first));
}

/** `first`: the files seen before, by the name of their policy. */
function checkFile(file: string, first: Map<string, string>): CheckedFile {
  try {
    const { policy, flaws, problemAt } = readPolicyFile(file);
    const { errors, remarks } = doubtsAbout(policy);
    const name = policyName(policy);
    const before = first.get(name);
    first.set(name, before ?? file);
    const overlap = before === undefined ? [] : [sameDay(before)];
    return {
      file,
      policy,
      errors: inOrder([...flaws, ...errors, ...overlap].map(problemAt)),
      remarks: inOrder(remarks.map(problemAt)),
    };
  } catch (error) {
    return { file, errors: problemsOf(error, file), remarks: [] };
  }
}

function sameDay(before: string): Flaw {
  return {
    path: ['effective', 'from'],
    problem: `the file ${before} is in effect from the same day, so no day says which of the two holds`,
    mend: 'Give each version of a program a day of its own.',
  };
}

function problemsOf(error: unknown, file: string): readonly PolicyProblem[] {
  if (error instanceof PolicyFileError) return error.problems;
  if (!(error instanceof UnreadableFile)) throw error;
  const { problem, mend, line, column } = error;
  return [{ file, line, column, field: '', problem, mend }];
}

function inOrder(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/**
 * A policy in which `check` finds no error.
 * @throws UnreadableFile, PolicyFileError
 */
export function faultlessPolicy(file: string): Policy {
  const { policy, errors } = checkFile(file, new Map());
  if (policy === undefined || errors.length > 0) throw new PolicyFileError(errors);
  return policy;
}
