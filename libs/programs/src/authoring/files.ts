import { existsSync, readFileSync, statSync } from 'node:fs';
import { flawsOf } from '../policy/check.js';
import { loadPolicyFile, misquotes } from '../policy/file/load.js';
import { PolicyFileError, type PolicyProblem } from '../policy/file/problems.js';
import { policyName, policySchema, type Policy } from '../policy/schema.js';
import { dirname, join } from 'node:path';
import { doubtsAbout } from './checks.js';
import { readYaml } from '../policy/file/yaml.js';
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
    const { problemAt } = readYaml(readText(one.file), one.file);
    const overlap = problemAt({
      path: ['effective', 'from'],
      problem: `${before} is in effect from the same day, so no day says which of the two holds`,
      mend: 'Give each version of a program a day of its own.',
    });
    return { ...one, errors: inOrder([...one.errors, overlap]) };
  });
}

function checkFile(file: string): CheckedFile {
  try {
    const { value, problemAt } = readYaml(readText(file), file);
    const parsed = policySchema.safeParse(value);
    if (!parsed.success) return { file, errors: problemsIn(file), remarks: [] };
    const policy = parsed.data;
    const { errors, remarks } = doubtsAbout(policy);
    // The loader looks into the sources only once all else hangs together.
    const misquoted = flawsOf(policy).length > 0 ? misquotes(policy, textsOf(policy, file)) : [];
    return {
      file,
      policy,
      errors: inOrder([...problemsIn(file), ...[...misquoted, ...errors].map(problemAt)]),
      remarks: inOrder(remarks.map(problemAt)),
    };
  } catch (error) {
    return { file, errors: problemsOf(error, file), remarks: [] };
  }
}

function problemsIn(file: string): readonly PolicyProblem[] {
  try {
    loadPolicyFile(file);
    return [];
  } catch (error) {
    return problemsOf(error, file);
  }
}

function textsOf({ sources }: Policy, file: string): ReadonlyMap<string, string> {
  return new Map(
    sources.flatMap(({ id, text }) => {
      const path = join(dirname(file), text);
      return existsSync(path) ? [[id, readFileSync(path, 'utf8')] as const] : [];
    }),
  );
}

function problemsOf(error: unknown, file: string): readonly PolicyProblem[] {
  if (error instanceof PolicyFileError) return error.problems;
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

/**
 * A policy in which `check` finds no error.
 * @throws UnreadableFile, PolicyFileError
 */
export function faultlessPolicy(file: string): Policy {
  readText(file);
  const { policy, errors } = checkFile(file);
  if (policy === undefined || errors.length > 0) throw new PolicyFileError(errors);
  return policy;
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
