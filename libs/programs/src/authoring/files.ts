import { existsSync, readFileSync, statSync } from 'node:fs';
import { loadPolicyFile } from '../policy/file/load.js';
import { parseWithPlaces, PolicyFileError, type PolicyProblem } from '../policy/file/parse.js';
import { policyName, type Policy } from '../policy/schema.js';
import { doubtsAbout } from './checks.js';
import { capitalized } from './phrase/values.js';

/** A path that leads to nothing that can be read. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  constructor(
    readonly problem: string,
    readonly mend: string,
  ) {
    super(`${capitalized(problem)}. ${mend}`);
  }
}

export interface CheckedFile {
  readonly file: string;
  /** Absent where the file says nothing that could be judged by. */
  readonly policy?: Policy;
  readonly errors: readonly PolicyProblem[];
  readonly remarks: readonly PolicyProblem[];
}

/** Checks policy files, each by itself and the versions of one program against each other. */
export function checkPolicyFiles(files: readonly string[]): readonly CheckedFile[] {
  const checked = files.map((file) => ({ ...checkFile(file) }));
  const first = new Map<string, string>();
  return checked.map((one) => {
    if (one.policy === undefined) return one;
    const name = policyName(one.policy);
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, one.file);
      return one;
    }
    const { problemAt } = parseWithPlaces(readText(one.file), one.file);
    const overlap = problemAt({
      path: ['effective', 'from'],
      problem: `${before} is in effect from the same day, so no day says which of the two holds`,
      mend: 'Give each version of a program a day of its own.',
    });
    return { ...one, errors: inOrder([...one.errors, overlap]) };
  });
}

function checkFile(file: string): CheckedFile {
  let parsed;
  try {
    parsed = parseWithPlaces(readText(file), file);
  } catch (error) {
    return { file, errors: problemsOf(error, file), remarks: [] };
  }
  const { policy, problemAt } = parsed;
  const { errors, remarks } = doubtsAbout(policy);
  return {
    file,
    policy,
    errors: inOrder([...misreadings(file), ...errors.map(problemAt)]),
    remarks: inOrder(remarks.map(problemAt)),
  };
}

/** What shows only beside the sources: quotes that are not in them, a file in the wrong place. */
function misreadings(file: string): readonly PolicyProblem[] {
  try {
    loadPolicyFile(file);
    return [];
  } catch (error) {
    return problemsOf(error, file);
  }
}

function problemsOf(error: unknown, file: string): readonly PolicyProblem[] {
  // Once a file is no YAML, what else is found mostly follows from the first fault.
  if (error instanceof PolicyFileError)
    return error.problems.filter(
      ({ field, problem }, index) => index === 0 || field !== '' || !problem.startsWith('not YAML'),
    );
  if (!(error instanceof UnreadableFile)) throw error;
  const { problem, mend } = error;
  return [{ file, line: 1, column: 1, field: '', problem, mend }];
}

function inOrder(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/**
 * A policy that is sound.
 * @throws UnreadableFile, PolicyFileError
 */
export function soundPolicy(file: string): Policy {
  readText(file);
  return loadPolicyFile(file);
}

/** @throws UnreadableFile */
export function readText(file: string): string {
  if (!existsSync(file)) {
    throw new UnreadableFile(
      `there is no file ${file}`,
      'Check the path; it starts from the folder you are in.',
    );
  }
  if (!statSync(file).isFile()) {
    throw new UnreadableFile(`${file} is a folder`, 'Name the files in it.');
  }
  return readFileSync(file, 'utf8');
}
