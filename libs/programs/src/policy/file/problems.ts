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
